import Columns
import Kernels

/// Where the results of one request go, one for each group.
///
/// Results are written for a range of groups at a time, so that the memory behind a sink is looked up once and not for
/// every group: two threads that count references to one object for every group spend more on that than on the values.
enum AggregateSink: Sendable {
  /// NaN stands for null.
  case floats(Slots<Double>)
  /// A value, and 1 where there is one, 0 where there is none, 2 where it does not fit.
  case integers(Slots<Int64>, Slots<UInt8>)
  /// The row that holds the result, −1 for null.
  case rows(Slots<Int32>)

  init(_ request: AggregateRequest, groupCount: Int) {
    let type = request.inputs.first?.type ?? .int
    if request.function.takesOrder {
      self = .rows(Scratch(count: groupCount).slots)
    } else if request.function.resultType(for: type) == .float {
      self = .floats(Scratch(count: groupCount).slots)
    } else {
      self = .integers(Scratch(count: groupCount).slots, Scratch(repeating: 1, count: groupCount).slots)
    }
  }

  /// Writes a float for each of some groups, NaN for null; `value` takes the index within `groups`.
  @inline(__always)
  func setFloats(_ groups: Range<Int>, _ value: (_ index: Int) -> Double) {
    guard case .floats(let slots) = self else { return }
    let out = slots[groups].cells
    for index in 0..<groups.count { out[index] = value(index) }
  }

  /// Writes an integer for each of some groups, null where it is nil.
  @inline(__always)
  func setIntegers(_ groups: Range<Int>, _ value: (_ index: Int) -> Int64?) {
    guard case .integers(let slots, let present) = self else { return }
    let (out, flags) = (slots[groups].cells, present[groups].cells)
    for index in 0..<groups.count {
      let result = value(index)
      out[index] = result ?? 0
      flags[index] = result == nil ? 0 : 1
    }
  }

  /// Writes an exact sum for each of some groups, null where it is nil or does not fit.
  @inline(__always)
  func setSums(_ groups: Range<Int>, _ value: (_ index: Int) -> (sum: Int64, overflows: Bool)?) {
    guard case .integers(let slots, let present) = self else { return }
    let (out, flags) = (slots[groups].cells, present[groups].cells)
    for index in 0..<groups.count {
      let result = value(index)
      let fits = result.map { !$0.overflows } ?? false
      out[index] = fits ? result?.sum ?? 0 : 0
      flags[index] = fits ? 1 : result == nil ? 0 : 2
    }
  }

  /// Writes the row that holds the result of each of some groups, null where it is nil.
  @inline(__always)
  func setRows(_ groups: Range<Int>, _ row: (_ index: Int) -> Int?) {
    guard case .rows(let slots) = self else { return }
    let out = slots[groups].cells
    for index in 0..<groups.count { out[index] = row(index).map { Int32($0) } ?? -1 }
  }

  /// The column of all results.
  func column(_ request: AggregateRequest, execution: Execution) throws -> CheckedColumn {
    switch self {
    case .floats(let slots):
      let column = try Column(doubles: slots.frozen(), execution: execution)
      return CheckedColumn(
        column, infinities: column.validity == nil ? 0 : AggregateSink.count(slots) { $0.isInfinite })
    case .rows(let slots):
      guard let input = request.inputs.first else { return CheckedColumn(Column(nulls: slots.count, type: .int)) }
      return CheckedColumn(try input.taking(slots.frozen(), execution: execution))
    case .integers(let slots, let present):
      let flags = present.frozen()
      let validity = try Bitmap(count: flags.count, execution: execution) { flags.view[$0] == 1 }.unlessFull
      let input = request.inputs.first
      let type = request.function.resultType(for: input?.type ?? .int) ?? .int
      if type == .text, case .text(_, let dictionary)? = input?.storage {
        let codes = dictionary.sortedCodes()
        for group in 0..<slots.count where flags[group] == 1 { slots[group] = Int64(codes[Int(slots[group])]) }
        return CheckedColumn(Column(
          type: .text, count: flags.count, validity: validity,
          storage: .text(try IntegerBuffer(packing: slots.frozen(), execution: execution), dictionary)))
      }
      let column = Column(
        type: type, count: flags.count, validity: validity,
        storage: .integers(try IntegerBuffer(packing: slots.frozen(), execution: execution)))
      let maySpill = request.function == .sum && validity != nil
      return CheckedColumn(column, overflows: maySpill ? AggregateSink.count(present) { $0 == 2 } : 0)
    }
  }

  @inline(__always)
  private static func count<T>(_ slots: Slots<T>, where isCounted: (T) -> Bool) -> Int {
    var count = 0
    for value in slots.view { count &+= isCounted(value) ? 1 : 0 }
    return count
  }
}
