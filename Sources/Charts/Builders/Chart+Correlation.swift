extension Chart {
  /// A correlation matrix as coloured cells, with the values written in where there are at most 15 columns.
  ///
  /// - Parameters:
  ///   - names: of the columns.
  ///   - values: `values[row * names.count + column]`, from −1 to 1; NaN where a correlation is not defined.
  ///   - method: such as “Pearson”.
  ///   - rows: the number of rows behind the matrix, for the subtitle.
  public static func correlation(
    names: [String], values: [Double], method: String = "Pearson", rows: Int? = nil
  ) -> Chart {
    precondition(values.count == names.count * names.count, "a correlation matrix is square")
    let title = "Correlation of " + NumberText.count(names.count, "column", "columns")
    guard names.count > 0 else { return .empty(title: "Correlation", because: "There are no numeric columns.") }
    let written = names.count <= 15
    var cells: [CellMark.Cell] = []
    for row in names.indices {
      for column in names.indices {
        cells.append(correlationCell(values[row * names.count + column], row: row, column: column, written: written))
      }
    }
    let undefined = values.count { !$0.isFinite }
    var notes: [String] = []
    if undefined > 0 {
      notes.append("Grey cells: not defined, since a column is constant or no row has both values.")
    }
    if !written { notes.append("A dash marks values of −0.1 and below.") }
    let basis = rows.map { ", \(NumberText.count($0)) rows" } ?? ""
    var chart = Chart(
      title: title, subtitle: "\(method), pairwise complete\(basis)",
      summary: correlationSummary(names, values), x: .bands("", names), y: .bands("", names),
      marks: [CellMark(cells, textSize: names.count > 10 ? 10 : 11)], notes: notes)
    chart.colorScale = ColorScale(title: "r", marksNegative: !written)
    chart.fitCells(names)
    return chart
  }

  private static func correlationCell(_ value: Double, row: Int, column: Int, written: Bool) -> CellMark.Cell {
    var cell = CellMark.Cell(
      row: row, column: column, fill: Palette.diverging(value), strength: value.isFinite ? value.magnitude : 0,
      text: written ? [value.isFinite ? NumberText.label(value, decimals: 2) : "–"] : [])
    cell.stroked = !written && value <= -0.1
    return cell
  }

  /// The strongest pair in words.
  private static func correlationSummary(_ names: [String], _ values: [Double]) -> String {
    var strongest: (row: Int, column: Int, value: Double)?
    for row in names.indices {
      for column in names.indices.dropFirst(row + 1) {
        let value = values[row * names.count + column]
        guard value.isFinite, value.magnitude > (strongest?.value.magnitude ?? -1) else { continue }
        strongest = (row, column, value)
      }
    }
    guard let pair = strongest else { return "Correlation matrix" }
    let value = NumberText.label(pair.value, decimals: 2)
    return "Correlation matrix; the strongest pair is \(names[pair.row]) and \(names[pair.column]) with \(value)"
  }

  /// Chooses the chart's size so that cells are large enough for their text, or at least for their labels.
  private mutating func fitCells(_ names: [String]) {
    let count = Double(names.count)
    let cellWidth = names.count <= 15 ? max(44, min(90, 460 / count)) : max(7, min(40, 660 / count))
    let cellHeight = names.count <= 15 ? max(26, min(48, 300 / count)) : cellWidth
    let labels = Layout.widest(names.map { TextMetrics.shortened($0) })
    let plotWidth = cellWidth * count
    width = max(480, plotWidth + labels + ColorScale.width + 2 * Layout.outerMargin + 20).rounded(.up)
    height = 400
    // The labels under the matrix depend on the width alone; what the layout leaves tells how much is missing.
    let plot = Layout(self).plot
    height = (height + max(cellHeight * count, 150) - plot.height).rounded(.up)
  }
}
