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
