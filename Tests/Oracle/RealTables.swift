import Columns
import Diagnostics
import Kernels
import Language
import Syntax
import Verbs

/// The plain tables and cells as those of the program.
extension PlainTable {
  var real: Table {
    let pairs = columns.map { column in
      (Field(column.name, column.type.real), Column(cells: column.cells.map(\.real), type: column.type.real))
    }
    return Table(schema: Schema(pairs.map(\.0)), columns: pairs.map(\.1), rowCount: rowCount)
  }

  /// The same rows again and again.
  func repeated(to count: Int) -> PlainTable {
    let many = columns.map { column in
      PlainColumn(name: column.name, type: column.type, cells: (0..<count).map { column.cells[$0 % rowCount] })
    }
    return PlainTable(columns: many, rowCount: count)
  }

}

extension PlainType {
  var real: ColumnType { ColumnType(rawValue: rawValue) ?? .text }
  init(_ type: ColumnType) { self = PlainType(rawValue: type.rawValue) ?? .text }
}

extension PlainCell {
  var real: Cell {
    switch self {
    case .null: .null
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
    case .bool(let value): .bool(value)
    case .date(let days): .date(days)
    case .datetime(let moment): .datetime(moment)
    }
  }

  init(_ cell: Cell) {
    self =
      switch cell {
      case .null: .null
      case .int(let value): .int(value)
      case .float(let value): .float(value)
      case .text(let text): PlainCell(text)
      case .bool(let value): .bool(value)
      case .date(let days): .date(days)
      case .datetime(let moment): .datetime(moment)
      }
  }

  var described: String {
    switch self {
    case .null: "null"
    case .text(let bytes): RandomExpressions.quoted(String(decoding: bytes, as: UTF8.self))
    default: "\(self)"
    }
  }

  /// Whether a computed cell is this one. Sums may differ in their last digits, where their order is not fixed.
  func agrees(with other: PlainCell, tolerance: Double) -> Bool {
    guard case .float(let a) = self, case .float(let b) = other else { return self == other }
    return a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
  }
}

/// A pipeline run by the program over tables that are given.
struct RealRun {
  let table: Table?
  let problem: Diagnostic?
  /// Anything but a clean refusal.
  var fault: String?

  init(
    _ script: String, tables: [String: any Value], threads: Int = 1, backend: any ExecutionBackend = LocalBackend()
  ) {
    var sources = SourceMap()
    let source = sources.add(name: "trial", text: script)
    let parsed = Parser.parse(script, source: source, compoundVerbs: Catalog.standard.compoundNames)
    var table: Table?, problem = parsed.diagnostics.first, fault: String?
    if problem == nil, case .pipeline(_, let pipeline)? = parsed.script.statements.first?.kind {
      var scope = Scope()
      for (name, value) in tables { scope.bindings[name] = value }
      let context = RunContext(execution: Execution(threads: threads), seed: 0, cache: SessionCache())
      do {
        let outcome = try PipelineRunner(catalog: .standard, backend: backend).run(pipeline, in: scope, context)
        table = try backend.computed(outcome.value, context).table
      } catch let found as Diagnostic {
        problem = found
      } catch let refusal as PlainRejection {
        problem = Diagnostic(code: refusal.code, refusal.message)
      } catch { fault = "no diagnostic: \(error)" }
    }
    if let problem, problem.code == "E89" { fault = "internal: \(problem.message)" }
    for span in [problem?.primary].compactMap({ $0?.span }) + (problem?.labels ?? []).map(\.span)
    where span.lower < 0 || span.upper < span.lower || span.upper > script.utf8.count {
      fault = "a place outside of the source: \(span)"
    }
    (self.table, self.problem, self.fault) = (table, problem, fault)
  }
}
