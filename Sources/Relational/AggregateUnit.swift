import Columns
import Kernels

/// The requests that look at the same values of the same rows, so that these are gathered once.
struct AggregateUnit: Sendable {
  var input: Input
  let filter: Bitmap?
  /// The rows in groups; those of `first` and `last` may have an order of their own.
  let rows: GroupedRows
  var requests: [Int] = []
  /// Whether the values lie in the order of the entries, not of the rows; validity and filter always go by row.
  var isArranged = false
  /// Whether NaN stands for the nulls of arranged floats.
  var nullsAreNaN = false
  /// The entry of the first arranged value: values are arranged for one part of the groups at a time.
  var entryBase = 0

  enum Input: Sendable {
    /// No column: only the rows count.
    case rows
    /// The codes of a text column, of which indicators ask how often each occurs.
    case codes(IntegerBuffer, Bitmap?)
    /// Integers, or the codes of texts with the rank of each code.
    case integers(IntegerBuffer, Bitmap?, ranks: Buffer<Int32>?)
    case floats(Buffer<Double>, Bitmap?)
    /// Pairs of y and x, both as floats.
    case pairs(Column, Column)
    /// Where the first and the last value lies.
    case places(Bitmap?)
  }
}

/// Finds the units of a list of requests.
struct AggregatePlan: Sendable {
  private(set) var units: [AggregateUnit] = []
  private var known: [Key: Int] = [:]

  /// What makes two requests look at the same values.
  private struct Key: Hashable {
    var kind: String
    var objects: [ObjectIdentifier]
    var filter: ObjectIdentifier?
  }

  init(_ requests: [AggregateRequest], _ grouping: Grouping, execution: Execution) throws {
    var orders: [[ObjectIdentifier]: GroupedRows] = [:]
    let rows = try grouping.rows(needsRows: requests.contains { $0.looksRowsUp }, execution: execution)
    for (index, request) in requests.enumerated() {
      guard request.function.resultType(for: request.inputs.map(\.type)) != nil else {
        throw InapplicableAggregate(request: index, function: request.function, types: request.inputs.map(\.type))
      }
      var rows = rows
      if request.function.takesOrder, let order = request.order {
        let key = order.identity
        if orders[key] == nil {
          let permutation = try SortOrder.rows([SortKey(order)], rowCount: grouping.rowCount, execution: execution)
          orders[key] = try grouping.rows(order: permutation, execution: execution)
        }
        rows = orders[key] ?? rows
      }
      add(index, request, rows)
    }
  }

  private mutating func add(_ index: Int, _ request: AggregateRequest, _ rows: GroupedRows) {
    let (kind, input, objects) = AggregatePlan.input(request)
    let order = request.function.takesOrder ? request.order?.identity ?? [] : []
    let key = Key(kind: kind, objects: objects + order, filter: request.filter.map { ObjectIdentifier($0.words) })
    if known[key] == nil {
      known[key] = units.count
      units.append(AggregateUnit(input: input, filter: request.filter, rows: rows))
    }
    if let unit = known[key] { units[unit].requests.append(index) }
  }

  private static func input(
    _ request: AggregateRequest
  ) -> (kind: String, input: AggregateUnit.Input, objects: [ObjectIdentifier]) {
    guard let column = request.inputs.first else { return ("rows", .rows, []) }
    if request.function == .slope {
      return ("pairs", .pairs(column, request.inputs[1]), column.identity + request.inputs[1].identity)
    }
    if request.function.takesOrder { return ("places", .places(column.validity), column.identity) }
    switch column.storage {
    case .floats(let values): return ("floats", .floats(values, column.validity), column.identity)
    case .integers(let values): return ("integers", .integers(values, column.validity, ranks: nil), column.identity)
    case .text(let codes, let dictionary):
      return ("integers", .integers(codes, column.validity, ranks: Buffer(dictionary.ranks())), column.identity)
    case .indicator(let codes, let validity, _):
      switch request.function {
      case .sum, .mean, .count, .min, .max, .variance, .std, .nulls, .nunique:
        return ("codes", .codes(codes, validity), column.identity)
      default:
        guard case .integers(let values) = column.materialised().storage else { return ("rows", .rows, []) }
        return ("integers", .integers(values, nil, ranks: nil), [ObjectIdentifier(values.owner)])
      }
    case .gathered: preconditionFailure("requests are materialised before they are planned")
    }
  }
}

extension AggregateRequest {
  /// Whether its values cannot be read in the order of the groups without asking which row stands where: a filter goes
  /// by row, and so do nulls, except among floats.
  fileprivate var looksRowsUp: Bool {
    if filter != nil || function.takesOrder || function == .slope { return true }
    return inputs.contains { input in
      switch input.storage {
      case .floats: false
      case .indicator(_, let validity, _): validity != nil || input.validity != nil
      case .integers, .text, .gathered: input.validity != nil
      }
    }
  }
}

extension Column {
  /// The memory that holds the values and says which are null; columns that share it are equal, indicators up to
  /// their code.
  var identity: [ObjectIdentifier] {
    switch storage {
    case .floats(let buffer): [ObjectIdentifier(buffer)] + validityIdentity
    case .integers(let values): [ObjectIdentifier(values.owner)] + validityIdentity
    case .text(let codes, let dictionary):
      [ObjectIdentifier(codes.owner), ObjectIdentifier(dictionary)] + validityIdentity
    case .indicator(let codes, let validity, _):
      [ObjectIdentifier(codes.owner)] + (validity.map { [ObjectIdentifier($0.words)] } ?? [])
    case .gathered(let base, let rows): base.identity + [ObjectIdentifier(rows)]
    }
  }

  private var validityIdentity: [ObjectIdentifier] { validity.map { [ObjectIdentifier($0.words)] } ?? [] }
}

extension IntegerBuffer {
  /// The memory behind the values.
  var owner: AnyObject {
    switch self {
    case .w8(let buffer): buffer
    case .w16(let buffer): buffer
    case .w32(let buffer): buffer
    case .w64(let buffer): buffer
    }
  }
}
