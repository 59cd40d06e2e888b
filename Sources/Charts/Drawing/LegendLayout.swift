/// Places the entries of a legend in rows under the title, where they cannot cover data.
struct LegendLayout {
  static let symbolWidth = 26.0
  private static let rowHeight = 19.0

  /// Each entry with its row and its left edge, relative to the legend.
  let items: [(entry: LegendEntry, row: Int, x: Double)]
  let height: Double

  init(_ entries: [LegendEntry], width: Double) {
    var items: [(entry: LegendEntry, row: Int, x: Double)] = []
    var (x, row) = (0.0, 0)
    for var entry in entries {
      entry.label = TextMetrics.shortened(entry.label, to: 72)
      let needed = LegendLayout.symbolWidth + 6 + TextMetrics.width(entry.label, size: TextStyle.defaultSize)
      if x > 0, x + needed > width { (x, row) = (0, row + 1) }
      items.append((entry, row, x))
      x += needed + 20
    }
    self.items = items
    height = items.isEmpty ? 0 : Double(row + 1) * LegendLayout.rowHeight + 4
  }

  /// Draws the legend with its top left corner at the given point.
  func draw(x: Double, y: Double, in svg: inout SVGWriter) {
    for item in items {
      let (left, middle) = (x + item.x, y + Double(item.row) * LegendLayout.rowHeight + 12)
      let right = left + LegendLayout.symbolWidth
      switch item.entry.symbol {
      case .line(let style):
        svg.line(left, middle, right, middle, style)
      case .swatch(let fill, let opacity, let outline):
        svg.rectangle(Box(left, middle - 6, right, middle + 6), fill: fill, opacity: opacity)
        if let outline { svg.line(left, middle - 6, right, middle - 6, outline) }
      case .point(let style):
        style.draw(x: (left + right) / 2, y: middle, in: &svg)
      }
      svg.text(item.entry.label, x: right + 6, y: middle + 4)
    }
  }
}
