import Diagnostics

/// An expression with its place.
public struct Expression: Sendable {
  /// What it says.
  public var kind: Kind
  /// Where it stands.
  public var span: Span

  /// An expression of a kind at a place.
  public init(_ kind: Kind, _ span: Span) { (self.kind, self.span) = (kind, span) }

  /// What an expression can be.
  public indirect enum Kind: Sendable {
    case int(Int64)
    /// A number with a point or an exponent; `text` is what was typed, so that printing gives it back.
    case float(Double, text: String)
    /// A string in quotes, in pieces, for `"{$data}/bureau.csv"`.
    case string([StringPiece])
    case bool(Bool)
    case null
    /// `date "2024-01-31"`; the text is checked later, against the calendar.
    case date(String)
    /// `/regex/` behind `~`.
    case regex(String)
    case list([Expression])
    /// `[ZIP: text, OPENED: date]`; every argument has its label.
    case mapping([Argument])
    /// A column, a binding, a verb's enum word: names get their meaning from where they stand.
    case name(Name)
    /// `$months`, `$cv1.auc`.
    case scalar([Name])
    case selector(Selector)
    /// `clip(x, min: 0)`
    case call(Name, [Argument])
    /// `[min, max](@AMT_*)`
    case fanOut([Name], [Argument])
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `x is null`, `x is not null`.
    case isNull(Expression, negated: Bool)
    /// `if c then a else b`
    case conditional(Expression, then: Expression, otherwise: Expression)
    /// `a..b` and, on a logarithmic scale, `log a..b`.
    case range(Expression, Expression, isLogarithmic: Bool)
    /// A verb that makes a value where the value is needed: `cost { fn = 10, fp = 1 }`.
    case stage(Stage)
    /// What recovery skipped; a diagnostic says why.
    case invalid
  }

  /// An argument of a call, with its label where one was written.
  public struct Argument: Sendable {
    /// The name before a colon; nil where there is none.
    public var label: Name?
    /// What is handed over.
    public var value: Expression
    /// An argument of a call, with or without a label.
    public init(label: Name? = nil, value: Expression) { (self.label, self.value) = (label, value) }
  }

  /// A piece of a string in quotes.
  public enum StringPiece: Sendable, Equatable {
    /// Text with its escapes resolved.
    case text(String)
    /// `{$data}`
    case scalar([Name])
    /// `{AGE}`: the value of a column in an expression; where no column can stand, the characters themselves.
    case column(Name)
  }
}

/// An operator before its operand.
public enum UnaryOperator: String, Sendable, CaseIterable {
  case negate = "-", not
}

/// An operator between two operands.
public enum BinaryOperator: String, Sendable, CaseIterable {
  case or, and
  case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case `in`, matches = "~"
  case coalesce = "??"
  case add = "+", subtract = "-"
  case multiply = "*", divide = "/", remainder = "%"
}

/// A set of columns: `@AMT_*`, `@num`, `@/regex/`, `@nulls(> 0.6)`, `@(num - SK_ID_CURR)`.
public struct Selector: Sendable {
  /// What it selects by.
  public var kind: Kind
  /// Where it stands.
  public var span: Span

  /// A selector of a kind at a place.
  public init(_ kind: Kind, _ span: Span) { (self.kind, self.span) = (kind, span) }

  /// What columns can be selected by.
  public indirect enum Kind: Sendable {
    /// A glob, a type's word (`num`, `text` …) or a column's name: words get their meaning from the schema.
    case pattern(Name)
    case regex(String)
    /// `nulls(> 0.6)`, `distinct(< 20)`
    case predicate(Name, BinaryOperator, Expression)
    /// Atoms combined from left to right; the first operator is `.union`.
    case set([(SetOperator, Selector)])
  }

  /// How two sets of columns become one.
  public enum SetOperator: String, Sendable {
    case union = "+", difference = "-", intersection = "&"
  }
}
