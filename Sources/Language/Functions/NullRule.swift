/// What a function makes of nulls, said in its declaration so that another engine can render it.
///
/// The rest holds for all functions alike. No value is NaN or infinite, and none leaves the 64 bits of a whole number
/// or the years of the calendar: such a result is null, and its rows are counted. Numbers are compared by their exact
/// worth, also whole ones with floats; texts by their bytes, bands in their order. Null stands behind all values in
/// either direction of an order, and rows that are equal keep theirs.
public enum NullRule: Sendable {
  /// Null in an argument gives null.
  case spreads
  /// Nulls are left out; what the function makes of the other values is the result.
  case passedOver
  /// A null is looked at like any other value.
  case seen
}

extension GroupedFunction {
  /// What the function makes of rows in which its argument is null.
  public var nulls: NullRule {
    switch implementation {
    case .aggregate(let function): function == .nulls ? .seen : .passedOver
    case .window(let function):
      switch function {
      case .lag, .lead, .first, .last, .rowNumber: .seen
      case .diff, .cumsum, .cummean, .rank: .spreads
      }
    }
  }

  /// Whether the value depends on the order of the rows.
  public var goesByOrder: Bool {
    switch implementation {
    case .aggregate(let function): function == .first || function == .last
    case .window(let function): function.needsOrder
    }
  }
}
