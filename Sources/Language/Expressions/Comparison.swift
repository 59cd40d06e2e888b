import Columns
import Kernels
import Syntax

/// Comparisons of the values of two vectors, and of a vector with a list. Whole numbers and floats are compared
/// exactly, texts by their bytes.
enum Comparison {
  /// Whether two vectors stand in a relation, row by row; null where one of them is.
  static func flags(_ binary: BinaryOperator, _ a: Vector, _ b: Vector, _ count: Int) -> Vector {
    let out: [Int64] = switch (a.data, b.data) {
    case (.texts, .texts): texts(binary, a, b, count)
    case (.ints, .ints): relation(binary, a.ints(count), b.ints(count))
    case (.ints(let values), .floats) where IntegerBits.count(values) > IntegerBits.ofDouble:
      relation(binary, order(a, b, count), [Int](repeating: 0, count: count))
    case (.floats, .ints(let values)) where IntegerBits.count(values) > IntegerBits.ofDouble:
      relation(binary, [Int](repeating: 0, count: count), order(b, a, count))
    default: relation(binary, a.doubles(count), b.doubles(count))
    }
    return Vector(ints: out, valid: Vector.intersect([a, b], count), type: .bool)
  }

  /// Where whole numbers lie beside floats: −1 below, 0 equal, 1 above.
  private static func order(_ whole: Vector, _ floats: Vector, _ count: Int) -> [Int] {
    Elementwise.map(whole.ints(count), floats.doubles(count)) { $0.compared(to: $1) }
  }

  @inline(__always)
  private static func relation<T: Comparable & BitwiseCopyable>(_ binary: BinaryOperator, _ x: [T], _ y: [T]) -> [Int64]
  {
    switch binary {
    case .equal: Elementwise.map(x, y) { $0 == $1 ? 1 : 0 }
    case .notEqual: Elementwise.map(x, y) { $0 != $1 ? 1 : 0 }
    case .less: Elementwise.map(x, y) { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: Elementwise.map(x, y) { $0 <= $1 ? 1 : 0 }
    case .greater: Elementwise.map(x, y) { $0 > $1 ? 1 : 0 }
    default: Elementwise.map(x, y) { $0 >= $1 ? 1 : 0 }
    }
  }

  private static func texts(_ binary: BinaryOperator, _ a: Vector, _ b: Vector, _ count: Int) -> [Int64] {
    guard case .texts(let x, let left) = a.data, case .texts(let y, let right) = b.data else { return [] }
    if b.isConstant, !a.isConstant, !left.isOrdered {
      let other = right[Int(y[0])]
      return a.byText(count) { holds(binary, $0, other) ? 1 : 0 }
    }
    func bands(_ code: (Int) -> (Int64, Int64)) -> [Int64] {
      (0..<count).map { row in
        let (one, other) = code(row)
        return binary.holds(one, other) ? 1 : 0
      }
    }
    func code(_ codes: [Int32], _ vector: Vector, _ row: Int) -> Int64 { Int64(codes[vector.isConstant ? 0 : row]) }
    if left === right, left.isOrdered { return bands { (code(x, a, $0), code(y, b, $0)) } }
    if left.isOrdered, b.isConstant, let other = left.code(of: right[Int(y[0])]) {
      return bands { (code(x, a, $0), Int64(other)) }
    }
    return (0..<count).map { holds(binary, a.text($0) ?? "", b.text($0) ?? "") ? 1 : 0 }
  }

  private static func holds(_ binary: BinaryOperator, _ a: String, _ b: String) -> Bool {
    switch binary {
    case .equal: a.hasSameBytes(as: b)
    case .notEqual: !a.hasSameBytes(as: b)
    case .less: a.bytesPrecede(b)
    case .lessOrEqual: !b.bytesPrecede(a)
    case .greater: b.bytesPrecede(a)
    default: !a.bytesPrecede(b)
    }
  }

  /// Whether values occur in a list. As with `==`, null is equal to nothing and may be anything: where the list has a
  /// null, a value that it does not have otherwise is neither in it nor not.
  static func membership(_ a: Vector, _ cells: [Cell]) -> Vector {
    let out: [Int64]
    switch a.data {
    case .texts:
      let wanted = Set(cells.compactMap { if case .text(let text) = $0 { TextKey(text) } else { nil } })
      out = a.byText(a.count) { wanted.contains(TextKey($0)) ? 1 : 0 }
    case .ints(let values):
      let wanted = Set(cells.compactMap(\.wholeNumber))
      out = values.map { wanted.contains($0) ? 1 : 0 }
    case .floats(let values):
      let wanted = Set(cells.compactMap(\.exactDouble))
      out = values.map { wanted.contains($0) ? 1 : 0 }
    }
    var result = Vector(ints: out, valid: a.valid, type: .bool)
    if cells.contains(.null) {
      result.valid = out.indices.map { out[$0] != 0 && (a.valid?[$0] ?? true) }
    }
    result.isConstant = a.isConstant
    return result
  }
}

extension BinaryOperator {
  /// Whether two values stand in this relation.
  func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    default: false
    }
  }
}
