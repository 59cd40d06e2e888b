/// How a line is drawn: colour and dash pattern together tell series apart, also in grey.
public struct LineStyle: Sendable, Equatable {
  /// `#rrggbb`
  public var color: String
  /// Lengths of dashes and gaps in pixels; empty for a solid line.
  public var dash: [Double]
  /// In pixels.
  public var width: Double
  /// From 0, which is not seen, to 1.
  public var opacity: Double

  /// A line of a colour; the lengths of dashes and gaps are in pixels, none for a whole line.
  public init(color: String, dash: [Double] = [], width: Double = 2, opacity: Double = 1) {
    (self.color, self.dash, self.width, self.opacity) = (color, dash, width, opacity)
  }

  var dashText: String? { dash.isEmpty ? nil : dash.map(NumberText.coordinate).joined(separator: " ") }

  /// Thin lines for what lies behind the data.
  static let grid = LineStyle(color: "#e4e4e4", width: 1)
  static let axis = LineStyle(color: "#666666", width: 1)
}
