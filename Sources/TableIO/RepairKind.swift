/// What was wrong with a row.
public enum RepairKind: String, Sendable, CaseIterable {
  case surplusSeparator = "surplus separator"
  case surplusText = "surplus text"
  case missingField = "missing field"
  case openQuote = "open quote"
  case strayQuote = "stray quote"
  case otherSeparator = "other separator"
  case wrapped = "quoted as a whole"
  case repeatedNames = "repeated names"
  case comment = "comment"
  case footer = "footer"
  case otherTable = "another table"
  /// A row that was left out, as `ragged: drop` has it.
  case dropped = "left out"
}

/// A row that was repaired, or left out.
public struct RowRepair: Sendable, Equatable {
  /// The line in which the row starts, from 1.
  public let line: Int
  /// What was repaired.
  public let kind: RepairKind
  /// The row as it stands in the file, as text.
  public let raw: String
}

/// All rows of a file that were repaired, with the text of as many as can be shown.
public struct RowRepairs: Sendable, Equatable {
  /// The rows that were repaired, as many as are kept.
  public private(set) var rows: [RowRepair] = []
  /// How often each kind of repair was made.
  public private(set) var counts: [RepairKind: Int] = [:]
  /// How many rows are listed at most, and how many bytes of each.
  private static let listedRows = 100_000
  private static let listedBytes = 4096

  /// No repairs.
  public init() {}

  /// How many repairs were made.
  public var total: Int { counts.values.reduce(0, +) }
  /// Whether nothing was repaired.
  public var isEmpty: Bool { counts.isEmpty }

  mutating func append(_ kind: RepairKind, line: Int, raw: some Collection<UInt8>) {
    counts[kind, default: 0] += 1
    guard rows.count < Self.listedRows else { return }
    rows.append(RowRepair(line: line, kind: kind, raw: String(decoding: raw.prefix(Self.listedBytes), as: UTF8.self)))
  }

  /// Says of a listed row that it is a remark below the table.
  mutating func becameFooter(at index: Int) {
    guard rows.indices.contains(index) else { return }
    let old = rows[index]
    counts[old.kind] = counts[old.kind].flatMap { $0 > 1 ? $0 - 1 : nil }
    counts[.footer, default: 0] += 1
    rows[index] = RowRepair(line: old.line, kind: .footer, raw: old.raw)
  }

  /// What was done, with how often: `2 rows repaired (1 missing field, 1 open quote)`.
  var note: ReadNote? {
    let parts = RepairKind.allCases.compactMap { kind in counts[kind].map { "\($0) \(kind.rawValue)" } }
    let dropped = counts[.dropped] ?? 0
    if isEmpty { return nil }
    if dropped == total {
      return ReadNote(total, "row", "left out, not having as many fields as the table; `repairs NAME` lists such rows")
    }
    return ReadNote(total, "row", "repaired (\(parts.joined(separator: ", "))); `repairs NAME` lists them")
  }
}
