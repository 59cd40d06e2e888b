import Columns
import Relational

/// A function of several rows: an aggregate, or a window function.
public struct GroupedFunction: Sendable {
  /// Name and arguments.
  public let signature: FunctionSignature
  /// One sentence: what it gives.
  public let summary: String
  /// A call with what it gives.
  public let example: FunctionExample
  /// How it is computed.
  public let implementation: Implementation

  /// How a function of several rows is computed.
  public enum Implementation: Sendable {
    case aggregate(AggregateFunction)
    case window(WindowFunction)
  }

  /// The function's name.
  public var name: String { signature.name }
  /// How a call is written: `quantile(x, q)`.
  public var usage: String { signature.usage }

  /// The type of the result, for arguments of the declared types.
  func resultType(_ types: [ColumnType]) -> ColumnType? {
    switch implementation {
    case .aggregate(let function): function.resultType(for: types)
    case .window(let function): function.resultType(types.first)
    }
  }

  /// Whether it computes with floats, whatever numbers it is given.
  var takesFloats: Bool {
    switch implementation {
    case .aggregate(let function): [.mean, .variance, .std, .median, .quantile, .slope].contains(function)
    case .window(let function): function == .cummean
    }
  }

  private init(_ function: AggregateFunction) {
    (summary, example, implementation) = (function.summary, function.example, .aggregate(function))
    signature = FunctionSignature(
      function.name, function.parameters, labelled: function.takesOrder ? [Self.order.declaration] : [])
  }

  private init(_ function: WindowFunction) {
    (summary, example, implementation) = (function.summary, function.example, .window(function))
    signature = FunctionSignature(
      function.rawValue, function.parameters, labelled: function.takesOrder ? [Self.order.declaration] : [])
  }

  /// The q of `quantile`.
  static let share = Parameter<Double>("q", in: 0...1, "Which quantile: 0.5 is the median.")
  /// A quantile in per cent is a hundredth.
  static let shareMeant: ParameterInfo.Mending = { call, q in
    q > 1 && q <= 100 ? "write `\(call.rewritten(CellFormat.float(q / 100)))`" : nil
  }

  /// The n of `lag`, `lead` and `diff`.
  static let steps = Parameter<Int>("n", default: 1, in: 0...1e15, "How many rows away.")
  /// What `first` and `last` go by.
  static let order = Parameter<OrderKeys?>(
    "order", default: nil,
    "What orders the rows: one key or several; `-NAME` is from high to low, ties are in row order.")

  private static let aggregates = Dictionary(
    uniqueKeysWithValues: AggregateFunction.allCases.map { ($0.name, GroupedFunction($0)) })
  private static let windows = Dictionary(
    uniqueKeysWithValues: WindowFunction.allCases.map { ($0.rawValue, GroupedFunction($0)) })

  /// All aggregates, and the window functions as well.
  public static var all: [GroupedFunction] {
    (Array(aggregates.values) + windows.values).sorted { $0.name < $1.name }
  }

  /// The function that a name stands for; in windows `first` and `last` are those of the window.
  static func named(_ name: String, mode: ExpressionChecker.Mode) -> GroupedFunction? {
    switch mode {
    case .rows: nil
    case .ranks: name == WindowFunction.rank.rawValue ? windows[name] : nil
    case .windows: windows[name] ?? aggregates[name]
    case .aggregates: aggregates[name]
    }
  }

  static func names(mode: ExpressionChecker.Mode) -> [String] {
    switch mode {
    case .rows: []
    case .ranks: [WindowFunction.rank.rawValue]
    case .windows: Array(aggregates.keys) + Array(windows.keys)
    case .aggregates: Array(aggregates.keys)
    }
  }
}

/// Functions of a row's neighbours in its group, in the order of the stage.
public enum WindowFunction: String, CaseIterable, Sendable {
  case lag, lead, cumsum, cummean, first, last, diff, rank
  case rowNumber = "row_number"

  /// The arguments without a label.
  var parameters: [ParameterInfo] {
    switch self {
    case .lag: [.rows("x"), GroupedFunction.steps.declaration.mending { call, n in
      n < 0 ? "rows that come after are `\(call.rewritten("\(Int(-n))", as: "lead"))`" : nil
    }]
    case .lead: [.rows("x"), GroupedFunction.steps.declaration.mending { call, n in
      n < 0 ? "rows that come before are `\(call.rewritten("\(Int(-n))", as: "lag"))`" : nil
    }]
    case .diff: [.rows("x", .numbers), GroupedFunction.steps.declaration.mending { call, n in
      n < 0
        ? "rows that come after are subtracted by `\(call.first) - \(call.rewritten("\(Int(-n))", as: "lead"))`" : nil
    }]
    case .rowNumber: []
    case .cumsum, .cummean: [.rows("x", .numbers)]
    case .first, .last, .rank: [.rows("x")]
    }
  }

