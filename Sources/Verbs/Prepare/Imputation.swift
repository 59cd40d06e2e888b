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
    _ = try WordArguments(call, FunctionSignature(call.name.text, []), arguments.scope)
    switch call.name.text {
    case "mean": self = .mean
    case "mode": self = .mode
    case "constant":
      guard let value = arguments[ImputeVerb.value], !value.isNull else {
        throw Diagnostic(
          code: .argumentCount, "`method: constant` needs the value that fills the gaps",
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
      code: .unknownOption, "`\(option.name)` goes with `method: \(method)` only",
      at: Label(arguments.span(of: option), "has no meaning here"), labels: [Label(call.span, "the method")])
  }

  private static let neighbourCount = Parameter<Int>(
    "k", default: 5, in: 1...Double(Int32.max), "The number of neighbours.")
  private static let weights = Parameter<String>(
    "weights", default: "uniform", "Whether near neighbours count more.", choices: ["uniform", "distance"])
  private static let combination = Parameter<String>(
    "combine", default: "mean", "What fills the gap of the neighbours' values.", choices: ["mean", "median"])
  private static let donors = Parameter<String>(
    "over", default: "shared", "Whether a neighbour may have gaps itself.", choices: ["shared", "complete"])
  private static let knn = FunctionSignature(
    "knn", [neighbourCount.declaration],
    labelled: [weights.declaration, combination.declaration, donors.declaration])

  private static func neighbours(_ call: Call, _ arguments: BoundArguments) throws -> KNNImputer {
    let settings = try WordArguments(call, knn, arguments.scope)
    return KNNImputer(
      neighbours: settings[neighbourCount], weights: settings[weights] == "distance" ? .distance : .uniform,
      combination: settings[combination] == "median" ? .median : .mean,
      donorRows: settings[donors] == "complete" ? .complete : .shared,
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

/// The name of the method, and behind it the constant or the settings.
extension Imputation: Codable {
  private enum CodingKeys: String, CodingKey { case name, value, settings }

  var isByNeighbours: Bool { if case .neighbours = self { true } else { false } }

  private var name: String {
    switch self {
    case .median: "median"
    case .mean: "mean"
    case .mode: "mode"
    case .constant: "constant"
    case .neighbours: "knn"
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    if case .constant(let cell) = self { try container.encode(cell, forKey: .value) }
    if case .neighbours(let imputer) = self { try container.encode(imputer, forKey: .settings) }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(String.self, forKey: .name) {
    case "median": self = .median
    case "mean": self = .mean
    case "mode": self = .mode
    case "constant": self = .constant(try container.decode(Cell.self, forKey: .value))
    case "knn": self = .neighbours(try container.decode(KNNImputer.self, forKey: .settings))
    case let other:
      throw DecodingError.dataCorruptedError(
        forKey: .name, in: container, debugDescription: "`impute` has no method `\(other)`")
    }
  }
}
