import Syntax

/// Functions of SQL, pandas, R and spreadsheets that have another name or another form here.
enum ForeignFunction {
  /// How a call is written in this language; nil for a function that nobody would expect.
  static func help(for name: String, _ arguments: [Expression.Argument]) -> String? {
    let word = name.lowercased()
    if let own = names[word] { return "write `\(filled(own, with: arguments))`" }
    let x = arguments.first?.value.sourceText ?? "x"
    let y = arguments.count > 1 ? arguments[1].value.sourceText : "y"
    switch word {
    case "isnull", "is_null", "isna", "is_na", "isnan", "is_nan", "missing": return "write `\(x) is null`"
    case "notnull", "not_null", "notna", "is_not_null": return "write `\(x) is not null`"
    case "ifnull", "nvl", "fillna", "fill_null", "zeroifnull": return "write `\(x) ?? \(y)`, or `coalesce(\(x), \(y))`"
    case "ifelse", "if_else", "iif", "iff", "case", "case_when", "when":
      return "write `\(filled("if TEST then YES else NO", with: arguments))`"
    case "between": return "write `\(x) in LOW..HIGH`"
    case _ where types[word] != nil || conversions.contains(Substring(word)):
      return "types are changed by a stage of its own: `| cast \(x), to: \(types[word] ?? "float")`"
    case "concat_ws", "paste", "paste0": return joiningTexts
    default: return nil
    }
  }

  /// How texts are joined.
  static let joiningTexts = "columns are joined inside a text, `\"{x}-{y}\"`, or by `concat(x, y)`"

  private static let types = [
    "int": "int", "integer": "int", "float": "float", "str": "text", "text": "text", "bool": "bool",
  ]

  private static let conversions = Set("cast convert astype to_numeric as_numeric to_number".split(separator: " "))

  /// A form with the arguments of a call in it: words in capitals stand for them, in this order, and stay where the
  /// call has none, or where others order or mean them in another way.
  private static func filled(_ form: String, with arguments: [Expression.Argument]) -> String {
    var left = arguments.map(\.value.sourceText)[...], words: [Substring: String] = [:]
    return form.replacing(/[A-Z]+/) { match in
      if words[match.output] == nil, !kept.contains(match.output) { words[match.output] = left.popFirst() }
      return words[match.output] ?? String(match.output)
    }
  }

  private static let kept: Set<Substring> = ["CONDITION", "FROM", "TO", "TEXT"]

  private static let names = [
    "len": "length(X)", "nchar": "length(X)", "char_length": "length(X)", "substring": "substr(X, START, LENGTH)",
    "mid": "substr(X, START, LENGTH)", "left": "substr(X, 1, LENGTH)", "toupper": "upper(X)", "tolower": "lower(X)",
    "strip": "trim(X)", "ln": "log(X)", "log10": "log(X) / log(10)", "power": "pow(X, Y)", "ceiling": "ceil(X)",
    "avg": "mean(X)", "average": "mean(X)", "stddev": "std(X)", "sd": "std(X)", "n_distinct": "nunique(X)",
    "percentile": "quantile(X, SHARE)", "n": "count()", "to_date": "date(X)", "datediff": "days_between(FROM, TO)",
    "regexp_extract": "extract(X, PATTERN)", "str_detect": "contains(X, TEXT)", "startswith": "starts_with(X, PART)",
    "endswith": "ends_with(X, PART)", "is_in": "isin(X, LIST)", "sumif": "sum(X) where CONDITION",
    "countif": "count() where CONDITION",
  ]
}
