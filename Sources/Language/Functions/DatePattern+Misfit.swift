extension DatePattern {
  private static let fields: Set<Character> = ["Y", "y", "m", "d", "b", "B", "H", "M", "S"]

  /// What is wrong with a format; nil where dates can have it.
  static func misfit(_ format: String) -> (message: String, help: String)? {
    let used = directives(of: format)
    if let odd = used.first(where: { !fields.contains($0) }) {
      return (
        message: "a date's format has no `%\(odd)`",
        help: "year `%Y` or `%y`, month `%m`, `%b` or `%B`, day `%d`; time of day `%H`, `%M`, `%S`")
    }
    let isWhole = used.contains("d") && !Set("Yy").isDisjoint(with: used) && !Set("mbB").isDisjoint(with: used)
    if isWhole { return nil }
    let help = used.isEmpty ? translated(format).map { "write `format: \"\($0)\"`" } : nil
    return (
      message: "a date's format names its year, month and day",
      help: help ?? "such as `format: \"%d.%m.%Y\"` for 31.01.2024")
  }

  /// The characters behind each `%`.
  private static func directives(of format: String) -> [Character] {
    var rest = format[...], found: [Character] = []
    while let character = rest.popFirst() {
      if character == "%" { found.append(rest.popFirst() ?? " ") }
    }
    return found
  }

  /// A pattern of letters, as Java, Excel and others write it: `dd.MM.yyyy` is `%d.%m.%Y`; nil where it has other
  /// letters, or no date.
  private static func translated(_ format: String) -> String? {
    var result = "", rest = format[...]
    let hasLargeM = format.contains("M")
    while let first = rest.first {
      let run = rest.prefix { $0 == first }
      rest = rest.dropFirst(run.count)
      guard first.isLetter else {
        result += run
        continue
      }
      switch first {
      case "y", "Y", "u": result += run.count == 2 ? "%y" : "%Y"
      case "M",
        "m" where !hasLargeM && !result.contains("%H"):
        result += run.count == 3 ? "%b" : run.count > 3 ? "%B" : "%m"
      case "d", "D": result += "%d"
      case "H", "h": result += "%H"
      case "m": result += "%M"
      case "s", "S": result += "%S"
      case "T" where run.count == 1: result += "T"
      default: return nil
      }
    }
    let used = directives(of: result)
    return used.contains("d") && !Set("mbB").isDisjoint(with: used) && !Set("Yy").isDisjoint(with: used) ? result : nil
  }
}
