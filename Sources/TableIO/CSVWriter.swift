import Columns
import Kernels

/// Writes tables as delimited text after RFC 4180, with LF at the ends of rows.
///
/// Null is the empty field (in a table of one column of numbers `""`, because readers skip blank rows), an empty text
/// is `""`, numbers are the shortest
/// decimals that read back as the same double, with a point or an exponent so that they stay floats, bools `true` and
/// `false`, dates and times ISO 8601.
public enum CSVWriter {
  /// - Throws: ``WriteError``; `Cancelled`, and then no file is left behind and an old one stays as it was.
  public static func write(
    _ table: Table, to path: String, options: CSVWriteOptions = CSVWriteOptions(), execution: Execution
  ) throws {
    let formatter = try RowFormatter(
      table, separator: separator(options, path), check: execution.checkCancelled)
    try TextWriter.write(
      to: path, rowCount: table.rowCount, head: options.header ? formatter.header(table.schema.names) : [],
      compression: Compression(path: path), execution: execution
    ) { try formatter.rows($0, check: execution.checkCancelled) }
  }

  /// The text of a whole table.
  public static func bytes(_ table: Table, options: CSVWriteOptions = CSVWriteOptions()) throws -> [UInt8] {
    let formatter = try RowFormatter(table, separator: separator(options, ""), check: {})
    return (options.header ? formatter.header(table.schema.names) : [])
      + formatter.rows(0..<table.rowCount, check: {})
  }

  private static func separator(_ options: CSVWriteOptions, _ path: String) throws(WriteError) -> UInt8 {
    guard let byte = options.separator.asciiValue, options.separator != "\"", byte != 10, byte != 13 else {
      throw WriteError(
        path: path, sentence: "the separator must be one ASCII character other than a quote or a line end")
    }
    return byte
  }
}
