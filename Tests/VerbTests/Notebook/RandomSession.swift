import Diagnostics
import Foundation
import Kernels
import Language
import Session
import TestSupport
import Verbs

/// What a person might do at the prompt, drawn at random, beside the script that the session should be.
struct RandomSession {
  /// One thing that is done.
  enum Action {
    case enter(String), extend(String), edit(Int, String), undo, redo, rerun, rerunCell(Int), set(String?), save(
      String?)
  }

  private var random: SplitMix64
  private let names = ["a", "b", "c", "d"]

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// What every session begins with, so that most of what follows has something to read.
  static let beginning = ["param k: int = 2", "a = range 6", "b = a | where n > 1", "c = range $k", "d = b | head 3"]

  /// - Parameters:
  ///   - cellCount: how many cells there are.
  ///   - bound: the names that are bound.
  mutating func next(cellCount: Int, bound: [String]) -> Action {
    switch below(cellCount == 0 ? 30 : 100) {
    case 0..<30: .enter(statement(bound))
    case 30..<40: .extend("| " + stage(bound))
    case 40..<70: .edit(1 + below(cellCount), statement(bound))
    case 70..<79: .undo
    case 79..<84: .redo
    case 84..<88: .rerun
    case 88..<91: .rerunCell(1 + below(cellCount))
    case 91..<94: .set(below(3) == 0 ? nil : String(below(6)))
    case 94..<97: .save(nil)
    default: .save(bound.isEmpty ? nil : bound[below(bound.count)])
    }
  }

  private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

  private mutating func statement(_ bound: [String]) -> String {
    switch below(20) {
    case 0: return "param k: int = \(below(5))"
    case 1: return ["param k: int = $k + 1", "param j: int = $k * 2", "param j: int = $a.rows"][below(3)]
    case 2: return "seed \(below(4))"
    case 3:
      return [
        "define f(x) = derive y = n + $x", "define f(x) = head $x", "define g() = semi join b on n",
        "define g() = derive z = n * $k | f 2", "define f(c) = head $c",
      ][below(5)]
    case 4: return "assert $\(source(bound)).rows \(["<", ">"][below(2)]) \(below(8))"
    case 5:
      return ["a = nothing | head 1", "\(source(bound)) | nonsense", "b = a | derive x = missing", "k = range 2"][
        below(4)]
    case 6: return "\(source(bound)) | export \"FOLDER/written.csv\""
    case 7: return "\(names[below(4)]) = load \"FOLDER/written.csv\" | \(stage(bound))"
    case 8: return "\(names[below(4)]) = load \"FOLDER/given.csv\" | \(stage(bound))"
    case 9: return "\(source(bound)) | count"
    case 10: return "\(source(bound)) | agg total = sum(n)"
    case 11, 12, 13: return "\(names[below(4)]) = range \(below(9))"
    default: return "\(names[below(4)]) = \(source(bound)) | \(stage(bound))"
    }
  }

  private mutating func source(_ bound: [String]) -> String {
    bound.isEmpty || below(12) == 0 ? names[below(4)] : bound[below(bound.count)]
  }

  private mutating func stage(_ bound: [String]) -> String {
    let simple = [
      "head \(below(6))", "where n > \(below(4))", "derive x = n * $k", "derive n = n + \(below(3))", "sample 3",
      "semi join \(source(bound)) on n", "anti join \(source(bound)) on n", "append \(source(bound))",
      "f \(1 + below(4))",
      "g", "derive v = $\(source(bound)).rows", "select n", "sort -n", "derive w = $v for v in [1]", "distinct",
    ]
    let one = simple[below(simple.count)]
    return below(5) == 0 ? one + " | " + simple[below(simple.count)] : one
  }
}

/// The naive model: a list of texts, run from its start wherever a value is wanted.
struct ScriptModel {
  struct Step {
    var texts: [String] = []
    var setting: String?
  }

  private(set) var now = Step()
  private var past: [Step] = []
  private var future: [Step] = []

  var texts: [String] { now.texts }

  /// Whether texts read only files that one above has written, or that are there anyway: only then are their values
  /// their own doing.
  static func isSelfContained(_ texts: [String]) -> Bool {
    let file = "\"FOLDER/written.csv\""
    return texts.enumerated().allSatisfy { index, text in
      !text.contains("load \(file)") || texts[..<index].contains { $0.contains("export \(file)") }
    }
  }

  mutating func change(_ work: (inout Step) -> Void) {
    past.append(now)
    future = []
    work(&now)
  }

  mutating func undo() -> Bool { Self.move(&now, from: &past, to: &future) }
  mutating func redo() -> Bool { Self.move(&now, from: &future, to: &past) }

  private static func move(_ now: inout Step, from: inout [Step], to: inout [Step]) -> Bool {
    guard let other = from.popLast() else { return false }
    to.append(now)
    now = other
    return true
  }

  /// The values of texts that are run one after another up to the first that fails, and whether none does.
  static func run(_ texts: [String], setting: String?, in folder: String) -> (values: [String], isWhole: Bool) {
    var options = Session.Options()
    if let setting { options.overrides["k"] = setting }
    let session = Session(catalog: .standard, options: options)
    var values: [String] = []
    for text in texts {
      let results = session.run(text.replacing("FOLDER", with: folder), .serial)
      guard case .finished(let cell)? = results.first else { return (values, false) }
      values.append(describe(cell))
    }
    return (values, true)
  }

  /// Everything that a cell shows, but the folder.
  static func describe(_ cell: NotebookCell) -> String {
    let tables = cell.value?.contents.map { name, table in
      let fields = table.schema.fields.map { "\($0.name) \($0.type.rawValue)" }.joined(separator: ", ")
      return "\(name) [\(fields)] key \(table.schema.key)\n" + Run.lines(table)
    }
    return ([cell.value?.kind.name ?? "-"] + (tables ?? [])).joined(separator: "\n")
  }
}
