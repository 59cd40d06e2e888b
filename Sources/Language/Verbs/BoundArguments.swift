import Columns
import Diagnostics
import Syntax

/// A stage's arguments, matched with its verb's signature.
public struct BoundArguments: Sendable {
  /// The stage as it was written.
  public let stage: Stage
  /// The names that can be read there.
  public let scope: Scope
  let values: [String: any Sendable]
  let spans: [String: Span]

  /// The value of a parameter: as written, or its default.
  public subscript<T>(parameter: Parameter<T>) -> T {
    if let value = values[parameter.name] as? T { return value }
    guard let value = parameter.declaration.makeDefault() as? T else {
      preconditionFailure("`\(parameter.name)` is not declared in the signature of `\(stage.verb.text)`")
    }
    return value
  }

  /// Whether the parameter was written, so that its default is not in force.
  public func isWritten<T>(_ parameter: Parameter<T>) -> Bool { spans[parameter.name] != nil }

  /// The place of a parameter's value, or of the verb where it was left out.
  public func span<T>(of parameter: Parameter<T>) -> Span { spans[parameter.name] ?? stage.verb.span }

  /// Where the verb's name stands.
  public var verbSpan: Span { stage.verb.span }
}

/// Matches what was written with a signature.
struct Binder {
  let signature: Signature
  let stage: Stage
  let scope: Scope
  private var values: [String: any Sendable] = [:]
  private var spans: [String: Span] = [:]

  init(_ signature: Signature, _ stage: Stage, _ scope: Scope) {
    (self.signature, self.stage, self.scope) = (signature, stage, scope)
  }

  /// - Throws: `Diagnostic` for a missing, surplus, unknown or repeated argument, or a value that does not fit.
  static func bind(_ signature: Signature, _ stage: Stage, _ scope: Scope) throws -> BoundArguments {
    var binder = Binder(signature, stage, scope)
    try binder.checkNames()
    try binder.bindPositional()
    try binder.bindOptions()
    try binder.checkClauses()
    return BoundArguments(stage: stage, scope: scope, values: binder.values, spans: binder.spans)
  }

  private mutating func bindPositional() throws {
    var rest = stage.arguments[...]
    for parameter in signature.positional {
      if rest.isEmpty {
        if parameter.isRequired { throw missing(parameter) }
        continue
      }
      let taken = parameter.isRest ? Array(rest) : [rest.removeFirst()]
      if parameter.isRest { rest = [] }
      let span = taken.dropFirst().reduce(taken[0].span) { $0.joined(with: $1.span) }
      try set(parameter, items: taken, span: span, lead: "\(signature.name) ")
    }
    if let surplus = rest.first { throw self.surplus(surplus) }
  }

  /// A value that one option alone can take was meant for it.
  private func surplus(_ item: Item) -> Diagnostic {
    let open = signature.options.filter { option in
      let isWritten = stage.options.contains { $0.name.text == option.name }
      return !isWritten && !option.isRest && (try? bind(option, [item], item.span, "")) != nil
    }
    var meant = open.count == 1 ? "did you mean `\(open[0].name): \(Formatter.format(item.value))`?" : nil
    if case .name = item.value.kind, signature.positional.isEmpty, signature.clauses.contains(.by) {
      meant = "did you mean `\(signature.name) by \(Formatter.format(item.value))`?"
    }
    return Diagnostic(
      code: .argumentCount, "`\(signature.name)` takes no further argument", at: Label(item.span, "one too many"),
      help: meant ?? "usage: \(signature.shortUsage)")
  }

  /// - Throws: `Diagnostic` for an argument that is written as if it were an option.
  private func checkNames() throws {
    for option in stage.options where !signature.options.contains(where: { $0.name == option.name.text }) {
      guard signature.positional.contains(where: { $0.name == option.name.text }) else { continue }
      var mended = stage
      mended.arguments.append(Item(value: option.value, span: option.value.span))
      mended.options.removeAll { $0.name.span == option.name.span }
      throw Diagnostic(
        code: .unknownOption,
        "`\(option.name.text)` is an argument of `\(signature.name)`, and written without its name",
        at: Label(option.name.span, "not an option"), help: "write `\(mended.bare.sourceText)`")
    }
  }

  private func missing(_ parameter: ParameterInfo) -> Diagnostic {
    Diagnostic(
      code: .argumentCount,
      "`\(signature.name)` needs \(parameter.typeName.withArticle): \(parameter.documentation.loweredFirst)",
      at: Label(stage.verb.span, "nothing follows"), help: "usage: \(signature.shortUsage)")
  }

