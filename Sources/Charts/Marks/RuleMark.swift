/// Horizontal reference lines, with labels in the margin at the right where they cover nothing.
public struct RuleMark: Mark {
  /// One line.
  public struct Rule: Sendable {
    /// Where it crosses the axis.
    public var value: Double
    /// How it is drawn.
    public var style: LineStyle
    /// One or two lines of text.
    public var label: [String]

    /// A line across the chart, with lines of text beside it.
    public init(_ value: Double, _ style: LineStyle, label: [String] = []) {
      (self.value, self.style, self.label) = (value, style, label)
    }
  }

  /// The lines.
  public var rules: [Rule]

  /// Lines across the chart.
  public init(_ rules: [Rule]) { self.rules = rules }

  private static let size = 11.0
  private static let lineHeight = 13.0

  /// Room for the labels.
  public var rightMargin: Double {
    let widest = Layout.widest(rules.flatMap(\.label), size: RuleMark.size)
    return widest > 0 ? widest + 6 : 0
  }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    let visible = rules.filter { frame.y.domain.contains($0.value) }
    for rule in visible {
      let y = frame.y.position(rule.value)
      svg.line(frame.plot.left, y, frame.plot.right, y, rule.style)
    }
    for (rule, top) in zip(sorted(visible, frame), labelTops(visible, frame)) {
      for (index, line) in rule.label.enumerated() {
        let y = top + RuleMark.lineHeight * (Double(index) + 0.8)
        svg.text(line, x: frame.plot.right + 6, y: y, TextStyle(size: RuleMark.size))
      }
    }
  }

  private func sorted(_ rules: [Rule], _ frame: Frame) -> [Rule] {
    rules.sorted { frame.y.position($0.value) < frame.y.position($1.value) }
  }

  /// The upper edges of the labels from the top down: beside their lines, moved apart where they would overlap.
  private func labelTops(_ rules: [Rule], _ frame: Frame) -> [Double] {
    let sorted = sorted(rules, frame)
    var tops: [Double] = []
    var free = frame.plot.top - 12
    for rule in sorted {
      let height = Double(rule.label.count) * RuleMark.lineHeight
      let top = max(free, frame.y.position(rule.value) - height / 2)
      tops.append(top)
      free = top + height + 3
    }
    var limit = frame.plot.bottom + 12
    for index in sorted.indices.reversed() {
      let height = Double(sorted[index].label.count) * RuleMark.lineHeight
      tops[index] = min(tops[index], limit - height)
      limit = tops[index] - 3
    }
    return tops
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    for rule in rules where frame.y.domain.contains(rule.value) {
      let y = frame.y.position(rule.value)
      let row = min(sketch.rows - 1, max(0, Int(y / 4)))
      for column in 0..<sketch.columns where column % 2 == 0 { sketch.text("╌", column: column, row: row) }
      if let label = rule.label.first { sketch.text(" \(label) ", column: 1, row: row) }
    }
  }
}
