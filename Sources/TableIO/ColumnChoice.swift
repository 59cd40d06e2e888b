import Diagnostics

/// Which columns of a file are read.
enum ColumnChoice {
  /// The places of the wanted columns among `names`, each once, in the order that was asked for; nil wants all.
  static func places(of wanted: [String]?, in names: [String], path: String) throws(ReadError) -> [Int] {
    guard let wanted else { return Array(names.indices) }
    var places: [Int] = []
    for name in wanted {
      let place = try place(of: name, in: names, path: path)
      if !places.contains(place) { places.append(place) }
    }
    return places
  }

  /// The place of one column.
  static func place(of name: String, in names: [String], path: String) throws(ReadError) -> Int {
    if let place = names.firstIndex(of: name) { return place }
    var error = ReadError(
      path: path, sentence: "the file has no column \(name)",
      help: Suggestions.help(for: name, among: names) ?? listing(names))
    (error.columnName, error.isMissingColumn) = (name, true)
    throw error
  }

  private static func listing(_ names: [String]) -> String {
    names.count <= 8
      ? "the columns are \(names.joined(separator: ", "))"
      : "the columns are \(names.prefix(5).joined(separator: ", ")), … (\(names.count) in all)"
  }
}
