import Diagnostics
import Language
import Syntax
import Verbs

/// Draws scripts that nobody means: values far outside of what an argument takes, in every place of every verb and
/// function, and shapes that are far too deep, too long or too wide.
public struct HostileScripts {
  private var cells: RandomCells
  /// Whether no value is longer than one would type.
  var isSmall = false

  public init(seed: UInt64) { cells = RandomCells(seed: seed) }

  private mutating func pick<T>(_ choices: [T]) -> T { cells.pick(choices) }

  public mutating func script() -> String {
    switch cells.below(10) {
    case 0...4: return mutated(pick(Self.examples))
    case 5, 6: return call()
    case 7: return chained()
    case 8: return reading()
    default: return shaped()
    }
  }

  /// A statement that is small, however odd its values are.
  mutating func statement() -> String { cells.chance(60) ? mutated(pick(Self.examples)) : call() }

  /// All examples of the catalogue that need nothing but themselves.
  private static let examples: [String] = Catalog.standard.verbs.flatMap { verb in
    verb.examples.map(\.source).filter { !$0.contains("home-credit") }
  }

  private static let texts = [
    "\"\"", "\"\\u{0}\"", "\"{level}\"", "\"{col}{col}\"", "\"(\"", "\"[a\"", "\"(a+)+$\"", "\"%Q\"", "\"%\"",
    "\"../x.csv\"",
    "\"/dev/full\"", "\".\"", "\"a\\nb\"", "\"\\u{202e}x\"", "\"2024-13-45\"",
  ]
  private static let numbers = [
    "0", "-1", "1", "2", "-0.0", "0.5", "1.5", "1e308", "-1e308", "5e-324", "1e19", "0.1 + 0.2", "1 / 0", "0 / 0",
    "9223372036854775807", "-9223372036854775808", "9007199254740993", "2147483647", "2147483648", "-2147483649",
    "4294967296", "500000001", "1000001", "10001", "9223372036854775807 + 1", "9223372036854775807 * 2",
    "-(-9223372036854775808)", "-9223372036854775808 / -1", "-9223372036854775808 % -1", "log(0)",
    "99999999999999999999",
  ]
  private static let words = [
    "null", "yes", "no", "n", "absent", "`x y`", "``", "@*", "@num", "@text", "@absent_*", "@/(/", "@/(a|a)*b/",
    "@nulls(> 1e308)",
    "@distinct(< -1)", "@(num - num)", "$absent", "$absent.rows", "[]", "[null]", "[1, \"a\"]", "[[1]]", "1..0", "0..1",
    "-1e308..1e308", "9223372036854775807..-9223372036854775808", "log 0..1", "log -1..1", "date \"0001-01-01\"",
    "date \"9999-12-31\"", "date \"2024-02-30\"", "date \"\"", "median", "quantile", "lightgbm",
    "lightgbm(n_estimators: -1)",
    "logistic(l2: -1)", "logistic(l2: 1e308, l1: 1e308)", "tree(depth: 9223372036854775807)", "knn(0)",
    "knn(9223372036854775807)",
    "knn(-9223372036854775808, weights: distance)", "hist(n)", "roc", "if yes then 1 else \"a\"", "x => 1", "{ }",
    "{ a = 1 }",
    "[a: text]", "[n: int, n: text]", "sum(n)", "lag(n, -9223372036854775808)", "n..n", "not not not n", "- - - n",
  ]

  private static let readingWords = [
    "1", "0", "\",\"", "[a]", "a", "none", "yes", "csv", "parquet", "jsonl", "gzip", "utf-16",
  ]
  private static let wideStages = [
    "corr @num", "prune @num", "profile", "describe", "hist n, bins: 1000000000", "plot hist(n), bins: 1000",
    "split 0.5, 0.5, by: n", "sample 2",
  ]
  private static let longStages = [
    "impute @num, method: knn(5)", "scale @num, method: robust", "cv logistic, target: y",
    "fit lightgbm(n_estimators: 100000), target: y", "bin @num, method: woe, target: y, bins: 9223372036854775807",
    "top 9223372036854775807, target: y", "sort -b, a | distinct a, b",
  ]

