import Columns
import Language

/// Names what moved each row's score most.
enum ReasonsVerb: Verb {
  static let count = Parameter<Int>("count", default: 4, "How many reasons of each row.")
  static let towards = Parameter<String>(
    "towards", default: "refusal", "What speaks for refusing a client, for granting, or either.",
    choices: ["refusal", "grant", "either"])
  static let signature = Signature(
    "reasons", inputs: [.explanation], positional: [count.declaration], options: [towards.declaration],
    synonyms: ["adverse_action", "reason_codes"])
  static let summary = "Names the features that speak most against each client, or for each."
  static let discussion = """
    A row for each reason, the strongest first: the feature, the value that it has for this client, and by how much it \
    moves the score, in the unit of the explanation. A client of whom fewer features speak that way has fewer reasons. \
    `towards: refusal` takes what raises the score, `grant` what lowers it. Equal ones go by the order of the features.
    """
  static let examples = [
    Example(
      "d = \(CvVerb.data)\nm = d | fit lightgbm(n_estimators: 12, min_child_samples: 5), target: bad\n"
        + "m | explain d | reasons 1, towards: either | head 2 | select row, reason, feature, value",
      "The strongest reason of each row.",
      gives: .table("row int, reason int, feature text, value float", "0 1 x 0.0\n1 1 x 37.0")),
    Example(
      "d = \(CvVerb.data)\nm = d | fit lightgbm(n_estimators: 12, min_child_samples: 5), target: bad\n"
        + "d | where x > 50 | explain m | reasons | head 1 | select row, reason, feature",
      "What speaks against a client, the strongest first.",
      gives: .table("row int, reason int, feature text", "0 1 x")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let most = arguments[count], towards = arguments[towards]
    guard most >= 1 else { throw arguments.outOfRange(count, "takes a number from 1") }
    return Step(.local { value, context in
      guard let explanation = value as? ExplanationValue else { throw NeedsData() }
      let reasons = try context.execution.map(count: explanation.rows) { row in
        explanation.reasons(of: row, most: most, towards: towards)
      }
      return explanation.reasonsTable(reasons)
    }, output: nil)
  }
}

/// Which way a contribution has to move a score to count as a reason.
enum ReasonDirection {
  case raising, lowering, either
}

extension Matrix {
  /// The features whose contributions move a row's score most, the strongest first, and equal ones in their order.
  ///
  /// - Parameter features: how many there are; a column behind them is the expected value.
  func strongest(_ row: Int, features: Int, _ direction: ReasonDirection) -> [Int] {
    let known = (0..<features).map { feature -> (feature: Int, strength: Double) in
      let value = self[row, feature]
      return switch direction {
      case .raising: (feature, value)
      case .lowering: (feature, -value)
      case .either: (feature, abs(value))
      }
    }
    return known.filter { $0.strength > 0 }
      .sorted { ($0.strength, $1.feature) > ($1.strength, $0.feature) }.map(\.feature)
  }
}

extension ExplanationValue {
  /// The features that move a row's score most.
  fileprivate func reasons(of row: Int, most: Int, towards: String) -> [Int] {
    let direction: ReasonDirection = towards == "refusal" ? .raising : towards == "grant" ? .lowering : .either
    return Array(contributions.strongest(row, features: names.count, direction).prefix(most))
  }

  fileprivate func reasonsTable(_ reasons: [[Int]]) -> Table {
    let rows = reasons.indices.flatMap { row in reasons[row].map { _ in Int32(row) } }
    let ranks = reasons.flatMap { $0.indices.map { Int64($0 + 1) } }
    let chosen = zip(rows, reasons.flatMap { $0 }).map { (row: Int($0), feature: $1) }
    func floats(_ value: (Int, Int) -> Double) -> Column { Column(doubles: chosen.map { value($0.row, $0.feature) }) }
    let own = identity.map { (field: $0.field, column: $0.column.taking(rows)) }
    return Table(schema: Schema([]), columns: [], rowCount: rows.count).setting(own + [
      (Field("score", .float), floats { row, _ in scores[row] }), (Field("reason", .int), Column(ints: ranks)),
      (Field("feature", .text), Column(texts: chosen.map { names[$0.feature] })),
      (Field("value", .float), floats { features[$0, $1] }),
      (Field("contribution", .float), floats { contributions[$0, $1] }),
    ])
  }
}
