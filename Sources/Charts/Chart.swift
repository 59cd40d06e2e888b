/// A chart as plain values: what it says, its axes, and the marks that carry the data, from back to front.
///
/// `svg()` and `textPreview(width:height:)` are pure functions of it: the same chart gives the same bytes everywhere.
public struct Chart: Sendable {
  /// What the chart shows.
  public var title: String
  /// What else is to be known, in smaller letters; may be empty.
  public var subtitle: String
  /// A sentence for readers who cannot see the chart; the `<desc>` of the SVG.
  public var summary: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// What is drawn, the lowest first.
  public var marks: [any Mark]
  /// Small charts side by side under the axes of this one; where there are some, `marks` are not drawn.
  public var panels: [Panel] = []
  /// How many rows there are along the horizontal axis; for a chart without panels.
  public var strip: Strip?
  /// What the colours and lines mean; empty where there is nothing to tell apart.
  public var legend: [LegendEntry]
  /// A scale of colours at the right side.
  public var colorScale: ColorScale?
  /// Small print under the chart: what was left out, and why.
  public var notes: [String]
  /// In pixels.
  public var width = 720.0
  /// In pixels.
  public var height = 440.0

  /// A chart of the usual size.
  public init(
    title: String, subtitle: String = "", summary: String = "", x: Axis, y: Axis, marks: [any Mark],
    legend: [LegendEntry] = [], notes: [String] = []
  ) {
    (self.title, self.subtitle, self.summary) = (title, subtitle, summary)
    (self.x, self.y, self.marks, self.legend, self.notes) = (x, y, marks, legend, notes)
  }

  /// Makes room for bands that lie below each other, and for long names beside them.
  mutating func fitBands(_ count: Int, each: Double) {
    // Where the width is too little for what stands beside the plot, the layout does not tell how much is missing.
    var wide = self
    wide.width = 100_000
    let beside = wide.width - Layout(wide).plot.width
    width = max(width, beside + Chart.leastPlotWidth).rounded(.up)
    // What the layout leaves of some height tells how much is missing.
    height = 400
    height = (height + max(each * Double(count), ColorScale.leastHeight(colorScale)) - Layout(self).plot.height)
      .rounded(.up)
  }

  private static let leastPlotWidth = 380.0

  /// A chart that says why there is nothing to see.
  public static func empty(title: String, because reason: String, notes: [String] = []) -> Chart {
    var (x, y) = (Axis.linear("", 0...1), Axis.linear("", 0...1))
    (x.grid, y.grid) = (false, false)
    return Chart(
      title: title, summary: reason, x: x, y: y, marks: [MessageMark(text: reason)], notes: notes)
  }
}