  private mutating func value() -> String {
    switch cells.below(12) {
    case 0...4: return pick(Self.numbers)
    case 5, 6: return pick(Self.texts)
    case 7 where !isSmall:
      return "\"\(String(repeating: pick(["a", "é", " ", "\\n", "{$n}", "("]), count: pick([1000, 50_000])))\""
    case 8 where !isSmall: return "[\((0..<pick([100, 10_000])).map { "\($0)" }.joined(separator: ", "))]"
    default: return pick(Self.words)
    }
  }

  /// A script with one or two of its values replaced.
  private mutating func mutated(_ script: String) -> String {
    let bytes = Array(script.utf8)
    let parsed = Parser.parse(script, source: SourceID(rawValue: 0), compoundVerbs: Catalog.standard.compoundNames)
    var places: [Span] = []
    for stage in parsed.script.statements.flatMap({ $0.kind.stages ?? [] }) {
      for item in stage.arguments + (stage.by ?? []) { places.append(item.value.span) }
      for option in stage.options { places.append(option.value.span) }
      for item in stage.arguments { places += item.value.callArguments.map(\.span) }
    }
    var spans: [Span] = []
    for _ in 0...cells.below(2) where !places.isEmpty {
      let chosen = places.remove(at: cells.below(places.count))
      spans.append(chosen)
      places.removeAll { $0.lower < chosen.upper && chosen.lower < $0.upper }
    }
    var text = bytes
    for span in spans.sorted(by: { $0.lower > $1.lower }) {
      text.replaceSubrange(span.lower..<span.upper, with: Array(value().utf8))
    }
    var result = String(decoding: text, as: UTF8.self)
    if cells.chance(20), let verb = Catalog.standard.verbs.randomElement(using: &cells.random),
      let option = verb.signature.options.randomElement(using: &cells.random)
    {
      result += ", \(option.name): \(value())"
    }
    return result
  }

  /// Each function with values it cannot take.
  private mutating func call() -> String {
    let table =
      "range \(pick(["0", "1", "5", "70000"])) | derive { t = if n == 1 then null else \"a\\u{301}b\", f = n / 3, "
      + "d = date \"2024-01-31\" + n, "
      + "m = \(pick(Self.numbers)), b = n > 2 }"
    let functions = ScalarFunction.all.keys.sorted() + GroupedFunction.all.map(\.name)
    func operand(_ cells: inout RandomCells, _ value: String) -> String {
      cells.chance(55) ? cells.pick(["n", "t", "f", "d", "m", "b"]) : value
    }
    let arguments = (0..<cells.below(4)).map { _ in
      let own = value()
      return operand(&cells, own)
    }
    let labels = cells.chance(25) ? [", \(pick(["min", "max", "format", "order", "x"])): \(value())"] : []
    let inner =
      "\(pick(functions))(\(arguments.joined(separator: ", "))\(labels.joined())\(cells.chance(10) ? ", @*" : ""))"
    let outer = pick([
      "r = \(inner)", "r = \(inner) + 1", "r = if b then \(inner) else \(value())", "r = \(inner) == \(value())",
    ])
    let shift =
      "d = date \"9999-12-31\" + m, e = year(date \"0001-01-01\" - m), g = days_between(d, date \"2024-01-31\" + m)"
    switch cells.below(5) {
    case 0: return "\(table) | agg { \(outer) } by b"
    case 1: return "\(table) | derive { \(outer) } by b, order: \(pick(["n", "-n", "t", "[n, -f]", value()]))"
    case 2:
      return
        "\(table) | derive { \(shift) } | "
        + pick(["describe", "profile", "sort d", "export \"x.csv\"", "export \"x.jsonl\""])
    case 3: return "\(table) | where \(inner) == \(value())"
    default: return "\(table) | derive { \(outer) }"
    }
  }

  /// Parameters, definitions and results that refer to each other.
  private mutating func chained() -> String {
    let count = pick([3, 50, 400])
    switch cells.below(8) {
    case 0: return "define a(x) = b $x\ndefine b(x) = a $x\nrange 3 | a n"
    case 1: return "define a() = a\nrange 3 | a"
    case 2:
      let links = (1...count).map { "define a\($0)(x) = a\($0 - 1) $x | a\($0 - 1) $x" }
      return
        "define a0(x) = head $x\n\(links.prefix(pick([3, 25, 50])).joined(separator: "\n"))\n"
        + "range 3 | a\(min(links.count, pick([3, 25]))) 1"
    case 3:
      return "param p0: text = \"aa\"\n"
        + (1...min(count, 60)).map { "param p\($0): text = \"{$p\($0 - 1)}{$p\($0 - 1)}\"" }.joined(separator: "\n")
        + "\nrange 1 | derive t = $p\(min(count, 60))"
    case 4: return "param p: int = $p\nrange $p"
    case 5: return "a = a\nb = b | head 1\nrange 2 | left join range on n"
    case 6:
      return (1...count).map { number in
        let source = number == 1 ? "range 3" : "t\(number - 1)"
        return "t\(number) = \(source) | derive c\(number) = \(pick(Self.words + Self.numbers))"
      }.joined(separator: "\n")
    default:
      return
        "param \(pick(["p: list", "p: int", "p: date", "n: float"])) = \(value())\n"
        + "range 2 | derive x = \(pick(["$p", "$n", "n in $p", "cut(n, $p)"]))\nassert $p == \(value())"
    }
  }

  /// Files and the options of reading them.
  private mutating func reading() -> String {
    let file = pick([
      "small.csv", "binary.bin", "empty.csv", "wide.csv", "quotes.csv", "absent.csv", ".", "small.jsonl",
      "small.parquet", "zeros.csv",
    ])
    let options = (0...cells.below(3)).map { _ in
      let name = pick(Catalog.standard["load"]?.signature.options.map(\.name) ?? [])
      return
        "\(name): \(cells.chance(40) ? pick(Self.readingWords) : value())"
    }
    let rest = pick([
      "", " | count", " | describe", " | profile", " | head -1",
      " | \(Catalog.standard.names.randomElement(using: &cells.random) ?? "head")",
    ])
    return "load \"\(file)\", \(options.joined(separator: ", "))\(rest)"
  }

  /// Too deep, too long, too wide.
  private mutating func shaped() -> String {
    let count = pick([100, 1000, 10_000])
    func many(_ part: String, _ separator: String = "") -> String {
      Array(repeating: part, count: count).joined(separator: separator)
    }
    func numbered(_ count: Int, _ part: (Int) -> String, _ separator: String = ", ") -> String {
      (0..<count).map(part).joined(separator: separator)
    }
    switch cells.below(22) {
    case 0: return "range 3 | derive r = \(many("("))n\(many(")"))"
    case 1: return "range 3 | derive r = \(many("not ")) n > 1"
    case 2: return "range 3 | derive r = \(many("-"))n"
    case 3: return "range 3 | derive r = \(many("abs("))n\(many(")"))"
    case 4: return "range 3 | derive r = n\(many(pick([" + 1", " and n > 1", " ?? n", " * n", " / n"])))"
    case 5: return "range 3 | derive r = \(many("if n > 1 then 1 else "))0"
    case 6:
      return "range 3\(many(pick([" | head 2", " | derive a = n", " | where n < 5", " | sort -n", " | rename n = n"])))"
    case 7:
      return
        "range 3 | derive { \(numbered(count) { "c\($0) = n + \($0)" }) } | agg [min, max, sum](@c*) as \"{col}_{FN}\""
    case 8: return "range 3 | derive n * $k as \"c_{k}\" for k in [\(numbered(count) { "\($0)" })]"
    case 9:
      return
        "param l: list = [\(numbered(count) { "\($0)" })]\n"
        + "range 3 | derive n * $k as \"c_{k}\" for k in $l | derive { @* as \"{col}_x\" }"
    case 10: return "range 3 | select \(numbered(count) { _ in "n" })"
    case 11: return "range 3 | where n in [\(numbered(count) { "\($0)" })]"
    case 12: return "range \(pick(Self.numbers))"
    case 13: return "range 30000 | derive k = \(pick(["n", "0", "n % 2"])) | pivot n, values: k, agg: sum by k"
    case 14: return "a = range 60000 | derive k = 1\na | \(pick(["left", "inner", "full"])) join a on k m:m | count"
    case 15: return "range 20000 | derive t = replace(\"a\", \"a\", \"n\") | onehot n | onehot @int"
    case 16: return many(pick(["(", "[", "{", "|", "\"", "`", "$", "@", "range 1 | ", "if ", "not ", "\u{0}"]))
    case 17: return "range 3 | agg { \(numbered(count) { "a\($0) = quantile(n, 0.\($0 + 1))" }) } by n"
    case 18:
      return
        "range 2000000 | derive t = if n % 2 == 0 then \"\(String(repeating: "a", count: 40))\" else null "
        + "| where t ~ /(a+)+(a+)+(a*)*$b/ | count"
    case 19:
      return
        "range 1000 | \(pick(Self.wideStages))"
    default:
      return
        "range 100000 | derive { a = n % 7, b = n * 37 % 101, y = n % 2 } | \(pick(Self.longStages))"
    }
  }
}

extension Expression {
  fileprivate var callArguments: [Expression] {
    switch kind {
    case .call(_, let arguments), .fanOut(_, let arguments): arguments.map(\.value)
    case .binary(_, let a, let b): [a, b]
    case .list(let elements): elements
    default: []
    }
  }
}
