/// Rows of short texts under heads, which a front end fits into its width: a page about something rather than data.
public struct Listing: Sendable {
  /// What stands above a column of texts.
  public struct Head: Sendable {
    /// The text of the head.
    public let name: String
    /// Whether the texts are aligned to the right, as numbers are.
    public let isNumeric: Bool

    /// A head over texts, or over numbers.
    public init(_ name: String, isNumeric: Bool = false) { (self.name, self.isNumeric) = (name, isNumeric) }
  }

  /// The heads in order.
  public let heads: [Head]
  /// For each row a text for each head.
  public let rows: [[String]]

  /// Rows with a text for each head.
  public init(heads: [Head], rows: [[String]]) {
    precondition(rows.allSatisfy { $0.count == heads.count }, "a row has a text for each head")
    (self.heads, self.rows) = (heads, rows)
  }
}
