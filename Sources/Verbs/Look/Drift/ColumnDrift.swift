import Columns
import Language
import Statistics

/// What is said of a column.
enum DriftVerdict: String, CaseIterable, Sendable {
  case drifted, stable
  case tooFew = "too few rows"
  case new = "new column"
  case vanished
  case changedType = "changed type"
  case filledWithNulls = "filled with nulls"
  case noValues = "no values"
  case notCompared = "not compared"
}

/// The rows of one side of a comparison, and how many of them have no value.
struct SideCounts: Sendable {
  let rows: Int
  let nulls: Int

  /// The share of null, from 0 to 1; nil without rows.
  var nullShare: Double? { rows > 0 ? Double(nulls) / Double(rows) : nil }
  var values: Int { rows - nulls }
}

/// A level or interval of the values of a column, with the share that it has on either side.
struct DriftBin: Sendable {
  let name: String
  let reference: Double
  let current: Double
  /// What it adds to the population stability index.
  let stability: Double?
}

/// What a chart shows of both distributions.
struct DriftShape: Sendable {
  /// Where the bars of numbers begin and end, one more than bars; none of levels.
  let edges: [Double]
  let bins: [DriftBin]
}

/// How a column, or a part of it, lies to the reference.
struct ColumnDrift: Sendable {
  let column: String
  /// The place of the part among those of `by:`.
  let part: Int
  let type: ColumnType
  /// Nil where the reference has no such column.
  let reference: SideCounts?
  /// Nil where the current table has no such column.
  let current: SideCounts?
  var method: DriftMethod?
  var statistic: Double?
  var threshold: Double?
  var pValue: Double?
  var adjusted: Double?
  /// Nil until all p-values are adjusted.
  var verdict: DriftVerdict?
  var findings: [String] = []
  /// The bins of the population stability index.
  var stability: [DriftBin] = []
  /// What a chart shows of both distributions.
  var shape = DriftShape(edges: [], bins: [])

  init(_ column: String, part: Int, _ type: ColumnType, reference: SideCounts?, current: SideCounts?) {
    (self.column, self.part, self.type) = (column, part, type)
    (self.reference, self.current) = (reference, current)
  }

  /// The population stability index; nil where none was computed.
  var stabilityIndex: Double? {
    stability.isEmpty ? nil : stability.reduce(into: CompensatedSum()) { $0.add($1.stability ?? 0) }.total
  }

  /// Says what the adjusted p-value and the statistic come to.
  mutating func settle(adjusted: Double, _ settings: DriftSettings) {
    self.adjusted = adjusted
    let isSure = adjusted <= settings.alpha
    guard let method, !method.isTest, let statistic, let threshold else {
      verdict = isSure ? .drifted : .stable
      return
    }
    verdict = statistic < threshold ? .stable : isSure ? .drifted : .tooFew
    if verdict == .tooFew { findings.append("so far apart by chance alone among so few rows") }
  }
}
