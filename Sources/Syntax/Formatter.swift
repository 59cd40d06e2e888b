/// Prints trees in the canonical layout (`carnet fmt`). Printing what was parsed and parsing it again gives the same
/// tree.
///
/// A pipeline that fits in a line stays there; otherwise each stage has a line of its own. Items in braces have lines
/// of their own when there are more than three of them or the line would be too long, with their `=` aligned. Comments
/// and single blank lines stay.
public struct Formatter {
  /// The greatest width, in characters, of a pipeline that stays in one line.
  static let lineWidth = 100
  /// The greatest number of items in braces that stay in one line.
  static let inlineItems = 3

  /// A whole script, with a newline at its end unless it is empty.
  public static func format(_ script: Script) -> String {
    var result = ""
    for statement in script.statements {
      if statement.hasBlankLineAbove, !result.isEmpty { result += "\n" }
      result += format(statement)
    }
    return result
  }

  /// A statement with its comments and a newline at its end.
  static func format(_ statement: Statement) -> String {
    var lines = statement.leadingComments.map(comment)
    if case .comments = statement.kind { return lines.map { $0 + "\n" }.joined() }
    lines.append(text(statement.kind) + trailing(statement.trailingComment))
    return lines.map { $0 + "\n" }.joined()
  }

  /// Comments by themselves, as ``Statement/leadingComments`` holds them, without a newline at the end.
  public static func format(comments: [String]) -> String { comments.map(comment).joined(separator: "\n") }

  /// A pipeline without a name.
  public static func format(_ pipeline: Pipeline) -> String { text(pipeline.stages, behind: "") }

  /// A binding with its pipeline, or the pipeline alone.
  public static func format(_ pipeline: Pipeline, binding: Name?) -> String {
    text(pipeline.stages, behind: binding.map { text($0) + " = " } ?? "")
  }

  /// Stages that extend a pipeline, each behind `| `, in one line.
  public static func format(_ stages: [Stage]) -> String { stages.map { "| " + inline($0) }.joined(separator: " ") }

  /// A stage in one line.
  public static func format(_ stage: Stage) -> String { inline(stage) }

  /// An expression in canonical layout, in one line.
  public static func format(_ expression: Expression) -> String { text(expression) }

  /// A selector in canonical layout.
  public static func format(_ selector: Selector) -> String { text(selector) }

  /// A name, in backticks where it needs them.
  public static func format(_ name: Name) -> String { text(name) }

  private static func text(_ kind: StatementKind) -> String {
    switch kind {
    case .version(let version): return "carnet \(version)"
    case .seed(let seed): return "seed \(seed)"
    case .option(let name, let value): return "option \(text(name)): \(text(value, atLeast: Precedence.range))"
    case .parameter(let parameter): return text(parameter)
    case .assertion(let condition): return "assert " + text(condition)
    case .expression(let expression): return text(expression)
    case .definition(let definition): return text(definition)
    case .pipeline(let binding, let pipeline): return format(pipeline, binding: binding)
    case .comments, .invalid: return ""
    }
  }

  private static func text(_ parameter: ParameterDeclaration) -> String {
    let documentation = parameter.documentation.map { " " + quoted($0) } ?? ""
    return "param \(text(parameter.name)): \(text(parameter.type)) = "
      + text(parameter.value, atLeast: Precedence.range) + documentation
  }

  private static func text(_ definition: Definition) -> String {
    let head = "define \(text(definition.name))(\(definition.parameters.map(text).joined(separator: ", "))) ="
    let line = head + " " + definition.stages.map(inline).joined(separator: " | ")
    if line.count <= lineWidth, definition.stages.allSatisfy(canBeInline) { return line }
    return head + lines(of: definition.stages)
  }

  private static func text(_ stages: [Stage], behind head: String) -> String {
    if stages.allSatisfy(canBeInline) {
      let line = head + stages.map(inline).joined(separator: " | ")
      if line.count <= lineWidth { return line }
    }
    guard let source = stages.first else { return head }
    let first = head + block(source, indentation: 0, column: head.count)
    return first + trailing(stages.count > 1 ? source.trailingComment : nil) + lines(of: Array(stages.dropFirst()))
  }

  /// Each stage in a line of its own, behind `|`. The last one's comment belongs to the statement.
  private static func lines(of stages: [Stage]) -> String {
    var result = ""
    for (place, stage) in stages.enumerated() {
      for text in stage.leadingComments { result += "\n  " + comment(text) }
      result += "\n  | " + block(stage, indentation: 4, column: 4)
      if place < stages.count - 1 { result += trailing(stage.trailingComment) }
    }
    return result
  }

  static func comment(_ text: String) -> String {
    if text.isEmpty { return "" }
    return text == " " ? "#" : "# " + text
  }

  static func trailing(_ text: String?) -> String { text.map { "  " + comment($0) } ?? "" }
}
