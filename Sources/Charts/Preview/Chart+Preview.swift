extension Chart {
  /// A rough drawing in Unicode characters for a terminal, without colour.
  ///
  /// - Parameters:
  ///   - width: characters per line, at least 30.
  ///   - height: lines, at least 8; a chart of few bands takes fewer, one of many bands is cut and says so.
  public func textPreview(width: Int = 80, height: Int = 20) -> [String] {
    let (width, height) = (max(30, width), max(8, height))
    var head = [Preview.cut(title, width)]
    if !subtitle.isEmpty { head.append(Preview.cut(subtitle, width)) }
    head += Preview.legendLines(legend, width: width)
    if !y.caption.isEmpty { head.append(Preview.cut(y.caption, width)) }
    let foot = (x.caption.isEmpty ? 0 : 1) + (x.bandNames == nil && hidesAxes ? 0 : 2)
    let small = notes.prefix(2).map { Preview.cut($0, width) }
    let rows = hidesAxes ? 3 : max(3, height - head.count - foot - small.count)
    if !panels.isEmpty {
      let caption = x.caption.isEmpty ? [] : [Preview.centred(x.caption, from: 0, width: width)]
      let blocks = panelPreviews(width: width, lines: height - head.count - caption.count - small.count)
      return (head + blocks + caption + small).map { $0.trimmingEnd() }
    }
    let body = Preview.Body(self, columns: width, rows: rows)
    if let table, !y.caption.isEmpty {
      head[head.count - 1] = table.headline(y.caption, from: body.labelWidth + body.plotWidth, width: width)
    }
    var lines = head + body.lines
    if !x.caption.isEmpty { lines.append(Preview.centred(x.caption, from: body.labelWidth, width: width)) }
    return (lines + small).map { $0.trimmingEnd() }
  }

  /// The panels below each other, two beside each other where there is room; what does not fit is counted.
  private func panelPreviews(width: Int, lines: Int) -> [String] {
    let across = width >= 60 && panels.count > 1 ? 2 : 1
    let each = (width - 2 * (across - 1)) / across
    // A title, four lines of drawing and the axis.
    let least = 7, all = (panels.count + across - 1) / across
    let isCut = all > 1 && all * least > lines
    let rows = isCut ? max(1, (lines - 1) / least) : all
    let height = max(least, (lines - (isCut ? 1 : 0)) / rows) - (y.bandNames == nil ? 3 : 4)
    let shown = panels.prefix(rows * across).map { panel in
      var chart = self
      (chart.marks, chart.panels) = (panel.marks, [])
      return [Preview.cut(panel.title, each)] + Preview.Body(chart, columns: each, rows: height).lines
    }
    let blocks = stride(from: 0, to: shown.count, by: across).flatMap { start in
      let row = shown[start..<min(start + across, shown.count)]
      return (0..<(row.map(\.count).max() ?? 0)).map { line in
        row.map { line < $0.count ? $0[line].padding(to: each) : String(repeating: " ", count: each) }
          .joined(separator: "  ")
      }
    }
    return blocks + (shown.count < panels.count ? ["… \(panels.count - shown.count) more panels"] : [])
  }

  /// The table beside the bands, if there is one.
  var table: ColumnsMark? { marks.lazy.compactMap { $0 as? ColumnsMark }.first }

  var hidesAxes: Bool {
    x.bandNames == nil && y.bandNames == nil && !x.grid && !y.grid && x.caption.isEmpty && y.caption.isEmpty
  }
}

/// The parts of a preview.
enum Preview {
  static func cut(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : text.prefix(max(0, width - 1)) + "…"
  }

  static func centred(_ text: String, from left: Int, width: Int) -> String {
    let text = cut(text, width)
    let start = min(max(0, left + (width - left - text.count) / 2), width - text.count)
    return String(repeating: " ", count: max(0, start)) + text
  }

  /// Entries side by side, as many as fit on a line.
  static func legendLines(_ entries: [LegendEntry], width: Int) -> [String] {
    var lines: [String] = []
    for entry in entries {
      let item = cut(symbol(entry.symbol) + " " + entry.label, width)
      if let last = lines.last, last.count + 3 + item.count <= width {
        lines[lines.count - 1] = last + "   " + item
      } else {
        lines.append(item)
      }
    }
    return lines
  }

  private static func symbol(_ symbol: LegendEntry.Symbol) -> String {
    switch symbol {
    case .line(let style): lineSample(style)
    case .swatch(_, _, let outline): outline.map(lineSample) ?? "░░░"
    case .point: "●"
    }
  }

  private static func lineSample(_ style: LineStyle) -> String {
    var sketch = Sketch(columns: 4, rows: 1)
    var phase = 0.0
    sketch.line(from: ChartPoint(0, 1), to: ChartPoint(7, 1), dash: style.dash, phase: &phase)
    return sketch.lines[0].padding(to: 4)
  }

  /// The plot with its axes.
  struct Body {
    let lines: [String]
    /// Characters left of the plot.
    let labelWidth: Int
    /// Characters of the plot itself, without what stands at its right side.
    let plotWidth: Int
    /// Dots that are left to the plot beside a wide table.
    private static let leastWidth = 24.0

