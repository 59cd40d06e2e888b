import Language

extension ForeignHabit {
  /// Whole lines of Python, R and SQL.
  static let statements: [ForeignHabit] = [
    ForeignHabit(.statement, "nothing has to be imported", "import pandas as pd", "") { line in
      line.wholeMatch(of: /(?:(?:import|from|using|use) |(?:library|require)\()[\w .,()*:"]+/).map { _ in "" }
    },
    ForeignHabit(
      .statement, "a stage of its own reads a file", #"a = pd.read_csv("data/t.csv")"#, #"a = load "data/t.csv""#
    ) {
      line in
      line.wholeMatch(
        of:
          /(?:(\w+) *(?:=|<-) *)?(?:\w+[.:]+)?read[._](?:csv2?|table|parquet|json|delim|excel)\( *['"]([^'"]+)['"].*\)/
      ).map { found in (found.1.map { "\($0) = " } ?? "") + "load \"\(found.2)\"" }
    },
    ForeignHabit(
      .statement, "a query begins with the table, and its stages follow",
      "select name, x from t where x > 3", "t | where x > 3 | select name, x"
    ) { line in
      guard let found = line.wholeMatch(of: /(?i)select\s+(.+?)\s+from\s+(\w+)(?:\s+where\s+(.+?))?;?/) else {
        return nil
      }
      let hasMore = found.3?.firstMatch(of: /(?i)\b(group|order|limit|having|join)\b/) != nil
      guard !hasMore, !found.1.contains("(") else { return nil }
      let filter = found.3.map { " | where \(ForeignText.condition($0))" } ?? ""
      let columns = found.1 == "*" ? "" : " | select \(ForeignText.columns(found.1).joined(separator: ", "))"
      return "\(found.2)\(filter)\(columns)"
    },
    ForeignHabit(
      .statement, "a column is made by a stage, and the table gets its name again", #"t["z"] = t["x"] / 2"#,
      "t = t | derive z = x / 2"
    ) { line in
      guard let found = line.wholeMatch(of: /(\w+)(?:\["([^"]+)"\]|\$(\w+)) *(?:=|<-) *([^=].*)/) else { return nil }
      let value = ForeignText.condition(found.4, table: found.1)
      return "\(found.1) = \(found.1) | derive \(ForeignText.column(found.2 ?? found.3 ?? "")) = \(value)"
    },
    ForeignHabit(.statement, "an arrow gives no name; `=` does", "u <- t", "u = t") { line in
      line.wholeMatch(of: /(\w+) *<- *(.+)/).map { "\($0.1) = \($0.2)" }
    },
    ForeignHabit(.statement, "a name stands on its own line to be shown", "print(t)", "t") { line in
      line.wholeMatch(of: /(?:print|display|show|View|view)\( *(\w+) *\)/).map { String($0.1) }
    },
  ]
}
