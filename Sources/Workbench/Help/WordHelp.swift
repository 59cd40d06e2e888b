import Diagnostics
import Language

/// What a declaration says, for a person to read.
enum WordHelp {
  /// Usage, summary, parameters, discussion and examples of a verb.
  static func blocks(_ verb: any Verb.Type) -> [[Shown.Part]] {
    let signature = verb.signature
    let parameters = (signature.positional + signature.options).map { parameter in
      (label: label(of: parameter, in: signature), text: documentation(of: parameter))
    }
    return [
      [.line(StyledLine(signature.usage, .strong, fit: .wrapped(hanging: 4))), .text(verb.summary)],
      parameters.isEmpty ? [] : [.facts(parameters)],
      verb.discussion.isEmpty ? [] : paragraphs(verb.discussion), verb.examples.flatMap(parts),
    ]
  }

  /// Usage, summary, arguments and examples of another word.
  static func blocks(_ topic: HelpTopic) -> [[Shown.Part]] {
    let labels = topic.arguments.map { (label: $0.name, text: $0.text) }
      + topic.labels.filter { !$0.text.isEmpty }.map { (label: $0.name + ":", text: $0.text) }
    return [
      [.heading(topic.usage)] + paragraphs(topic.summary),
      topic.example.map { [.text("\($0.call) gives \($0.gives)")] } ?? [],
      labels.isEmpty ? [] : [.facts(labels)], topic.examples.flatMap(parts),
    ]
  }

  /// Usage, summary, arguments and an example of a command.
  static func blocks(_ command: any SessionCommand.Type) -> [[Shown.Part]] {
    let arguments = command.arguments.map { (label: $0.written, text: $0.documentation) }
    return [
      [.heading(command.usage), .text(command.summary)], arguments.isEmpty ? [] : [.facts(arguments)],
      [.code(command.example)],
    ]
  }

  /// What a code means.
  static func block(_ code: DiagnosticCode) -> [Shown.Part] {
    [.heading("\(code.code): \(code.title)")] + paragraphs(code.explanation)
  }

  private static func paragraphs(_ text: String) -> [Shown.Part] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { .paragraph(String($0)) }
  }

  /// An example to paste, below its caption.
  private static func parts(_ example: Example) -> [Shown.Part] {
    (example.caption.isEmpty ? [] : [.aside("# \(example.caption)")]) + [.code(example.source)]
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
