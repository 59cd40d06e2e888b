import Columns
import Kernels
import TableIO
import TestSupport

/// One input of the fuzz tests with the options it is read with.
struct CSVTrial {
  let bytes: [UInt8]
  let options: CSVOptions
  /// What further choices are drawn from.
  let random: SplitMix64

  private enum Outcome {
    case table(ReadResult)
    case error(ReadError)
  }

  /// What is wrong with how the input is read; nil where nothing is.
  func fault() -> String? {
    var random = random
    do {
      let whole = try outcome(options, Execution.serial, chunkBytes: 1 << 19)
      let chunkBytes = Int.random(in: 1...64, using: &random)
      let pieces = try outcome(options, Execution(threads: 2), chunkBytes: chunkBytes)
      if let fault = CSVTrial.difference(whole, pieces) { return "pieces of \(chunkBytes): \(fault)" }
      switch whole {
      case .error(let error): return placeFault(error)
      case .table(let result): return try shapeFault(result.table) ?? textFault(result.table) ?? typeFault(result.table)
      }
    } catch {
      return "threw \(error)"
    }
  }

  private func outcome(_ options: CSVOptions, _ execution: Execution, chunkBytes: Int) throws -> Outcome {
    do {
      return .table(
        try CSVReader.read(bytes: bytes, name: "t", options: options, execution: execution, chunkBytes: chunkBytes))
    } catch let error as ReadError {
      return .error(error)
    }
  }

  private static func difference(_ left: Outcome, _ right: Outcome) -> String? {
    switch (left, right) {
    case (.error(let mine), .error(let other)): return mine == other ? nil : "\(mine) became \(other)"
    case (.error(let error), .table), (.table, .error(let error)): return "only one of two gave \(error)"
    case (.table(let mine), .table(let other)):
      if mine.notes != other.notes { return "notes \(mine.notes) became \(other.notes)" }
      if mine.fileHash != other.fileHash || mine.byteCount != other.byteCount { return "another hash" }
      return difference(mine.table, other.table)
    }
  }

  private static func difference(_ left: Table, _ right: Table) -> String? {
    guard left.schema.fields == right.schema.fields, left.rowCount == right.rowCount else { return "another shape" }
    for (column, other) in zip(left.columns, right.columns) {
      for row in 0..<left.rowCount where !isSame(column[row], other[row]) {
        return "row \(row): \(column[row]) became \(other[row])"
      }
    }
    return nil
  }

  /// Whether two cells are the same to the bit: equality of strings and of zeros is too lenient.
  private static func isSame(_ left: Cell, _ right: Cell) -> Bool {
    switch (left, right) {
    case (.text(let mine), .text(let other)): mine.utf8.elementsEqual(other.utf8)
    case (.float(let mine), .float(let other)): mine.bitPattern == other.bitPattern
    default: left == right
    }
  }

  private func shapeFault(_ table: Table) -> String? {
    let names = table.schema.names
    if Set(names.map { Array($0.utf8) }).count != names.count { return "names repeat: \(names)" }
    if names.isEmpty && options.ragged == .repair && table.rowCount == 0 { return nil }
    if names.isEmpty && options.columns != [] || names.contains("") { return "a column has no name" }
    if let columns = options.columns.names, columns != names { return "columns \(names)" }
    if table.columns.contains(where: { $0.count != table.rowCount }) { return "columns of different lengths" }
    for (name, type) in options.types where table[name].map({ $0.type != type }) ?? false {
      return "\(name) is no \(type)"
    }
    return nil
  }

  /// Errors stand in the text: in a line that there is, and not behind its end.
  private func placeFault(_ error: ReadError) -> String? {
    if error.sentence.isEmpty { return "an error without a sentence" }
    guard let line = error.line, let column = error.column else { return nil }
    guard line >= 1, column >= 1, options.encoding == nil, let text = PlainCSV.text(bytes) else {
      return line >= 1 && column >= 1 && line <= bytes.count + 1 && column <= bytes.count + 1
        ? nil : "\(error) is nowhere"
    }
    let lengths = PlainCSV.lineLengths(text)
    guard line <= lengths.count, column <= lengths[line - 1] + 1 else { return "\(error) is outside of the file" }
    return nil
  }

  /// Read as text, the fields are those of a plain reader.
  private func textFault(_ table: Table) throws -> String? {
    guard options.encoding == nil, options.columns == .all, let text = PlainCSV.text(bytes) else { return nil }
    var asText = options
    asText.types = Dictionary(uniqueKeysWithValues: table.schema.names.map { ($0, .text) })
    guard case .table(let result) = try outcome(asText, .serial, chunkBytes: 1 << 19) else {
      return "no table when read as text"
    }
    guard var rows = PlainCSV.rows(text, options, columnCount: table.columns.count) else { return nil }
    if result.notes.contains(where: { $0.sentence.contains("quotes") || $0.sentence.contains("in front of the names") })
    {
      return nil
    }
    if result.table.rowCount == rows.count - 1 { rows.removeFirst() }
    guard result.table.rowCount == rows.count else { return "\(result.table.rowCount) rows of \(rows.count)" }
    for (row, fields) in rows.enumerated() {
      for (column, field) in zip(result.table.columns, fields + Array(repeating: [], count: table.columns.count)) {
        // What was empty in quotes may be an empty text.
        if field.isEmpty, column[row] == .text("") { continue }
        let isNull = field.isEmpty || options.nulls.contains { Array($0.utf8) == field }
        let expected = isNull ? Cell.null : .text(String(decoding: field, as: UTF8.self))
        if !CSVTrial.isSame(column[row], expected) { return "row \(row): \(column[row]) is not \(expected)" }
      }
    }
    return nil
  }

  /// A column that is asked to have the type it has anyway does not change; another type gives that type or an error.
  private func typeFault(_ table: Table) throws -> String? {
    var random = random
    guard let field = table.schema.fields.randomElement(using: &random) else { return nil }
    for type in [field.type, ColumnType.allCases.randomElement(using: &random) ?? .text] {
      var typed = options
      typed.types[field.name] = type
      switch try outcome(typed, .serial, chunkBytes: 9) {
      case .table(let result):
        if result.table[field.name]?.type != type { return "\(field.name) did not become \(type)" }
        if type == field.type, let fault = CSVTrial.difference(table, result.table) { return "typed: \(fault)" }
      case .error(let error):
        if type == field.type { return "\(field.name) is \(type), but: \(error)" }
        if let fault = placeFault(error) { return fault }
        if error.columnName != field.name { return "\(error) is about another column" }
      }
    }
    return nil
  }
}
