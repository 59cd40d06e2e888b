import Diagnostics
import Syntax

extension Call {
  /// A call that was kept as a text: what `$t.best` stands for. All of it stands where the text is named.
  init?(_ text: String, at span: Span) {
    let nowhere = SourceID(rawValue: -1)
    let (stages, problems) = Parser.parseStages("| it \(text)", source: nowhere, compoundVerbs: [])
    guard problems.isEmpty, stages.count == 1, stages[0].options.isEmpty, stages[0].arguments.count == 1 else {
      return nil
    }
    let item = stages[0].arguments[0]
    guard item.name == nil else { return nil }
    switch item.value.placed(at: span).kind {
    case .name(let name): self.init(name: name, arguments: [], span: span)
    case .call(let name, let arguments): self.init(name: name, arguments: arguments, span: span)
    default: return nil
    }
  }

  /// The same call with other arguments.
  public func with(_ arguments: [Expression.Argument]) -> Call {
    Call(name: name, arguments: arguments, span: span)
  }
}

extension Expression {
  /// The same expression, all of it at one place.
  fileprivate func placed(at span: Span) -> Expression {
    func named(_ name: Name) -> Name { Name(name.text, span) }
    var placed = mapChildren { $0.placed(at: span) }
    placed.span = span
    switch placed.kind {
    case .name(let name): placed.kind = .name(named(name))
    case .call(let name, let arguments):
      placed.kind = .call(named(name), arguments.map { Argument(label: $0.label.map(named), value: $0.value) })
    default: break
    }
    return placed
  }
}
