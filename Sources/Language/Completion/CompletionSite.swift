/// Where the cursor stands in a text that is being typed: the word before it, and what that word can be.
package struct CompletionSite: Equatable {
  /// What the word at the cursor can be.
  package enum Place: Equatable {
    /// The first word of a statement or of a bound pipeline: a result, or a verb that starts one.
    case start
    /// The word behind a `|`.
    case verb
    /// Somewhere behind a stage's first word.
    case argument(StageSite)
    /// Inside of a comment.
    case nothing
  }

  /// The beginning of the word, with `@` or `$` in front; of a text, what stands behind its quote.
  package var word: String
  /// Where the word begins, in bytes.
  package var start: Int
  package var place: Place
  /// The statement up to the last `|` outside of brackets; nil where there is none.
  package var preceding: String?
  /// Whether the word stands in a text that is not closed yet.
  package var isInText: Bool

  /// - Parameters:
  ///   - text: everything up to the cursor.
  ///   - compoundVerbs: the names of two words.
  package init(_ text: String, compoundVerbs: Set<String>) {
    let characters = Array(text)
    let quote = OpenStatement(characters, compoundVerbs: compoundVerbs).quote
    let first = quote.map { $0.mark == "`" ? $0.place : $0.place + 1 } ?? Self.wordStart(characters)
    let before = Array(characters[..<(quote?.place ?? first)])
    let statement = OpenStatement(before, compoundVerbs: compoundVerbs)
    word = String(characters[first...])
    start = String(characters[..<first]).utf8.count
    isInText = quote?.mark == "\""
    preceding = statement.pipe.map { String(before[statement.start..<$0]) }
    if statement.isComment {
      place = .nothing
    } else if let verb = statement.verb {
      place = .argument(StageSite(verb: verb, levels: statement.levels))
    } else if !statement.level.isEmpty {
      place = .nothing
    } else {
      place = statement.pipe == nil && !statement.isDefinition ? .start : .verb
    }
  }

  /// Where the word begins that the text ends with. Stars and dots belong to selectors and scalars alone.
  private static func wordStart(_ characters: [Character]) -> Int {
    var first = characters.count
    while first > 0, OpenStatement.continuesWord(characters[first - 1], true) { first -= 1 }
    if first < characters.count, "@$".contains(characters[first]) { return first }
    let sign = characters[first...].lastIndex { !OpenStatement.continuesWord($0, false) }
    guard let sign else { return first }
    return "@$".contains(characters[sign]) ? sign : sign + 1
  }
}

/// What stands before the cursor in its stage.
package struct StageSite: Equatable {
  /// The verb, of one word or two.
  package let verb: String
  private let levels: [OpenStatement.Level]

  init(verb: String, levels: [OpenStatement.Level]) { (self.verb, self.levels) = (verb, levels) }

  private var level: OpenStatement.Level { levels[levels.count - 1] }
  private var stage: OpenStatement.Level { levels[0] }

  /// Whether nothing is written behind the verb.
  package var isBare: Bool { levels.count == 1 && stage.isEmpty }
  /// The place among the arguments without a label: how many commas stand before, outside of brackets.
  package var index: Int { stage.place - stage.labels.count }
  /// The labels of the stage that are written.
  package var labels: Set<String> { stage.labels }
  /// The option of the stage whose value the cursor stands in.
  package var option: String? { stage.label }
  /// Whether the cursor stands in the stage itself or in braces, where items are.
  package var isAmongItems: Bool { levels.allSatisfy { $0.bracket == nil || $0.bracket == "{" } }
  /// Whether the cursor stands outside of all brackets.
  package var isOutside: Bool { levels.count == 1 }
  /// Whether the clause is there already.
  package var isGrouped: Bool { stage.clause == .by }
  /// Whether the keys of a join are written already.
  package var isKeyed: Bool { stage.clause == .on }

  /// The list of keys that the cursor stands in.
  package var isInKeys: Bool { stage.label == nil && stage.labels.isEmpty && stage.clause == .by }
  /// The keys of a join that the cursor stands in.
  package var isInJoinKeys: Bool { stage.label == nil && stage.labels.isEmpty && stage.clause == .on }

  /// The result that a join names.
  package var joined: String? { Self.name(stage.first) }
  /// Whether the cursor stands directly behind `==`.
  package var isBehindEquals: Bool { level.pieces.last == .sign("==") }

  /// The pieces of the item up to the cursor, without its name.
  private var item: ArraySlice<OpenStatement.Piece> {
    let pieces = level.pieces[...]
    guard let name = pieces.firstIndex(of: .sign("=")) else { return pieces }
    return pieces[(name + 1)...]
  }

  /// Whether an item begins at the cursor, a name in front of it aside.
  package var beginsItem: Bool { item.isEmpty || isBehindClause }

  private var isBehindClause: Bool { item.last == .word("by") || item.last == .word("on") }

  /// Whether a value has to follow: nothing stands before it, or an operator does.
  package var takesOperand: Bool {
    switch item.last {
    case nil, .sign: true
    case .word(let word): Self.leading.contains(word)
    case .quotedName, .value, .group: false
    }
  }

  /// The words behind which a value follows.
  private static let leading: Set = ["and", "or", "not", "in", "if", "then", "else", "where", "by", "on", "for"]

  /// The words that go on from a value: the parts of a choice only where one has begun.
  package var connectives: [String] {
    if item.last == .word("is") { return ["null", "not null"] }
    if item.last == .word("as") || item.last == .word("for") { return [] }
    let isChoice = item.contains(.word("if"))
    let words = isChoice ? item.contains(.word("then")) ? ["else "] : ["then "] : []
    return words + ["and ", "or ", "in ", "not in ", "is null", "is not null"]
  }

  /// Whether the item has a condition or template behind its value, so that it takes no other.
  package func has(_ word: String) -> Bool { item.contains(.word(word)) }

  /// The column whose values are written here: behind `X ==`, and in the list of `X in [`.
  package var comparedColumn: String? {
    if level.bracket == "[" {
      var lead = level.lead[...]
      guard lead.popLast() == .word("in") else { return nil }
      if lead.last == .word("not") { lead.removeLast() }
      return Self.name(lead.last)
    }
    guard let last = level.pieces.last, last == .sign("==") || last == .sign("!=") else { return nil }
    return Self.name(level.pieces.dropLast().last)
  }

  /// Whether a list of functions begins at the cursor: `[min, max](@A*)`.
  package var isInFanOut: Bool {
    guard level.bracket == "[", stage.label == nil else { return false }
    return level.lead.isEmpty || level.lead.last == .sign("=")
  }

  private static func name(_ piece: OpenStatement.Piece?) -> String? {
    switch piece {
    case .word(let name), .quotedName(let name): name
    default: nil
    }
  }

  /// The call whose parentheses the cursor stands in.
  package struct CallSite: Equatable {
    package let name: String
    package let index: Int
    package let label: String?
    package let labels: Set<String>
  }

  /// The innermost call around the cursor; parentheses that only group are passed over, lists are not.
  package var call: CallSite? {
    for level in levels.reversed() {
      guard level.bracket == "(" else { return nil }
      guard case .word(let name)? = level.lead.last, !Self.leading.contains(name) else { continue }
      return CallSite(name: name, index: level.place, label: level.label, labels: level.labels)
    }
    return nil
  }
}
