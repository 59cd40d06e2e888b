import Language

extension ForeignHabit {
  /// Stages of dplyr, Stata, pandas and SQL.
  static let rowHabits: [ForeignHabit] = [
    ForeignHabit(.stage, "a stage makes columns", "gen z = x / 2", "derive z = x / 2") { stage in
      stage.wholeMatch(of: /(?:gen|generate|egen|mutate|transmute|compute|assign|with_columns?)\b *\(?(\w+ *=.*?)\)?/)
        .map {
        "derive \($0.1)"
      }
    },
    ForeignHabit(.stage, "a stage chooses rows", "keep if x > 3", "where x > 3") { stage in
      stage.wholeMatch(of: /keep +if +(.+)/).map { "where \(ForeignText.condition($0.1))" }
    },
    ForeignHabit(.stage, "a stage chooses the rows that stay", "drop if x > 3", "where not (x > 3)") { stage in
      stage.wholeMatch(of: /drop +if +(.+)/).map { "where not (\(ForeignText.condition($0.1)))" }
    },
    ForeignHabit(.stage, "conditions stand without parentheses behind the verb", "filter(x > 3)", "where x > 3") {
      stage in
      stage.wholeMatch(of: /(?:filter|query)\b *\(?(.+?)\)?/).map { "where \(ForeignText.condition($0.1))" }
    },
    ForeignHabit(.stage, "a stage chooses columns", "keep name x", "select name, x") { stage in
      stage.wholeMatch(of: /keep +([\w ,"]+)/).map { "select \(ForeignText.columns($0.1).joined(separator: ", "))" }
    },
    ForeignHabit(.stage, "levels are counted by a stage", "tab name", "levels name") { stage in
      stage.wholeMatch(of: /(?:tab|table|tabulate|value_counts)\b *\(?["']?([^\W\d]\w*)["']?\)?/).map {
        "levels \($0.1)"
      }
    },
    ForeignHabit(.stage, "pairs of levels are counted by a stage", "tab name k", "agg n = count() by name, k") {
      stage in
      stage.wholeMatch(of: /(?:tab|table|tabulate|crosstab)\b *\(?(\w+)[ ,]+(\w+)\)?/).map {
        "agg n = count() by \($0.1), \($0.2)"
      }
    },
    ForeignHabit(.stage, "a stage sorts", "order by x desc", "sort -x") { stage in
      guard let found = stage.wholeMatch(of: /(?i)(?:order(?: +by)?|arrange|sort_values|gsort)\b *\(?(.+?)\)?/) else {
        return nil
      }
      let keys = found.1.split(separator: ",").map { key -> String in
        let words = key.split(separator: " ")
        let isDescending = words.dropFirst().contains { $0.lowercased() == "desc" } || key.contains("desc(")
        let column = (words.first ?? "").replacing("desc(", with: "").filter { !"\"'+)".contains($0) }
        return (isDescending ? "-" : "") + column
      }
      return "sort \(keys.joined(separator: ", "))"
    },
    ForeignHabit(
      .stage, "groups stand behind `by` of an aggregate", "group by name", "agg n = count() by name"
    ) { stage in
      stage.wholeMatch(of: /(?i)(?:group|group_by|groupby)\b(?: +by)? *\(?([\w ,"']+?)\)?/).map {
        "agg n = count() by \(ForeignText.columns($0.1).joined(separator: ", "))"
      }
    },
    ForeignHabit(.stage, "aggregates stand without parentheses behind the verb", "summarise(mean(x))", "agg mean(x)") {
      stage in
      stage.wholeMatch(of: /(?:summari[sz]e|aggregate|collapse)\((.+)\)/).map { "agg \($0.1)" }
    },
    ForeignHabit(.stage, "a stage chooses the complete rows", "dropna", completeRows) { stage in
      stage.wholeMatch(of: /(?:dropna|drop_na|drop_nulls|na\.omit|complete_cases)(?:\(\))?/).map { _ in completeRows }
    },
    ForeignHabit(
      .stage, "a stage chooses the rows that have a value", "dropna x, k", "where x is not null and k is not null"
    ) {
      stage in
      stage.wholeMatch(of: /(?:dropna|drop_na|drop_nulls)\b *\(?([\w ,"']+?)\)?/).map { found in
        "where " + ForeignText.columns(found.1).map { "\($0) is not null" }.joined(separator: " and ")
      }
    },
    ForeignHabit(.stage, "gaps are filled in a named column", "fillna 0", "derive coalesce(@num, 0) as \"{col}\"") {
      stage in
      stage.wholeMatch(of: /(?:fillna|fill_null|replace_na)\b *\(?(-?[\d.]+)\)?/).map {
        "derive coalesce(@num, \($0.1)) as \"{col}\""
      }
    },
    ForeignHabit(.stage, "keys that repeat are listed by `duplicates`", "get_dupes name", "duplicates name") { stage in
      stage.wholeMatch(of: /(?:duplicated|get_dupes)\b *\(?([\w ,]+?)\)?/).map { found in
        "duplicates \(ForeignText.columns(found.1).joined(separator: ", "))"
      }
    },
    ForeignHabit(.stage, "rows that repeat others are listed by `duplicates`", "duplicated()", "duplicates") { stage in
      stage.wholeMatch(of: /duplicated(?:\(\))?/).map { _ in "duplicates" }
    },
    ForeignHabit(.stage, "how much columns tell about a target is a part of the profile", "iv k", "profile, target: k")
    {
      stage in
      stage.wholeMatch(of: /(?:iv|woe|information_value)\b *\(?(?:target *[:=] *)?(\w+)\)?/).map {
        "profile, target: \($0.1)"
      }
    },
  ]
}
