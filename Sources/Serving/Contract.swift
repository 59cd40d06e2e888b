import Columns
import Forms
import Language
import Verbs

/// What the rows of requests must be, as the model learnt it, and what is to be said of those that may pass.
///
/// Nothing is filled in: a field that is not there is null, and said.
package struct Contract: Sendable {
  package let inputs: [ServedInput]
  package let keys: [String]
  /// Whether rows with findings are refused.
  package let isStrict: Bool
  /// No number is larger: whole numbers of 64 bits hold it, and whoever reads the document knows.
  package static let greatest = 9_000_000_000_000_000_000
  /// No more faults are listed: a large request that is wrong throughout would be answered by a larger one.
  package static let mostFaults = 1000
  private let places: [String: Int]
  private let levels: [Set<String>?]
  /// What a request may name: the inputs, and behind them the keys that are none.
  let names: [String]
  private let placeOfName: [String: Int]
  let plainForm: PlainRowForm

  package init(_ model: ServedModel, isStrict: Bool) {
    (inputs, keys, self.isStrict) = (model.inputs, model.keys, isStrict)
    places = Dictionary(uniqueKeysWithValues: model.inputs.enumerated().map { ($0.element.name, $0.offset) })
    levels = model.inputs.map { $0.levels.map { Set($0) } }
    names = model.inputs.map(\.name) + model.keys.filter { [places] in places[$0] == nil }
    plainForm = PlainRowForm(inputs, names: names)
    placeOfName = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
  }

  /// The place of a name among ``names``.
  func place(_ name: String) -> Int? { placeOfName[name] }

  /// The rows of a body: an object, or an array of objects.
  ///
  /// - Throws: ``Problem`` with everything that is wrong with any of them.
  package func rows(_ body: JSONValue) throws(Problem) -> ServedRows {
    let records: [JSONValue]
    switch body {
    case .object: records = [body]
    case .array(let elements): records = elements
    default:
      throw Problem(
        422, "Wrong rows", "A row is an object with a member for each field, and rows are an array of such.")
    }
    if records.isEmpty { throw Problem(422, "Wrong rows", "There is no row in the array.") }
    var faults: [Fault] = [], rows: [Row] = []
    for (number, record) in records.enumerated() {
      guard case .object(let members) = record else {
        faults.append(Fault(row: number, field: "", value: record.short, expected: "an object"))
        continue
      }
      rows.append(row(members, number, &faults))
    }
    guard faults.isEmpty else { throw Self.problem(faults) }
    return ServedRows(ids: rows.map(\.id), findings: rows.map(\.findings), table: table(rows.map(\.cells)))
  }

  private struct Row {
    let id: String?
    let cells: [Cell]
    let findings: [Finding]
  }

  static func problem(_ faults: [Fault]) -> Problem {
    let said = faults.count == 1 ? "One field is not as the model needs it."
      : "\(faults.count) fields are not as the model needs them"
        + (faults.count > mostFaults ? "; here are the first \(mostFaults)." : ".")
    var problem = Problem(422, "Rows that the model cannot take", said)
    problem.faults = Array(faults.prefix(mostFaults))
    return problem
  }

  private func row(_ members: [JSONValue.Member], _ number: Int, _ faults: inout [Fault]) -> Row {
    var values = [JSONValue?](repeating: nil, count: inputs.count)
    var keyValues: [String: JSONValue] = [:]
    for member in members {
      func fault(_ expected: String) {
        faults.append(Fault(row: number, field: member.name, value: member.value.short, expected: expected))
      }
      guard let place = places[member.name] else {
        guard keys.contains(member.name) else {
          fault("no such field: the model does not know it")
          continue
        }
        if keyValues[member.name] != nil { fault("once, and it is there twice") }
        if member.value.keyText == nil { fault("a number or a text") }
        keyValues[member.name] = member.value
        continue
      }
      if values[place] != nil { fault("once, and it is there twice") }
      values[place] = member.value
    }
    var cells: [Cell] = [], findings: [Finding] = []
    cells.reserveCapacity(inputs.count)
    for (place, input) in inputs.enumerated() {
      cells.append(cell(values[place], place, input, number, &faults, &findings))
    }
    let parts = keys.compactMap { key in (keyValues[key] ?? places[key].flatMap { values[$0] })?.keyText }
    return Row(
      id: parts.isEmpty || parts.count < keys.count ? nil : parts.joined(separator: "|"), cells: cells,
      findings: findings)
  }

  private func cell(
    _ value: JSONValue?, _ place: Int, _ input: ServedInput, _ row: Int, _ faults: inout [Fault],
    _ findings: inout [Finding]
  ) -> Cell {
    func fault(_ expected: String) {
      faults.append(Fault(row: row, field: input.name, value: value?.short, expected: expected))
    }
    let isMissed = value == nil && input.isRequired
    if isMissed { fault("a value: the field is missing") }
    guard let cell = value.map({ Cell($0, input.type) }) ?? .null, value?.isModerate ?? true else {
      fault(input.type.wanted)
      return .null
    }
    guard input.isUsed, !isMissed, let finding = finding(cell, place, value) else { return cell }
    if isStrict { fault(finding.expected) } else { findings.append(finding) }
    return cell
  }

  /// What is odd about the value of a field that a score depends on.
  ///
  /// - Parameter value: as it was sent; nil where the field is missing.
  func finding(_ cell: Cell, _ place: Int, _ value: JSONValue?) -> Finding? {
    let input = inputs[place]
    guard let value else {
      return Finding(kind: .missing, field: input.name, value: nil, expected: "a value or null")
    }
    guard let (kind, expected) = oddity(cell, place, input) else { return nil }
    return Finding(kind: kind, field: input.name, value: value.short, expected: expected)
  }

  private func oddity(_ cell: Cell, _ place: Int, _ input: ServedInput) -> (Finding.Kind, String)? {
    switch cell {
    case .null:
      return input.nullShare == 0 ? (.unseenNull, "a value, as in all training rows") : nil
    case .text(let text):
      guard let levels = levels[place], !levels.contains(text) else { return nil }
      return (.unseenLevel, "one of the \(levels.count) texts that training saw")
    default:
      guard input.type.isNumeric, let number = cell.number else { return nil }
      if ServedInput.isSentinel(number) {
        let range = input.range.map { "; training saw those \(Self.text($0))" }
        return (.sentinel, "a number that means itself" + (range ?? ""))
      }
      guard let range = input.range, !range.contains(number) else { return nil }
      return (.outOfRange, Self.text(range))
    }
  }

  private static func text(_ range: ClosedRange<Double>) -> String {
    "from \(CellFormat.float(range.lowerBound)) to \(CellFormat.float(range.upperBound))"
  }

  /// Rows as a table that the model takes.
  ///
  /// - Parameter rows: of each row a value for each input.
  func table(_ rows: [[Cell]]) -> Table {
    let columns = inputs.indices.map { place -> (field: Field, column: Column) in
      let cells = rows.map { $0[place] }
      let input = inputs[place]
      // A fraction among whole numbers makes all of them floats.
      let isFraction = input.type == .int && cells.contains { if case .float = $0 { true } else { false } }
      let type = isFraction ? .float : input.type
      return (Field(input.name, type), Column(cells: cells, type: type))
    }
    return Table(schema: Schema([]), columns: [], rowCount: rows.count).setting(columns)
  }
}

extension ColumnType {
  /// What a field of this type must be, in words.
  var wanted: String {
    switch self {
    case .int, .float: "a number"
    case .text: "a text"
    case .bool: "true or false"
    case .date: "a date as 2024-01-31, in a text"
    case .datetime: "a time as 2024-01-31T12:00:00, in a text"
    }
  }
}

extension JSONValue {
  /// The value, or what it is where it would be long.
  var short: JSONValue {
    switch self {
    case .text(let text) where text.utf8.count > 100: .text(String(text.prefix(100)) + "…")
    case .array, .numbers, .columns, .words: .text("an array")
    case .object: .text("an object")
    default: self
    }
  }

  /// Whether it is no number that is larger than a contract takes, whole numbers compared as such.
  var isModerate: Bool {
    switch self {
    case .int(let value): value.magnitude <= UInt(Contract.greatest)
    case .double(let value): value.magnitude <= Double(Contract.greatest)
    default: true
    }
  }

  /// What a part of a key says, if this is one.
  var keyText: String? {
    switch self {
    case .int(let value) where isModerate: String(value)
    case .double(let value) where value == value.rounded() && abs(value) < 0x1p53: String(Int(value))
    case .text(let text) where !text.isEmpty: text
    default: nil
    }
  }
}
