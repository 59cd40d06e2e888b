import Columns
import Diagnostics
import Kernels
import Syntax

/// One result column that an item stands for, after loops, selectors and lists of functions are written out.
public struct ExpandedItem: Sendable {
  /// The result column's name.
  public let name: String
  /// What computes it.
  public let expression: Expression
  /// What stands behind `where`; nil where the item has none.
  public let condition: Expression?
  /// Whether the expression stood in parentheses, so that the condition is for all of it.
  public let isParenthesised: Bool
  /// What names inside mean: that of the statement, and the loop's variable.
  public let scope: Scope
  /// Where the item stands.
  public let span: Span
  /// The item as one would type it for this column alone: `max(A) where STATE == "Active"`.
  public let text: String
}

/// Writes out the items of `derive` and `agg`: one for each pass of a loop, each chosen column and each function.
public struct ItemExpander {
  let shape: Shape
  /// The template for an item with a selector and no `as`; nil demands one.
  let defaultTemplate: String?

  /// Writes items out over the columns of a shape.
  public init(_ shape: Shape, defaultTemplate: String? = nil) {
    (self.shape, self.defaultTemplate) = (shape, defaultTemplate)
  }

  /// The result columns of items, in their order.
  ///
  /// - Throws: `Diagnostic` where a loop's name is taken, a selector fits no column or two results have one name;
  ///   ``NeedsData`` where a selector needs the rows.
  public func expand(_ items: [Item], in scope: Scope) throws -> [ExpandedItem] {
    var out: [ExpandedItem] = []
    for item in items {
      guard let loop = item.loop else {
        try add(expand(item, scope, loop: nil), of: item, to: &out)
        continue
      }
      try scope.checkFree(loop.variable, for: .loopVariable)
      for cell in try scope.cells(of: loop.list) {
        let inner = scope.binding(loop.variable.text, to: cell)
        try add(expand(item, inner, loop: (loop.variable.text, cell)), of: item, to: &out)
      }
    }
    return out
  }

  private func add(_ more: [ExpandedItem], of item: Item, to out: inout [ExpandedItem]) throws {
    out += more
    guard out.count <= WrittenOut.greatestItemCount else {
      throw WrittenOut.tooLarge(
        "these items stand for more than \(WrittenOut.greatestItemCount) columns", at: item.span,
        help: "choose fewer columns, or a shorter list behind `in`")
    }
  }

  private func expand(_ item: Item, _ scope: Scope, loop: (name: String, cell: Cell)?) throws -> [ExpandedItem] {
    if case .fanOut(let functions, let arguments) = item.value.kind {
      return try columns(of: arguments, scope, at: item.span).flatMap { column in
        try functions.map { function in
          let call = Expression(.call(function, [column.argument] + arguments.dropFirst()), item.value.span)
          return try make(item, call, scope, column: column.name, function: function.text, loop)
        }
      }
    }
    guard let selector = item.value.firstSelector() else {
      return [try make(item, item.value, scope, column: item.value.onlyColumn, function: item.value.callName, loop)]
    }
    let positions = try SelectorResolver(shape: shape, scope: scope).positions(selector)
    if positions.isEmpty { throw shape.emptySelection(at: selector.span) }
    return try positions.map { position in
      let name = shape.fields[position].name
      let column = Expression(.name(Name(name, selector.span, isQuoted: true)), selector.span)
      return try make(
        item, item.value.replacingSelectors(with: column), scope, column: name, function: item.value.callName, loop,
        isBroadcast: true)
    }
  }

  /// The columns that a list of functions is applied to.
  private func columns(
    of arguments: [Expression.Argument], _ scope: Scope, at span: Span
  ) throws -> [(name: String, argument: Expression.Argument)] {
    guard let first = arguments.first?.value else {
      throw Diagnostic(
        code: .wrongCall, "a list of functions needs columns", at: Label(span, "nothing to apply them to"))
    }
    if case .selector(let selector) = first.kind {
      let positions = try SelectorResolver(shape: shape, scope: scope).positions(selector)
      if positions.isEmpty { throw shape.emptySelection(at: selector.span) }
      return positions.map { position in
        let name = shape.fields[position].name
        return (name, .init(value: Expression(.name(Name(name, first.span, isQuoted: true)), first.span)))
      }
    }
    return [(first.onlyColumn ?? SourceHint.text(of: first), .init(value: first))]
  }

