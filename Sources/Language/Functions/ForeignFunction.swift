import Syntax

/// Functions of SQL, pandas, R and spreadsheets that have another name or another form here.
enum ForeignFunction {
  /// How a call is written in this language; nil for a function that nobody would expect.
  static func help(for name: String, _ arguments: [Expression.Argument]) -> String? {
    let word = name.lowercased()
    let x = arguments.first?.value.sourceText ?? "x"
    let y = arguments.count > 1 ? arguments[1].value.sourceText : "y"
    if let own = names[word] {
      return "write `\(own.replacing("(x", with: "(\(x)").replacing(", y)", with: ", \(y))"))`"
    }
    switch word {
    case "isnull", "is_null", "isna", "is_na", "isnan", "is_nan", "missing": return "write `\(x) is null`"
    case "notnull", "not_null", "notna", "is_not_null": return "write `\(x) is not null`"
    case "ifnull", "nvl", "fillna", "fill_null", "zeroifnull": return "write `\(x) ?? \(y)`, or `coalesce(\(x), \(y))`"
    case "ifelse", "if_else", "iif", "iff", "case", "case_when", "when":
      return "write `if CONDITION then \(x) else \(y)`"
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

  private static let names = [
    "len": "length(x)", "nchar": "length(x)", "char_length": "length(x)", "substring": "substr(x, start, length)",
    "mid": "substr(x, start, length)", "left": "substr(x, 1, length)", "toupper": "upper(x)", "tolower": "lower(x)",
    "strip": "trim(x)", "ln": "log(x)", "log10": "log(x) / log(10)", "power": "pow(x, y)", "ceiling": "ceil(x)",
    "avg": "mean(x)", "average": "mean(x)", "stddev": "std(x)", "sd": "std(x)", "n_distinct": "nunique(x)",
    "percentile": "quantile(x, q)", "n": "count()", "to_date": "date(x)", "datediff": "days_between(a, b)",
    "regexp_extract": "extract(x, pattern)", "str_detect": "contains(x, part)", "startswith": "starts_with(x, part)",
    "endswith": "ends_with(x, part)", "is_in": "isin(x, list)", "sumif": "sum(x) where CONDITION",
    "countif": "count() where CONDITION",
  ]
}
