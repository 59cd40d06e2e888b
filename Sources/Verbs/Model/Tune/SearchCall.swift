import Columns
import Diagnostics
import Language
import Learning
import Statistics
import Syntax

/// An estimator of which some parameters are searched: `lightgbm(n_estimators: 50..500, boosting_type: [gbdt, dart])`.
struct SearchCall: Sendable {
  /// A parameter that is searched.
  struct Searched: Sendable {
    /// As the estimator declares it.
    let name: String
    /// Its place among the arguments of the call.
    let place: Int
    let dimension: SearchDimension
    /// What was written to choose from: the values of a list, or the ends of a range.
    let written: [Expression]
  }

  let searched: [Searched]
  /// The estimator with the first value of each searched parameter.
  let first: EstimatorCall
  /// As it was written.
  let text: String
  private let call: Call
  private let scope: Scope

  var space: SearchSpace { SearchSpace(searched.map(\.name), searched.map(\.dimension)) }

  /// What is searched and what is given, by the values and not by the names of scalars.
  var resolved: String {
    func text(_ value: Expression) -> String {
      if case .name(let word) = value.kind { return word.text }
      return (try? scope.scalar(of: value)).map { "\($0)" } ?? value.sourceText
    }
    let arguments = call.arguments.enumerated().map { place, argument in
      let own = searched.first { $0.place == place }
      let values = own.map { "\($0.dimension) \($0.written.map(text))" } ?? text(argument.value)
      return "\(argument.label?.text ?? ""): \(values)"
    }
    return "\(call.name.text) \(arguments)"
  }

  /// - Throws: `Diagnostic` where nothing is searched, and for a range or a value that does not fit the parameter.
  init(_ call: Call, _ scope: Scope) throws {
    let parameters = EstimatorCatalog.named(call.name.text)?.parameters ?? []
    searched = try call.arguments.enumerated().compactMap { place, argument in
      guard let label = argument.label?.text,
        let spec = parameters.first(where: { $0.name == label || $0.aliases.contains(label) })
      else { return nil }
      let values = try SearchedValues(argument.value, spec, scope)
      return values.map { values in
        Searched(name: spec.name, place: place, dimension: values.dimension, written: values.written)
      }
    }
    (self.call, self.scope, text) = (call, scope, call.sourceText)
    let base = Self.written(call, searched.map { ($0.place, $0.written[0]) })
    let names = Set(searched.map(\.name))
    // Each value by itself, so that a message has its place.
    for parameter in searched {
      for value in parameter.written.dropFirst() {
        _ = try EstimatorCall(Self.written(base, [(parameter.place, value)]), scope, searching: names)
      }
    }
    first = try EstimatorCall(base, scope, searching: names)
    guard !searched.isEmpty else { throw Self.nothing(call, parameters) }
    try requirePairs(base)
  }

  /// All values that were written of two parameters: that some do not go together is better said before the first trial
  /// than in the midst of them.
  private func requirePairs(_ base: Call) throws {
    let names = Set(searched.map(\.name))
    for (number, one) in searched.enumerated() {
      for other in searched[(number + 1)...] {
        for (value, second) in one.written.flatMap({ value in other.written.map { (value, $0) } }) {
          _ = try EstimatorCall(
            Self.written(base, [(one.place, value), (other.place, second)]), scope, searching: names)
        }
      }
    }
  }

  /// The estimator at a point of the search.
  func estimator(at point: [Double]) throws -> EstimatorCall {
    let values = zip(searched, point).map { parameter, coordinate in
      (parameter.place, parameter.expression(coordinate, at: call.arguments[parameter.place].value.span))
    }
    return try EstimatorCall(Self.written(call, values), scope, searching: Set(searched.map(\.name)))
  }

  /// A point whose numbers have six significant digits, so that what is printed is what was tried.
  func rounded(_ point: [Double]) -> [Double] {
    zip(searched, point).map { $0.dimension.rounded($1) }
  }

  private static func written(_ call: Call, _ values: [(place: Int, value: Expression)]) -> Call {
    var arguments = call.arguments
    for (place, value) in values { arguments[place].value = value }
    return call.with(arguments)
  }

  private static func nothing(_ call: Call, _ parameters: [ParameterSpec]) -> Diagnostic {
    let usual = parameters.lazy.compactMap { spec -> String? in
      guard spec.kind == .int || spec.kind == .float, let value = Double("\(spec.defaultValue)"), value > 0 else {
        return nil
      }
      let isFixed = call.arguments.contains { [spec.name] + spec.aliases ~= ($0.label?.text ?? "") }
      let ends = (value / 2, value * 2)
      guard !isFixed, spec.range.map({ $0.contains(ends.0) && $0.contains(ends.1) }) ?? true else { return nil }
      func text(_ end: Double) -> String { spec.kind == .int ? "\(Int(end.rounded(.up)))" : "\(end)" }
      let arguments = call.arguments.map { ($0.label.map { "\($0.text): " } ?? "") + $0.value.sourceText }
      let range = "\(spec.name): \(text(ends.0))..\(text(ends.1))"
      return "\(call.name.text)(\((arguments + [range]).joined(separator: ", ")))"
    }.first
    return Diagnostic(
      code: ModelCodes.estimator, "`\(call.sourceText)` leaves nothing to search", at: Label(call.span, "all is given"),
      help: usual.map { "give a range, `\($0)`, or a list of values" } ?? "cross-validate it: `cv \(call.sourceText)`")
  }
}

