import Diagnostics

/// Which columns of a file are read. No other is parsed.
public struct ColumnChoice: Sendable, Equatable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The wanted columns, in the order of the table; nil for all of the file. Each must be there.
  public let names: [String]?
  /// Which of these are needed; nil for all. A file of which nothing is needed gives its first column, for its rows.
  public let isNeeded: (@Sendable (String) -> Bool)?
  /// What tells choices apart.
  public let description: String

  /// Every column of the file.
  public static let all = ColumnChoice(names: nil)

  /// - Parameter need: a text that tells which columns are needed, where that is not all.
  public init(
    names: [String]?, need: String = "", isNeeded: (@Sendable (String) -> Bool)? = nil
  ) {
    (self.names, self.isNeeded) = (names, isNeeded)
    description = "\(names.map { "\($0)" } ?? "all")\(isNeeded == nil ? "" : " needing \(need)")"
  }

  /// The columns of these names.
  public init(arrayLiteral names: String...) { self.init(names: names) }

  /// Whether both choose the same columns.
  public static func == (a: ColumnChoice, b: ColumnChoice) -> Bool { a.description == b.description }

  /// The places of the chosen columns among the names of a file, each once, and the names of those that nobody needs.
  func places(in file: [String], path: String) throws(ReadError) -> (read: [Int], unread: [String]) {
    var wanted: [Int] = [], seen: Set<Int> = []
    let places = names == nil
      ? [:] : Dictionary(file.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for name in names ?? [] {
      let place = if let known = places[name] { known } else { try Self.place(of: name, in: file, path: path) }
      if seen.insert(place).inserted { wanted.append(place) }
    }
    if names == nil { wanted = Array(file.indices) }
    guard let isNeeded else { return (wanted, []) }
    var read: [Int] = [], unread: [Int] = []
    for place in wanted { if isNeeded(file[place]) { read.append(place) } else { unread.append(place) } }
    if read.isEmpty, !unread.isEmpty { read = [unread.removeFirst()] }
    return (read, unread.map { file[$0] })
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
