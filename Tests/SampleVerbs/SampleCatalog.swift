import Columns
import Diagnostics
import Files
import Kernels
import Language

/// Some tiny verbs, so that a session can be tested without those of the program.
public enum SampleCatalog {
  public static let all = Catalog(
    [NumbersVerb.self, FileVerb.self, KeepVerb.self, FailingVerb.self])
}

/// `numbers 3`: a table with the column `n` from 0 up.
enum NumbersVerb: Verb {
  static let count = Parameter<Int>("count", "How many rows.")
  static let factor = Parameter<Int>("factor", default: 1, "What each number is multiplied with.")
  static let signature = Signature(
    "numbers", inputs: [], positional: [count.declaration], options: [factor.declaration])
  static let summary = "Counts."
  static let examples = [Example("numbers 3", gives: .untold(because: "a verb for tests of the session"))]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let (count, factor) = (arguments[count], arguments[factor])
    return Step(
      .local { _, _ in Table([("n", Column(ints: (0..<count).map { Int64($0 * factor) }))], key: ["n"]) },
      output: .table(Schema([Field("n", .int)], key: ["n"])))
  }
}

/// `file "x.txt"`: the lines of a file as the column `line`.
enum FileVerb: Verb {
  static let path = Parameter<String>("path", "The file.")
  static let readsFile = true
  static let signature = Signature("file", inputs: [], positional: [path.declaration])
  static let summary = "Reads lines."
  static let examples = [Example("file \"x.txt\"", gives: .untold(because: "this file is not there"))]

  struct Missing: DescribedError {
    let path: String
    var code: DiagnosticCode { DiagnosticCode("E40", "", "") }
    var message: String { "there is no file \(path)" }
    var notes: [String] { [] }
    var help: String? { nil }
  }

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let path = arguments[path]
    return Step(.local { _, context in
      guard let bytes = try? FileSystem.read(path) else { throw Missing(path: path) }
      context.used(InputFile(path: path, bytes: bytes.count, hash: XXH64.hash(bytes)))
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { Optional(String($0)) }
      let rows = lines.indices.map { Optional(Int64($0) + 100) }
      return Table([("row", Column(ints: rows)), ("line", Column(texts: lines))], key: ["row"])
    }, output: nil)
  }
}

/// `keep 2`: the first rows, or as many as another table has; counts how often it ran.
enum KeepVerb: Verb {
  static let count = Parameter<Int>("count", default: 1, "How many rows.")
  static let like = Parameter<Reference?>("like", default: nil, "A table with as many rows.")
  static let order = Parameter<String>("order", default: "first", "Which rows.", choices: ["first", "last"])
  static let signature = Signature(
    "keep", positional: [count.declaration], options: [like.declaration, order.declaration])
  static let summary = "Keeps some rows."
  static let examples = [Example("numbers 3 | keep 1", gives: .untold(because: "a verb for tests of the session"))]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let wanted = (arguments[like]?.value as? Table)?.rowCount ?? arguments[count]
    return .onTable(output: .table(input.fields), memory: .small) { table, context in
      context.note("keeps \(min(wanted, table.rowCount)) of \(table.rowCount)")
      return table.slice(0..<min(wanted, table.rowCount))
    }
  }
}

/// `failing when: "x"`: fails where a line is that text.
enum FailingVerb: Verb {
  static let text = Parameter<String>("when", default: "", "The line that is too much.")
  static let signature = Signature("failing", options: [text.declaration])
  static let summary = "Fails at a line."
  static let examples = [
    Example("file \"x.txt\" | failing when: \"x\"", gives: .untold(because: "this file is not there"))
  ]

  struct Failed: DescribedError {
    var code: DiagnosticCode { DiagnosticCode("E41", "", "") }
    var message: String { "a line is too much" }
    var notes: [String] { [] }
    var help: String? { nil }
  }

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let text = arguments[text]
    return .onTable(output: .table(input.fields), memory: .small) { table, _ in
      if (0..<table.rowCount).contains(where: { table[$0, "line"] == .text(text) }) { throw Failed() }
      return table
    }
  }
}