  private mutating func bindOptions() throws {
    for option in stage.options {
      let name = option.name.text
      guard let parameter = signature.options.first(where: { $0.name == name }) else { throw unknownOption(option) }
      if let earlier = spans[name] {
        throw Diagnostic(
          code: .unknownOption, "`\(name)` is given twice", at: Label(option.name.span, "again here"),
          labels: [Label(earlier, "given here")])
      }
      let item = Item(value: option.value, span: option.value.span)
      try set(parameter, items: [item], span: option.value.span, lead: "\(name): ")
    }
    for parameter in signature.options where parameter.isRequired && spans[parameter.name] == nil {
      throw Diagnostic(
        code: .argumentCount,
        "`\(signature.name)` needs the option `\(parameter.name)`: \(parameter.documentation.loweredFirst)",
        at: Label(stage.verb.span, "`\(parameter.name):` is missing"), help: "usage: \(signature.shortUsage)")
    }
  }

  private func unknownOption(_ option: OptionClause) -> Diagnostic {
    let names = signature.options.map(\.name)
    var near = Suggestions.nearest(to: option.name.text, in: names)
    // `sep` for `separator`
    if near.isEmpty, option.name.text.count > 1 { near = names.filter { $0.hasPrefix(option.name.text.lowercased()) } }
    let shown = Prose.list(names.map { "`\($0):`" })
    let help = near.first.map { "did you mean `\($0):`?" }
      ?? (names.isEmpty
        ? "`\(signature.name)` takes no options"
        : "`\(signature.name)` takes \(shown)" + (names.count > 5 ? "; `.help \(signature.name)` has all" : ""))
    return Diagnostic(
      code: .unknownOption, "`\(signature.name)` has no option `\(option.name.text)`",
      at: Label(option.name.span, "not an option of `\(signature.name)`"), help: help,
      fixIts: near.prefix(1).map { FixIt(option.name.span, $0) })
  }

  private mutating func set(_ parameter: ParameterInfo, items: [Item], span: Span, lead: String) throws {
    values[parameter.name] = try bind(parameter, items, span, lead)
    spans[parameter.name] = span
  }

  private func bind(_ parameter: ParameterInfo, _ items: [Item], _ span: Span, _ lead: String) throws -> any Sendable {
    try parameter.bind(ArgumentSyntax(declaration: parameter, items: items, span: span, scope: scope, lead: lead))
  }

  private func checkClauses() throws {
    if let by = stage.by, !signature.takesBy {
      throw Diagnostic(
        code: .argumentCount, "`\(signature.name)` takes no `by`",
        at: by.first.map { Label($0.span, "not expected here") },
        help: "usage: \(signature.shortUsage)")
    }
    if stage.by == nil, signature.clauses.contains(.requiredBy) {
      throw Diagnostic(
        code: .argumentCount, "`\(signature.name)` needs `by` and its keys",
        at: Label(stage.span.end, "`by` is missing"),
        help: "usage: \(signature.shortUsage)")
    }
    if let on = stage.on, !signature.clauses.contains(.on) {
      throw Diagnostic(
        code: .argumentCount, "`\(signature.name)` takes no `on`", at: Label(on.span, "not expected here"),
        help: "usage: \(signature.shortUsage)")
    }
    if stage.on == nil, signature.clauses.contains(.on) {
      throw Diagnostic(
        code: .argumentCount, "`\(signature.name)` needs `on` and its keys",
        at: Label(stage.span.end, "`on` is missing"),
        help: "usage: \(signature.shortUsage)")
    }
  }
}

extension String {
  /// The sentence without its capital and full stop, to go behind a colon.
  var loweredFirst: String {
    let body = hasSuffix(".") ? String(dropLast()) : self
    return body.prefix(1).lowercased() + body.dropFirst()
  }
}

extension BoundArguments {
  /// The diagnostic for a value of the right type that makes no sense: `count` + `takes a number that is not negative`.
  public func outOfRange<T>(_ parameter: Parameter<T>, _ what: String, help: String? = nil) -> Diagnostic {
    // An argument's own name is never typed.
    let isOption = stage.options.contains { $0.name.text == parameter.name }
    let subject = isOption ? parameter.name : stage.verb.text
    return Diagnostic(
      code: .wrongValue, "`\(subject)` \(what)", at: Label(span(of: parameter), "out of range"), help: help)
  }
}

extension BoundArguments {
  /// The results that are named, in the order of the names of the parameters.
  var references: [Reference] {
    values.sorted { $0.key < $1.key }.compactMap { $0.value as? Reference }
  }

  /// The defaults of the parameters that were left out: `cv.folds=5`.
  func defaultsInForce(_ signature: Signature) -> [String] {
    (signature.positional + signature.options).compactMap { parameter in
      guard spans[parameter.name] == nil, let text = parameter.defaultText else { return nil }
      return "\(signature.name).\(parameter.name)=\(text)"
    }
  }
}

extension Stage {
  /// The stage as it would be typed, for reports.
  public var sourceText: String { Formatter.format(self) }

  /// The stage without its comments.
  fileprivate var bare: Stage {
    Stage(
      verb: verb, arguments: arguments, hasBraces: hasBraces, by: by, byHasBraces: byHasBraces, on: on,
      options: options, span: span)
  }
}
