import Columns
import Diagnostics
import Language

extension ValueKind {
  static let tracking = ValueKind("tracking")
}

/// Names the server that experiments below are told of.
enum TrackVerb: Verb {
  static let url = Parameter<String>("url", "The address of the server: `\"http://127.0.0.1:5000\"`.")
  static let experiment = Parameter<String>("experiment", default: "carnet", "What the server files the runs under.")
  static let token = Parameter<String?>(
    "token_file", default: nil, shows: "by the environment",
    "A file that holds the token which the server asks for.")
  static let signature = Signature(
    "track", inputs: [], output: .tracking, positional: [url.declaration],
    options: [experiment.declaration, token.declaration], synonyms: ["set_tracking_uri", "set_experiment", "log"])
  static let setsTracking = true
  static let summary = "Names the MLflow server that experiments below are told of."
  static let discussion = """
    Every `fit`, `cv`, `evaluate`, `compare` and `tune` below becomes a run there: its parameters and options, its \
    metrics, those of folds (`fold_auc`) and of trials (`trial_auc`) as steps, charts that are plotted of it, the \
    script that makes it with its lock and a report, and of `fit` the model as a folder that \
    `mlflow.pyfunc.load_model` loads and that scores raw rows. Tags tell the statement and the hashes of script, lock \
    and data. Verifications and tests tell nobody.

    No cell waits for the server. What has not been sent lies in `.carnet/outbox`, in order; this session, or a later \
    one in the folder, sends it, each run once. What the server refuses lies in `.carnet/outbox/refused` \
    with the reason. `.track` shows what waits. The token is read when something is sent and is recorded nowhere: \
    from `token_file`, or from `MLFLOW_TRACKING_TOKEN`, or `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`. \
    The value of the statement is the address and the experiment, so that scripts have the same lock with a server and \
    without. Made for the REST interface of MLflow 3.18.
    """
  static let examples = [
    Example(
      "track \"http://127.0.0.1:5000\", experiment: \"credit\"", "Runs below are told of there.",
      gives: .value(.tracking, ["experiment": .text("credit")])),
    Example(
      "track \"https://mlflow.example.com\", token_file: \"token.txt\"", "A server that asks for a token.",
      gives: .value(.tracking, ["url": .text("https://mlflow.example.com"), "experiment": .text("carnet")])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let target = TrackingTarget(
      url: try address(arguments), experiment: try name(arguments), tokenFile: arguments[token])
    let value = TrackingValue(target: target)
    return Step(.local { _, _ in value }, output: Shape(value))
  }

  /// The address without a slash at its end.
  private static func address(_ arguments: BoundArguments) throws -> String {
    let text = arguments[url], parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    let host = parts.count > 2 ? parts[2] : ""
    guard ["http:", "https:"].contains(parts[0]), parts.count > 2, parts[1].isEmpty, Self.isHost(host) else {
      throw arguments.outOfRange(
        url, "is no address of a server", help: "write one with its scheme: `\"http://127.0.0.1:5000\"`")
    }
    guard !host.contains("@") else {
      throw arguments.outOfRange(
        url, "holds a password, which would be recorded",
        help: "name a file, `token_file: \"token.txt\"`, and change the password: what is typed is in the history")
    }
    guard !text.contains(where: { "?#".contains($0) || $0.isWhitespace }) else {
      throw arguments.outOfRange(
        url, "is more than the address of a server", help: "leave out what stands behind its path")
    }
    return String(text.reversed().drop { $0 == "/" }.reversed())
  }

  /// A name or an address, with the number of a port behind it where there is one.
  private static func isHost(_ text: Substring) -> Bool {
    // What stands before an `@` is told apart, as a password.
    let own = text.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    let isAddress = own.first == "["
    let parts = isAddress ? own.split(separator: "]", maxSplits: 1) : own.split(separator: ":", maxSplits: 1)
    let isPort = parts.count < 2 || Int(parts[1].drop { $0 == ":" }).map { (1...65_535).contains($0) } ?? false
    let isName = parts.first?.allSatisfy { $0.isLetter || $0.isNumber || "-.[:".contains($0) } ?? false
    return isName && isPort && !own.hasSuffix(":")
  }

  private static func name(_ arguments: BoundArguments) throws -> String {
    let name = arguments[experiment]
    if !name.isEmpty, name.utf8.count <= 256 { return name }
    throw arguments.outOfRange(experiment, "takes 1 to 256 bytes", help: "write a plain name: `experiment: \"credit\"`")
  }
}

/// A server, as a statement names it.
struct TrackingValue: Value {
  let target: TrackingTarget

  var kind: ValueKind { .tracking }
  var tracking: TrackingTarget? { target }
  var fields: [(name: String, cell: Cell)] {
    [("url", .text(target.url)), ("experiment", .text(target.experiment))]
  }
  var presentation: Presentation {
    Presentation(facts: [("tracked at", target.url), ("experiment", target.experiment)])
  }
  var contents: [(name: String, table: Table)] {
    [("tracking", Table(fields.map { ($0.name, Column(cells: [$0.cell], type: .text)) }))]
  }
}
