import Diagnostics
import Language

/// What a verb's declaration says, as text.
public enum VerbHelp {
  /// Usage, summary, parameters, discussion and examples.
  public static func text(_ verb: any Verb.Type, _ renderer: TextRenderer) -> String {
    let signature = verb.signature
    let usage = CutText.wrapped(signature.usage, to: renderer.width - 4).joined(separator: "\n    ")
    var parts = [renderer.ink.bold(usage) + "\n" + verb.summary]
    let parameters = (signature.positional + signature.options).map { parameter in
      (label: label(of: parameter, in: signature), text: documentation(of: parameter))
    }
    if !parameters.isEmpty { parts.append(renderer.render(Presentation(facts: parameters))) }
    if !verb.discussion.isEmpty {
      parts.append(CutText.wrapped(verb.discussion, to: renderer.width).joined(separator: "\n"))
    }
    if !verb.examples.isEmpty { parts.append(text(of: verb.examples, renderer)) }
    return parts.joined(separator: "\n\n")
  }

  /// Examples to paste, each below its caption.
  static func text(of examples: [Example], _ renderer: TextRenderer) -> String {
    examples.map { example in
      (example.caption.isEmpty ? "" : renderer.ink.dim("# \(example.caption)") + "\n") + example.source
    }.joined(separator: "\n")
  }

  private static func label(of parameter: ParameterInfo, in signature: Signature) -> String {
    signature.options.contains { $0.name == parameter.name } ? parameter.name + ":" : parameter.name.uppercased()
  }

  private static func documentation(of parameter: ParameterInfo) -> String {
    let words = Prose.names(parameter.choices, limit: 20, conjunction: "or")
    let choices = parameter.choices.isEmpty ? "" : " One of \(words)."
    let standard = parameter.defaultText.map { " Default: \($0)." } ?? ""
    return parameter.documentation + choices + standard
  }
}
