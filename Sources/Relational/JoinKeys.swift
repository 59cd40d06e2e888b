import Columns
import Kernels

/// The keys of both sides of a join, numbered alike: the groups of the right side's keys.
struct JoinKeys: Sendable {
  let right: KeyIndex
  /// For each left row the group of its key on the right side, or −1.
  let groupOfLeft: Buffer<Int32>

  init(left: [Column], right: [Column], execution: Execution) throws {
    precondition(left.count == right.count && !left.isEmpty, "a join pairs its keys")
    var pairs: [Pair] = []
    for position in left.indices {
      let pair = try Pair(left[position], right[position], position, execution)
      if let last = pairs.last, last.fits(pair) {
        pairs[pairs.count - 1] = last.packed(with: pair)
      } else if let last = pairs.popLast() {
        pairs.append(try last.numbered(execution).packed(with: pair.numbered(execution)))
      } else {
        pairs.append(pair)
      }
    }
    self.right = try KeyIndex.make(pairs[0].right, execution: execution)
    groupOfLeft = try self.right.find(pairs[0].left, execution: execution)
  }

  /// One key column of each side, or several packed, in the codes of the right side.
  private struct Pair {
    let left: KeyCodes
    let right: KeyCodes

    init(left: KeyCodes, right: KeyCodes) { (self.left, self.right) = (left, right) }

    func fits(_ next: Pair) -> Bool {
      let (product, overflow) = right.domain.multipliedReportingOverflow(by: next.right.domain)
      return !overflow && product < KeyCodes.none
    }

    func packed(with next: Pair) -> Pair {
      func pack(_ a: KeyCodes, _ b: KeyCodes) -> KeyCodes {
        KeyCodes(count: a.count, domain: right.domain * next.right.domain, source: .packed([a, b]))
      }
      return Pair(left: pack(left, next.left), right: pack(right, next.right))
    }

    /// The same keys with the numbers of their groups as codes.
    func numbered(_ execution: Execution) throws -> Pair {
      if right.domain <= UInt64(Int32.max) { return self }
      let index = try KeyIndex.make(right, execution: execution)
      let domain = UInt64(max(1, index.firstRows.count))
      let found = try index.find(left, execution: execution)
      return Pair(
        left: KeyCodes(count: left.count, domain: domain, source: .written(found)),
        right: KeyCodes(count: right.count, domain: domain, source: .written(index.groupOfRow)))
    }

    init(_ left: Column, _ right: Column, _ position: Int, _ execution: Execution) throws {
      let left = try left.materialised(execution: execution), right = try right.materialised(execution: execution)
      guard left.type == right.type || left.type.isNumeric && right.type.isNumeric else {
        throw IncompatibleKeys(position: position, left: left.type, right: right.type)
      }
      let codes = try KeyCodes.of(right, nullsMatch: false, execution: execution)
      self.init(
        left: KeyCodes(count: left.count, domain: codes.domain, source: Pair.source(of: left, like: codes, right)),
        right: codes)
    }

    /// The codes of the left column in the numbering of the right one. Numbers are compared exactly, int or float.
    private static func source(of left: Column, like codes: KeyCodes, _ right: Column) -> KeyCodes.Source {
      let nulls = KeyCodes.NullCode.matchesNothing(left.validity)
      switch (left.storage, codes.source) {
      case (.text(let values, let dictionary), _):
        return .table(values, codeTable(dictionary, right), nulls: nulls)
      case (.integers(let values), .integers(_, let base, let limit, _)):
        return .integers(values, base: base, limit: limit, nulls: nulls)
      case (.integers(let values), .floats(_, let base, let limit, _)):
        return .integersAsFloats(values, base: base, limit: limit, nulls: nulls)
      case (.floats(let values), .integers(_, let base, let limit, _)):
        return .wholeFloats(values, base: base, limit: limit, nulls: nulls)
      case (.floats(let values), .floats(_, let base, let limit, _)):
        return .floats(values, base: base, limit: limit, nulls: nulls)
      default:
        return .written(Buffer(numbers(of: left, among: right)))
      }
    }

    /// For each text of the left dictionary its code on the right side.
    private static func codeTable(_ dictionary: TextDictionary, _ right: Column) -> Buffer<UInt64> {
      guard case .text(_, let other) = right.storage else { return Buffer(zeros: 0) }
      if other === dictionary { return Buffer((0..<UInt64(dictionary.count)).map { $0 }) }
      let codeOf = Dictionary(other.values.enumerated().map { (TextKey($1), UInt64($0)) }) { first, _ in first }
      return Buffer(dictionary.values.map { codeOf[TextKey($0)] ?? KeyCodes.none })
    }

    /// The numbers that ``KeyCodes`` gives to integers that span all 64 bits, found for the left side's values.
    private static func numbers(of left: Column, among right: Column) -> [Int32] {
      let numbers = KeyCodes.numbers(of: right)
      return (0..<left.count).map { row in
        switch left[row] {
        case .float(let value): Int64(exactly: value).flatMap { numbers[$0] } ?? -1
        case let cell: cell.integer.flatMap { numbers[$0] } ?? -1
        }
      }
    }
  }
}
