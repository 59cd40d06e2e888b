/// How a line of text is drawn.
struct TextStyle: Sendable {
  /// Where the given point lies on the line of text.
  enum Anchor: String, Sendable {
    case start, middle, end
  }

  static let defaultSize = 12.0
  /// The colour of text, nearly black.
  static let ink = "#222222"
  /// The colour of text on a fill that stays as it is on a dark page; it has to differ from ``ink``, which does not.
  static let inkOnFill = "#1f1f1f"
  /// The colour of secondary text: 7:1 on white.
  static let secondary = "#555555"

  var size = TextStyle.defaultSize
  var bold = false
  var fill = TextStyle.ink
  var anchor = Anchor.start
  /// Degrees clockwise around the point.
  var rotation = 0.0
  /// An edge in the colour of the page that keeps the text readable over lines.
  var halo = false
}
