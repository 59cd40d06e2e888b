import Diagnostics

/// A name as it was typed. `isQuoted` tells a name in backticks.
public struct Name: Hashable, Sendable {
  /// The name itself, without backticks.
  public let text: String
  /// Where it stands.
  public let span: Span
  /// Whether it stands in backticks.
  public let isQuoted: Bool

  /// A name at a place.
  public init(_ text: String, _ span: Span, isQuoted: Bool = false) {
    (self.text, self.span, self.isQuoted) = (text, span, isQuoted)
  }
}

/// A parsed script: its statements in order. Parsing never fails; what could not be read is an `.invalid` statement.
public struct Script: Sendable {
  /// The statements in order.
  public var statements: [Statement]
  /// A script of statements.
  public init(statements: [Statement]) { self.statements = statements }
}

/// One statement with the comments that belong to it.
public struct Statement: Sendable {
  /// What it says.
  public var kind: StatementKind
  /// Where it stands, without its comments.
  public var span: Span
  /// Whole-line comments directly above, without `#`; an empty string stands for a blank line between them.
  public var leadingComments: [String]
  /// A comment at the end of the statement's last line, without `#`.
  public var trailingComment: String?
  /// Whether a blank line stands above (the formatter keeps one).
  public var hasBlankLineAbove: Bool

  /// A statement with the comments above and behind it.
  public init(
    _ kind: StatementKind, span: Span, leadingComments: [String] = [], trailingComment: String? = nil,
    hasBlankLineAbove: Bool = false
  ) {
    (self.kind, self.span, self.leadingComments) = (kind, span, leadingComments)
    (self.trailingComment, self.hasBlankLineAbove) = (trailingComment, hasBlankLineAbove)
  }
}

/// What a statement can be.
public enum StatementKind: Sendable {
  case version(Int)
  case seed(Int)
  /// `option sum_empty: null`, which holds for the whole script.
  case option(Name, Expression)
  case parameter(ParameterDeclaration)
  case assertion(Expression)
  /// An expression by itself, whose value is shown: `2 + 2`, `$cut.cost`.
  case expression(Expression)
  case definition(Definition)
  case pipeline(binding: Name?, Pipeline)
  /// Comments at the end of a script that belong to no statement.
  case comments
  /// What recovery skipped; a diagnostic says why.
  case invalid
}

extension StatementKind {
  /// The stages of a pipeline or a definition; nil for other statements, which setting leaves as they are.
  public var stages: [Stage]? {
    get {
      switch self {
      case .pipeline(_, let pipeline): pipeline.stages
      case .definition(let definition): definition.stages
      default: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .pipeline(let binding, let pipeline):
        self = .pipeline(binding: binding, Pipeline(stages: newValue, span: pipeline.span))
      case .definition(let definition):
        self = .definition(Definition(name: definition.name, parameters: definition.parameters, stages: newValue))
      default: break
      }
    }
  }
}

/// `param NAME ":" TYPE "=" literal [STRING]`
public struct ParameterDeclaration: Sendable {
  /// The parameter's name.
  public var name: Name
  /// `int float text bool date list`
  public var type: Name
  /// The value, where no other is given.
  public var value: Expression
  /// The one-line documentation after the value.
  public var documentation: String?

  /// A declaration of a parameter.
  public init(name: Name, type: Name, value: Expression, documentation: String?) {
    (self.name, self.type, self.value, self.documentation) = (name, type, value, documentation)
  }
}

/// `define NAME "(" [ params ] ")" "=" stages`: a verb of the user's own.
public struct Definition: Sendable {
  /// The name of the new verb.
  public var name: Name
  /// The names that stand for what is written behind the verb.
  public var parameters: [Name]
  /// What the verb stands for.
  public var stages: [Stage]

  /// A definition of a verb.
  public init(name: Name, parameters: [Name], stages: [Stage]) {
    (self.name, self.parameters, self.stages) = (name, parameters, stages)
  }
}

/// A source and the stages behind it. The source is a stage as well: a binding's bare name, or a verb that takes no
/// input.
public struct Pipeline: Sendable {
  /// The stages in order, the source first.
  public var stages: [Stage]
  /// Where it stands.
  public var span: Span

  /// A pipeline of stages.
  public init(stages: [Stage], span: Span) { (self.stages, self.span) = (stages, span) }
}

