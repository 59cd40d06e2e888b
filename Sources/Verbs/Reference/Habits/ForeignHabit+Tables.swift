import Language

extension ForeignHabit {
  /// What is done with a table by brackets, dots and calls.
  static let tableHabits: [ForeignHabit] = [
    ForeignHabit(.statement, "a stage chooses columns", #"t["x"]"#, "t | select x") { line in
      line.wholeMatch(of: /(\w+)\[\[?("[^\]]+"|'[^\]]+')\]\]?/).map { found in
        "\(found.1) | select \(ForeignText.columns(found.2).joined(separator: ", "))"
      }
    },
    ForeignHabit(.statement, "a stage chooses columns", "t$x", "t | select x") { line in
      line.wholeMatch(of: /(\w+)\$(\w+)/).map { "\($0.1) | select \(ForeignText.column($0.2))" }
    },
    ForeignHabit(.statement, "a stage chooses rows", #"t[t["x"] > 3]"#, "t | where x > 3") { line in
      guard let found = line.wholeMatch(of: /(\w+)\[ *(.*[<>=].*?) *,? *\]/) else { return nil }
      return "\(found.1) | where \(ForeignText.condition(found.2, table: found.1))"
    },
    ForeignHabit(.statement, "a count of levels is a stage", #"t["name"].value_counts()"#, "t | levels name") { line in
      line.wholeMatch(of: /(\w+)\["([^"]+)"\]\.(?:value_counts|unique)\(.*\)/).map {
        "\($0.1) | levels \(ForeignText.column($0.2))"
      }
    },
    ForeignHabit(.statement, "an aggregate is a stage", #"t["x"].mean()"#, "t | agg mean(x)") { line in
      line.wholeMatch(of: /(\w+)(?:\["([^"]+)"\]|[.$](\w+))\.(mean|sum|min|max|median|std|var|nunique|count)\(\)/).map {
        "\($0.1) | agg \($0.4)(\(ForeignText.column($0.2 ?? $0.3 ?? "")))"
      }
    },
    ForeignHabit(
      .statement, "groups stand behind `by` of an aggregate", #"t.groupby("name")["x"].mean()"#,
      "t | agg mean(x) by name"
    ) { line in
      let pattern =
        /(\w+)\.groupby\(\[?([^\])]+)\]?\)(?:\["([^"]+)"\]|\.(\w+))\.(mean|sum|min|max|median|std|var|count)\(\)/
      return line.wholeMatch(of: pattern).map { found in
        let column = ForeignText.column(found.3 ?? found.4 ?? "")
        return "\(found.1) | agg \(found.5)(\(column)) by \(ForeignText.columns(found.2).joined(separator: ", "))"
      }
    },
    ForeignHabit(
      .statement, "a stage sorts", #"t.sort_values("x", ascending=False)"#, "t | sort -x"
    ) { line in
      line.wholeMatch(of: /(\w+)\.sort_values\((?:by *= *)?["']([^"']+)["'](.*)\)/).map { found in
        "\(found.1) | sort \(found.3.contains("False") ? "-" : "")\(ForeignText.column(found.2))"
      }
    },
    ForeignHabit(.statement, "a stage writes a file", #"t.to_csv("out/t.csv")"#, #"t | export "out/t.csv""#) { line in
      line.wholeMatch(of: /(\w+)\.to_(?:csv|parquet|json)\( *["']([^"']+)["'].*\)/).map {
        "\($0.1) | export \"\($0.2)\""
      }
    },
    ForeignHabit(.statement, "a stage chooses rows", #"t.query("x > 3")"#, "t | where x > 3") { line in
      line.wholeMatch(of: /(\w+)\.(?:query|filter)\( *["'](.+)["'] *\)/).map {
        "\($0.1) | where \(ForeignText.condition($0.2))"
      }
    },
    ForeignHabit(.statement, "stages follow the table behind a `|`", "t.head()", "t | head") { line in
      guard let found = line.wholeMatch(of: /(\w+)\.(\w+)(?:\( *(\d*) *\))?/) else { return nil }
      return Self.stage(found.2, count: found.3).map { "\(found.1) | \($0)" }
    },
    ForeignHabit(.statement, "the table stands before the stage, not in parentheses", "head(t, 3)", "t | head 3") {
      line in
      guard let found = line.wholeMatch(of: /(\w+)\( *(\w+) *(?:, *(?:n *= *)?(\d+) *)?\)/) else { return nil }
      return Self.stage(found.1, count: found.3).map { "\(found.2) | \($0)" }
    },
  ]

  /// The stage for a method or a function of a whole table.
  private static func stage(_ word: Substring, count: Substring?) -> String? {
    let count = count.map { $0.isEmpty ? "" : " \($0)" } ?? ""
    return switch word {
    case "head", "tail", "sample": "\(word)\(count)"
    case "describe", "summary", "info", "str", "glimpse", "dtypes", "names", "colnames", "columns", "isnull", "isna":
      "describe"
    case "len", "nrow", "count", "shape", "dim", "size": "count"
    case "dropna", "na": ForeignHabit.completeRows
    case "drop_duplicates", "unique", "distinct": "distinct"
    default: nil
    }
  }

  /// Rows in which nothing is null.
  static let completeRows = "where row_nulls(@*) == 0"
}
