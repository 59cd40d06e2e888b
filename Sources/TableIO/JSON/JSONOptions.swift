import Columns

/// How to read JSON Lines. What is nil is found out from the file.
public struct JSONOptions: Sendable, Equatable {
  /// How the characters are encoded; nil goes by the first bytes.
  public var encoding: TextEncoding?
  /// Types of columns, by name, in place of the inferred ones. A value that does not fit is an error.
  public var types: [String: ColumnType] = [:]
  /// The columns to read; all come in the order of their first appearance.
  public var columns = ColumnChoice.all

  /// Types are found out from the file.
  public init() {}

  /// Those of the options of delimited text that every text has.
  init(_ options: CSVOptions) { (encoding, types, columns) = (options.encoding, options.types, options.columns) }
}
