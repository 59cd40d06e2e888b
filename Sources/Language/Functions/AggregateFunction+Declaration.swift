import Relational

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
