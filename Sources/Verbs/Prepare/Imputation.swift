import Columns
import Diagnostics
import Language
import Neighbours

/// How `impute` fills gaps, read from its options.
enum Imputation: Sendable {
  case median, mean, mode
  case constant(Cell)
  case neighbours(KNNImputer)

  static let names = ["median", "mean", "mode", "constant", "knn"]

  /// Whether gaps are filled by computing with numbers, which texts, bools and dates cannot be.
  var needsNumbers: Bool {
    switch self {
    case .median, .mean, .neighbours: true
    case .mode, .constant: false
    }
  }

  /// - Throws: `Diagnostic` for an option that does not go with the method, and for wrong arguments of `knn`.
  init(_ arguments: BoundArguments) throws {
    let call = arguments[ImputeVerb.method]
    try Imputation.requireMethod("constant", for: ImputeVerb.value, call, arguments)
    try Imputation.requireMethod("knn", for: ImputeVerb.fallback, call, arguments)
    if call.name.text == "knn" {
      self = .neighbours(try Imputation.neighbours(call, arguments))
      return
    }
    _ = try CallArguments(call, scope: arguments.scope, positional: 0, labels: [])
    switch call.name.text {
    case "mean": self = .mean
    case "mode": self = .mode
    case "constant":
      guard let value = arguments[ImputeVerb.value], !value.isNull else {
        throw Diagnostic(
          code: "E16", "`method: constant` needs the value that fills the gaps",
          at: Label(call.span, "with which value?"), help: "add `value: 0`")
      }
      self = .constant(value)
    default: self = .median
    }
  }

  private static func requireMethod<T>(
    _ method: String, for option: Parameter<T>, _ call: Call, _ arguments: BoundArguments
  ) throws {
    guard arguments.isWritten(option), call.name.text != method else { return }
    throw Diagnostic(
      code: "E17", "`\(option.name)` goes with `method: \(method)` only",
      at: Label(arguments.span(of: option), "has no meaning here"), labels: [Label(call.span, "the method")])
  }

  private static func neighbours(_ call: Call, _ arguments: BoundArguments) throws -> KNNImputer {
    let settings = try CallArguments(
      call, scope: arguments.scope, positional: 1, labels: ["weights", "combine", "over"])
    return KNNImputer(
      neighbours: try settings.whole(at: 0, "the number of neighbours", default: 5, from: 1),
      weights: try settings.word("weights", of: ["uniform", "distance"]) == "distance" ? .distance : .uniform,
      combination: try settings.word("combine", of: ["mean", "median"]) == "median" ? .median : .mean,
      donorRows: try settings.word("over", of: ["shared", "complete"]) == "complete" ? .complete : .shared,
      fallback: arguments[ImputeVerb.fallback] == "mean" ? .mean : .median)
  }

  /// How the gaps are filled, behind `filled`: `with the median`.
  var description: String {
    switch self {
    case .median: "with the median"
    case .mean: "with the mean"
    case .mode: "with the most frequent value"
    case .constant(let cell): "with \(CellFormat.literal(cell))"
    case .neighbours(let imputer): "from \(Prose.count(imputer.neighbours, "neighbour"))"
    }
  }
}
