import Diagnostics
import Syntax

extension Stage {
  /// The place where the stage names a column, or its verb where it does not.
  public func mention(of column: String) -> Span {
    for item in arguments {
      if case .name(let name) = item.value.kind, name.text == column { return name.span }
    }
    return verb.span
  }

  /// The stage in one line; of a long one only the verb.
  public var shortText: String {
    let text = Formatter.format(self)
    return text.count <= 160 && !text.contains("\n") ? text : verb.text + " …"
  }

  /// All names that stand in the stage.
  var names: Set<String> {
    var found = Set<String>()
    func add(_ expression: Expression) {
      switch expression.kind {
      case .name(let name): found.insert(name.text)
      case .string(let pieces): for case .column(let name) in pieces { found.insert(name.text) }
      default: break
      }
      expression.children.forEach(add)
    }
    for item in arguments + (by ?? []) { ([item.value] + [item.condition].compactMap { $0 }).forEach(add) }
    options.forEach { add($0.value) }
    return found
  }
}
