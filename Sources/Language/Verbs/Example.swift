import Columns

/// A pipeline that documents a verb and runs as a test.
public struct Example: Sendable {
  /// The script; its last statement is what is shown.
  public let source: String
  /// What it shows, in a few words.
  public let caption: String
  /// What the last statement gives.
  public let gives: ExampleResult
  /// Files of the project that it reads.
  public let files: [String]

  /// A script with what its last statement gives.
  public init(_ source: String, _ caption: String = "", gives: ExampleResult, files: [String] = []) {
    (self.source, self.caption, self.gives, self.files) = (source, caption, gives, files)
  }
}

/// What the last statement of an example gives, for the reader and for the test that runs it.
public enum ExampleResult: Sendable {
  /// A table with these columns (`n int, name text`) and rows: cells with one space between, null as `null`.
  case table(String, String)
  /// A table with these columns and so many rows, which are too many, or too wide, to stand beside the example.
  case rows(Int, of: String)
  /// A value of this kind with these fields, by the names that `$value.name` has.
  case value(ValueKind, KeyValuePairs<String, Cell>)
  /// Nothing that could be written down, and why.
  case untold(because: String)

  /// The rows, as the reference shows them; nil where there are none to show.
  public var prints: String? { if case .table(_, let rows) = self { rows } else { nil } }

  /// How a value differs from this; nil where it does not. Decimals may differ in their last digits.
  public func difference(from value: (any Value)?) -> String? {
    switch self {
    case .untold: return nil
    case .table(let columns, let rows):
      guard let table = value?.table else { return "no table" }
      if Self.columns(of: table) != columns { return "the columns are \(Self.columns(of: table))" }
      let lines = Self.lines(of: table)
      return Self.agree(lines, rows) ? nil : "the rows are\n\(lines)"
    case .rows(let count, let columns):
      guard let table = value?.table else { return "no table" }
      if Self.columns(of: table) != columns { return "the columns are \(Self.columns(of: table))" }
      return table.rowCount == count ? nil : "there are \(table.rowCount) rows"
    case .value(let kind, let fields):
      guard let value, value.kind == kind else { return "a value of the kind \(value?.kind.name ?? "nothing")" }
      for (name, cell) in fields {
        guard let found = value.fields.first(where: { $0.name == name })?.cell else { return "no field \(name)" }
        let (shown, wanted) = (CellFormat.literal(found), CellFormat.literal(cell))
        if !Self.agree(shown, wanted) { return "\(name) is \(shown)" }
      }
      return nil
    }
  }

  private static func columns(of table: Table) -> String {
    table.schema.fields.map { "\($0.name) \($0.type.rawValue)" }.joined(separator: ", ")
  }

  private static func lines(of table: Table) -> String {
    (0..<table.rowCount).map { row in
      table.columns.map { $0.isNull(row) ? "null" : CellFormat.plain($0[row]) }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// Whether two texts are the same but for the last digits of their decimals.
  private static func agree(_ left: String, _ right: String) -> Bool {
    func words(_ text: String) -> [Substring] {
      text.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "\n" }
    }
    let (left, right) = (words(left), words(right))
    return left.count == right.count
      && zip(left, right).allSatisfy { a, b in
        if a == b { return true }
        guard a.contains("."), let x = Double(a), let y = Double(b) else { return false }
        return abs(x - y) <= 1e-9 * max(abs(x), abs(y))
      }
  }
}
