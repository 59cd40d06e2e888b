/// Lists in sentences.
public enum Prose {
  /// `a`, `a and b`, `a, b and c`; beyond the limit `a, b, … (12 more)`.
  ///
  /// - Parameters:
  ///   - limit: the greatest number of items shown.
  ///   - conjunction: the word before the last item, `and` or `or`.
  public static func list(_ items: [String], limit: Int = 5, conjunction: String = "and") -> String {
    guard items.count <= limit else {
      let shown = items.prefix(max(1, limit))
      return shown.joined(separator: ", ") + ", … (\(items.count - shown.count) more)"
    }
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }

  /// The same with each item between backticks.
  public static func names(_ items: [String], limit: Int = 5, conjunction: String = "and") -> String {
    list(items.map { "`\($0)`" }, limit: limit, conjunction: conjunction)
  }

  /// `1 row`, `2 rows`; the plural is given where an `s` does not make it.
  public static func count(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count) " + (count == 1 ? singular : plural ?? singular + "s")
  }
}

extension String {
  /// `a column`, `an expression`; plurals stay as they are.
  public var withArticle: String {
    if hasSuffix("s") { return self }
    return (first.map { "aeiou".contains($0) } ?? false) ? "an \(self)" : "a \(self)"
  }
}

extension Suggestions {
  /// The help line for a misspelt name, or nil when nothing is near: ``did you mean `AMT_CREDIT`?``
  public static func help(for name: String, among candidates: some Sequence<String>) -> String? {
    let nearest = nearest(to: name, in: candidates)
    guard let best = nearest.first else { return nil }
    let differsInCase = best != name && best.lowercased() == name.lowercased()
    let question = "did you mean \(Prose.names(nearest, conjunction: "or"))?"
    return differsInCase ? question + " (names are case-sensitive)" : question
  }
}
