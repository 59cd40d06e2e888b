import Columns
import Language
import TableIO

extension LoadVerb {
  /// What the arguments ask of the reader.
  /// - Throws: `Diagnostic` for characters that cannot do what they are to do.
  static func options(_ arguments: BoundArguments) throws -> ReadOptions {
    var options = ReadOptions()
    options.format = arguments[format].flatMap(TableFormat.init(rawValue:))
    options.columns = ColumnChoice(names: arguments[columns]?.names)
    options.sourceColumn = arguments[source]
    options.compression = arguments[compression].flatMap(Compression.init(rawValue:))
    options.csv.encoding = arguments[encoding]?.encoding
    options.csv.types = arguments[types]?.types ?? [:]
    options.csv.header = arguments[header]
    try setMarks(&options.csv, arguments)
    guard arguments[skip] >= 0 else { throw arguments.outOfRange(skip, "cannot be negative") }
    options.csv.skippedLines = arguments[skip]
    options.csv.padsShortRows = arguments[ragged] == "pad"
    options.csv.nulls = (arguments[nulls] ?? []).map(CellFormat.plain)
    return options
  }

  /// The characters that give the text its structure, and those of its numbers.
  private static func setMarks(_ options: inout CSVOptions, _ arguments: BoundArguments) throws {
    var used: [Character: String] = [:]
    func mark<T>(_ text: String?, _ parameter: Parameter<T>) throws -> Character? {
      guard let text else { return nil }
      guard let first = text.first, text.count == 1, first.asciiValue != nil, !first.isNewline else {
        throw arguments.outOfRange(parameter, "takes one ASCII character that ends no line")
      }
      if let other = used.updateValue(parameter.name, forKey: first) {
        throw arguments.outOfRange(parameter, "cannot be `\(first)`, which is the \(other) already")
      }
      return first
    }
    options.separator = try mark(arguments[separator], separator)
    if let choice = arguments[quote] { options.quote = choice.character }
    _ = try mark(options.quote.map { String($0) }, quote)
    options.comment = try mark(arguments[comment], comment)
    options.decimal = try numberMark(arguments[decimal], decimal, arguments) ?? "."
    options.thousands = try numberMark(arguments[thousands], thousands, arguments)
    if options.thousands == options.decimal {
      throw arguments.outOfRange(thousands, "cannot be `\(options.decimal)`, which is the decimal already")
    }
  }

  private static func numberMark<T>(
    _ text: String?, _ parameter: Parameter<T>, _ arguments: BoundArguments
  ) throws -> Character? {
    guard let text else { return nil }
    guard let first = text.first, text.count == 1, !first.isNewline, !first.isNumber, !"+-eE".contains(first) else {
      throw arguments.outOfRange(parameter, "takes one character that numbers do not consist of")
    }
    return first
  }
}
