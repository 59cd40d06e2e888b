import Diagnostics

/// Reads scripts. Parsing never fails: the result is a tree, with `.invalid` where something could not be read, and
/// diagnostics that say why.
///
/// No verb is known here: a stage is a word with arguments, clauses and options behind it, in any order that makes
/// sense. Only the verbs of two words must be told, because nothing else says where such a verb ends.
public struct Parser {
  let source: SourceID
  let bytes: [UInt8]
  let compoundVerbs: Set<String>
  let functions: Set<String>
  let tokens: [Token]
  let comments: [Comment]
  let unclosed: Set<Int>
  /// The offset of each line's first token, for indentation.
  let indentations: [Int]
  var index = 0
  var commentIndex = 0
  var diagnostics: [Diagnostic]
  /// Where the findings so far lie.
  var reportedOffsets: Set<Int>
  /// Nesting of the place that is being read, and the height of the expression read last.
  var depth = 0
  var height = 0
  /// The place of the expression in parentheses that was read last.
  var lastParenthesised: Span?

  static let greatestDepth = 200
  /// Trees are walked recursively; a chain of operators is as high as it is long.
  public static let greatestHeight = 400

  init(_ text: String, source: SourceID, compoundVerbs: Set<String>, functions: Set<String> = []) {
    let lexed = Lexer.run(text, source: source)
    (self.source, self.compoundVerbs, bytes) = (source, compoundVerbs, Array(text.utf8))
    self.functions = functions
    (tokens, comments, unclosed, diagnostics) = (lexed.tokens, lexed.comments, lexed.unclosed, lexed.diagnostics)
    reportedOffsets = Set(lexed.diagnostics.compactMap { $0.primary?.span.lower })
    indentations = Self.indentations(of: text, tokens)
  }

  /// Reads a script, or what was typed at the prompt.
  ///
  /// - Parameters:
  ///   - compoundVerbs: the names of all verbs of two words, such as `left join`.
  ///   - functions: the names of the functions with which a statement without a table may begin: `round(1.5)`.
  /// - Returns: the tree, and the diagnostics in the order of their places.
  public static func parse(
    _ text: String, source: SourceID, compoundVerbs: Set<String>, functions: Set<String> = []
  ) -> (script: Script, diagnostics: [Diagnostic]) {
    var parser = Parser(text, source: source, compoundVerbs: compoundVerbs, functions: functions)
    let script = parser.parseScript()
    return (script, parser.sortedDiagnostics)
  }

  /// Reads stages that extend an earlier cell; the text starts with `|`.
  public static func parseStages(
    _ text: String, source: SourceID, compoundVerbs: Set<String>
  ) -> (stages: [Stage], diagnostics: [Diagnostic]) {
    var parser = Parser(text, source: source, compoundVerbs: compoundVerbs)
    parser.skipNewlines()
    _ = parser.take(.pipe)
    let stages = parser.parseStages(hasSource: false)
    parser.finishStatement()
    return (stages, parser.sortedDiagnostics)
  }

  /// Whether a text breaks off in the middle of a statement: a bracket is open, or the last line goes on in the next.
  public static func isIncomplete(_ text: String) -> Bool {
    let lexed = Lexer.run(text, source: SourceID(rawValue: 0))
    if !lexed.unclosed.isEmpty { return true }
    switch lexed.tokens.last(where: { $0.kind != .newline && $0.kind != .end })?.kind {
    case .symbol(let symbol): return symbol.continuesLine
    case .word(let word): return ReservedWord(rawValue: word)?.continuesLine ?? false
    default: return false
    }
  }

  private var sortedDiagnostics: [Diagnostic] {
    diagnostics.enumerated().sorted {
      ($0.element.primary?.span.lower ?? 0, $0.offset) < ($1.element.primary?.span.lower ?? 0, $1.offset)
    }.map(\.element)
  }

  /// For each token the column, in bytes, of the first token of its line.
  private static func indentations(of text: String, _ tokens: [Token]) -> [Int] {
    var lineStart = 0, offset = 0, result: [Int] = [], indentation = 0
    var bytes = text.utf8.makeIterator()
    for token in tokens {
      while offset < token.lower, let byte = bytes.next() {
        offset += 1
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { lineStart = offset }
      }
      if token.startsLine { indentation = token.lower - lineStart }
      result.append(indentation)
    }
    return result
  }
}
