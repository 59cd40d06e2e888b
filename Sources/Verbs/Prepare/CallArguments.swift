import Columns
import Diagnostics
import Language
import Syntax

/// The arguments of a word such as `knn(5, weights: distance)`, taken one after another.
struct CallArguments {
  let call: Call
  let scope: Scope

  /// - Throws: `Diagnostic` for a label that is none of `labels`, one given twice, or too many values without a label.
  init(_ call: Call, scope: Scope, positional: Int, labels: [String]) throws {
    (self.call, self.scope) = (call, scope)
    var seen = Set<String>()
    for label in call.arguments.compactMap(\.label) {
      guard labels.contains(label.text) else {
        throw Diagnostic(
          code: "E17", "`\(call.name.text)` has no option `\(label.text)`", at: Label(label.span, "not an option here"),
          help: Suggestions.help(for: label.text, among: labels)
            ?? (labels.isEmpty ? "it takes no options" : "it takes \(Prose.names(labels))"))
      }
      guard seen.insert(label.text).inserted else {
        throw Diagnostic(code: "E17", "`\(label.text)` is given twice", at: Label(label.span, "again here"))
      }
    }
    let unlabelled = call.arguments.filter { $0.label == nil }
    guard unlabelled.count <= positional else {
      throw Diagnostic(
        code: "E16", "`\(call.name.text)` takes \(positional == 0 ? "no" : "\(positional)") value without a label",
        at: Label(unlabelled[positional].value.span, "one too many"),
        help: labels.isEmpty ? nil : "the others have names: \(Prose.names(labels))")
    }
  }

  /// The whole number at a place, from `lowest` up.
  func whole(at place: Int, _ what: String, default value: Int, from lowest: Int) throws -> Int {
    let unlabelled = call.arguments.filter { $0.label == nil }
    guard place < unlabelled.count else { return value }
    let expression = unlabelled[place].value
    guard case .int(let number) = try scope.cell(of: expression), number >= lowest, number <= Int32.max else {
      throw Diagnostic(
        code: "E18", "`\(call.name.text)` takes \(what), a whole number from \(lowest)",
        at: Label(expression.span, "not such a number"))
    }
    return Int(number)
  }

  /// One of a few words; the first one where the label was not written.
  func word(_ label: String, of choices: [String]) throws -> String {
    guard let value = call.arguments.first(where: { $0.label?.text == label })?.value else { return choices[0] }
    if case .name(let word) = value.kind, choices.contains(word.text) { return word.text }
    let near: String? = if case .name(let word) = value.kind {
      Suggestions.help(for: word.text, among: choices)
    } else { nil }
    throw Diagnostic(
      code: "E18", "`\(label)` takes one of its words", at: Label(value.span, "not what `\(label)` takes"),
      help: near ?? "write one of: \(choices.joined(separator: ", "))")
  }
}
