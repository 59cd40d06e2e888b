import Columns
import Diagnostics
import Language

extension ValueKind {
  static let drift = ValueKind("drift", mainTable: "its columns, a row each, or for each part of `by:`")
}

/// How the columns of a table lie to those of a reference.
struct DriftValue: Value {
  /// A row of the result for each, by column and part.
  let drifts: [ColumnDrift]
  let settings: DriftSettings
  let columnsTable: Table
  /// The rows of the reference and of the current table.
  let rows: (reference: Int, current: Int)
  private let parts: DriftParts

  init(_ drifts: [ColumnDrift], _ parts: DriftParts, rows: (Int, Int), _ settings: DriftSettings) {
    (self.drifts, self.parts, self.rows, self.settings) = (drifts, parts, rows, settings)
    columnsTable = Self.table(drifts, parts)
  }

  var kind: ValueKind { .drift }
  var mainTable: Table? { columnsTable }
  var contents: [(name: String, table: Table)] { [("columns", columnsTable), ("bins", binsTable)] }

  /// How many parts there are; 1 where nothing cuts the rows.
  var partCount: Int { parts.count }
  /// What cuts the rows; nil where nothing does.
  var cutting: String? { parts.values?.name }
  /// The value of a part as text; nil where nothing cuts the rows.
  func partName(_ part: Int) -> String? { parts.name(of: part) }
  /// The rows of a part.
  func rowCount(of part: Int) -> Int { parts.rowCount(of: part) }

  /// The columns in their order, each with its rows of the result.
  var columns: [(name: String, drifts: ArraySlice<ColumnDrift>)] {
    stride(from: 0, to: drifts.count, by: max(1, partCount)).map { start in
      (drifts[start].column, drifts[start..<start + partCount])
    }
  }

  /// How many columns have a verdict in some part.
  func count(_ verdict: DriftVerdict) -> Int { columns.count { $0.drifts.contains { $0.verdict == verdict } } }

  /// The share of columns that have drifted in some part; nil without columns.
  var share: Double? { drifts.isEmpty ? nil : Double(count(.drifted)) / Double(columns.count) }

  var fields: [(name: String, cell: Cell)] {
    let counts = DriftVerdict.allCases.map { verdict in
      (name: verdict.rawValue.replacing(" ", with: "_"), cell: Cell.int(Int64(count(verdict))))
    }
    let isClean = drifts.allSatisfy { $0.findings.isEmpty && ($0.verdict == .stable || $0.verdict == .noValues) }
    return [("columns", .int(Int64(columns.count))), ("share", Cell(number: share)), ("clean", .bool(isClean))] + counts
  }

  /// `7 of 121 columns drifted (5.8 %); 2 filled with nulls, 1 vanished`
  var summary: String {
    let share = share.map { $0 > 0 ? " (\(ShortNumber.percent($0)))" : "" } ?? ""
    let of = cutting.map { ", in some part by `\($0)`" } ?? ""
    let lead = "\(count(.drifted)) of \(Prose.count(columns.count, "column")) drifted\(share)\(of)"
    let others = DriftVerdict.allCases.filter { $0 != .drifted && $0 != .stable && count($0) > 0 }
    return others.isEmpty ? lead : lead + "; " + others.map { "\(count($0)) \($0.rawValue)" }.joined(separator: ", ")
  }

  private static func table(_ drifts: [ColumnDrift], _ parts: DriftParts) -> Table {
    func floats(_ value: (ColumnDrift) -> Double?) -> Column { Column(floats: drifts.map(value)) }
    func rows(_ side: (ColumnDrift) -> SideCounts?) -> Column {
      Column(ints: drifts.map { side($0).map { Int64($0.rows) } })
    }
    var columns: [(name: String, column: Column)] = [
      ("column", Column(texts: drifts.map(\.column))), ("type", Column(texts: drifts.map(\.type.rawValue))),
      ("method", Column(texts: drifts.map { $0.method?.rawValue })), ("statistic", floats { $0.statistic }),
      ("threshold", floats { $0.threshold }), ("p", floats { $0.pValue }), ("p_adjusted", floats { $0.adjusted }),
      ("reference_rows", rows { $0.reference }), ("current_rows", rows { $0.current }),
      ("reference_nulls", floats { $0.reference?.nullShare }), ("current_nulls", floats { $0.current?.nullShare }),
      ("verdict", Column(texts: drifts.map { $0.verdict?.rawValue })),
      ("finding", Column(texts: drifts.map { $0.findings.isEmpty ? nil : $0.findings.joined(separator: "; ") })),
    ]
    if let (name, values) = parts.values {
      let isTaken = columns.contains { $0.name == name }
      columns.insert((isTaken ? "part" : name, values.taking(drifts.map { Int32($0.part) })), at: 1)
    }
    return Table(columns)
  }

  /// A row for each bin of the population stability index.
  private var binsTable: Table {
    let bins = drifts.flatMap { drift in drift.stability.map { (drift, $0) } }
    let part = cutting == nil ? [] : [("part", Column(texts: bins.map { partName($0.0.part) }))]
    return Table([("column", Column(texts: bins.map(\.0.column)))] + part + [
      ("bin", Column(texts: bins.map(\.1.name))), ("reference_share", Column(doubles: bins.map(\.1.reference))),
      ("current_share", Column(doubles: bins.map(\.1.current))),
      ("stability", Column(floats: bins.map(\.1.stability))),
    ])
  }
}