  /// Whether a call may have an order of its own; the others go by the order of the stage.
  var takesOrder: Bool { self == .first || self == .last }

  /// Whether the result depends on the order of the rows.
  var needsOrder: Bool { self != .rank }

  /// A call, and its values for `n` of `range 4`.
  var example: FunctionExample {
    switch self {
    case .lag: FunctionExample("lag(n, 2)", "null null 0 1")
    case .lead: FunctionExample("lead(n)", "1 2 3 null")
    case .cumsum: FunctionExample("cumsum(n)", "0 1 3 6")
    case .cummean: FunctionExample("cummean(n)", "0.0 0.5 1.0 1.5")
    case .first: FunctionExample("first(n, order: -n)", "3 3 3 3")
    case .last: FunctionExample("last(n)", "3 3 3 3")
    case .diff: FunctionExample("diff(n * n)", "null 1 3 5")
    case .rank: FunctionExample("rank(n % 2)", "1 3 1 3")
    case .rowNumber: FunctionExample("row_number()", "1 2 3 4")
    }
  }

  /// One sentence: what it gives.
  public var summary: String {
    switch self {
    case .lag: "The value n rows before (1 by default), null where there is none."
    case .lead: "The value n rows after (1 by default), null where there is none."
    case .cumsum: "The sum of the values so far."
    case .cummean: "The mean of the values so far."
    case .first: "The value of the group's first row."
    case .last: "The value of the group's last row."
    case .diff: "The value less that n rows before (1 by default)."
    case .rank: "The place of the value among those of its group, from 1, equal ones alike; null for null."
    case .rowNumber: "The row's place in its group, from 1."
    }
  }

  func resultType(_ type: ColumnType?) -> ColumnType? {
    switch self {
    case .rowNumber: .int
    case .rank: type == nil ? nil : .int
    case .lag, .lead, .first, .last: type
    case .cumsum, .diff: type.flatMap { $0.isNumeric ? $0 : $0 == .bool ? .int : nil }
    case .cummean: type.flatMap { $0.isNumeric || $0 == .bool ? .float : nil }
    }
  }
}

extension AggregateFunction {
  /// The arguments without a label.
  var parameters: [ParameterInfo] {
    switch self {
    case .count: [.rows("x", isRequired: false)]
    case .slope: [.rows("y", .numbers), .rows("x", .numbers)]
    case .quantile: [.rows("x", .numbers), GroupedFunction.share.declaration.mending(GroupedFunction.shareMeant)]
    case .sum, .mean, .variance, .std, .median: [.rows("x", .numbers)]
    case .any, .all: [.rows("x", .conditions)]
    case .min, .max, .first, .last, .nunique, .mode, .nulls: [.rows("x")]
    }
  }

  /// A call, and its value for `n` of `range 4`.
  var example: FunctionExample {
    switch self {
    case .count: FunctionExample("count()", "4")
    case .sum: FunctionExample("sum(n)", "6")
    case .mean: FunctionExample("mean(n)", "1.5")
    case .min: FunctionExample("min(n)", "0")
    case .max: FunctionExample("max(n)", "3")
    case .variance: FunctionExample("var(n)", "1.6666666666666667")
    case .std: FunctionExample("std(n)", "1.2909944487358056")
    case .median: FunctionExample("median(n)", "1.5")
    case .quantile: FunctionExample("quantile(n, 0.9)", "2.7")
    case .first: FunctionExample("first(n, order: [n % 2, -n])", "2")
    case .last: FunctionExample("last(n)", "3")
    case .any: FunctionExample("any(n > 2)", "yes")
    case .all: FunctionExample("all(n > 2)", "no")
    case .nunique: FunctionExample("nunique(n % 2)", "2")
    case .mode: FunctionExample("mode(n / 2 > 1)", "no")
    case .nulls: FunctionExample("nulls(nullif(n, 2))", "1")
    case .slope: FunctionExample("slope(n * 2, n)", "2.0")
    }
  }
}
