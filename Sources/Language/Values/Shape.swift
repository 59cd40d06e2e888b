import Columns
import Diagnostics
import Syntax

/// What is known about a value before or while a stage is checked.
public struct Shape: Sendable {
  /// The kind of value.
  public let kind: ValueKind
  /// The schema of a table.
  public let schema: Schema?
  /// The value itself, where it has been computed already.
  public let value: (any Value)?
  /// What the value is called, for messages: `app`.
  public var name: String?
  /// Columns that earlier stages took away.
  public var departures = Departures()
  /// Columns that can be named, and that no selector chooses: a key that nobody declared, in a recipe.
  public var passedOver: Set<String> = []
  /// What was not read of the file at the start, because no stage asks for it.
  var unread = Unread()

  /// A value of a kind, of which maybe the columns and maybe the value itself are known.
  public init(kind: ValueKind, schema: Schema? = nil, value: (any Value)? = nil) {
    (self.kind, self.value) = (kind, value)
    self.schema = schema ?? value?.heading
  }

  /// The shape of a value that is there.
  public init(_ value: any Value) { self.init(kind: value.kind, value: value) }

  /// A table of which the columns are known.
  public static func table(_ schema: Schema) -> Shape { Shape(kind: .table, schema: schema) }
  /// What a verb that starts a pipeline is given.
  public static let nothing = Shape(kind: ValueKind("nothing"))

  /// The columns of a table; a value of another kind has none.
  public var fields: Schema { schema ?? Schema([]) }

  /// The table itself. Throws ``NeedsData`` while it is not computed; the runner then computes it and asks again.
  public func table() throws -> Table {
    guard let table = value?.table else { throw NeedsData() }
    return table
  }
}

/// The columns of a file that were not read, and all of its columns in their order.
struct Unread: Sendable {
  var names: Set<String> = []
  var file: [String] = []
}

extension Shape {
  /// The shape with all that is known of another besides its columns, so that messages say the same: what it is called,
  /// the columns that went, and those that were not read.
  public func inheriting(_ other: Shape) -> Shape {
    var out = self
    (out.name, out.departures, out.unread) = (other.name, other.departures, other.unread)
    return out
  }

  /// The shape as the output of a stage, which knows what is known of its input.
  /// - Parameters:
  ///   - reason: what the stage says about a column that it takes away.
  ///   - check: called for each column, so that the work can be stopped.
  func following(
    _ input: Shape, _ stage: Stage, _ reason: @escaping @Sendable (String) -> Departure?, check: () throws -> Void
  ) rethrows -> Shape {
    var out = inheriting(input)
    out.name = nil
    let isTable = input.kind == .table && kind == .table
    try out.departures.pass(stage, from: isTable ? input.fields : nil, to: fields, reason, check: check)
    if out.unread.names.isEmpty { return out }
    for field in fields {
      try check()
      out.unread.names.remove(field.name)
    }
    return out
  }

  /// What was never read is gone for later stages as if the stage at which all other columns end had taken it away.
  mutating func endUnread(at stage: Stage) {
    let (names, earlier, fields) = (unread.names, departures, self.fields)
    unread = Unread()
    if names.isEmpty { return }
    let departure = Departure(span: stage.verb.span, label: "taken away here by `\(stage.verb.text)`")
    departures.add { name in
      names.contains(name) && fields.index(of: name) == nil ? earlier[name] ?? departure : nil
    }
  }

  /// The names of all columns that are there for whoever wrote the script, whether they were read or not. A new column
  /// may have none of them.
  public var knownNames: [String] {
    guard !unread.names.isEmpty else { return fields.names }
    let file = Set(unread.file), fields = self.fields
    return unread.file.filter { unread.names.contains($0) || fields.index(of: $0) != nil }
      + fields.names.filter { !file.contains($0) }
  }
}

/// Thrown by a check that cannot go on from a schema alone: a selector by null share, the levels of a text column.
public struct NeedsData: Error {
  /// The result of an earlier statement whose rows are needed; nil for the input.
  public let name: String?
  /// Thrown where the rows are needed first.
  public init(of name: String? = nil) { self.name = name }
}

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
