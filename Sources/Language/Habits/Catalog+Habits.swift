import Syntax
import Diagnostics

extension Catalog {
  /// The finding about a statement that failed and reads like one of another language; nil where it does not.
  ///
  /// - Parameters:
  ///   - failure: what was found before, with its place.
  ///   - source: the text that the place lies in.
  public func habit(behind failure: Diagnostic, in source: SourceText) -> Diagnostic? {
    guard failure.severity == .error, let place = failure.primary?.span else { return nil }
    let line = HabitLine(source, at: place)
    for habit in habits {
      let range = habit.extent == .statement ? line.whole : line.stage(at: place)
      if let own = habit.rewrite(line.text(range)) { return habit.finding(line.span(range), own) }
    }
    return nil
  }
}

extension ForeignHabit {
  fileprivate func finding(_ span: Span, _ own: String) -> Diagnostic {
    Diagnostic(
      code: SyntaxCodes.spelling, sentence, at: Label(span, "written as elsewhere"),
      help: own.isEmpty ? "leave this line out" : "write `\(own)`", fixIts: [FixIt(span, own)])
  }
}

/// The line of a source in which something failed.
private struct HabitLine {
  private let bytes: [UInt8]
  private let source: SourceID
  /// The line without the white space and the comment around it.
  let whole: Range<Int>

  init(_ source: SourceText, at place: Span) {
    bytes = Array(source.text.utf8)
    self.source = place.source
    let line = source.range(ofLine: source.line(at: place.lower))
    whole = Self.trimmed(line, bytes)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  func span(_ range: Range<Int>) -> Span { Span(source: source, lower: range.lowerBound, upper: range.upperBound) }

  /// What stands between the bars around a place; bars in quotes, brackets and parentheses are none.
  func stage(at place: Span) -> Range<Int> {
    var start = whole.lowerBound, nesting = 0, quote: UInt8?
    for index in whole {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "`"): quote = byte
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): nesting += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): nesting -= 1
      case UInt8(ascii: "|") where nesting == 0:
        if index >= place.lower { return Self.trimmed(start..<index, bytes) }
        start = index + 1
      default: break
      }
    }
    return Self.trimmed(start..<whole.upperBound, bytes)
  }

  private static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
    return lower..<upper
  }
}
