import Columns
import Diagnostics
import Kernels
import Language
import Syntax
import TestSupport
import Testing
import Verbs

/// The columns of a join are views of those of its sides. Whatever is done with them, nobody can tell.
@Suite struct GatheredColumnTests {
  /// What is done with a joined table, each behind the join.
  static let pipelines = [
    "head 7", "tail 7", "sort t, -x", "sort -w, v, n", "where v > 3", "where t == \"red\" or flag",
    "distinct t, flag", "count by t", "describe", "profile", "levels t", "hist v, bins: 5", "corr x, v, w",
    "sample 0.4", "select t, v, when",
    "derive { a = v / w, b = t == \"blue\", c = if flag then v else x, d = month(when) }",
    "derive { a = lag(v), b = cumsum(v), c = mean(w), d = rank(t), e = diff(v) } by g",
    "derive a = first(w) by t, when",
    "agg [count, min, max, sum, mean, median, var, nunique](v) as \"{FN}\" by t",
    "agg { min(t), max(t), first(t), last(w), a = slope(w, x), b = mean(v) where flag } by g",
    "agg { a = sum(red), b = sum(v) } by when", "onehot t, nulls: always",
    "onehot t | agg mean(@onehot) as \"{col}\" by g",
    "left join other on v", "inner join other on t == name m:m", "anti join other on v",
    "left join other on v | inner join many on g m:m | sort n, v", "append other, fill: yes",
    "pivot t, values: w, agg: sum by g", "unpivot v, w", "cast v, to: text", "cast t, to: int",
    "replace v, values: [2], with: null",
    "replace t, values: [\"red\"], with: \"dark\"", "impute @num, method: median", "impute t, method: mode",
    "scale @num, method: standard", "clip v, quantiles: 0.1..0.9", "bin w, method: quantile, bins: 3", "encode t",
    "split 0.5, 0.5, stratify: t", "prune @num, corr: 0.9",
  ]

  @Test(arguments: [
    "left join right on k", "inner join right on k", "full join right on k",
    "left join right on k | inner join many on g m:m | where n % 3 != 1",
  ])
  func nobodyCanTell(_ join: String) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var tables = JoinedTables(seed: seed)
    let interpreter = try tables.interpreter()
    let left = try #require(interpreter.scope.bindings["left"])
    let joined = try #require(try Self.run(interpreter, left, join, threads: 1).value as? Table)
    let plain = Table(
      schema: joined.schema, columns: joined.columns.map { $0.materialised() }, rowCount: joined.rowCount)
    if !join.contains("where") {
      #expect(joined.columns.contains { if case .gathered = $0.storage { true } else { false } })
    }
    for pipeline in Self.pipelines {
      let expected = try Self.outcome(interpreter, plain, pipeline, threads: 1)
      for threads in [1, 2] {
        let found = try Self.outcome(interpreter, joined, pipeline, threads: threads)
        #expect(found == expected, "seed \(seed): \(join) | \(pipeline) on \(threads) threads")
      }
    }
  }

  private static func run(
    _ interpreter: Interpreter, _ value: any Value, _ stages: String, threads: Int
  ) throws -> Interpreter.Report {
    var interpreter = interpreter
    return try interpreter.run(
      extending: .init(value), by: try pipeline(stages), binding: nil, Execution(threads: threads))
  }

  fileprivate static func bind(_ table: Table, to name: String, in interpreter: inout Interpreter) throws {
    let pipeline = try pipeline("head 1000000")
    _ = try interpreter.run(extending: .init(table), by: pipeline, binding: Name(name, pipeline.span), .serial)
  }

  private static func pipeline(_ stages: String) throws -> Pipeline {
    var sources = SourceMap()
    let source = sources.add(name: "test", text: "| " + stages)
    let (parsed, problems) = Parser.parseStages(
      "| " + stages, source: source, compoundVerbs: Catalog.standard.compoundNames)
    if let problem = problems.first { throw problem }
    return Pipeline(stages: parsed, span: parsed[0].span)
  }

  /// What can be told of a pipeline's result: its notes, and all values bit by bit; or the error.
  private static func outcome(
    _ interpreter: Interpreter, _ value: any Value, _ stages: String, threads: Int
  ) throws -> [String] {
    do {
      let outcome = try run(interpreter, value, stages, threads: threads)
      return try outcome.notes + (outcome.value?.contents ?? []).flatMap { name, table in
        let columns = zip(table.schema.fields, table.columns)
        return try ["\(name): \(table.rowCount) \(table.schema.key)"] + columns.map { field, column in
          let canonical = try CanonicalColumn(column, execution: .serial)
          let hashes = canonical.hashes(ofBlocks: 0..<canonical.blockCount)
          let cells = (0..<min(40, column.count)).map { CellFormat.plain(column[$0]) }
          return "\(field) \(column.nullCount) \(hashes) \(cells)"
        }
      }
    } catch let problem as Diagnostic {
      Issue.record("\(stages): \(problem.message)")
      return [problem.message]
    }
  }
}

