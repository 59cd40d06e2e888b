import Columns
import Kernels

/// One column of one piece of a file.
struct ColumnPiece: Sendable {
  var kind: FieldKind
  var segment: ColumnSegment
  /// The distinct texts, by the codes of the segment, as valid UTF-8.
  var texts: [[UInt8]] = []
  /// How many values were not finite and became null, and how many texts held bytes that are not UTF-8.
  var nonFiniteCount = 0
  var repairedCount = 0
  /// How many times lost decimals behind the sixth, and how many were moved from another zone to UTC.
  var cutTimeCount = 0
  var movedTimeCount = 0
  /// Whether any integer had zeros before its other digits.
  var hasLeadingZeros = false
  /// Whether some float was written as an integer that no float is.
  var losesDigits = false
  /// Whether no field has a value, but some are empty texts in quotes.
  var hasEmptyTexts = false

  /// What stands in the place of a piece that was used up.
  static var none: ColumnPiece {
    ColumnPiece(kind: .unknown, segment: ColumnSegment(count: 0, values: .allNull, nulls: []))
  }
}

/// A field that does not fit the type that the caller asked for.
struct MisfitField: Error {
  let row: Int
  let column: Int
  let content: [UInt8]
}

/// Reads one column of a block, starting with a guess and widening it where a field demands so.
struct ColumnPieceReader {
  private let block: FieldBlock
  private let column: Int
  private let rules: FieldRules
  private var kind: FieldKind
  private let isForced: Bool
  private var integers = IntegerRun(rowCount: 0)
  /// Where the values are if they are floats; else they are in `integers`.
  private var floats: FloatRun?
  private var floatSlots: Slots<Double>?
  /// Gives memory for the floats of the block.
  private let makeSlots: () -> Slots<Double>
  private var texts: TextRunReader?
  private var nonFiniteCount = 0
  private var cutTimeCount = 0
  private var movedTimeCount = 0
  /// The next row.
  private var row = 0

  /// - Parameters:
  ///   - hint: a kind that is not wider than that of the whole column.
  ///   - isForced: whether the caller asked for this kind, so that nothing may widen it.
  ///   - makeSlots: gives memory for the floats of the block, if it has any.
  init(
    _ block: FieldBlock, column: Int, rules: FieldRules, hint: FieldKind, isForced: Bool,
    makeSlots: @escaping () -> Slots<Double>
  ) {
    (self.block, self.column, self.rules, self.isForced) = (block, column, rules, isForced)
    (kind, self.makeSlots) = (hint, makeSlots)
    startRuns()
  }

  private mutating func startRuns() {
    let usesFloats = kind == .float || kind == .hugeInt
    integers = IntegerRun(rowCount: usesFloats || kind == .text ? 0 : block.rowCount)
    floats = usesFloats ? FloatRun(ownSlots().pointer) : nil
    (nonFiniteCount, cutTimeCount, movedTimeCount) = (0, 0, 0)
  }

  private mutating func ownSlots() -> Slots<Double> {
    let slots = floatSlots ?? makeSlots()
    floatSlots = slots
    return slots
  }

  /// Reads on to before row `end`.
  mutating func read(to end: Int) throws(MisfitField) {
    while kind != .text {
      if rules.isPlain {
        if kind == .int { row = block.readIntegers(column: column, from: row, to: end, into: &integers) }
        if kind == .float { readFloats(to: end) }
      }
      if row >= end { return }
      let content = block.field(row, column)
      row = try take(rules.value(content), content)
    }
    if texts == nil { texts = TextRunReader(block, column: column) }
    texts?.read(to: end)
  }

  private mutating func readFloats(to end: Int) {
    guard var run = floats else { return }
    // Taken out, so that the run's bits are not copied.
    floats = nil
    row = block.readFloats(column: column, from: row, to: end, into: &run)
    floats = run
  }

  /// The piece, once all rows are read.
  func finished() -> ColumnPiece {
    guard kind == .text else { return numbers() }
    return piece(of: (texts ?? TextRunReader(block, column: column)).finished(keepsEmptyTexts: rules.keepsEmptyTexts))
  }

  /// Stores the value of the current row and returns the row to go on with.
  private mutating func take(_ value: FieldRules.Value, _ content: [UInt8]) throws(MisfitField) -> Int {
    guard value != .null else {
      setNull(row)
      return row + 1
    }
    let value = isForced ? fitted(value) : value
    let joined = kind.joined(value.kind)
    if joined != kind {
      if isForced { throw MisfitField(row: row, column: column, content: content) }
      guard widen(to: joined) else { return 0 }
    }
    store(value, content, in: row)
    return row + 1
  }