  private func make(
    _ item: Item, _ expression: Expression, _ scope: Scope, column: String?, function: String?,
    _ loop: (name: String, cell: Cell)?, isBroadcast: Bool = false
  ) throws -> ExpandedItem {
    try scope.checkCancelled()
    let name: String
    if let given = item.name, let template = item.template {
      throw Diagnostic(
        code: .columnName, "this item has two names", at: Label(template.span, "a second name"),
        labels: [Label(given.span, "the first")], help: "remove one of them")
    } else if let given = item.name {
      guard !isBroadcast else { throw severalUnderOneName(given) }
      name = given.text
    } else if let template = item.template {
      name = try fill(template, column: column, function: function, loop)
    } else if let default_ = defaultName(expression, column: column, function: function) {
      name = default_
    } else {
      throw Diagnostic(
        code: .columnName, "this column needs a name", at: Label(item.value.span, "has no name"),
        help: isBroadcast ? "add `as \"{col}\"` to replace the columns, or another template" : "write `NAME = …`")
    }
    let values = loop.map { [$0.name: Expression($0.cell, item.span)] } ?? [:]
    let parts = [expression, item.condition].compactMap { part in
      part.map { Formatter.format($0.replacingScalars(values).withPlainNames) }
    }
    return ExpandedItem(
      name: name, expression: expression, condition: item.condition, isParenthesised: item.isParenthesised,
      scope: scope, span: item.span,
      text: parts.joined(separator: " where "))
  }

  private func defaultName(_ expression: Expression, column: String?, function: String?) -> String? {
    if case .name(let name) = expression.kind { return name.text }
    guard defaultTemplate != nil, let function else { return nil }
    return column.map { "\($0)_\(function)" } ?? function
  }

  private func fill(
    _ template: Template, column: String?, function: String?, _ loop: (name: String, cell: Cell)?
  ) throws -> String {
    var known: [String: String] = [:]
    if let column { known["col"] = column }
    if let function { (known["fn"], known["FN"]) = (function.lowercased(), function.uppercased()) }
    if let loop {
      let text = CellFormat.plain(loop.cell)
      (known[loop.name.uppercased()], known[loop.name]) = (text.uppercased(), text)
    }
    var out = "", rest = template.text[...]
    while let brace = rest.firstIndex(of: "{") {
      out += rest[..<brace]
      guard let end = rest[brace...].firstIndex(of: "}") else { break }
      let word = String(rest[rest.index(after: brace)..<end])
      guard let text = known[word] else {
        throw Diagnostic(
          code: .columnName, "`{\(word)}` means nothing in this template",
          at: Label(template.span, "`{\(word)}` is unknown here"),
          help: "known here: \(known.keys.sorted().map { "{\($0)}" }.joined(separator: " "))")
      }
      out += text
      rest = rest[rest.index(after: end)...]
    }
    return out + rest
  }

  private func severalUnderOneName(_ name: Name) -> Diagnostic {
    Diagnostic(
      code: .columnName, "several columns cannot share the name `\(name.text)`",
      at: Label(name.span, "one name for several columns"),
      help: "name them with a template: `… as \"{col}_\(name.text)\"`")
  }
}

extension Scope {
  /// Throws `Cancelled` where the check of a statement is to stop.
  public func checkCancelled() throws {
    if monitor?.isCancelled ?? false { throw Cancelled() }
  }
}

extension Expression {
  /// The first selector that broadcasts: one that is not the argument of a row function, nor the order keys.
  func firstSelector() -> Selector? {
    if case .selector(let selector) = kind { return selector }
    if isRowFunction { return nil }
    if case .call(_, let arguments) = kind {
      return arguments.lazy.filter { !$0.isOrder }.compactMap { $0.value.firstSelector() }.first
    }
    for child in children { if let found = child.firstSelector() { return found } }
    return nil
  }

  /// The expression with each broadcasting selector replaced by one column.
  func replacingSelectors(with column: Expression) -> Expression {
    if case .selector = kind { return column }
    if isRowFunction { return self }
    if case .call(let name, let arguments) = kind {
      let replaced = arguments.map { argument in
        argument.isOrder
          ? argument : Argument(label: argument.label, value: argument.value.replacingSelectors(with: column))
      }
      return Expression(.call(name, replaced), span)
    }
    return mapChildren { $0.replacingSelectors(with: column) }
  }

  private var isRowFunction: Bool {
    guard case .call(let name, _) = kind else { return false }
    return name.text.hasPrefix("row_") && name.text != "row_number"
  }

  /// The name of the outermost call.
  var callName: String? {
    guard case .call(let name, _) = kind else { return nil }
    return name.text
  }

  /// The one column that a call is about: the first argument, where that is a name.
  var onlyColumn: String? {
    switch kind {
    case .name(let name): name.text
    case .call(_, let arguments): arguments.first?.value.onlyColumn
    default: nil
    }
  }
}

extension Expression.Argument {
  /// Whether it holds the order keys.
  fileprivate var isOrder: Bool { label?.text == GroupedFunction.order.name }
}
