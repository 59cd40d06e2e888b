/// Where the parts of a chart lie: margins follow from the estimated widths of the labels, so nothing is cut off.
struct Layout {
  static let outerMargin = 16.0
  static let titleSize = 16.0
  static let smallSize = 11.0

  let titleLines: [String]
  let subtitleLines: [String]
  let legend: LegendLayout
  let noteLines: [String]
  /// The area between the axes.
  let plot: Box
  /// The areas of the panels in their order; the whole plot where there are none.
  let panels: [Box]
  /// The area of the strip under the plot.
  let strip: Box?
  let xLabels: BandLabels?
  let xTicks: [(position: Double, label: String)]
  let yTicks: [(position: Double, label: String)]
  /// The y coordinate under the header, where the caption of the vertical axis stands.
  let headerBottom: Double

  init(_ chart: Chart) {
    let inner = chart.width - 2 * Layout.outerMargin
    titleLines = TextMetrics.wrapped(chart.title, width: inner, size: Layout.titleSize, bold: true)
    subtitleLines = TextMetrics.wrapped(chart.subtitle, width: inner, size: TextStyle.defaultSize)
    legend = LegendLayout(chart.legend, width: inner)
    noteLines = chart.notes.flatMap { TextMetrics.wrapped($0, width: inner, size: Layout.smallSize) }
    headerBottom = 12 + Double(titleLines.count) * 21 + Double(subtitleLines.count) * 17 + legend.height
    let top = headerBottom + (chart.y.caption.isEmpty ? 10 : 30)

    let count = chart.panels.count
    let roughHeight = (chart.height - top - 60) / Double(count == 0 ? 1 : PanelGrid.rows(count))
    func panelWidth(_ whole: Double) -> Double { count == 0 ? whole : PanelGrid.width(whole, count) }
    yTicks = chart.y.ticks(about: max(2, Int(roughHeight / 45)))
    let yLabelWidth = Layout.widest(yTicks.map(\.label))
    var left = Layout.outerMargin + yLabelWidth + 8
    var right = Layout.outerMargin + 6 + (chart.marks.map(\.rightMargin).max() ?? 0)
    if chart.colorScale != nil { right += ColorScale.width }

    var bottom = Layout.outerMargin - 4 + Double(noteLines.count) * 15 + (noteLines.isEmpty ? 0 : 6)
    if !chart.x.caption.isEmpty { bottom += 20 }
    if let names = chart.x.bandNames {
      let labels = BandLabels(
        names: names.map { TextMetrics.shortened($0) }, width: panelWidth(chart.width - left - right),
        isUpright: count > 0)
      left = max(left, labels.leftOverhang + 8)
      xLabels = labels
      xTicks = chart.x.ticks(about: names.count)
      bottom += labels.height
    } else {
      xLabels = nil
      xTicks = Layout.horizontalTicks(chart.x, width: panelWidth(chart.width - left - right))
      right = max(right, 8 + (xTicks.last.map { TextMetrics.width($0.label, size: TextStyle.defaultSize) / 2 } ?? 0))
      left = max(left, 8 + (xTicks.first.map { TextMetrics.width($0.label, size: TextStyle.defaultSize) / 2 } ?? 0))
      bottom += xTicks.isEmpty ? 0 : 20
    }
    let (end, base) = (max(left + 20, chart.width - right), max(top + 20, chart.height - bottom))
    strip = chart.strip.map { _ in Box(left, max(top + 20, base - Strip.height), end, base) }
    plot = Box(left, top, end, strip.map { max(top + 20, $0.top - Strip.gap) } ?? base)
    panels = count == 0 ? [plot] : PanelGrid.boxes(plot, count)
  }

  static func widest(_ labels: [String], size: Double = TextStyle.defaultSize) -> Double {
    labels.map { TextMetrics.width($0, size: size) }.max() ?? 0
  }

  /// As many ticks as fit side by side with some space between their labels.
  private static func horizontalTicks(_ axis: Axis, width: Double) -> [(position: Double, label: String)] {
    for count in [10, 8, 7, 6, 5, 4, 3] {
      let ticks = axis.ticks(about: count)
      let pitch = width / Double(max(1, ticks.count))
      if widest(ticks.map(\.label)) + 22 <= pitch { return ticks }
    }
    return axis.ticks(about: 2)
  }
}

/// How the names of a horizontal band axis are set: level, slanted or upright, and every how manieth.
struct BandLabels {
  let names: [String]
  /// 0, −45 or −90 degrees.
  let rotation: Double
  let size: Double
  /// Only the names whose index is a multiple of this are drawn.
  let every: Int
  /// Pixels under the plot.
  let height: Double
  /// How far the first slanted name reaches left of the plot.
  let leftOverhang: Double

  /// - Parameter isUpright: whether names that do not fit stand upright, as slanted ones would reach under a neighbour.
  init(names: [String], width: Double, isUpright: Bool = false) {
    self.names = names
    let pitch = width / Double(max(1, names.count))
    let level = Layout.widest(names)
    if level + 8 <= pitch {
      (rotation, size, every, height, leftOverhang) = (0, TextStyle.defaultSize, 1, 20, 0)
      return
    }
    let size = pitch >= 14 ? TextStyle.defaultSize : 10
    self.size = size
    let widest = Layout.widest(names, size: size)
    if !isUpright, pitch * 0.707 >= size * 1.1 {
      (rotation, every) = (-45, 1)
      height = widest * 0.707 + size + 10
      let reach = names.enumerated().map { index, name in
        TextMetrics.width(name, size: size) * 0.707 + 8 - pitch * (Double(index) + 0.5)
      }
      leftOverhang = max(0, reach.max() ?? 0)
    } else {
      rotation = -90
      every = max(1, Int((size * 1.05 / pitch).rounded(.up)))
      height = widest + 14
      leftOverhang = 0
    }
  }
}
