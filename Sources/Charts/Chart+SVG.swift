extension Chart {
  /// The chart as a complete SVG document without scripts or outside references, for light pages and for dark ones.
  public func svg() -> String {
    let layout = Layout(self)
    var body = SVGWriter(depth: 1)
    body.element("title", [:], text: title.isEmpty ? "Chart" : title)
    body.element("desc", [:], text: description)
    body.rectangle(Box(0, 0, self.width, self.height), fill: Theme.background)
    drawHeader(layout, in: &body)
    for place in layout.panels.indices { drawPanel(place, layout, in: &body) }
    colorScale?.draw(beside: layout.plot, in: &body)
    drawNotes(layout, in: &body)
    return document(around: body.text)
  }

  /// A panel with those of the common axes that lie beside it; a chart without panels is one.
  private func drawPanel(_ place: Int, _ layout: Layout, in svg: inout SVGWriter) {
    let plot = layout.panels[place], columns = PanelGrid.columns(layout.panels.count)
    let frame = Frame(plot: plot, x: x, y: y)
    if !panels.isEmpty { drawTitle(of: panels[place], over: plot, in: &svg) }
    drawGrid(layout, frame, in: &svg)
    for mark in panels.isEmpty ? marks : panels[place].marks { mark.draw(in: frame, svg: &svg) }
    if let strip, let box = layout.strip { drawStrip(strip, in: box, layout, frame, in: &svg) }
    if place + columns >= layout.panels.count {
      let base = layout.strip.map { Box(plot.left, plot.top, plot.right, $0.bottom) } ?? plot
      drawHorizontalAxis(layout, Frame(plot: base, x: x, y: y), in: &svg)
    } else if x.bandNames == nil {
      svg.line(plot.left, plot.bottom, plot.right, plot.bottom, .axis)
    }
    if place == layout.panels.count - 1 { drawHorizontalCaption(layout, in: &svg) }
    if place % columns == 0 { drawVerticalAxis(layout, frame, in: &svg) }
  }

  private func drawStrip(_ strip: Strip, in box: Box, _ layout: Layout, _ frame: Frame, in svg: inout SVGWriter) {
    svg.line(frame.plot.left, frame.plot.bottom, frame.plot.right, frame.plot.bottom, .axis)
    let style = TextStyle(size: Layout.smallSize, fill: TextStyle.secondary)
    svg.text(strip.title, x: box.left, y: box.top - 7, style)
    for mark in strip.marks { mark.draw(in: Frame(plot: box, x: x, y: Strip.axis), svg: &svg) }
  }

  private func drawTitle(of panel: Panel, over plot: Box, in svg: inout SVGWriter) {
    var title = panel.title, length = title.count
    while length > 3, TextMetrics.width(title, size: TextStyle.defaultSize, bold: true) > plot.width {
      length -= 1
      title = TextMetrics.shortened(panel.title, to: length)
    }
    svg.text(title, x: plot.left, y: plot.top - 8, TextStyle(bold: true))
  }

  private func document(around body: String) -> String {
    let (width, height) = (NumberText.coordinate(width), NumberText.coordinate(height))
    // Charts pasted into one page share its style sheets, so that each needs a name of its own that its rules begin
    // with.
    let id = Theme.identifier(of: body)
    var svg = SVGWriter()
    svg.open(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "id": id, "width": width, "height": height,
        "viewBox": "0 0 \(width) \(height)", "role": "img", "font-family": Theme.fonts,
        "font-size": NumberText.coordinate(TextStyle.defaultSize), "fill": TextStyle.ink,
      ])
    svg.open("style")
    for rule in Theme.rules(for: id) { svg.raw(rule) }
    svg.close("style")
    svg.raw(lines: body)
    svg.close("svg")
    return svg.text
  }

  private var description: String {
    ([summary, subtitle] + notes).filter { !$0.isEmpty }.map { $0.hasSuffix(".") ? $0 : $0 + "." }
      .joined(separator: " ")
  }

  private func drawHeader(_ layout: Layout, in svg: inout SVGWriter) {
    let left = Layout.outerMargin
    var y = 12.0
    for line in layout.titleLines {
      svg.text(line, x: left, y: y + 16, TextStyle(size: Layout.titleSize, bold: true))
      y += 21
    }
    for line in layout.subtitleLines {
      svg.text(line, x: left, y: y + 13, TextStyle(fill: TextStyle.secondary))
      y += 17
    }
    layout.legend.draw(x: left, y: y + 2, in: &svg)
    svg.text(self.y.caption, x: left, y: layout.headerBottom + 16, TextStyle(fill: TextStyle.secondary))
  }

  private func drawGrid(_ layout: Layout, _ frame: Frame, in svg: inout SVGWriter) {
    if x.grid {
      for tick in layout.xTicks {
        let position = frame.x.position(tick.position)
        svg.line(position, frame.plot.top, position, frame.plot.bottom, .grid)
      }
    }
    if y.grid {
      for tick in layout.yTicks {
        let position = frame.y.position(tick.position)
        svg.line(frame.plot.left, position, frame.plot.right, position, .grid)
      }
    }
  }

  private func drawHorizontalAxis(_ layout: Layout, _ frame: Frame, in svg: inout SVGWriter) {
    let plot = frame.plot
    if let labels = layout.xLabels {
      drawBandLabels(labels, layout, frame, in: &svg)
    } else if !layout.xTicks.isEmpty, x.grid || !x.caption.isEmpty {
      svg.line(plot.left, plot.bottom, plot.right, plot.bottom, .axis)
      for tick in layout.xTicks {
        let position = frame.x.position(tick.position)
        svg.line(position, plot.bottom, position, plot.bottom + 4, .axis)
        let reach = TextMetrics.width(tick.label, size: TextStyle.defaultSize) / 2 - PanelGrid.gap / 2 + 3
        // Beside another panel a label would meet that of its neighbour.
        guard panels.isEmpty || (position - reach >= plot.left && position + reach <= plot.right) else {
          continue
        }
        svg.text(tick.label, x: position, y: plot.bottom + 17, TextStyle(anchor: .middle))
      }
    }
  }

  private func drawHorizontalCaption(_ layout: Layout, in svg: inout SVGWriter) {
    let plot = layout.plot, noteHeight = Double(layout.noteLines.count) * 15 + (layout.noteLines.isEmpty ? 0 : 6)
    let captionY = height - Layout.outerMargin - noteHeight
    svg.text(x.caption, x: plot.middleX, y: captionY, centred(x.caption, at: plot.middleX))
  }

  /// A caption wider than the plot starts further left or ends further right than its middle would let it.
  private func centred(_ caption: String, at middle: Double) -> TextStyle {
    let half = TextMetrics.width(caption, size: TextStyle.defaultSize) / 2
    let shrink = min(1, (min(middle, width - middle) - 6) / max(half, 1))
    return TextStyle(
      size: TextStyle.defaultSize * max(0.5, shrink), fill: TextStyle.secondary, anchor: .middle)
  }

  private func drawBandLabels(_ labels: BandLabels, _ layout: Layout, _ frame: Frame, in svg: inout SVGWriter) {
    for (index, name) in labels.names.enumerated() where index % labels.every == 0 {
      let middle = frame.x.position(Double(index))
      let bottom = frame.plot.bottom
      switch labels.rotation {
      case 0:
        svg.text(name, x: middle, y: bottom + 17, TextStyle(size: labels.size, anchor: .middle))
      case -45:
        let style = TextStyle(size: labels.size, anchor: .end, rotation: -45)
        svg.text(name, x: middle + 4, y: bottom + 13, style)
      default:
        let style = TextStyle(size: labels.size, anchor: .end, rotation: -90)
        svg.text(name, x: middle + labels.size * 0.35, y: bottom + 6, style)
      }
    }
  }

  private func drawVerticalAxis(_ layout: Layout, _ frame: Frame, in svg: inout SVGWriter) {
    guard y.grid || y.bandNames != nil || !y.caption.isEmpty else { return }
    let size = y.bandNames == nil ? TextStyle.defaultSize : min(TextStyle.defaultSize, max(10, frame.y.unitLength))
    let every = y.bandNames == nil ? 1 : max(1, Int((size / max(frame.y.unitLength, 1)).rounded(.up)))
    for (index, tick) in layout.yTicks.enumerated() where index % every == 0 {
      let position = frame.y.position(tick.position)
      let style = TextStyle(size: size, anchor: .end)
      svg.text(tick.label, x: frame.plot.left - 7, y: position + size * 0.35, style)
    }
  }

  private func drawNotes(_ layout: Layout, in svg: inout SVGWriter) {
    var y = height - Layout.outerMargin + 4 - Double(layout.noteLines.count - 1) * 15
    for line in layout.noteLines {
      svg.text(line, x: Layout.outerMargin, y: y, TextStyle(size: Layout.smallSize, fill: TextStyle.secondary))
      y += 15
    }
  }
}
