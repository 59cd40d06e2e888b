import Columns

/// Turns rows of a table into bytes.
struct RowFormatter: Sendable {
  /// How the values of one column become bytes.
  private struct Source: Sendable {
    let column: Column
    /// The fields of a text column by code.
    var fields: [[UInt8]] = []
    /// What null is written as.
    var null: [UInt8] = []
  }

  private let sources: [Source]
  private let separator: UInt8

  /// - Parameter check: called for each column, so that the work can be stopped.
  init(_ table: Table, separator: UInt8, check: () throws -> Void) rethrows {
    self.separator = separator
    sources = try table.columns.map { column in
      try check()
      var source = Source(column: column)
      // Other readers skip blank rows; but in quotes a text would be empty, and nothing else tells what a column holds.
      if table.columns.count == 1, column.type != .text, column.nullCount < column.count {
        source.null = Array("\"\"".utf8)
      }
      if let dictionary = column.dictionary {
        source.fields = dictionary.values.map { RowFormatter.quoted($0, separator: separator) }
      }
      return source
    }
  }

  func header(_ names: [String]) -> [UInt8] {
    var out: [UInt8] = []
    for (index, name) in names.enumerated() {
      if index > 0 { out.append(separator) }
      out += RowFormatter.quoted(name, separator: separator)
    }
    return out + [UInt8(ascii: "\n")]
  }

  /// - Parameter check: called for each row and column, so that the work can be stopped: of a wide table some rows
  ///   alone take long.
  func rows(_ range: Range<Int>, check: () throws -> Void) rethrows -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(range.count * sources.count * 8)
    let values = try sources.map { source in
      try check()
      return source.column.written(range)
    }
    for row in range {
      try check()
      for (index, source) in sources.enumerated() {
        if index > 0 { out.append(separator) }
        let (storage, rows) = values[index]
        append(source, row, storage, rows.lowerBound + row - range.lowerBound, to: &out)
      }
      out.append(UInt8(ascii: "\n"))
    }
    return out
  }

  /// Appends the value of a row, which stands at a place of a storage that is written out.
  private func append(
    _ source: Source, _ row: Int, _ storage: Column.Storage, _ place: Int, to out: inout [UInt8]
  ) {
    let column = source.column
    if column.isNull(row) {
      out += source.null
      return
    }
    switch storage {
    case .floats(let values): out += values[place].description.utf8
    case .text(let codes, _): out += source.fields[Int(codes[place])]
    case .integers(let values):
      switch column.type {
      case .bool: out += values[place] != 0 ? RowFormatter.yes : RowFormatter.no
      case .date: CalendarFormat.appendDate(values[place], to: &out)
      case .datetime: CalendarFormat.appendTime(values[place], to: &out)
      default: RowFormatter.append(values[place], to: &out)
      }
    case .indicator, .gathered: break
    }
  }

  private static let yes = Array("true".utf8)
  private static let no = Array("false".utf8)

  /// Appends the digits of an integer.
  static func append(_ value: Int64, to out: inout [UInt8]) {
    var rest = value.magnitude
    if value < 0 { out.append(UInt8(ascii: "-")) }
    let start = out.count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      out.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0
    if out.count - start > 1 { out[start...].reverse() }
  }

  /// A field in quotes where it needs them: for separators, quotes, line ends, and the empty text, which is not null.
  private static func quoted(_ text: String, separator: UInt8) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = text.isEmpty || text.utf8.contains { byte in
      byte == separator || byte == quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return Array(text.utf8) }
    return [quote] + text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
