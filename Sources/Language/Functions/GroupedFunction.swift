import Columns
import Relational

/// A function of several rows: an aggregate, or a window function.
public struct GroupedFunction: Sendable {
  public let name: String
  public let usage: String
  public let summary: String
  /// How many positional arguments it takes, a parameter such as the q of `quantile` included.
  public let arity: ClosedRange<Int>
  public let implementation: Implementation

  public enum Implementation: Sendable {
    case aggregate(AggregateFunction)
    case window(WindowFunction)
  }

  /// The type of the result for the types of the arguments; nil where they do not fit.
  func resultType(_ types: [ColumnType]) -> ColumnType? {
    switch implementation {
    case .aggregate(let function): function.resultType(for: Array(types.prefix(function.arity.upperBound)))
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
    (name, summary, implementation) = (function.name, function.summary, .aggregate(function))
    let extra = function.parameter == nil ? 0 : 1
    arity = function.arity.lowerBound...function.arity.upperBound + extra
    let operands = function == .slope ? "y, x" : function == .count ? "[x]" : "x"
    usage = "\(function.name)(\(operands)\(function.parameter.map { ", \($0)" } ?? "")\(function.takesOrder ? ", order: y" : ""))"
  }

  private init(_ function: WindowFunction) {
    (name, summary, implementation) = (function.rawValue, function.summary, .window(function))
    (arity, usage) = (function.arity, function.usage)
  }

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

  public var usage: String {
    switch self {
    case .lag, .lead, .diff: "\(rawValue)(x, n)"
    case .rowNumber: "row_number()"
    default: "\(rawValue)(x)"
    }
  }

  public var arity: ClosedRange<Int> {
    switch self {
    case .lag, .lead, .diff: 1...2
    case .rowNumber: 0...0
    default: 1...1
    }
  }

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
