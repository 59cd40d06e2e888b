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
    options.sheet = try sheetChoice(arguments)
    options.compression = arguments[compression].flatMap(Compression.init(rawValue:))
    options.csv.encoding = arguments[encoding]?.encoding
    options.csv.types = arguments[types]?.types ?? [:]
    options.csv.header = arguments[header].map { $0.count > 0 }
    options.csv.headerRows = max(1, arguments[header]?.count ?? 1)
    try setMarks(&options.csv, arguments)
    guard arguments[skip] >= 0 else { throw arguments.outOfRange(skip, "cannot be negative") }
    options.csv.skippedLines = arguments[skip]
    guard arguments[footer] >= 0 else { throw arguments.outOfRange(footer, "cannot be negative") }
    options.csv.footerLines = arguments[footer]
    options.csv.endsAtBlankLine = arguments[until] != nil
    options.csv.blankRows = arguments[blank].flatMap(CSVOptions.BlankRows.init(rawValue:))
    options.csv.ragged = CSVOptions.Ragged(rawValue: arguments[ragged]) ?? .error
    options.csv.nulls = (arguments[nulls] ?? []).map(CellFormat.plain)
    return options
  }

  private static func sheetChoice(_ arguments: BoundArguments) throws -> WorkbookReader.Choice? {
    switch arguments[sheet] {
    case nil: return nil
    case .text(let name): return .name(name)
    case .int(let number) where number > 0: return .number(Int(number))
    default:
      throw arguments.outOfRange(
        sheet, "takes the name of a sheet or its number from 1", help: "write the name in quotes: `sheet: \"NAME\"`")
    }
  }

  /// The characters that give the text its structure, and those of its numbers.
  private static func setMarks(_ options: inout CSVOptions, _ arguments: BoundArguments) throws {
    var used: [String: String] = [:]
    func marks<T>(_ text: String?, _ parameter: Parameter<T>) throws -> String? {
      guard let text else { return nil }
      guard !text.isEmpty, text.allSatisfy({ $0.isASCII && !$0.isNewline }) else {
        throw arguments.outOfRange(parameter, "takes ASCII characters that end no line")
      }
      if let other = used.updateValue(parameter.name, forKey: text) {
        throw arguments.outOfRange(parameter, "cannot be `\(text)`, which is the \(other) already")
      }
      return text
    }
    func mark<T>(_ text: String?, _ parameter: Parameter<T>) throws -> Character? {
      guard text?.count ?? 1 == 1 else {
        throw arguments.outOfRange(parameter, "takes one ASCII character that ends no line")
      }
      return try marks(text, parameter)?.first
    }
    options.separator = try marks(arguments[separator]?.text, separator)
    options.mergesBlanks = arguments[separator].map { $0.text == nil } ?? false
    if let choice = arguments[quote] { options.quote = choice.character }
    options.findsQuote = arguments[quote] == nil
    _ = try mark(options.quote.map { String($0) }, quote)
    // A quote that escapes itself is doubled, as it is anyway.
    let escapes = arguments[escape].flatMap { $0 == options.quote.map { String($0) } ? nil : $0 }
    options.escape = try mark(escapes, escape)
    if arguments[escape] != nil { options.findsQuote = false }
    options.comment = try marks(arguments[comment], comment)
    options.decimal = try numberMark(arguments[decimal], decimal, arguments)
    options.thousands = try numberMark(arguments[thousands], thousands, arguments)
    if let mark = options.thousands, mark == options.decimal ?? "." {
      throw arguments.outOfRange(thousands, "cannot be `\(mark)`, which is the decimal already")
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
