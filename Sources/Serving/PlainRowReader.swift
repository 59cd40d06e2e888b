import Columns
import Forms
import Kernels
import Language
import Verbs

extension Contract {
  /// The rows of a body that is as most programs send it, straight into columns.
  ///
  /// What this takes, ``rows(_:)`` takes in the same way; it is many times faster, and knows no word for what is wrong.
  ///
  /// - Parameter most: how many rows there may be.
  /// - Returns: nil for everything else: an unknown field, a wrong type, a name with an escape, a broken text, a
  ///   finding where the contract is strict.
  package func plainRows(_ bytes: [UInt8], most: Int) -> (rows: ServedRows, isList: Bool)? {
    var reader = PlainRowReader(bytes, self)
    return reader.read(most: most).map { (reader.rows, $0) }
  }
}

/// Where the values of a contract's fields go while plain rows are read.
struct PlainRowForm: Sendable {
  /// A field, and its columns in the tables of numbers, of whole numbers and of texts.
  struct Slot: Sendable {
    let type: ColumnType
    let isUsed: Bool
    let isRequired: Bool
    let low: Double
    let high: Double
    fileprivate(set) var number = 0, whole = 0, text = 0
  }

  let slots: [Slot]
  let widths: (numbers: Int, wholes: Int, texts: Int)
  let keys: Int
  /// The names of all fields and behind them the keys, each in quotes, one behind the other; and where each starts.
  let quotedNames: [UInt8]
  let nameStarts: [Int]

  /// - Parameter names: of the inputs, and behind them the keys that are none.
  init(_ inputs: [ServedInput], names: [String]) {
    var widths = (numbers: 0, wholes: 0, texts: 0)
    slots = inputs.map { input in
      var slot = Slot(
        type: input.type, isUsed: input.isUsed, isRequired: input.isRequired,
        low: input.range?.lowerBound ?? -.infinity, high: input.range?.upperBound ?? .infinity)
      (slot.number, slot.whole, slot.text) = widths
      if input.type.isNumeric { widths.numbers += 1 }
      if input.type == .text { widths.texts += 1 } else if input.type != .float { widths.wholes += 1 }
      return slot
    }
    var quoted: [UInt8] = [], starts = [0]
    for name in names {
      quoted += JSONValue.text(name).compactBytes
      starts.append(quoted.count)
    }
    (self.widths, keys, quotedNames, nameStarts) = (widths, names.count - inputs.count, quoted, starts)
  }
}

/// Reads an object or an array of objects whose members are plain values of the contract's fields.
private struct PlainRowReader {
  private let text: [UInt8]
  private let contract: Contract
  private var place = 0
  private let form: PlainRowForm
  /// The last row that has each field.
  private var rowOfField: [Int]
  /// The fields in the order of the row before, which is most often that of the next one: keys follow the inputs.
  private var order: [Int]

  /// Row after row, numbers of floats and of whole numbers; NaN is null.
  private var numbers: [Double] = []
  /// Row after row, all that columns keep as whole numbers.
  private var wholes: [Int64] = []
  private var texts: [String?] = []
  /// Columns of whole numbers that have a fraction in some row.
  private var fractions: Set<Int> = []
  private var ids: [String?] = []
  private var keys: [String?]
  private var findings: [[Finding]] = []
  private var found: [(place: Int, finding: Finding)] = []

  /// No field can hold it: whole numbers of so many digits are left to the other reader.
  private static let null = Int64.min
  private static let mostWholeDigits = 18, mostDigits = 19

  init(_ text: [UInt8], _ contract: Contract) {
    (self.text, self.contract, form) = (text, contract, contract.plainForm)
    rowOfField = Array(repeating: -1, count: form.slots.count)
    keys = Array(repeating: nil, count: contract.keys.count)
    order = Array(contract.names.indices)
  }

  /// - Returns: whether the rows are an array's.
  mutating func read(most: Int) -> Bool? {
    // A key that is a field of the model, too, is one for the other reader.
    guard form.keys == keys.count else { return nil }
    skipSpace()
    let isList = take(UInt8(ascii: "["))
    repeat {
      guard ids.count < most, row() else { return nil }
    } while isList && take(UInt8(ascii: ","))
    if isList, !take(UInt8(ascii: "]")) { return nil }
    skipSpace()
    return place == text.count ? isList : nil
  }

