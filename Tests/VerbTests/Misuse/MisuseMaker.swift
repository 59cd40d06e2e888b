import Language

/// Makes the wrong calls of a verb from its signature and one of its examples.
struct MisuseMaker {
  let signature: Signature
  let base: StagePieces
  /// Whether ``addedColumns`` can stand before the stage.
  let hasTable: Bool
  private(set) var cases: [Misuse] = []

  /// A number whose name `AMOUNT_PAD` misspells, and a text.
  static let addedColumns = "\n  | derive { AMOUNT_PAID = 7, WORD = \"a\" }"

  /// - Parameter runs: whether a script runs without an error.
  init?(_ verb: any Verb.Type, runs: (String) -> Bool) {
    let candidates = (verb.examples.filter(\.files.isEmpty) + verb.examples.filter { !$0.files.isEmpty })
      .compactMap { StagePieces($0, verb: verb.name) }.filter { runs($0.script(marking: .whole).text) }
    let tables = candidates.filter { $0.isTable && runs($0.lead + Self.addedColumns) }
    guard let base = tables.first ?? candidates.first else { return nil }
    (signature, self.base, hasTable) = (verb.signature, base, !tables.isEmpty)
    addFlow()
    addShape()
    for (index, parameter) in signature.positional.enumerated() { addValues(for: parameter, argument: index) }
    for parameter in signature.options { addValues(for: parameter, argument: nil) }
  }

  mutating func add(
    _ kind: MisuseKind, _ subject: String? = nil, marking piece: StagePieces.Piece = .whole,
    _ change: (inout StagePieces) -> Void
  ) {
    var pieces = base
    let needsColumns = kind == .missingColumn || kind == .textColumn || kind == .surplusClause
    if needsColumns, hasTable { pieces.lead += Self.addedColumns }
    change(&pieces)
    let (text, place) = pieces.script(marking: piece)
    cases.append(Misuse(kind: kind, subject: subject, script: text, place: place))
  }

  /// What flows into the stage.
  private mutating func addFlow() {
    if signature.isSource {
      add(.inputToSource, marking: .verb) { ($0.lead, $0.isFirst) = ("range 3", false) }
      return
    }
    add(.noInput, marking: .verb) { ($0.lead, $0.isFirst) = ("", true) }
    for (kind, source) in Self.sources where !signature.inputs.contains(where: { $0.name == kind }) {
      // The formulas of a cost are a table.
      if kind == "cost", signature.takesMainTables { continue }
      add(.wrongInput, kind, marking: .verb) { $0.lead = $0.definitions + source }
    }
  }

  static let sources = [
    ("table", "range 3"), ("recipe", "recipe"), ("cost", "cost { fn = 1 }"),
    ("model", "range 9 | derive y = n % 2 | fit dummy, target: y"),
  ]

  /// Which arguments, options and clauses there are.
  private mutating func addShape() {
    if let needed = signature.positional.first(where: \.isRequired) {
      add(.missingArgument, needed.name) { $0.arguments = [] }
    }
    for option in signature.options where option.isRequired {
      add(.missingOption, option.name) { $0.options.removeAll { $0.name == option.name } }
    }
    addClauses()
    add(.unknownOption, marking: .option("colour")) { $0.options.append(("colour", "1")) }
    if let option = signature.options.first(where: { $0.name.count > 2 }) {
      let misspelt = String(option.name.dropLast())
      add(.misspeltOption, option.name, marking: .option(misspelt)) {
        $0.options.removeAll { $0.name == option.name }
        $0.options.append((misspelt, "1"))
      }
    }
    if let option = base.options.first {
      add(.repeatedOption, option.name, marking: .option(option.name)) { $0.options.append(option) }
    }
    if let first = signature.positional.first, base.arguments.count == 1, first.name != signature.options.first?.name {
      add(.namedArgument, first.name, marking: .option(first.name)) {
        $0.options.insert((first.name, $0.arguments.removeFirst()), at: 0)
      }
    }
    if !signature.positional.contains(where: \.isRest) {
      let count = base.arguments.count
      let missing = max(0, signature.positional.count - count)
      add(.surplusArgument, marking: .argument(count + missing)) {
        $0.arguments += Array(repeating: "1", count: missing + 1)
      }
    }
  }

  private mutating func addClauses() {
    for (name, isTaken) in [("by", signature.takesBy), ("on", signature.clauses.contains(.on))] {
      guard isTaken else {
        add(.surplusClause, name, marking: .clause(name)) { $0.clauses.append((name, "AMOUNT_PAID")) }
        continue
      }
      if signature.clauses.contains(.requiredBy) || name == "on" {
        add(.missingClause, name) { $0.clauses.removeAll { $0.name == name } }
      }
      add(.missingColumn, name, marking: .clause(name)) { $0.clauses = [(name, "AMOUNT_PAD")] }
      if name == "by" { add(.emptySelector, name, marking: .clause(name)) { $0.clauses = [(name, "@ZIP_*")] } }
    }
  }
}

extension StagePieces {
  /// The lines before the statement of the stage, which bind what it refers to.
  var definitions: String {
    let lines = lead.split(separator: "\n").prefix { $0.contains(" = ") && !$0.hasPrefix("range") }
    return lines.joined(separator: "\n") + (lines.isEmpty ? "" : "\n")
  }

  /// Whether rows flow into the stage, as far as its text tells.
  var isTable: Bool { !isFirst && !lead.contains("recipe") && !lead.contains("| cv ") && !lead.contains("| fit ") }
}
