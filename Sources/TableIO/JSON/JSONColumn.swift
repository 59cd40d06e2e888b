import Columns
import Kernels

/// One column of one piece of JSON Lines, its values read as the kind of the whole column.
struct JSONColumn {
  private let rowCount: Int
  private var nulls: NullBits
  private var nonFiniteCount = 0
  private var cutTimeCount = 0
  private var movedTimeCount = 0
  private var losesDigits = false
  /// How many values were no strings and became text.
  private(set) var retypedCount = 0

  private init(rowCount: Int) {
    self.rowCount = rowCount
    nulls = NullBits(rowCount: rowCount, allNull: true)
  }

  /// - Parameter key: the place among the keys of the piece; nil where no object of it has the key.
  static func read(_ piece: JSONPiece, key: Int?, kind: FieldKind, _ bytes: FileBytes) -> (ColumnPiece, retyped: Int) {
    var column = JSONColumn(rowCount: piece.rowCount)
    guard let key else { return (column.finish(kind, .allNull), 0) }
    let entries = piece.keys[key].entries
    let result: ColumnPiece = switch kind {
    case .unknown: column.finish(kind, .allNull)
    case .text, .hugeInt: column.readTexts(piece, entries, kind, bytes)
    case .float: column.readFloats(piece, entries, bytes)
    case .bool, .int, .date, .datetime: column.readIntegers(piece, entries, kind, bytes)
    }
    return (result, column.retypedCount)
  }

  private func finish(_ kind: FieldKind, _ values: ColumnSegment.Values) -> ColumnPiece {
    ColumnPiece(
      kind: kind,
      segment: ColumnSegment(count: rowCount, values: values, nulls: nulls.wordsIfAny),
      nonFiniteCount: nonFiniteCount, cutTimeCount: cutTimeCount, movedTimeCount: movedTimeCount,
      losesDigits: losesDigits)
  }

  private mutating func readFloats(
    _ piece: JSONPiece, _ entries: [JSONPiece.Entry], _ bytes: FileBytes
  ) -> ColumnPiece {
    let floats = Scratch<Double>(repeating: 0, count: rowCount).slots
    for entry in entries {
      let text = piece.text(entry, bytes)
      let value: Double = switch DecimalParser.parse(text) {
      case .integer(let whole): whole == 0 && text.first == UInt8(ascii: "-") ? -0.0 : float(whole)
      case .hugeInteger(let value): hugeFloat(value)
      case .float(let value): value
      case .none, .word: .nan
      }
      if value.isFinite {
        floats[Int(entry.row)] = value
        nulls[Int(entry.row)] = false
      } else {
        nonFiniteCount += 1
      }
    }
    return finish(.float, .floats(floats.elements))
  }

  private mutating func float(_ whole: Int64) -> Double {
    let value = Double(whole)
    if Int64(exactly: value) != whole { losesDigits = true }
    return value
  }

  private mutating func hugeFloat(_ value: Double) -> Double {
    losesDigits = true
    return value
  }

  private mutating func readIntegers(
    _ piece: JSONPiece, _ entries: [JSONPiece.Entry], _ kind: FieldKind, _ bytes: FileBytes
  ) -> ColumnPiece {
    var integers = [Int64](repeating: 0, count: rowCount)
    for entry in entries {
      let text = piece.text(entry, bytes)
      nulls[Int(entry.row)] = false
      integers[Int(entry.row)] = JSONColumn.integer(entry, kind, text)
      guard kind == .datetime else { continue }
      if CalendarParser.isCut(text) { cutTimeCount += 1 }
      if CalendarParser.isMoved(text) { movedTimeCount += 1 }
    }
    return finish(kind, .integers(IntegerSegment(integers)))
  }

  private static func integer(_ entry: JSONPiece.Entry, _ kind: FieldKind, _ text: [UInt8]) -> Int64 {
    switch kind {
    case .bool: return entry.kind == .yes ? 1 : 0
    case .date: return CalendarParser.days(text) ?? 0
    case .datetime:
      return CalendarParser.microseconds(text) ?? (CalendarParser.days(text) ?? 0) * 86_400_000_000
    default:
      if case .integer(let value) = DecimalParser.parse(text) { return value }
      return 0
    }
  }

  private mutating func readTexts(
    _ piece: JSONPiece, _ entries: [JSONPiece.Entry], _ kind: FieldKind, _ bytes: FileBytes
  ) -> ColumnPiece {
    var codes = [Int32](repeating: 0, count: rowCount), codeOf: [[UInt8]: Int32] = [:], texts: [[UInt8]] = []
    for entry in entries {
      let text = piece.text(entry, bytes)
      let code = codeOf[text] ?? Int32(texts.count)
      if code == texts.count {
        codeOf[text] = code
        texts.append(text)
      }
      codes[Int(entry.row)] = code
      nulls[Int(entry.row)] = false
      if entry.kind != .string, entry.kind != .escapedString { retypedCount += 1 }
    }
    let repair = TextRepair(texts)
    var column = finish(kind, .texts(IntegerSegment(codes: codes, codeCount: texts.count), columnCodes: []))
    column.texts = repair.texts
    if repair.isNeeded {
      for entry in entries where repair.wasBroken[Int(codes[Int(entry.row)])] { column.repairedCount += 1 }
    }
    return column
  }
}
