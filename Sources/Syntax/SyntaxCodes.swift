import Diagnostics

/// The codes of errors in how a script is written, E01 to E09.
public enum SyntaxCodes {
  /// `E01`, something else was expected here.
  public static let unexpected = DiagnosticCode(
    "E01", "something else was expected here",
    """
    The text up to this place could be read, and what follows does not fit: a value, a name or a verb is missing, or a \
    word stands where none can. The label says what was expected.
    """)
  /// `E02`, a character without a meaning.
  public static let character = DiagnosticCode(
    "E02", "a character without a meaning",
    """
    Control characters and most symbols have no meaning outside of strings. Pasted text often brings invisible ones \
    along, such as no-break spaces. A name with unusual characters stands in backticks: `my column`.
    """)
  /// `E03`, a string, name or regex that cannot be read.
  public static let unterminated = DiagnosticCode(
    "E03", "a string, name or regex that cannot be read",
    """
    Strings "…", names in backticks and regexes /…/ end in the line in which they begin. In strings a backslash starts \
    one of \\n \\t \\r \\" \\\\ \\{ \\} \\u{1F600}, and `{$name}` inserts a parameter or a field of an earlier result.
    """)
  /// `E04`, a bracket without its partner.
  public static let bracket = DiagnosticCode(
    "E04", "a bracket without its partner",
    """
    Every ( [ { needs its ) ] }, in the right order. Inside ( ) and [ ] a newline means nothing, inside { } it \
    separates items.
    """)
  /// `E05`, a number that cannot be read.
  public static let number = DiagnosticCode(
    "E05", "a number that cannot be read",
    """
    Numbers are written 12, 0.5 or 1.5e-3, without separators between thousands and without a unit. Whole numbers lie \
    between -9223372036854775808 and 9223372036854775807.
    """)
  /// `E06`, another language's spelling.
  public static let spelling = DiagnosticCode(
    "E06", "another language's spelling",
    """
    `=` gives a name and `==` compares; logic is written `and`, `or`, `not`; the missing value is `null`, and the \
    truth values are `yes` and `no`; strings stand in double quotes; a power is `pow(x, 2)`.
    """)
  /// `E07`, a separator is missing or too much.
  public static let separator = DiagnosticCode(
    "E07", "a separator is missing or too much",
    """
    Stages are separated by `|`, arguments and options by commas, statements by newlines; inside { } a newline or a \
    comma separates items.
    """)
  /// `E08`, a statement that is not complete.
  public static let statement = DiagnosticCode(
    "E08", "a statement that is not complete",
    """
    A script is made of statements: `carnet 1` (in the first line), `seed 42`, `param NAME: TYPE = value "what it is \
    for"`, `assert CONDITION`, `define NAME(a, b) = stages`, and pipelines with or without a name: `NAME = source | \
    verb …`.
    """)
  /// `E09`, too deeply nested.
  public static let tooDeep = DiagnosticCode(
    "E09", "too deeply nested",
    """
    Brackets, conditions and chains of operators may be nested to a depth that no one writes by hand. Compute parts of \
    the expression in columns or parameters of their own. What a script stands for when its definitions, loops and \
    texts are written out has limits as well: 10 000 stages, 100 000 columns of one stage, texts of 1 MiB.
    """)

  /// All of them, in order.
  public static let all = [
    unexpected, character, unterminated, bracket, number, spelling, separator, statement, tooDeep,
  ]
}
