import Diagnostics
import Syntax

/// How large a script may become when its definitions, loops, templates and texts are written out. What one writes is
/// far below; a few lines that refer to each other would otherwise fill any memory.
public enum WrittenOut {
  /// The most stages that a verb of the user's own may stand for.
  static let greatestStageCount = 10_000
  /// How deep such verbs may stand in each other.
  static let greatestNesting = 200
  /// The most columns that the items of one stage may stand for.
  static let greatestItemCount = 100_000
  /// The most operators, values and names of an expression in a verb of the user's own.
  static let greatestPartCount = 100_000
  /// The highest tree, as the parser allows it.
  static let greatestHeight = Parser.greatestHeight
  /// The longest text that is put together from others, in bytes.
  static let greatestTextLength = 1 << 20

  static func tooLarge(_ message: String, at span: Span, help: String) -> Diagnostic {
    Diagnostic(code: SyntaxCodes.tooDeep, message, at: Label(span, "too much"), help: help)
  }
}

extension Stage {
  /// Throws where the expressions are larger than anything that one would write.
  func checkSize(at span: Span) throws {
    var parts = 0
    for expression in (arguments + (by ?? [])).flatMap({ [$0.value, $0.condition, $0.loop?.list].compactMap(\.self) })
      + options.map(\.value)
    {
      guard expression.isWithinLimits(height: 0, &parts) else {
        throw WrittenOut.tooLarge(
          "written out, `\(verb.text)` has an expression that is nested too deeply or too long", at: span,
          help: "compute a part of it in a column of its own first")
      }
    }
  }
}

extension Expression {
  fileprivate func isWithinLimits(height: Int, _ parts: inout Int) -> Bool {
    parts += 1
    guard height <= WrittenOut.greatestHeight, parts <= WrittenOut.greatestPartCount else { return false }
    for child in children where !child.isWithinLimits(height: height + 1, &parts) { return false }
    return true
  }
}
