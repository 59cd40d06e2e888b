import Columns
import Language

/// What stands out among columns and should be decided on before modelling.
struct ProfileFindings {
  private static let manyNulls = 0.5
  private static let nearlyAll = 0.99
  /// Beyond this skewness a mean says little; an exponential distribution has 2.
  private static let heavySkew = 3.0
  private static let manyOutliers = 0.05
  /// A single column that tells this much has usually been made from the target.
  private static let leaking = 0.95
  private static let shown = 4

  let profiles: [ColumnProfile]
  /// For each profile the name of the first column with the same values.
  let twins: [String?]
  let rows: RowFindings

  init(_ profiles: [ColumnProfile], twins: [String?], rows: RowFindings) {
    (self.profiles, self.twins, self.rows) = (profiles, twins, rows)
  }

  /// One line for each kind of finding, and one that says so where there is none.
  var lines: [(label: String, text: String)] {
    let found = [
      line("constant", "", profiles.filter { $0.distinct <= 1 }) {
        $0.nulls == $0.rows ? "\($0.name) (all null)" : $0.name
      },
      line("nearly constant", "", nearlyConstant) { "\($0.name) \(ShortNumber.percent($0.share($0.topCount)))" },
      equal,
      line("blank rows", "", rows.blank),
      line("repeated rows", "equal an earlier one in every column", rows.repeated),
      line("sentinels", "", profiles.filter { !$0.suspects.isEmpty }) { "\($0.name) \($0.suspectsText)" },
      line("mostly null", "over 50 %", sorted(by: { $0.share($0.nulls) }, from: Self.manyNulls)) {
        "\($0.name) \(ShortNumber.percent($0.share($0.nulls)))"
      },
      line("skewed", "beyond ±3", sorted(by: { $0.skew }, from: Self.heavySkew)) {
        "\($0.name) \($0.numbers?.figure("skew").map(ShortNumber.text) ?? "")"
      },
      line("outliers", "in over 5 % of the rows", sorted(by: { $0.outlierShare }, from: Self.manyOutliers)) {
        "\($0.name) \(ShortNumber.percent($0.outlierShare))"
      },
      line("identifiers", "", profiles.filter { $0.isIdentifier }) { $0.name },
      line("tell the target", "too well", sorted(by: { $0.relation ?? 0 }, from: Self.leaking)) {
        "\($0.name) \($0.relation.map(ShortNumber.text) ?? "")"
      },
    ].compactMap { $0 }
    return found.isEmpty ? [("nothing", "stands out")] : found
  }

  private func line(_ label: String, _ what: String, _ count: Int) -> (label: String, text: String)? {
    count == 0 ? nil : (label, what.isEmpty ? "\(count)" : "\(count), which \(what)")
  }

  private var nearlyConstant: [ColumnProfile] {
    profiles.filter { $0.distinct > 1 && $0.share($0.topCount) >= Self.nearlyAll }
  }

  /// Columns that repeat others.
  private var equal: (label: String, text: String)? {
    let pairs = zip(profiles, twins).compactMap { profile, twin in twin.map { "\(profile.name) = \($0)" } }
    return pairs.isEmpty ? nil : ("equal columns", list(pairs, ""))
  }

  private func sorted(by measure: (ColumnProfile) -> Double, from least: Double) -> [ColumnProfile] {
    let chosen = profiles.filter { measure($0) > least }
    return chosen.indices.sorted { a, b in
      let (x, y) = (measure(chosen[a]), measure(chosen[b]))
      return x == y ? a < b : x > y
    }.map { chosen[$0] }
  }

  private func line(
    _ label: String, _ measure: String, _ found: [ColumnProfile], _ text: (ColumnProfile) -> String
  ) -> (label: String, text: String)? {
    found.isEmpty ? nil : (label, list(found.map(text), measure))
  }

  /// The first ones, led by how many there are where not all are shown.
  private func list(_ texts: [String], _ measure: String) -> String {
    guard texts.count > Self.shown else { return texts.joined(separator: ", ") }
    let lead = "\(texts.count) columns\(measure.isEmpty ? "" : " " + measure)"
    return "\(lead): \(texts.prefix(Self.shown).joined(separator: ", ")), …"
  }
}

extension ColumnProfile {
  /// Fewer values are levels, whose skew and outliers mean nothing.
  fileprivate var isMeasured: Bool { type.isNumeric && distinct > 10 }
  fileprivate var skew: Double { isMeasured ? abs(numbers?.figure("skew") ?? 0) : 0 }
  fileprivate var outlierShare: Double { isMeasured ? share(numbers?.outliers ?? 0) : 0 }
  /// Whether each row has its own value, and it is no measurement.
  fileprivate var isIdentifier: Bool { rows > 10 && distinct == rows && (type == .int || type == .text) }
}