  private mutating func row() -> Bool {
    let row = ids.count
    numbers.append(contentsOf: repeatElement(.nan, count: form.widths.numbers))
    wholes.append(contentsOf: repeatElement(Self.null, count: form.widths.wholes))
    texts.append(contentsOf: repeatElement(nil, count: form.widths.texts))
    for index in keys.indices { keys[index] = nil }
    guard take(UInt8(ascii: "{")) else { return false }
    var members = 0, inputs = 0
    if !take(UInt8(ascii: "}")) {
      repeat {
        skipSpace()
        guard let field = name(members), take(UInt8(ascii: ":")) else { return false }
        skipSpace()
        if field < form.slots.count {
          guard rowOfField[field] < row else { return false }
          rowOfField[field] = row
          inputs += 1
          guard value(field, row) else { return false }
        } else {
          guard key(field - form.slots.count) else { return false }
        }
        members += 1
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { return false }
    }
    if inputs < form.slots.count, !noteMissing(row) { return false }
    finish()
    return true
  }

  private mutating func noteMissing(_ row: Int) -> Bool {
    for (place, slot) in form.slots.enumerated() where rowOfField[place] < row && slot.isUsed {
      if slot.isRequired || !note(.null, place, nil) { return false }
    }
    return true
  }

  private mutating func finish() {
    ids.append(keys.isEmpty || keys.contains { $0 == nil } ? nil : keys.compactMap { $0 }.joined(separator: "|"))
    if found.count > 1 { found.sort { $0.place < $1.place } }
    findings.append(found.map(\.finding))
    found.removeAll(keepingCapacity: true)
  }

  /// Whether a row with this finding may pass.
  private mutating func note(_ cell: Cell, _ field: Int, _ value: JSONValue?) -> Bool {
    guard let finding = contract.finding(cell, field, value) else { return true }
    found.append((field, finding))
    return !contract.isStrict
  }

  // MARK: - Values

  private mutating func value(_ field: Int, _ row: Int) -> Bool {
    if text[at: place] == UInt8(ascii: "n") {
      return take("null") && (!form.slots[field].isUsed || note(.null, field, .null))
    }
    let slot = form.slots[field]
    switch slot.type {
    case .int, .float:
      guard let number = number() else { return false }
      return put(number, field, row)
    case .bool:
      let isTrue = text[at: place] == UInt8(ascii: "t")
      guard take(isTrue ? "true" : "false") else { return false }
      wholes[row * form.widths.wholes + slot.whole] = isTrue ? 1 : 0
      return true
    case .text:
      guard let word = word() else { return false }
      texts[row * form.widths.texts + slot.text] = word
      return !slot.isUsed || note(.text(word), field, .text(word))
    case .date, .datetime:
      guard let word = word(), let whole = Cell(.text(word), slot.type)?.integer else { return false }
      wholes[row * form.widths.wholes + slot.whole] = whole
      return true
    }
  }

  private mutating func put(_ number: ReadNumber, _ field: Int, _ row: Int) -> Bool {
    let slot = form.slots[field], value = number.value
    numbers[row * form.widths.numbers + slot.number] = value
    if slot.type == .int {
      if number.isWhole {
        wholes[row * form.widths.wholes + slot.whole] = number.whole
      } else {
        fractions.insert(field)
      }
    }
    guard value.magnitude <= Double(Contract.greatest) else { return false }
    if !slot.isUsed || (value >= slot.low && value <= slot.high && !ServedInput.isSentinel(value)) { return true }
    let cell = number.isWhole && slot.type == .int ? Cell.int(number.whole) : .float(value)
    return note(cell, field, number.isWhole ? .int(Int(number.whole)) : .double(value))
  }

  private mutating func key(_ index: Int) -> Bool {
    guard keys[index] == nil else { return false }
    if text[at: place] == UInt8(ascii: "\"") {
      keys[index] = word().flatMap { JSONValue.text($0).keyText }
    } else if let number = number() {
      keys[index] = (number.isWhole ? JSONValue.int(Int(number.whole)) : .double(number.value)).keyText
    }
    return keys[index] != nil
  }

  // MARK: - Characters

  @inline(__always)
  private mutating func skipSpace() {
    while let byte = text[at: place], byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
  }

  /// Takes a byte behind any space.
  @inline(__always)
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard text[at: place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount where text[at: place + offset] != word.utf8Start[offset] { return false }
    place += word.utf8CodeUnitCount
    return true
  }

  /// The field that a member's name means.
  private mutating func name(_ member: Int) -> Int? {
    if member < order.count, take(quotedName: order[member]) { return order[member] }
    guard let name = word(), let field = contract.place(name) else { return nil }
    if member < order.count { order[member] = field }
    return field
  }

  private mutating func take(quotedName field: Int) -> Bool {
    let name = form.nameStarts[field]..<form.nameStarts[field + 1]
    guard ByteRuns.areEqual(text, from: place, form.quotedNames, name) else { return false }
    place += name.count
    return true
  }

  /// A text without escapes.
  private mutating func word() -> String? {
    guard text[at: place] == UInt8(ascii: "\"") else { return nil }
    let start = place + 1
    var end = start
    while let byte = text[at: end], byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { end += 1 }
    guard text[at: end] == UInt8(ascii: "\"") else { return nil }
    place = end + 1
    return String(validating: text[start..<end], as: UTF8.self)
  }

  private struct ReadNumber {
    /// Whether it has neither point nor exponent.
    let isWhole: Bool
    let whole: Int64
    let value: Double
  }

  /// A number as RFC 8259 §6 has it.
  private mutating func number() -> ReadNumber? {
    let start = place
    let isNegative = text[at: place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    var mantissa: UInt64 = 0, exponent = 0
    let first = place, whole = digits(&mantissa)
    if whole == 0 || (whole > 1 && text[first] == UInt8(ascii: "0")) { return nil }
    var isWhole = true, fraction = 0
    if text[at: place] == UInt8(ascii: ".") {
      (isWhole, place) = (false, place + 1)
      fraction = digits(&mantissa)
      if fraction == 0 { return nil }
    }
    if let byte = text[at: place], byte | 0x20 == UInt8(ascii: "e") {
      (isWhole, place) = (false, place + 1)
      guard let power = power() else { return nil }
      exponent = power
    }
    if isWhole {
      guard whole <= Self.mostWholeDigits else { return nil }
      let number = isNegative ? -Int64(mantissa) : Int64(mantissa)
      return ReadNumber(isWhole: true, whole: number, value: Double(number))
    }
    let isShort = whole + fraction - zeros(first) <= Self.mostDigits
    let magnitude = isShort ? DecimalParser.magnitude(mantissa, exponent: exponent - fraction) : nil
    let value = magnitude.map { isNegative ? -$0 : $0 }
      ?? Double(String(decoding: text[start..<place], as: UTF8.self)) ?? .nan
    return value.isFinite ? ReadNumber(isWhole: false, whole: 0, value: value) : nil
  }

  /// How many zeros a number starts with.
  private func zeros(_ first: Int) -> Int {
    var zeros = 0, next = first
    while let byte = text[at: next], byte == UInt8(ascii: "0") || byte == UInt8(ascii: ".") {
      if byte == UInt8(ascii: "0") { zeros += 1 }
      next += 1
    }
    return zeros
  }

  /// Takes digits; more than the number can hold make it meaningless.
  private mutating func digits(_ mantissa: inout UInt64) -> Int {
    var next = place, number = mantissa
    while next < text.count {
      let digit = text[next] &- UInt8(ascii: "0")
      if digit > 9 { break }
      number = number &* 10 &+ UInt64(digit)
      next += 1
    }
    defer { (place, mantissa) = (next, number) }
    return next - place
  }

  private mutating func power() -> Int? {
    let isDown = text[at: place] == UInt8(ascii: "-")
    if isDown || text[at: place] == UInt8(ascii: "+") { place += 1 }
    var power: UInt64 = 0
    let count = digits(&power)
    // The other reader knows what becomes of more.
    guard count > 0, count <= 4 else { return nil }
    return isDown ? -Int(power) : Int(power)
  }

  // MARK: - Columns

  var rows: ServedRows {
    let columns = form.slots.indices.map { place -> (field: Field, column: Column) in
      let (type, column) = column(place)
      return (Field(contract.inputs[place].name, type), column)
    }
    let table = Table(schema: Schema([]), columns: [], rowCount: ids.count).setting(columns)
    return ServedRows(ids: ids, findings: findings, table: table)
  }

  private func column(_ place: Int) -> (type: ColumnType, column: Column) {
    let slot = form.slots[place], rows = ids.indices
    switch slot.type {
    case .text: return (.text, Column(texts: rows.map { texts[$0 * form.widths.texts + slot.text] }))
    case .float: return (.float, Column(doubles: rows.map { numbers[$0 * form.widths.numbers + slot.number] }))
    // A fraction among whole numbers makes all of them floats.
    case .int where fractions.contains(place):
      return (.float, Column(doubles: rows.map { numbers[$0 * form.widths.numbers + slot.number] }))
    default:
      let values = rows.map { wholes[$0 * form.widths.wholes + slot.whole] }
      return (slot.type, Column(ints: values.map { $0 == Self.null ? nil : $0 }, type: slot.type))
    }
  }
}

extension [UInt8] {
  /// The byte of a place; nil behind the end.
  fileprivate subscript(at place: Int) -> UInt8? { place < count ? self[place] : nil }
}