/// A verb with what was written behind it, not yet matched against the verb's signature.
public struct Stage: Sendable {
  /// One word or two: `head`, `left join`.
  public var verb: Name
  /// Positional arguments; each is an item, most of them a bare expression.
  public var arguments: [Item]
  /// Whether the arguments stood in braces.
  public var hasBraces: Bool
  /// The items behind `by`; nil where there is no such clause.
  public var by: [Item]?
  /// Whether the items of `by` stood in braces.
  public var byHasBraces: Bool
  /// The keys behind `on`; nil where there is no such clause.
  public var on: OnClause?
  /// The options, in the order in which they are written.
  public var options: [OptionClause]
  /// Where it stands.
  public var span: Span
  /// A comment at the end of the stage's last line, without `#`.
  public var trailingComment: String?
  /// Whole-line comments directly above a stage that stands on its own line.
  public var leadingComments: [String]
  /// Whole-line comments behind the last item in braces.
  public var closingComments: [String]

  /// A stage: a verb with all that stands behind it.
  public init(
    verb: Name, arguments: [Item] = [], hasBraces: Bool = false, by: [Item]? = nil, byHasBraces: Bool = false,
    on: OnClause? = nil, options: [OptionClause] = [], span: Span, trailingComment: String? = nil,
    leadingComments: [String] = [], closingComments: [String] = []
  ) {
    (self.verb, self.arguments, self.hasBraces, self.by) = (verb, arguments, hasBraces, by)
    (self.byHasBraces, self.on, self.options, self.span) = (byHasBraces, on, options, span)
    (self.trailingComment, self.leadingComments) = (trailingComment, leadingComments)
    self.closingComments = closingComments
  }
}

/// `on` keys and the relation between them.
public struct OnClause: Sendable {
  /// The keys, at least one.
  public var keys: [JoinKey]
  /// The relation that is written; nil where none is.
  public var relation: JoinRelation?
  /// Where the relation stands.
  public var relationSpan: Span?
  /// Where the clause stands.
  public var span: Span

  /// The keys of a join, maybe with a relation.
  public init(keys: [JoinKey], relation: JoinRelation?, relationSpan: Span?, span: Span) {
    (self.keys, self.relation, self.relationSpan, self.span) = (keys, relation, relationSpan, span)
  }
}

/// One key of a join: `SK_ID_CURR`, or `SK_ID_CURR == ID` where the names differ.
public struct JoinKey: Sendable {
  /// The column of the left side.
  public var left: Name
  /// The column of the right side; nil where both have one name.
  public var right: Name?
  /// A pair of key columns.
  public init(left: Name, right: Name?) { (self.left, self.right) = (left, right) }
}

/// How many rows of one side may match a row of the other.
public enum JoinRelation: String, Sendable, CaseIterable {
  case oneToOne = "1:1", manyToOne = "m:1", oneToMany = "1:m", manyToMany = "m:m"
}

/// `NAME ":" value` behind a verb.
public struct OptionClause: Sendable {
  /// The option's name.
  public var name: Name
  /// What stands behind the colon.
  public var value: Expression
  /// An option of a stage.
  public init(name: Name, value: Expression) { (self.name, self.value) = (name, value) }
}

/// `[ NAME "=" ] expr [ "where" expr ] [ "as" TEMPLATE ] [ "for" NAME "in" list ]`
public struct Item: Sendable {
  /// The name before `=`; nil where there is none.
  public var name: Name?
  /// The expression.
  public var value: Expression
  /// Whether the whole value stands in parentheses: a condition behind it is then for all of it.
  public var isParenthesised: Bool
  /// What stands behind `where`.
  public var condition: Expression?
  /// What stands behind `as`.
  public var template: Template?
  /// What stands behind `for`.
  public var loop: Loop?
  /// Where it stands, without its comments.
  public var span: Span
  /// The comments in the lines above it.
  public var leadingComments: [String]
  /// The comment behind it in its line.
  public var trailingComment: String?

  /// An item with its clauses and comments.
  public init(
    name: Name? = nil, value: Expression, isParenthesised: Bool = false, condition: Expression? = nil,
    template: Template? = nil, loop: Loop? = nil, span: Span, leadingComments: [String] = [],
    trailingComment: String? = nil
  ) {
    self.isParenthesised = isParenthesised
    (self.name, self.value, self.condition, self.template) = (name, value, condition, template)
    (self.loop, self.span) = (loop, span)
    (self.leadingComments, self.trailingComment) = (leadingComments, trailingComment)
  }
}

/// The text behind `as`, with `{col}`, `{fn}`, `{FN}` and loop variables still in it.
public struct Template: Sendable {
  /// The template itself, without quotes.
  public var text: String
  /// Where it stands.
  public var span: Span
  /// A template of names.
  public init(text: String, span: Span) { (self.text, self.span) = (text, span) }
}

/// `for NAME in list`
public struct Loop: Sendable {
  /// The name that stands for one value after another.
  public var variable: Name
  /// The values.
  public var list: Expression
  /// A loop of an item.
  public init(variable: Name, list: Expression) { (self.variable, self.list) = (variable, list) }
}
