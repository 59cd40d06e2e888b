import Columns
import Diagnostics
import Kernels
import Language
import Syntax
import Verbs

/// A recipe, an estimator and a modelling verb with random options: it runs, and then to the same bits on two threads
/// as on one, or it is refused at a place in the script with one plain sentence.
public struct ModelTrial: Trial {
  public let script: String
  private let first: Outcome

  private enum Outcome: Equatable {
    /// The hash of all that the last value consists of.
    case value(UInt64)
    case refused(code: String, isPlaced: Bool, hasHelp: Bool)
    case other(String)
  }

  public init(seed: UInt64) {
    var models = RandomModels(seed: seed)
    self.init(script: models.script())
  }

  private init(script: String) {
    self.script = script
    first = Self.run(script, threads: 1)
  }

  public var isRefused: Bool { if case .refused = first { true } else { false } }

  public var difference: String? {
    switch first {
    case .other(let text): return text
    case .refused(let code, let isPlaced, _): return isPlaced ? nil : "\(code) has no place"
    case .value:
      let second = Self.run(script, threads: 2)
      return second == first ? nil : "two threads: \(second), one: \(first)"
    }
  }

  public func shrunk() -> ModelTrial { self }

  private static func run(_ text: String, threads: Int) -> Outcome {
    var sources = SourceMap()
    let source = sources.add(name: "trial", text: text)
    let (script, problems) = Parser.parse(
      text, source: source, compoundVerbs: Catalog.standard.compoundNames, functions: Catalog.standard.functionNames)
    do {
      if let problem = problems.first { throw problem }
      var interpreter = Interpreter(catalog: .standard), last: (any Value)?
      for statement in script.statements {
        last = try interpreter.run(statement, Execution(threads: threads)).value ?? last
      }
      return .value(hash(last))
    } catch let problem as Diagnostic {
      let place = problem.primary?.span
      return .refused(
        code: problem.code, isPlaced: place.map { $0.lower < $0.upper && $0.upper <= text.utf8.count } ?? false,
        hasHelp: problem.help != nil)
    } catch {
      return .other("no diagnostic: \(error)")
    }
  }

  private static func hash(_ value: (any Value)?) -> UInt64 {
    let tables = value?.table.map { [$0] } ?? value?.contents.map(\.table) ?? []
    let texts = tables.flatMap { table in
      table.columns.map { column in
        (0..<table.rowCount).map { row in
          if case .float(let number) = column[row] { return String(number.bitPattern, radix: 16) }
          return CellFormat.literal(column[row])
        }.joined(separator: " ")
      } + table.schema.names
    }
    return XXH64.hash(texts.joined(separator: "\n"))
  }
}
