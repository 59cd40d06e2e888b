import Diagnostics
import Language
import Statistics
import Syntax

/// What a search looks for.
enum TuneGoal: Sendable, Hashable {
  case metric(ClassificationMetric)
  /// The least cost.
  case cost

  static let metrics: [ClassificationMetric] = [
    .auc, .averagePrecision, .gini, .ks, .brier, .logLoss, .accuracy, .f1, .f2,
  ]
  static let names = metrics.map(\.rawValue) + ["cost"]

  init?(_ name: String) {
    if name == "cost" {
      self = .cost
    } else if let metric = Self.metrics.first(where: { $0.rawValue == name }) {
      self = .metric(metric)
    } else {
      return nil
    }
  }

  var name: String {
    switch self {
    case .metric(let metric): metric.rawValue
    case .cost: "cost"
    }
  }

  /// Whether less is better.
  private var isLoss: Bool { [.cost, .metric(.brier), .metric(.logLoss)].contains(self) }

  /// A value as something of which less is better; NaN where there is none.
  func loss(_ value: Double?) -> Double { value.map { isLoss ? $0 : -$0 } ?? .nan }
}

/// One goal or a list of them: `auc`, `[auc, cost]`.
struct TuneGoals: ParameterType {
  let goals: [TuneGoal]
  static let typeName = "metric or list of metrics"
  static let sample: String? = "auc"
  var defaultText: String? { nil }

  static func bind(_ syntax: ArgumentSyntax) throws -> TuneGoals {
    let expression = try syntax.expression()
    let elements = if case .list(let elements) = expression.kind { elements } else { [expression] }
    var goals: [TuneGoal] = []
    for element in elements {
      guard case .name(let word) = element.kind else { throw syntax.wrongValue("takes names of metrics") }
      guard let goal = TuneGoal(word.text) else {
        let near = Suggestions.nearest(to: word.text, in: TuneGoal.names)
        throw syntax.wrongValue("cannot be `\(word.text)`", help: near.first.map { "did you mean `\($0)`?" })
      }
      guard !goals.contains(goal) else { throw syntax.wrongValue("has `\(word.text)` twice") }
      goals.append(goal)
    }
    guard !goals.isEmpty else { throw syntax.wrongValue("takes names of metrics, and the list is empty") }
    return TuneGoals(goals: goals)
  }
}