extension [String] {
  fileprivate static func ~= (names: [String], name: String) -> Bool { names.contains(name) }
}

extension SearchCall.Searched {
  /// What is written for a coordinate.
  func expression(_ coordinate: Double, at span: Span) -> Expression {
    switch dimension {
    case .choice: written[Int(coordinate)]
    case .whole: Expression(Cell.int(Int64(coordinate)), span)
    case .real: Expression(Cell.float(coordinate), span)
    }
  }

  /// A column of the values at some points.
  func column(_ coordinates: [Double], _ scope: Scope) -> Column {
    switch dimension {
    case .whole: return Column(ints: coordinates.map { Int64($0) })
    case .real: return Column(doubles: coordinates)
    case .choice:
      let cells = written.map { value -> Cell in
        if case .name(let word) = value.kind { .text(word.text) } else { (try? scope.cell(of: value)) ?? .null }
      }
      let own = coordinates.map { cells[Int($0)] }
      if cells.allSatisfy({ if case .int = $0 { true } else { false } }) {
        return Column(ints: own.map { $0.number.map { Int64($0) } })
      }
      if cells.allSatisfy({ $0.number != nil }) { return Column(floats: own.map(\.number)) }
      return Column(texts: own.map(CellFormat.plain))
    }
  }
}

extension SearchCall {
  /// The values of each searched parameter at some points, a column each.
  func columns(_ points: [[Double]]) -> [(name: String, column: Column)] {
    searched.enumerated().map { place, parameter in
      (parameter.name, parameter.column(points.map { $0[place] }, scope))
    }
  }
}

/// What one argument gives to choose from; nil where it gives one value.
private struct SearchedValues {
  let dimension: SearchDimension
  let written: [Expression]

  init?(_ value: Expression, _ spec: ParameterSpec, _ scope: Scope) throws {
    switch value.kind {
    case .range(let lower, let upper, let isLogarithmic):
      dimension = try Self.range(value, lower, upper, isLogarithmic, spec, scope)
      written = [lower, upper]
    case .list(let elements):
      written = elements
      dimension = .choice(count: elements.count)
    case .scalar:
      guard case .list(let cells) = try scope.scalar(of: value) else { return nil }
      written = cells.map { Expression($0, value.span) }
      dimension = .choice(count: cells.count)
    default: return nil
    }
    guard written.isEmpty else { return }
    throw Diagnostic(
      code: ModelCodes.estimator, "the list of `\(spec.name)` is empty", at: Label(value.span, "no value to try"),
      help: "leave it out, or write values: `\(spec.name): [\(spec.defaultValue)]`")
  }

  private static func range(
    _ value: Expression, _ lower: Expression, _ upper: Expression, _ isLogarithmic: Bool, _ spec: ParameterSpec,
    _ scope: Scope
  ) throws -> SearchDimension {
    func wrong(_ what: String, _ label: String, at span: Span, help: String) -> Diagnostic {
      Diagnostic(code: ModelCodes.estimator, "`\(spec.name)` \(what)", at: Label(span, label), help: help)
    }
    switch spec.kind {
    case .bool: throw wrong("has no range", "a range", at: value.span, help: "write `\(spec.name): [no, yes]`")
    case .text(let choices):
      let some = choices.prefix(2).joined(separator: ", ")
      throw wrong("has no range", "a range", at: value.span, help: "write a list: `\(spec.name): [\(some)]`")
    case .int, .float: break
    }
    func end(_ expression: Expression) throws -> Double {
      let number = try scope.cell(of: expression).number
      guard let number, number.isFinite, spec.kind == .float || Int(exactly: number) != nil else {
        let kind = spec.kind == .int ? "a whole number" : "a number"
        throw wrong(
          "searches between numbers", "not \(kind)", at: expression.span,
          help: "for instance `\(spec.name): \(spec.defaultValue)..\(spec.defaultValue)`")
      }
      return number
    }
    let (low, high) = (try end(lower), try end(upper))
    guard low <= high else {
      let turned = Expression(.range(upper, lower, isLogarithmic: isLogarithmic), value.span)
      throw wrong(
        "ends below its beginning", "the greater number comes last", at: value.span,
        help: "write `\(spec.name): \(turned.sourceText)`")
    }
    guard !isLogarithmic || low > 0 else {
      let plain = Expression(.range(lower, upper, isLogarithmic: false), value.span)
      throw wrong(
        "has no logarithm of \(lower.sourceText)", "a logarithmic scale begins above 0", at: lower.span,
        help: "begin above 0, or leave `log` out: `\(spec.name): \(plain.sourceText)`")
    }
    return spec.kind == .int
      ? .whole(Int(low)...Int(high), isLogarithmic: isLogarithmic) : .real(low...high, isLogarithmic: isLogarithmic)
  }
}
