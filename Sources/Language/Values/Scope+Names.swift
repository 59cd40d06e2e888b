import Diagnostics
import Syntax

extension Scope {
  /// What a name can mean. The kinds share their names, so that none hides another.
  enum Meaning { case result, parameter, loopVariable, verb, verbParameter }

  /// - Throws: `Diagnostic` where a name that is given a meaning has one of another kind already.
  func checkFree(_ name: Name, for meaning: Meaning) throws {
    let origin = origins[name.text]
    if meaning != .result, resultNames.contains(name.text) {
      throw clash(name, with: "the name of a result", at: origin)
    }
    if meaning != .parameter, scalars[name.text] != nil { throw clash(name, with: "a parameter", at: origin) }
    if meaning != .verb, definitions[name.text] != nil { throw clash(name, with: "a verb of your own", at: origin) }
    // Both are seen only inside what they belong to.
    if meaning == .verbParameter || meaning == .loopVariable { return }
    for definition in definitions.values.sorted(by: { $0.name.text < $1.name.text }) {
      guard let parameter = definition.parameters.first(where: { $0.text == name.text }) else { continue }
      throw clash(name, with: "a parameter of `\(definition.name.text)`", at: parameter.span)
    }
  }

  /// - Throws: `Diagnostic` where a definition gives a name to two of its parameters, or one that is taken.
  func checkFree(in definition: Definition) throws {
    try checkFree(definition.name, for: .verb)
    let what = "a parameter of `\(definition.name.text)`"
    var own: [String: Span] = [:]
    for parameter in definition.parameters {
      try checkFree(parameter, for: .verbParameter)
      if parameter.text == definition.name.text {
        throw clash(parameter, with: "a verb of your own", at: definition.name.span)
      }
      if let place = own.updateValue(parameter.span, forKey: parameter.text) {
        throw clash(parameter, with: what, at: place)
      }
    }
    for item in definition.stages.flatMap({ $0.arguments + ($0.by ?? []) }) {
      guard let variable = item.loop?.variable, let place = own[variable.text] else { continue }
      throw clash(variable, with: what, at: place)
    }
  }

  /// What is wrong with the names that a statement gives a meaning, were it to stand here; nil where nothing is.
  public func clash(of statement: Statement) -> Diagnostic? {
    do {
      switch statement.kind {
      case .pipeline(let binding?, _): try checkFree(binding, for: .result)
      case .parameter(let declaration): try checkFree(declaration.name, for: .parameter)
      case .definition(let definition): try checkFree(in: definition)
      default: break
      }
      return nil
    } catch { return error as? Diagnostic }
  }

  /// Takes up the names of a statement without its value.
  public mutating func reserveNames(of statement: Statement) {
    switch statement.kind {
    case .pipeline(let name?, _):
      (bindings[name.text], departures[name.text], columnOrigins[name.text]) = (nil, nil, nil)
      releasedNames.insert(name.text)
      origins[name.text] = name.span
    case .parameter(let declaration): take(.parameter(declaration.name, .cell(.null)))
    case .definition(let definition): take(.verb(definition))
    default: break
    }
  }

  private func clash(_ name: Name, with what: String, at place: Span?) -> Diagnostic {
    Diagnostic(
      code: .nameClash, "`\(name.text)` is \(what) already", at: Label(name.span, "given a second meaning"),
      labels: place.map { [Label($0, "\(what), given here")] } ?? [], help: "choose another name")
  }
}
