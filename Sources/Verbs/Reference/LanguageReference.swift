import Diagnostics
import Language

/// The language reference, made from the declarations: nothing in it is written twice.
public struct LanguageReference: Sendable {
  let catalog: Catalog
  let codes: [DiagnosticCode]

  /// - Parameter codes: every code that a diagnostic can have; modules above the verbs have some of their own.
  public init(_ catalog: Catalog, codes: [DiagnosticCode]) { (self.catalog, self.codes) = (catalog, codes) }

  /// The reference as Markdown.
  public var markdown: String {
    let sections = [
      introduction, Self.grammar, words, Self.values, Self.results, Self.notebook, Self.savedModels, Self.scorecards,
      Self.drift, verbs,
      scalarFunctions, groupedFunctions,
      estimators, marks, diagnostics,
    ]
    return sections.joined(separator: "\n\n") + "\n"
  }

  private var introduction: String {
    """
    # Language reference

    Generated from the declarations of the program (`carnet help --all` prints the same); do not edit it. Words in \
    capitals stand for what you write, brackets for what may be left out.
    """
  }

  private var verbs: String {
    "## Verbs\n\n" + catalog.verbs.map(section).joined(separator: "\n\n")
  }

  private func section(_ verb: any Verb.Type) -> String {
    let signature = verb.signature
    var parts = ["### \(verb.name)", "```\n\(signature.usage)\n```", verb.summary]
    let labels = signature.positional.map { ($0.name.uppercased(), $0) } + signature.options.map { ("\($0.name):", $0) }
    if !labels.isEmpty { parts.append(labels.map { Self.line($0, $1) }.joined(separator: "\n")) }
    if !verb.discussion.isEmpty { parts.append(verb.discussion) }
    parts += verb.examples.map(Self.text)
    return parts.joined(separator: "\n\n")
  }

  private static func line(_ label: String, _ parameter: ParameterInfo) -> String {
    let choices = parameter.choices.map { "`\($0)`" }.joined(separator: ", ")
    let bounds = parameter.range.map { " \($0.described)" } ?? ""
    let what = choices.isEmpty ? parameter.typeName + bounds : "one of \(choices)"
    let standard = parameter.defaultText.map { ", by default `\($0)`" } ?? parameter.isRequired.need
    return "- `\(label)` (\(what)\(standard)): \(parameter.documentation)"
  }

  private static func text(_ example: Example) -> String {
    let caption = example.caption.isEmpty ? "" : example.caption + "\n\n"
    let prints = example.gives.prints.map { "\n\nprints\n\n```\n\($0)\n```" } ?? ""
    return "\(caption)```\n\(example.source)\n```\(prints)"
  }

  private var diagnostics: String {
    let sections = codes.sorted { $0.code < $1.code }.map { "### \($0.code): \($0.title)\n\n\($0.explanation)" }
    return "## Errors\n\n" + sections.joined(separator: "\n\n")
  }
}

extension Bool {
  /// What to add for a parameter that must be written.
  fileprivate var need: String { self ? ", required" : "" }
}
