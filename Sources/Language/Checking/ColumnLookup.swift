import Columns
import Diagnostics
import Syntax

extension Shape {
  /// The position of a named column, or a diagnostic that says what became of it or what is near.
  public func position(of name: Name) throws -> Int {
    if let position = fields.index(of: name.text) { return position }
    throw missingColumn(name)
  }

  /// The diagnostic for a name that is no column here.
  /// - Parameter level: the text it was compared with, to offer the indicator that stands for it now.
  public func missingColumn(_ name: Name, comparedWith level: String? = nil) -> Diagnostic {
    if let departure = departures[name.text] { return departed(name, departure, level) }
    let near = Suggestions.nearest(to: name.text, in: knownNames)
    let owner = self.name.map { " of `\($0)`" } ?? ""
    let help: String? = if let best = near.first {
      near.count == 1
        ? "did you mean `\(best)`? (names are case-sensitive)"
        : "did you mean \(near.map { "`\($0)`" }.joined(separator: ", "))? (names are case-sensitive)"
    } else {
      knownNames.count > 0 ? "the columns are \(someNames)" : nil
    }
    return Diagnostic(
      code: .unknownColumn, "no column `\(name.text)` here",
      at: Label(name.span, "not among the \(knownNames.count) columns\(owner)"), help: help,
      fixIts: near.prefix(1).map { FixIt(name.span, $0) })
  }

  /// The diagnostic for a selection that is empty.
  /// - Parameter hasOption: whether the verb has an option that allows it.
  public func emptySelection(at place: Span, hasOption: Bool = false) -> Diagnostic {
    // The types of columns that were not read are not known.
    let types = unread.names.isEmpty ? Set(fields.map(\.type.rawValue)).sorted() : []
    let ofTypes = types.isEmpty ? "" : ", of type \(types.joined(separator: ", "))"
    return Diagnostic(
      code: .emptySelection, "this selects no column", at: Label(place, matchesNothing),
      notes: knownNames.isEmpty ? [] : ["the columns here are \(someNames)\(ofTypes)"],
      help: hasOption ? "add `optional: yes` if that may happen" : nil)
  }

  /// The first names, and how many there are: `A, B, C, D, E, … (122 in all)`.
  private var someNames: String {
    let names = knownNames
    return names.count <= 5
      ? names.joined(separator: ", ") : "\(names.prefix(5).joined(separator: ", ")), … (\(names.count) in all)"
  }

  /// The label under a selector that chooses nothing.
  private var matchesNothing: String {
    let names = knownNames
    return switch names.count {
    case 0: "there are no columns"
    case 1: "does not match the one column, `\(names[0])`"
    default: "matches none of the \(names.count) columns"
    }
  }

  private func departed(_ name: Name, _ departure: Departure, _ level: String?) -> Diagnostic {
    let indicator = level.flatMap { departure.indicators[$0] }.map { ", or write `\($0) == 1`" } ?? ""
    return Diagnostic(
      code: .goneColumn, "`\(name.text)` no longer exists at this stage", at: Label(name.span),
      labels: [Label(departure.span, departure.label)], help: departure.help.map { $0 + indicator })
  }
}
