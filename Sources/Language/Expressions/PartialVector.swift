import Columns

/// The values of some rows of a block.
struct PartialVector {
  let vector: Vector
  /// The rows, ascending.
  let rows: [Int32]
  /// Whether the vector has a value for every row of the block, not for these alone.
  let isWhole: Bool

  init(_ vector: Vector, rows: [Int32], isWhole: Bool) {
    (self.vector, self.rows, self.isWhole) = (vector, rows, isWhole)
  }

  /// Where the vector holds the value of the row at a place among the rows.
  @inline(__always)
  func index(_ place: Int) -> Int { vector.isConstant ? 0 : isWhole ? Int(rows[place]) : place }

  /// For each of `count` rows whether it is among some.
  static func flags(_ rows: [Int32], _ count: Int) -> [Bool] {
    var flags = [Bool](repeating: false, count: count)
    for row in rows { flags[Int(row)] = true }
    return flags
  }

  /// A value for each of `count` rows; what stands in others than these is of no meaning.
  func spread(_ count: Int, type: ColumnType) -> Vector {
    if isWhole || vector.isConstant { return vector.spread(count) }
    return Vector(
      merging: self, PartialVector(Vector(nulls: 0, type: type), rows: [], isWhole: false), count: count, type: type)
  }

  /// Calls `body` with each row and where the vector holds its value.
  @inline(__always)
  func forEach(_ body: (_ row: Int, _ index: Int) -> Void) {
    for place in rows.indices { body(Int(rows[place]), index(place)) }
  }
}

extension Vector {
  /// One vector for `count` rows from two that share no row; rows that neither has are null.
  init(merging a: PartialVector, _ b: PartialVector, count: Int, type: ColumnType) {
    if a.rows.count == count, a.isWhole { self = a.vector.spread(count).retyped(type); return }
    if b.rows.count == count, b.isWhole { self = b.vector.spread(count).retyped(type); return }
    switch type {
    case .text: self = Vector.mergedTexts(a, b, count)
    case .float:
      var out = [Double](repeating: 0, count: count)
      for part in [a, b] {
        guard case .floats(let values) = part.vector.data else { continue }
        part.forEach { out[$0] = values[$1] }
      }
      self.init(finite: out)
    default:
      var out = [Int64](repeating: 0, count: count)
      for part in [a, b] {
        guard case .ints(let values) = part.vector.data else { continue }
        part.forEach { out[$0] = values[$1] }
      }
      self.init(ints: out, type: type)
    }
    valid = Vector.validity(a, b, count)
  }

  private static func validity(_ a: PartialVector, _ b: PartialVector, _ count: Int) -> [Bool]? {
    if a.vector.valid == nil, b.vector.valid == nil, a.rows.count + b.rows.count == count { return nil }
    var valid = [Bool](repeating: false, count: count), present = 0
    for part in [a, b] {
      part.forEach { row, index in
        valid[row] = part.vector.valid?[index] ?? true
        present += valid[row] ? 1 : 0
      }
    }
    return present == count ? nil : valid
  }

  /// The texts of both, in one dictionary.
  private static func mergedTexts(_ a: PartialVector, _ b: PartialVector, _ count: Int) -> Vector {
    guard case .texts(let x, let left) = a.vector.data, case .texts(let y, let right) = b.vector.data else {
      // A `null` without a type stands beside the texts.
      let part = if case .texts = a.vector.data { a } else { b }
      guard case .texts(let codes, let dictionary) = part.vector.data else { return Vector(nulls: count, type: .text) }
      var out = [Int32](repeating: 0, count: count)
      part.forEach { out[$0] = codes[$1] }
      return Vector(texts: out, dictionary)
    }
    // Where one side has no text, the other one's order stays.
    let areSame = left === right || left.count == 0 || right.count == 0 || left.hasOrder(of: right)
    if !areSame, left.count + right.count > 2 * count {
      var out = [String?](repeating: nil, count: count)
      for (codes, dictionary, part) in [(x, left, a), (y, right, b)] {
        part.forEach { out[$0] = part.vector.valid?[$1] ?? true ? dictionary[Int(codes[$1])] : nil }
      }
      return Vector(strings: out)
    }
    let (dictionary, map) = areSame ? (right.count == 0 ? left : right, nil) : left.merged(with: right)
    var out = [Int32](repeating: 0, count: count)
    a.forEach { out[$0] = x[$1] }
    b.forEach { row, index in
      let code = y[index]
      out[row] = map.map { $0.isEmpty ? 0 : Int32($0[Int(code)]) } ?? code
    }
    return Vector(texts: out, dictionary)
  }
}

extension [Int32] {
  /// The rows below `count` that are none of these, which ascend.
  func others(of count: Int) -> [Int32] {
    var others: [Int32] = [], next = 0
    others.reserveCapacity(count - self.count)
    for row in 0..<Int32(count) {
      if next < self.count, self[next] == row { next += 1 } else { others.append(row) }
    }
    return others
  }
}
