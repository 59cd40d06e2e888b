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

  private func clash(_ name: Name, with what: String, at place: Span?) -> Diagnostic {
    Diagnostic(
      code: "E23", "`\(name.text)` is \(what) already", at: Label(name.span, "given a second meaning"),
      labels: place.map { [Label($0, "\(what), given here")] } ?? [], help: "choose another name")
  }
}
