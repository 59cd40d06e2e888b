/// A statement that is being typed, cut into pieces up to the word at the cursor, bracket by bracket.
///
/// The text is looked at character by character, because what is half typed seldom parses.
struct OpenStatement: Equatable {
  /// A word, a sign or a value of the statement.
  enum Piece: Equatable {
    case word(String)
    case quotedName(String)
    /// A number, a text, a selector, a scalar.
    case value(String)
    case sign(String)
    /// Brackets with all that they hold.
    case group
  }

  /// The clause that a place of a stage belongs to.
  enum Clause: Equatable { case by, on }

  /// What lies between an open bracket and the cursor; the outermost level is the stage itself.
  struct Level: Equatable {
    /// The bracket; nil for the stage.
    var bracket: Character?
    /// What stands before the bracket, since the last comma.
    var lead: [Piece] = []
    /// What stands behind the last comma.
    var pieces: [Piece] = []
    /// The number of commas, or of lines in braces.
    var place = 0
    /// The first piece of all.
    var first: Piece?
    /// The label that the last piece belongs to.
    var label: String?
    /// All labels so far.
    var labels: Set<String> = []
    /// The clause that began last, and the one before.
    var clause: Clause?
    var earlierClause: Clause?
    /// Whether anything was written at all.
    var isEmpty: Bool { pieces.isEmpty && place == 0 && labels.isEmpty }
  }

  /// Where the statement and its last stage begin, in characters.
  private(set) var start = 0
  private(set) var pipe: Int?
  /// From the stage inwards.
  private(set) var levels = [Level()]
  /// The verb of the stage, of one word or two; nil while it is not written.
  private(set) var verb: String?
  /// Whether stages follow, and no source: behind `define NAME() =`.
  private(set) var isDefinition = false
  /// The quote that is open at the end, and where it stands.
  private(set) var quote: (mark: Character, place: Int)?
  private(set) var isComment = false

  private let compoundVerbs: Set<String>
  private let characters: [Character]

  static func == (one: OpenStatement, other: OpenStatement) -> Bool {
    one.characters == other.characters && one.levels == other.levels
  }

  /// - Parameter characters: everything before the word at the cursor.
  init(_ characters: [Character], compoundVerbs: Set<String>) {
    (self.characters, self.compoundVerbs) = (characters, compoundVerbs)
    var index = 0
    while index < characters.count { index = take(at: index) }
    takeVerb()
  }

  /// The innermost level.
  var level: Level { levels[levels.count - 1] }

  /// Takes the piece at a place; answers where the next begins.
  private mutating func take(at index: Int) -> Int {
    let character = characters[index]
    if character == "#" { return skipComment(from: index) }
    if character == "\n" {
      takeNewline(at: index)
      return index + 1
    }
    if character.isWhitespace { return index + 1 }
    if character == "\"" || character == "`" { return takeQuoted(from: index) }
    if Self.beginsWord(character) { return takeWord(from: index) }
    return takeSign(at: index)
  }

  private mutating func skipComment(from index: Int) -> Int {
    let end = characters[index...].firstIndex(of: "\n")
    isComment = end == nil
    return end ?? characters.count
  }

  private mutating func takeQuoted(from index: Int) -> Int {
    let mark = characters[index]
    var end = index + 1
    while end < characters.count, characters[end] != mark { end += characters[end] == "\\" && mark == "\"" ? 2 : 1 }
    guard end < characters.count else {
      quote = (mark, index)
      return characters.count
    }
    let text = String(characters[(index + 1)..<end])
    append(mark == "`" ? .quotedName(text) : .value(text))
    return end + 1
  }

  private mutating func takeWord(from index: Int) -> Int {
    var end = index + 1
    let isMarked = "@$".contains(characters[index])
    while end < characters.count, Self.continuesWord(characters[end], isMarked) { end += 1 }
    let text = String(characters[index..<end])
    append("@$0123456789".contains(text.prefix(1)) ? .value(text) : .word(text))
    return end
  }

  static func beginsWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_@$".contains(character)
  }

  static func continuesWord(_ character: Character, _ isSelectorOrScalar: Bool) -> Bool {
    character.isLetter || character.isNumber || character == "_"
      || isSelectorOrScalar && "@$.?*".contains(character)
  }

  private mutating func takeSign(at index: Int) -> Int {
    let pair = String(characters[index..<min(index + 2, characters.count)])
    if ["==", "!=", "<=", ">=", "??", ".."].contains(pair) {
      append(.sign(pair))
      return index + 2
    }
    switch characters[index] {
    case "(", "[", "{":
      takeVerb()
      levels.append(Level(bracket: characters[index], lead: level.pieces))
    case ")", "]", "}":
      if levels.count > 1 { levels.removeLast() }
      append(.group)
    case "|" where levels.count == 1: beginStage(at: index)
    case ",": separate()
    case ":": label()
    case "=" where levels.count == 1 && pipe == nil && (verb == nil || verb == "define"): bind()
    default: append(.sign(String(characters[index])))
    }
    return index + 1
  }

  /// Behind `NAME =` stands a pipeline.
  private mutating func bind() {
    isDefinition = verb == "define"
    (levels, verb) = ([Level()], nil)
  }

  private mutating func beginStage(at index: Int) { (pipe, levels, verb) = (index, [Level()], nil) }

  private mutating func takeNewline(at index: Int) {
    if level.bracket == "{" { return separate() }
    guard levels.count == 1, !goesOn(at: index) else { return }
    (start, pipe, levels, verb, isDefinition) = (index + 1, nil, [Level()], nil, false)
  }

  /// Whether a statement goes on behind a newline.
  private func goesOn(at newline: Int) -> Bool {
    let before = characters[..<newline].last { !$0.isWhitespace }
    let behind = characters[newline...].first { !$0.isWhitespace }
    return behind == "|" || before.map { "|,=+-*/<>".contains($0) } ?? false
  }

  private mutating func separate() {
    takeVerb()
    let last = levels.count - 1
    if levels[last].pieces.isEmpty, levels[last].label == nil, levels[last].bracket == "{" { return }
    (levels[last].pieces, levels[last].label) = ([], nil)
    levels[last].place += 1
  }

  /// What stands before a colon is a label; it began no clause. `1:m` holds none.
  private mutating func label() {
    let last = levels.count - 1
    guard case .word(let name)? = levels[last].pieces.last else { return append(.sign(":")) }
    if name == "by" || name == "on" { levels[last].clause = levels[last].earlierClause }
    levels[last].pieces = []
    levels[last].label = name
    levels[last].labels.insert(name)
  }

  private mutating func append(_ piece: Piece) {
    let last = levels.count - 1
    levels[last].pieces.append(piece)
    guard last == 0 else { return }
    if verb == nil, level.pieces.count == 2 { takeVerb() }
    if verb != nil, level.first == nil, level.place == 0 { levels[last].first = level.pieces.first }
    guard verb != nil, level.pieces.last == piece, case .word(let word) = piece else { return }
    guard let clause = ["by": Clause.by, "on": .on][word] else { return }
    levels[last].earlierClause = level.clause
    levels[last].clause = clause
  }

  /// Takes the first words of a stage for its verb, once it is clear how many belong to it.
  private mutating func takeVerb() {
    guard levels.count == 1, verb == nil, case .word(let first)? = level.pieces.first else { return }
    verb = first
    levels[0].pieces.removeFirst()
    guard case .word(let second)? = level.pieces.first, compoundVerbs.contains("\(first) \(second)") else { return }
    verb = "\(first) \(second)"
    levels[0].pieces.removeFirst()
  }
}
