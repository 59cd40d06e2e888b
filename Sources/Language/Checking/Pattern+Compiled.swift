import Diagnostics
import Patterns

extension Pattern {
  /// The compiled pattern.
  /// - Parameter span: of the pattern between slashes, or of another expression whose value it is.
  /// - Throws: `Diagnostic` that shows the piece that is wrong.
  static func compiled(_ source: String, at span: Span, isBetweenSlashes: Bool = true) throws -> Pattern {
    do { return try Pattern(source) } catch let error as PatternError {
      let place = isBetweenSlashes ? error.place.flatMap { span.inside($0, of: source) } : nil
      throw Diagnostic(
        code: .wrongValue, "/\(source)/ is no regular expression", at: Label(place ?? span, error.message),
        help: error.help)
    }
  }
}

extension Span {
  /// The span of a piece of a pattern that ends with this one, before its closing slash. A slash inside was written
  /// with a backslash.
  fileprivate func inside(_ piece: Range<Int>, of source: String) -> Span? {
    let bytes = Array(source.utf8)
    func written(_ range: Range<Int>) -> Int { range.count + bytes[range].count { $0 == UInt8(ascii: "/") } }
    let start = upper - 1 - written(0..<bytes.count)
    guard start >= lower else { return nil }
    let first = start + written(0..<piece.lowerBound)
    return Span(source: self.source, lower: first, upper: first + written(piece))
  }
}
