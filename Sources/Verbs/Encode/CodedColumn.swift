import Columns
import Language

/// A column of text or whole numbers as small codes, of which each stands for one value.
struct CodedColumn {
  /// For each row its code; 0 where it is null.
  let codes: IntegerBuffer
  let validity: Bitmap?
  /// The value of each code. A dictionary may hold values that no row has.
  let values: [Cell]
  /// The codes that occur among the rows, in order of first appearance.
  let occurring: [Int]
  /// The codes that occur, sorted: texts by their UTF-8 bytes or in the order of their bands, numbers by size.
  let sorted: [Int]

  /// Nil for a column of floats or of times, which have no levels.
  init?(_ column: Column) {
    guard CodedColumn.takes(column.type) else { return nil }
    validity = column.validity
    let plain = column.materialised()
    switch plain.storage {
    case .text(let codes, let dictionary):
      self.codes = codes
      values = dictionary.values.map(Cell.text)
      occurring = CodedColumn.firstAppearances(codes, column.validity, count: dictionary.count)
      let ranks = dictionary.ranks()
      sorted = occurring.sorted { ranks[$0] < ranks[$1] }
    case .integers(let integers):
      var codeOf: [Int64: Int64] = [:], distinct: [Int64] = []
      var codes = integers.values(0..<integers.count)
      for row in codes.indices {
        if plain.isNull(row) { continue }
        if let code = codeOf[codes[row]] {
          codes[row] = code
        } else {
          let code = Int64(distinct.count)
          codeOf[codes[row]] = code
          distinct.append(codes[row])
          codes[row] = code
        }
      }
      self.codes = IntegerBuffer(codes)
      values = distinct.map { Cell(integer: $0, type: column.type) }
      occurring = Array(distinct.indices)
      sorted = distinct.indices.sorted { distinct[$0] < distinct[$1] }
    case .floats, .indicator, .gathered: return nil
    }
  }

  /// What the codes of a column take, and what finds the code of a value.
  static func share(_ column: Column) -> ColumnShare {
    let values = Double(column.roughDistinctCount) * (column.type == .text ? 72 : 110)
    return ColumnShare(work: (column.type == .text ? 0 : 12) * Double(column.count) + values, kept: 0)
  }

  static func takes(_ type: ColumnType) -> Bool { type != .float && type != .datetime }

  private static func firstAppearances(_ codes: IntegerBuffer, _ validity: Bitmap?, count: Int) -> [Int] {
    var seen = [Bool](repeating: false, count: count), order: [Int] = []
    let block = 65_536
    for start in stride(from: 0, to: codes.count, by: block) where order.count < count {
      let range = start..<min(start + block, codes.count)
      for (offset, code) in codes.values(range).enumerated() where !seen[Int(code)] {
        if let validity, !validity[start + offset] { continue }
        seen[Int(code)] = true
        order.append(Int(code))
      }
    }
    return order
  }

  var hasNulls: Bool { validity != nil }
  func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }

  /// For each value in `levels` its code here, or nil where the column does not know it.
  func codes(of levels: [Cell]) -> [Int?] {
    let known = Dictionary(values.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return levels.map { known[$0] }
  }

  /// How many rows have a value that is none of `levels`, and the first few such values.
  func strangers(to levels: [Cell]) -> (rows: Int, values: [Cell]) {
    let known = Set(levels)
    let strange = occurring.filter { !known.contains(values[$0]) }
    if strange.isEmpty { return (0, []) }
    var isStrange = [Bool](repeating: false, count: values.count)
    for code in strange { isStrange[code] = true }
    var rows = 0
    for (row, code) in codes.values(0..<codes.count).enumerated()
    where !isNull(row) && isStrange[Int(code)] {
      rows += 1
    }
    return (rows, strange.map { values[$0] })
  }
}

extension Table {
  /// A column that a preparation was fitted with, as codes, and the values in it that are none of `levels`.
  func coded(
    _ name: String, as type: ColumnType, levels: [Cell]
  ) throws -> (column: CodedColumn, strangers: (rows: Int, values: [Cell])) {
    var column = columns[try fittedPosition(of: name)]
    // A column without any value tells nothing about its type.
    if column.nullCount == column.count { column = Column(nulls: column.count, type: type) }
    guard column.type == type, let coded = CodedColumn(column) else {
      throw PreparationError.retyped(name, from: type, to: column.type)
    }
    return (coded, coded.strangers(to: levels))
  }
}

extension RunContext {
  /// Says that rows have values that the training rows did not have, and what becomes of them.
  func report(strangers: (rows: Int, values: [Cell]), of column: String, in verb: String, _ outcome: String) {
    guard strangers.rows > 0 else { return }
    let shown = strangers.values.prefix(3).map(CellFormat.literal).joined(separator: ", ")
    let more = strangers.values.count > 3 ? ", … (\(strangers.values.count) values)" : ""
    note(
      "\(verb): `\(column)` has values unseen in training in \(strangers.rows) row\(strangers.rows == 1 ? "" : "s"), "
        + "\(outcome): \(shown)\(more)")
  }
}
