import Language

/// What a verb's declaration says, as plain text.
enum VerbText {
  static func text(of verb: any Verb.Type) -> String {
    let signature = verb.signature
    var lines = [signature.usage, verb.summary]
    let parameters = signature.positional.map { ($0.name, $0) } + signature.options.map { ("\($0.name):", $0) }
    let width = (parameters.map(\.0.count).max() ?? 0) + 2
    if !parameters.isEmpty { lines.append("") }
    for (label, parameter) in parameters {
      let choices = parameter.choices.isEmpty ? "" : " One of \(parameter.choices.joined(separator: ", "))."
      let fallback = parameter.defaultText.map { " Default: \($0)." } ?? ""
      let space = String(repeating: " ", count: width - label.count)
      lines.append("  \(label)\(space)\(parameter.documentation)\(choices)\(fallback)")
    }
    if !verb.discussion.isEmpty { lines += ["", verb.discussion] }
    lines += ["", "examples:"] + verb.examples.map { "  \($0.source)\($0.caption.isEmpty ? "" : "   # \($0.caption)")" }
    return lines.joined(separator: "\n")
  }
}
