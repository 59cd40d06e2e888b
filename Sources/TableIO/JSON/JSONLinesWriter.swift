import Columns
import Kernels

/// Writes tables as JSON Lines: one object a line, with every column in it, in order.
///
/// Null is `null`; numbers are the shortest decimals that read back as the same double, with a point or an exponent so
/// that they stay floats; dates and times are ISO 8601 in quotes.
public enum JSONLinesWriter {
  /// - Throws: ``WriteError``; `Cancelled`, and then no file is left behind and an old one stays as it was.
  public static func write(_ table: Table, to path: String, execution: Execution) throws {
    let formatter = try ObjectFormatter(table, check: execution.checkCancelled)
    try TextWriter.write(
      to: path, rowCount: table.rowCount, compression: Compression(path: path), execution: execution
    ) { try formatter.rows($0, check: execution.checkCancelled) }
  }

  /// The text of a whole table.
  public static func bytes(_ table: Table) -> [UInt8] {
    ObjectFormatter(table, check: {}).rows(0..<table.rowCount, check: {})
  }
}

/// Turns rows into objects.
private struct ObjectFormatter: Sendable {
  private struct Source: Sendable {
    let column: Column
    /// The key and its colon, behind a brace or a comma.
    let lead: [UInt8]
    /// The texts of a text column in quotes, by code.
    let texts: [[UInt8]]
  }

  private let sources: [Source]

  /// - Parameter check: called for each column, so that the work can be stopped.
  init(_ table: Table, check: () throws -> Void) rethrows {
    sources = try zip(table.schema.names, table.columns).enumerated().map { index, pair in
      try check()
      let column = pair.1
      var lead = [index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ",")], texts: [[UInt8]] = []
      JSONText.append(pair.0.utf8, to: &lead)
      lead.append(UInt8(ascii: ":"))
      if let dictionary = column.dictionary {
        texts = dictionary.values.map { text in
          var quoted: [UInt8] = []
          JSONText.append(text.utf8, to: &quoted)
          return quoted
        }
      }
      return Source(column: column, lead: lead, texts: texts)
    }
  }

  /// - Parameter check: called for each row and column, so that the work can be stopped.
  func rows(_ range: Range<Int>, check: () throws -> Void) rethrows -> [UInt8] {
    var out: [UInt8] = []
    let values = try sources.map { source in
      try check()
      return source.column.written(range)
    }
    for row in range {
      try check()
      for (source, value) in zip(sources, values) {
        out += source.lead
        append(source, row, value.storage, value.rows.lowerBound + row - range.lowerBound, to: &out)
      }
      out += sources.isEmpty ? [UInt8(ascii: "{")] : []
      out += [UInt8(ascii: "}"), UInt8(ascii: "\n")]
    }
    return out
  }

  /// Appends the value of a row, which stands at a place of a storage that is written out.
  private func append(
    _ source: Source, _ row: Int, _ storage: Column.Storage, _ place: Int, to out: inout [UInt8]
  ) {
    let column = source.column, quote = UInt8(ascii: "\"")
    if column.isNull(row) {
      out += "null".utf8
      return
    }
    switch (storage, column.type) {
    case (.floats(let values), _): out += values[place].description.utf8
    case (.text(let codes, _), _): out += source.texts[Int(codes[place])]
    case (.integers(let values), .bool): out += (values[place] != 0 ? "true" : "false").utf8
    case (.integers(let values), .date):
      out.append(quote)
      CalendarFormat.appendDate(values[place], to: &out)
      out.append(quote)
    case (.integers(let values), .datetime):
      out.append(quote)
      CalendarFormat.appendTime(values[place], to: &out)
      out.append(quote)
    case (.integers(let values), _): RowFormatter.append(values[place], to: &out)
    case (.indicator, _), (.gathered, _): break
    }
  }
}