  private mutating func setNull(_ row: Int) {
    if floats != nil { floats?.setNull(row) } else { integers.setNull(row) }
  }

  /// A value as the forced kind would have it: 0 and 1 are also bools.
  private func fitted(_ value: FieldRules.Value) -> FieldRules.Value {
    if kind == .bool, case .int(let bit) = value, bit == 0 || bit == 1 { return .bool(bit == 1) }
    return value
  }

  /// Changes over to a wider kind; false where the column has to be read again from the first row.
  private mutating func widen(to wider: FieldKind) -> Bool {
    let old = kind
    kind = wider
    switch (old, wider) {
    case (_, .text): return false
    case (.int, .float), (.int, .hugeInt), (.unknown, .float), (.unknown, .hugeInt):
      guard let converted = FloatRun(integers, in: ownSlots().pointer) else {
        startRuns()
        return false
      }
      (floats, integers) = (converted, IntegerRun(rowCount: 0))
    case (.date, .datetime): integers.multiply(by: ColumnPieceReader.microsecondsPerDay)
    default: break
    }
    return true
  }

  private static let microsecondsPerDay: Int64 = 86_400_000_000

  private mutating func store(_ value: FieldRules.Value, _ content: [UInt8], in row: Int) {
    switch value {
    case .null, .text: break
    case .bool(let truth): integers.set(row, truth ? 1 : 0)
    case .int(let number):
      let isNegativeZero = number == 0 && content.contains(UInt8(ascii: "-"))
      if floats != nil {
        floats?.set(row, isNegativeZero ? -0.0 : Double(number))
      } else {
        integers.set(row, number)
        if isNegativeZero { integers.noteNegativeZero() }
        if FieldBlock.hasLeadingZeros(content) { integers.noteLeadingZeros() }
      }
    case .date(let days): integers.set(row, kind == .datetime ? days * ColumnPieceReader.microsecondsPerDay : days)
    case .datetime(let micros):
      integers.set(row, micros)
      // The shortest times have neither decimals nor zone.
      if content.count > 19 {
        if CalendarParser.isCut(content) { cutTimeCount += 1 }
        if CalendarParser.isMoved(content) { movedTimeCount += 1 }
      }
    case .float(let number), .hugeInt(let number):
      if number.isFinite {
        floats?.set(row, number)
      } else {
        floats?.setNull(row)
        nonFiniteCount += 1
      }
    }
  }

  private func numbers() -> ColumnPiece {
    let nulls = (floats?.nulls ?? integers.nulls).wordsIfAny
    let values: ColumnSegment.Values =
      if kind == .unknown { .allNull }
      else if floats != nil, let floatSlots { .floats(floatSlots.elements) }
      else { .integers(IntegerSegment(integers.values, spread: integers.spread)) }
    return ColumnPiece(
      kind: kind, segment: ColumnSegment(count: block.rowCount, values: values, nulls: nulls),
      nonFiniteCount: nonFiniteCount, cutTimeCount: cutTimeCount, movedTimeCount: movedTimeCount,
      hasLeadingZeros: integers.hasLeadingZeros, losesDigits: losesDigits(),
      hasEmptyTexts: kind == .unknown && rules.keepsEmptyTexts && block.hasQuoted(column))
  }

  /// Whether a float stands for an integer that it does not equal. Only large ones may, so that only these are read
  /// again.
  private func losesDigits() -> Bool {
    guard kind == .float, let floats, floats.hasLargeValues else { return false }
    return (0..<block.rowCount).contains { row in
      guard floats.isLarge(row) else { return false }
      switch rules.value(block.field(row, column)) {
      case .int(let value): return Int64(exactly: Double(value)) != value
      case .hugeInt: return true
      default: return false
      }
    }
  }

  private func piece(of texts: TextRun) -> ColumnPiece {
    var run = texts
    if rules.hasNullTexts { run.setNulls(where: rules.isNull) }
    let repair = TextRepair(run.contents)
    var repairedCount = 0
    if repair.isNeeded {
      repairedCount = (0..<block.rowCount).count { !run.nulls[$0] && repair.wasBroken[Int(run.codes[$0])] }
    }
    return ColumnPiece(
      kind: .text,
      segment: ColumnSegment(
        count: block.rowCount,
        values: .texts(IntegerSegment(codes: run.codes, codeCount: repair.texts.count), columnCodes: []),
        nulls: run.nulls.wordsIfAny),
      texts: repair.texts, repairedCount: repairedCount)
  }
}

extension FieldRules.Value {
  var kind: FieldKind {
    switch self {
    case .null: .unknown
    case .bool: .bool
    case .int: .int
    case .hugeInt: .hugeInt
    case .float: .float
    case .date: .date
    case .datetime: .datetime
    case .text: .text
    }
  }
}
