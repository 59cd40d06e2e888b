extension CSVBuffer {
  /// The text as a CSV field: quoted where it holds a comma, a quote or a line end.
  package static func field(_ text: String) -> [UInt8] {
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return Array(text.utf8) }
    return Array("\"\(text.replacing("\"", with: "\"\""))\"".utf8)
  }

  /// A line of column names, with its line end.
  package static func header(_ columns: [String]) -> [UInt8] { Array((columns.joined(separator: ",") + "\n").utf8) }

  package mutating func text(_ levels: Levels, _ level: Int?) {
    guard let level else { return missing() }
    text(levels.fields[level])
  }

  package mutating func whole(_ value: Int?) {
    guard let value else { return missing() }
    whole(value)
  }

  package mutating func decimal(_ units: Int?, places: Int) {
    guard let units else { return missing() }
    decimal(units, places: places)
  }

  /// An amount of money in thousandths.
  package mutating func amount(_ thousandths: Int?) { decimal(thousandths, places: 3) }
}
