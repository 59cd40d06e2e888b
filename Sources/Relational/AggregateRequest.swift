import Columns
import Kernels

/// One aggregate of a stage.
public struct AggregateRequest: Sendable {
  /// The aggregate to compute.
  public var function: AggregateFunction
  /// None for `count()`, y and x for `slope`, else one.
  public var inputs: [Column]
  /// The rows that take part, or nil for all.
  public var filter: Bitmap?
  /// What `first` and `last` go by, nulls last, ties in row order; nil for row order.
  public var order: Column?
  /// The q of `quantile`, in 0…1.
  public var parameter: Double
  /// Whether the sum of rows that are all null is null; it is 0 otherwise.
  public var sumsNothingToNull = false

  /// An aggregate of one column, or of none for a count of rows.
  public init(
    _ function: AggregateFunction, _ inputs: Column..., filter: Bitmap? = nil, order: Column? = nil,
    parameter: Double = 0.5
  ) {
    self.init(function, inputs: inputs, filter: filter, order: order, parameter: parameter)
  }

  /// An aggregate of several columns, such as a slope.
  public init(
    _ function: AggregateFunction, inputs: [Column], filter: Bitmap? = nil, order: Column? = nil,
    parameter: Double = 0.5
  ) {
    (self.function, self.inputs, self.filter) = (function, inputs, filter)
    (self.order, self.parameter) = (order, min(1, max(0, parameter)))
  }
}

extension [AggregateRequest] {
  /// What the columns that are views take once they are written out.
  var bytesOfViews: Double {
    var views: [StorageIdentity: Double] = [:]
    for column in flatMap(\.inputs) {
      if case .gathered = column.storage { views[StorageIdentity(column)] = Double(column.count) * column.bytesPerRow }
    }
    return views.values.reduce(0, +)
  }

  /// The requests over columns whose values are written out, each column once: aggregates read them in the order of the
  /// groups, where a view would be slow.
  func materialised(_ execution: Execution) throws -> [AggregateRequest] {
    var known: [StorageIdentity: Column] = [:]
    return try map { request in
      var request = request
      request.inputs = try request.inputs.map { column in
        guard case .gathered = column.storage else { return column }
        let identity = StorageIdentity(column)
        let plain = try known[identity] ?? column.materialised(execution: execution)
        known[identity] = plain
        return plain
      }
      return request
    }
  }
}

/// What turns many values into one.
///
/// Nulls are skipped. Over no rows (after the filter) a result is null, but counts are 0. Over rows that are all null
/// `sum` is 0, `count(x)` and `nunique` are 0, `nulls` counts them, and the others are null.
public enum AggregateFunction: String, CaseIterable, Sendable, Codable {
  case count, sum, mean, min, max
  case variance = "var"
  case std, median, quantile, first, last, any, all, nunique, mode, nulls, slope

  /// The name as typed.
  public var name: String { rawValue }

  /// How many columns it takes.
  public var arity: ClosedRange<Int> {
    switch self {
    case .count: 0...1
    case .slope: 2...2
    default: 1...1
    }
  }

  /// Whether the result depends on the order of the rows, so that `order:` makes sense.
  public var takesOrder: Bool { self == .first || self == .last }

  /// The name of its parameter, if it has one.
  public var parameter: String? { self == .quantile ? "q" : nil }

  /// One line for a reference.
  public var summary: String {
    switch self {
    case .count: "How many rows; with a column, how many of its values are not null."
    case .sum: "The sum; 0 where all values are null, or null there by `option sum_empty: null`."
    case .mean: "The arithmetic mean."
    case .min: "The smallest value; of texts the first in sorting order."
    case .max: "The greatest value; of texts the last in sorting order."
    case .variance: "The sample variance (n − 1); null for fewer than two values."
    case .std: "The sample standard deviation (n − 1); null for fewer than two values."
    case .median: "The median; of an even number of values the mean of the middle two."
    case .quantile: "The quantile q, linear between neighbouring values (type 7)."
    case .first: "The first value that is not null, in row order or by `order:`."
    case .last: "The last value that is not null, in row order or by `order:`."
    case .any: "Whether some value is true."
    case .all: "Whether every value is true."
    case .nunique: "How many different values."
    case .mode: "The most frequent value; among equals the smallest."
    case .nulls: "How many values are null."
    case .slope: "The least-squares slope of the first column over the second; null where the second does not vary."
    }
  }
}

extension AggregateFunction {
  /// The type of the result over a column of the given type, or nil where the function does not take it. `slope` takes
  /// two columns, each of which must be taken.
  public func resultType(for type: ColumnType) -> ColumnType? {
    switch self {
    case .count, .nunique, .nulls: .int
    case .min, .max, .first, .last, .mode: type
    case .any, .all: type == .bool ? .bool : nil
    case .sum: type == .float ? .float : type == .int || type == .bool ? .int : nil
    case .mean, .variance, .std, .median, .quantile, .slope: type.isNumeric || type == .bool ? .float : nil
    }
  }

  /// The type of the result over columns of the given types, or nil where their number or types do not fit.
  public func resultType(for types: [ColumnType]) -> ColumnType? {
    guard arity.contains(types.count) else { return nil }
    let results = types.map { resultType(for: $0) }
    return results.contains(nil) ? nil : results.first ?? .int
  }
}

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
