import Kernels

/// The values of some lines, by key, found but not read.
struct JSONPiece: Sendable {
  /// A value that is not null, and its row in the piece.
  struct Entry: Sendable {
    let row: Int32
    let kind: ScannedValue.Kind
    /// Where it starts, from the start of the piece.
    let start: Int32
    let length: Int32
  }

  /// The values of one key, in the order of the rows.
  struct Key: Sendable {
    let name: [UInt8]
    /// The last row that has the key, even with null.
    var lastRow: Int32 = -1
    var entries: [Entry] = []
    var kind = FieldKind.unknown
  }

  /// How many bytes it takes to know where the values are.
  var byteCount: Int { keys.reduce(0) { $0 + $1.entries.capacity * MemoryLayout<Entry>.stride } }

  let start: Int
  private(set) var rowCount = 0
  /// In the order in which they first appear.
  private(set) var keys: [Key] = []

  /// - Throws: ``JSONFault``; `Cancelled`.
  init(_ bytes: FileBytes, _ range: Range<Int>, checkCancelled: () throws -> Void) throws {
    start = range.lowerBound
    var scanner = JSONScanner(bytes, range)
    var places: [[UInt8]: Int] = [:]
    while scanner.skipSpace(andLines: true) {
      if rowCount % 1024 == 0 { try checkCancelled() }
      var position = 0
      let row = Int32(rowCount)
      try scanner.readObject { key, value throws(JSONFault) in
        let name = JSONPiece.text(bytes, key)
        // Most objects have the same keys in the same order.
        var place = position
        if place >= keys.count || keys[place].name != name {
          place = places[name] ?? keys.count
          if place == keys.count {
            places[name] = place
            keys.append(Key(name: name))
          }
        }
        position = place + 1
        guard keys[place].lastRow < row else {
          throw JSONFault(offset: key.start, sentence: "the object has this key twice")
        }
        keys[place].lastRow = row
        try take(value, row, place, bytes)
      }
      rowCount += 1
    }
  }

  private mutating func take(
    _ value: ScannedValue, _ row: Int32, _ place: Int, _ bytes: FileBytes
  ) throws(JSONFault) {
    guard value.kind != .null else { return }
    // Pieces are short, unless a single object is not.
    guard let first = Int32(exactly: value.start - start), let length = Int32(exactly: value.end - value.start) else {
      throw JSONFault(offset: value.start, sentence: "the object is longer than 2 GiB")
    }
    keys[place].entries.append(Entry(row: row, kind: value.kind, start: first, length: length))
    guard keys[place].kind != .text else { return }
    keys[place].kind = keys[place].kind.joined(JSONPiece.kind(value, bytes))
  }

  /// The characters of a string or number.
  private static func text(_ bytes: FileBytes, _ value: ScannedValue) -> [UInt8] {
    let content = bytes.bytes(value.start..<value.end)
    return value.kind == .escapedString ? JSONText.unescaped(content) : content
  }

  /// The bytes of an entry, with escapes resolved.
  func text(_ entry: Entry, _ bytes: FileBytes) -> [UInt8] {
    let first = start + Int(entry.start)
    let content = bytes.bytes(first..<first + Int(entry.length))
    return entry.kind == .escapedString ? JSONText.unescaped(content) : content
  }

  /// What an entry is.
  func kind(_ entry: Entry, _ bytes: FileBytes) -> FieldKind {
    let first = start + Int(entry.start)
    return JSONPiece.kind(ScannedValue(kind: entry.kind, start: first, end: first + Int(entry.length)), bytes)
  }

  private static func kind(_ value: ScannedValue, _ bytes: FileBytes) -> FieldKind {
    switch value.kind {
    case .null: return .unknown
    case .yes, .no: return .bool
    case .nested, .escapedString: return .text
    case .number:
      switch DecimalParser.parse(bytes.bytes(value.start..<value.end)) {
      case .integer: return .int
      case .hugeInteger: return .hugeInt
      case .float, .word, .none: return .float
      }
    case .string:
      let content = bytes.bytes(value.start..<min(value.end, value.start + 40))
      if CalendarParser.days(content) != nil { return .date }
      return content.count < 40 && CalendarParser.microseconds(content) != nil ? .datetime : .text
    }
  }
}