    init(_ whole: Chart, columns: Int, rows: Int) {
      let (chart, hidden) = Body.fitted(whole, rows: rows)
      let plotRows = Body.plotRows(chart, available: rows)
      let yTicks = chart.y.ticks(about: max(2, plotRows / 3))
      let numbered = Body.numbersBands(chart, columns: columns)
      let labels = yTicks.enumerated().map { numbered ? "\($0.offset + 1) \($0.element.label)" : $0.element.label }
      let labelWidth = chart.hidesAxes ? 0 : min(Body.labelRoom(chart, columns), labels.map(\.count).max() ?? 0)
      self.labelWidth = labelWidth + 2
      var sketch = Sketch(columns: columns - labelWidth - 2, rows: plotRows)
      var plot = sketch.box
      let margin = 2 * Double(chart.marks.map(\.previewRightMargin).max() ?? 0)
      plot.right -= min(max(plot.right / 2, plot.right - Body.leastWidth), margin)
      plotWidth = Int(plot.right / 2)
      let strip = plotRows >= 3 * Strip.previewRows ? chart.strip : nil
      if strip != nil { plot.bottom -= 4 * Double(Strip.previewRows) }
      let frame = Frame(plot: plot, x: chart.x, y: chart.y)
      for mark in chart.marks { mark.sketch(in: frame, on: &sketch) }
      if let strip {
        let box = Box(plot.left, plot.bottom + 4, plot.right, sketch.box.bottom)
        for mark in strip.marks { mark.sketch(in: Frame(plot: box, x: chart.x, y: Strip.axis), on: &sketch) }
      }
      if chart.hidesAxes {
        lines = sketch.lines
        return
      }
      var rowLabels: [Int: String] = [:]
      for (tick, label) in zip(yTicks, labels) {
        let row = min(plotRows - 1, max(0, Int(frame.y.position(tick.position) / 4)))
        rowLabels[row] = TextMetrics.shortened(label, to: labelWidth)
      }
      var lines = sketch.lines.enumerated().map { row, line in
        (rowLabels[row] ?? "").padding(to: labelWidth, leading: true) + " │" + line
      }
      let indent = String(repeating: " ", count: labelWidth + 1)
      if hidden > 0 { lines.append(indent + " … \(hidden) more") }
      lines.append(indent + "└" + String(repeating: "─", count: sketch.columns))
      lines.append(indent + " " + Body.horizontalLabels(chart, frame, sketch.columns, numbered: numbered))
      self.lines = lines
    }

    /// Half of the line, or what a table leaves of it.
    private static func labelRoom(_ chart: Chart, _ columns: Int) -> Int {
      guard let table = chart.table else { return columns / 2 }
      let room = columns - table.previewRightMargin - Int(leastWidth / 2) - 2
      return min(columns / 2, max(columns / 4, room))
    }

    /// The chart with as many bands as there are lines for, and the number of those left out.
    private static func fitted(_ chart: Chart, rows: Int) -> (chart: Chart, hidden: Int) {
      guard let names = chart.y.bandNames else { return (chart, 0) }
      var chart = chart
      let each = chart.marks.map(\.previewRowsPerBand).max() ?? 1
      let room = max(1, rows / each)
      let shown = names.count <= room ? names.count : max(1, room - 1)
      let square = chart.x.bandNames == names
      chart.y.kind = .bands(Array(names.prefix(shown)))
      // A square matrix stays square.
      if square { chart.x.kind = chart.y.kind }
      return (chart, names.count - shown)
    }

    private static func plotRows(_ chart: Chart, available: Int) -> Int {
      guard let names = chart.y.bandNames else { return available }
      return max(1, names.count * (chart.marks.map(\.previewRowsPerBand).max() ?? 1))
    }

    /// True where both axes carry the same names, too long to stand under their columns: the columns get numbers.
    private static func numbersBands(_ chart: Chart, columns: Int) -> Bool {
      guard let x = chart.x.bandNames, let y = chart.y.bandNames, x.starts(with: y), !x.isEmpty else { return false }
      return (x.map(\.count).max() ?? 0) + 1 > columns * 3 / 5 / x.count
    }

    private static func horizontalLabels(_ chart: Chart, _ frame: Frame, _ columns: Int, numbered: Bool) -> String {
      var sketch = Sketch(columns: columns, rows: 1)
      let ticks = chart.x.ticks(about: max(2, columns / 10))
      let room = chart.x.bandNames.map { max(1, columns / max(1, $0.count) - 1) } ?? columns
      var free = 0
      for (index, tick) in ticks.enumerated() {
        let label = numbered ? String(index + 1) : TextMetrics.shortened(tick.label, to: max(4, room))
        let middle = Int(frame.x.position(tick.position) / 2) - (label.count - 1) / 2
        let start = min(max(0, middle), max(0, columns - label.count))
        guard start >= free else { continue }
        sketch.text(label, column: start, row: 0)
        free = start + label.count + 1
      }
      return sketch.lines[0]
    }
  }
}

extension String {
  /// The text without spaces at its end.
  func trimmingEnd() -> String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  /// The text with spaces up to a number of characters, behind it or before it.
  func padding(to count: Int, leading: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, count - self.count))
    return leading ? spaces + self : self + spaces
  }
}
