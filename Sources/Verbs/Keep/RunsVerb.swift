import Columns
import Diagnostics
import Files
import Forms
import Kernels
import Language

/// Lists the experiments of a folder.
enum RunsVerb: Verb {
  static let folder = Parameter<String>("folder", default: ".", "The folder in which the sessions ran.")
  static let signature = Signature(
    "runs", inputs: [], options: [folder.declaration], synonyms: ["experiments", "mlflow", "history"])
  static let summary = "Lists what the sessions of a folder fitted, judged, compared and searched, a row each."
  static let discussion = """
    Every `fit`, `cv`, `evaluate`, `compare` and `tune` at the prompt, in a notebook or in `carnet run` adds a line to \
    `\(Experiments.path)`: when, in which script and cell, the statement, the estimator, how long it took, and the \
    fields of the result, as `$name.field` reads them; what a result has not is null. `run` counts the lines, and \
    `.diff run:3 run:7` sets two of them side by side. `data` is a hash of the names, \
    sizes and contents of all files that the session had read: runs of the same data have the same one. Verifications \
    and tests add nothing. A line that cannot be read is left out with a note.
    """
  static let examples = [
    Example("runs | count", "How many there are; here none.", gives: .table("n int", "0")),
    Example(
      "runs | where auc > 0.75 | sort cost | select script, estimator, auc | count", "The cheapest of the good ones.",
      gives: .table("n int", "0")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let place = arguments[folder], span = arguments.span(of: folder)
    let path = place == "." ? Experiments.path : "\(place)/\(Experiments.path)"
    return Step(.scan(Scan(path, settings: []) { _, context in
      guard FileSystem.exists(path) else {
        context.note("runs: no experiment is on record in `\(path)`")
        return RunList([]).table
      }
      do {
        let bytes = try FileSystem.read(path)
        context.used(InputFile(path: path, bytes: bytes.count, hash: XXH64.hash(bytes)))
        let list = RunList(bytes)
        if list.unreadable > 0 {
          context.note("\(path): \(Prose.count(list.unreadable, "line")) left out that could not be read")
        }
        return list.table
      } catch let error as FileFailure {
        throw Diagnostic(
          code: VerbCodes.unreadableFile, "`\(path)` cannot be read: \(error)", at: Label(span, "this folder"))
      }
    }), output: nil)
  }
}

/// The lines of a list of experiments.
struct RunList {
  /// Columns that there always are, with their types; others follow in the order in which they occur.
  private static let columns: [(name: String, type: ColumnType)] = [
    ("run", .int), ("time", .datetime), ("script", .text), ("cell", .int), ("name", .text),
    ("kind", .text), ("estimator", .text),
    ("auc", .float), ("auc_sd", .float), ("cost", .float), ("honest_cost", .float), ("threshold", .float),
    ("rows", .int), ("statement", .text), ("data", .text), ("seconds", .float),
  ]

  /// How many lines are none.
  let unreadable: Int
  /// Each with its number, which counts the lines that are none as well.
  private let lines: [(number: Int, value: JSONValue)]

  init(_ bytes: [UInt8]) {
    let all = Experiments.lines(bytes)
    lines = all.compactMap { line in line.value.map { (line.number, $0) } }
    unreadable = all.count - lines.count
  }

  /// A row for each line.
  var table: Table {
    let own = Set(Self.columns.map(\.name))
    var others: [String] = [], seen = own
    for line in lines {
      for member in line.value.object ?? [] where seen.insert(member.name).inserted { others.append(member.name) }
    }
    let columns = Self.columns + others.map { ($0, type(of: $0)) }
    return Table(schema: Schema([]), columns: [], rowCount: lines.count).setting(columns.map { name, type in
      if name == "run" { return (Field(name, type), Column(ints: lines.map { Int64($0.number) })) }
      return (Field(name, type), Column(cells: lines.map { Self.cell($0.value[name], type) }, type: type))
    })
  }

  /// The type that all values of a member have; text where they have several.
  private func type(of name: String) -> ColumnType {
    let types = Set(lines.compactMap { line -> ColumnType? in
      switch line.value[name] {
      case nil, .null: nil
      case .int: .int
      case .double: .float
      case .bool: .bool
      default: .text
      }
    })
    if types == [.int, .float] { return .float }
    return types.count == 1 ? types.first ?? .text : .text
  }

  /// A member of a column with values of several types is text, as it is written.
  private static func cell(_ value: JSONValue?, _ type: ColumnType) -> Cell {
    guard let value else { return .null }
    return Cell(value, type) ?? (type == .text ? .text(value.compact) : .null)
  }
}
