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
