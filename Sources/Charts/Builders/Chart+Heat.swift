/// A value of a heat map, at a place of each of its axes.
public struct HeatCell: Sendable {
  /// The place on the horizontal axis.
  public var column: Int
  /// The place on the vertical axis, from the top.
  public var row: Int
  /// What the colour stands for; a value that is not finite is not drawn.
  public var value: Double

  /// A value at two places.
  public init(column: Int, row: Int, value: Double) { (self.column, self.row, self.value) = (column, row, value) }
}

extension Chart {
  /// Values as coloured cells over two axes of names, written in where there is room; pairs without a value stay empty.
  ///
  /// - Parameters:
  ///   - facet: the column whose values the panels are; nil for one chart.
  ///   - columns: the names on the horizontal axis.
  ///   - rows: the names on the vertical axis, from the top.
  ///   - measure: what the colours mean.
  public static func heat(
    _ facets: [Facet<[HeatCell]>], by facet: String?, x: String, columns: [String], y: String, rows: [String],
    measure: String
  ) -> Chart {
    let title = "\(measure) by \(x) and \(y)"
    let values = facets.flatMap(\.content).map(\.value).filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else {
      return .empty(title: title, because: "There are no values to show.")
    }
    var chart = Chart(
      title: title, summary: "Heat map of \(measure) by \(x) and \(y)", x: .bands(x, columns), y: .bands(y, rows),
      marks: [])
    chart.colorScale = ColorScale(title: measure, range: least...most)
    chart.place(facets, by: facet) { [CellMark($0.compactMap { cell($0, least, most) })] }
    // Room for a line of text in each cell.
    let lines = Double(rows.count * (facet == nil ? 1 : PanelGrid.rows(facets.count)))
    chart.height = max(chart.height, min(1_200, 190 + 22 * lines))
    return chart.writingCells()
  }

  private static func cell(_ cell: HeatCell, _ least: Double, _ most: Double) -> CellMark.Cell? {
    guard cell.value.isFinite else { return nil }
    let share = most > least ? (cell.value - least) / (most - least) : 0.5
    return CellMark.Cell(
      row: cell.row, column: cell.column, fill: Palette.sequential(share), strength: share,
      text: [NumberText.value(cell.value)])
  }

  /// The chart with texts only in cells that are large enough for all of them.
  private func writingCells() -> Chart {
    let layout = Layout(self), size = 11.0
    func fits(_ mark: any Mark, _ plot: Box) -> Bool {
      guard let mark = mark as? CellMark else { return true }
      let frame = Frame(plot: plot, x: x, y: y)
      let widest = Layout.widest(mark.cells.flatMap(\.text), size: size)
      return frame.y.unitLength >= size + 4 && widest + 6 <= frame.x.unitLength
    }
    let drawn = panels.isEmpty ? [marks] : panels.map(\.marks)
    if zip(drawn, layout.panels).allSatisfy({ marks, plot in marks.allSatisfy { fits($0, plot) } }) { return self }
    func silent(_ mark: any Mark) -> any Mark {
      guard var mark = mark as? CellMark else { return mark }
      for place in mark.cells.indices { mark.cells[place].text = [] }
      return mark
    }
    var chart = self
    chart.marks = marks.map(silent)
    for place in panels.indices { chart.panels[place].marks = panels[place].marks.map(silent) }
    return chart
  }
}