/// Random tables that can be joined: keys repeat, lack and are null, and so are values.
private struct JoinedTables {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// `left` and `right` share `k`, `left` and `many` share `g`, and `right` and `other` share `v`.
  mutating func interpreter() throws -> Interpreter {
    let rows = 4_500, rights = 1_800
    let left = Table([
      ("n", Column(ints: (0..<rows).map(Int64.init))), ("k", ints(rows, below: 2_500)), ("x", floats(rows)),
      ("g", texts(rows, ["a", "b", "c"])),
    ])
    let keys = (0..<Int64(2_500)).shuffled(using: &random).prefix(rights)
    let right = Table([
      ("k", Column(ints: Array(keys))), ("v", ints(rights, below: 9)), ("w", floats(rights)),
      ("t", texts(rights, ["red", "blue", "", "grün"])),
      ("flag", Column(bools: ints(rights, below: 2).cells.map(\.isOne))),
      ("when", Column(cells: ints(rights, below: 70).cells.map(\.asDate), type: .date)),
      ("red", texts(rights, ["red", "blue"]).indicator),
    ])
    let many = Table([("g", texts(6, ["a", "b", "d"])), ("m", ints(6, below: 4))])
    let other = Table([
      ("v", Column(ints: [0, 3, 5, 7])), ("name", Column(texts: ["red", "blue", "red", nil])), ("o", floats(4)),
    ])
    var interpreter = Interpreter(catalog: .standard)
    for (name, table) in [("left", left), ("right", right), ("many", many), ("other", other)] {
      try GatheredColumnTests.bind(table, to: name, in: &interpreter)
    }
    return interpreter
  }

  private mutating func ints(_ count: Int, below bound: Int64) -> Column {
    Column(ints: (0..<count).map { _ in isNull() ? nil : Int64.random(in: 0..<bound, using: &random) })
  }

  private mutating func floats(_ count: Int) -> Column {
    Column(floats: (0..<count).map { _ in isNull() ? nil : Double(Int.random(in: -40..<40, using: &random)) / 8 })
  }

  private mutating func texts(_ count: Int, _ values: [String]) -> Column {
    Column(texts: (0..<count).map { _ in isNull() ? nil : values.randomElement(using: &random) })
  }

  private mutating func isNull() -> Bool { Int.random(in: 0..<8, using: &random) == 0 }
}

extension Column {
  fileprivate var cells: [Cell] { (0..<count).map { self[$0] } }

  /// 1 where a column of text has the code 0.
  fileprivate var indicator: Column {
    guard case .text(let codes, _) = storage else { return self }
    return Column(
      type: .int, count: count, validity: nil, storage: .indicator(codes: codes, codeValidity: validity, code: 0))
  }
}

extension Cell {
  fileprivate var isOne: Bool? { integer.map { $0 == 1 } }
  fileprivate var asDate: Cell { integer.map { .date(19_000 + $0) } ?? .null }
}
