import Columns
import Diagnostics
import Syntax

/// What is settled once for a whole script, by `option NAME: value`.
public struct ScriptOptions: Sendable, Equatable {
  /// Whether the sum of rows that are all null is null; it is 0 otherwise.
  public private(set) var sumsNothingToNull = false
  private var written: Set<String> = []

  /// The options of a script that sets none.
  public init() {}

  /// The names and values, for messages.
  static let known = "`option sum_empty: null`, or `option sum_empty: 0`"

  /// The options that differ from what holds without them: `sum_empty=null`.
  public var changes: [String] { sumsNothingToNull ? ["sum_empty=null"] : [] }

  /// - Throws: `Diagnostic` for an option that does not exist, a wrong value, and one that is written a second time.
  mutating func set(_ name: Name, to value: Expression, in scope: Scope) throws {
    guard name.text == "sum_empty" else {
      throw Diagnostic(
        code: .unknownOption, "there is no option `\(name.text)` of a script", at: Label(name.span, "not an option"),
        help: "write \(Self.known)")
    }
    guard written.insert(name.text).inserted else {
      throw Diagnostic(
        code: .wrongValue, "`\(name.text)` is chosen once for a script", at: Label(name.span, "written a second time"),
        help: "remove it here, or change the first one")
    }
    switch try scope.cell(of: value) {
    case .null: sumsNothingToNull = true
    case .int(0): sumsNothingToNull = false
    default:
      throw Diagnostic(
        code: .wrongValue, "`\(name.text)` is null or 0", at: Label(value.span, "neither"), help: "write \(Self.known)")
    }
  }
}
