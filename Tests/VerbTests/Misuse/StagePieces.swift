import Diagnostics
import Language
import Syntax
import Verbs

/// A stage in pieces of text that can be left out, replaced and put together again.
struct StagePieces {
  enum Piece: Hashable { case verb, argument(Int), option(String), clause(String), whole }

  /// What stands before the stage, without the bar.
  var lead: String
  /// Whether nothing flows into the stage.
  var isFirst: Bool
  var verb: String
  var arguments: [String]
  var clauses: [(name: String, text: String)]
  var options: [(name: String, text: String)]

  /// The last stage of an example that is of a verb, and what stands before it; nil where there is none.
  init?(_ example: Example, verb: String) {
    var sources = SourceMap()
    let id = sources.add(name: "example", text: example.source)
    let script = Parser.parse(example.source, source: id, compoundVerbs: Catalog.standard.compoundNames).script
    let bytes = Array(example.source.utf8)
    func text(_ span: Span) -> String { String(decoding: bytes[span.lower..<span.upper], as: UTF8.self) }
    func text(_ items: [Item]) -> String { items.map { text($0.span) }.joined(separator: ", ") }
    guard let stage = script.statements.flatMap({ $0.kind.stages ?? [] }).last(where: { $0.verb.text == verb })
    else { return nil }
    let before = text(Span(source: id, lower: 0, upper: stage.span.lower)).trimmingSuffix(" \n")
    isFirst = !before.hasSuffix("|")
    lead = isFirst ? before : before.trimmingSuffix(" |\n")
    self.verb = verb
    arguments = stage.arguments.map { text($0.span) }
    options = stage.options.map { ($0.name.text, text($0.value.span)) }
    clauses = stage.by.map { [("by", text($0))] } ?? []
    if let on = stage.on { clauses.append(("on", text(on.span).replacing("on ", with: "", maxReplacements: 1))) }
  }

  /// The script with the stage on a line of its own, and the offsets of one of its pieces.
  func script(marking piece: Piece) -> (text: String, place: Range<Int>) {
    var text = lead + (isFirst ? lead.hasSuffix("=") ? " " : lead.isEmpty ? "" : "\n" : "\n  | ")
    var places: [Piece: Range<Int>] = [:]
    let start = text.utf8.count
    func add(_ piece: Piece, _ part: String, after separator: String) {
      text += separator
      let lower = text.utf8.count
      text += part
      places[piece] = lower..<text.utf8.count
    }
    add(.verb, verb, after: "")
    for (index, argument) in arguments.enumerated() { add(.argument(index), argument, after: index == 0 ? " " : ", ") }
    for clause in clauses { add(.clause(clause.name), "\(clause.name) \(clause.text)", after: " ") }
    for option in options {
      let isBare = text.utf8.count == start + verb.utf8.count
      add(.option(option.name), "\(option.name): \(option.text)", after: isBare ? " " : ", ")
    }
    places[.whole] = start..<text.utf8.count
    return (text, places[piece] ?? start..<text.utf8.count)
  }
}

extension String {
  fileprivate func trimmingSuffix(_ characters: String) -> String {
    var rest = self[...]
    while let last = rest.last, characters.contains(last) { rest.removeLast() }
    return String(rest)
  }
}
