/// One of several small charts under common axes: the rows of one value of a column.
public struct Panel: Sendable {
  /// Which rows it shows.
  public var title: String
  /// What is drawn, the lowest first.
  public var marks: [any Mark]

  /// Marks under a title.
  public init(_ title: String, _ marks: [any Mark]) { (self.title, self.marks) = (title, marks) }
}

/// What one panel shows; a chart that is not cut into panels is a single one without a name.
public struct Facet<Content: Sendable>: Sendable {
  /// The value that the rows have in common.
  public var name: String
  /// What is drawn of them.
  public var content: Content

  /// The content of a panel.
  public init(_ name: String, _ content: Content) { (self.name, self.content) = (name, content) }
}

extension Chart {
  /// Puts the marks of each facet into its panel, or into the chart where nothing is cut.
  mutating func place<Content>(_ facets: [Facet<Content>], by column: String?, _ marks: (Content) -> [any Mark]) {
    guard let column else {
      self.marks = facets.first.map { marks($0.content) } ?? []
      return
    }
    let room = [80, 44, 28, 18][PanelGrid.columns(facets.count) - 1]
    let isShort = facets.allSatisfy { column.count + 3 + $0.name.count <= room }
    panels = facets.map { Panel(isShort ? "\(column) = \($0.name)" : $0.name, marks($0.content)) }
    title += ", for each \(column)"
    let rows = PanelGrid.rows(panels.count)
    height = max(height, 170 + 200 * Double(rows))
  }
}

/// How panels lie in rows beside each other.
struct PanelGrid {
  /// Pixels between two panels.
  static let gap = 26.0
  /// Pixels above a panel for its title.
  static let titleHeight = 30.0

  static func columns(_ count: Int) -> Int {
    switch count {
    case ...3: max(1, count)
    case 4: 2
    case 5, 6, 9: 3
    default: 4
    }
  }

  static func rows(_ count: Int) -> Int { (count + columns(count) - 1) / columns(count) }

  /// The width of one of so many panels side by side.
  static func width(_ whole: Double, _ count: Int) -> Double {
    let columns = Double(columns(count))
    return max(20, (whole - (columns - 1) * gap) / columns)
  }

  /// The panels' places in their order.
  static func boxes(_ plot: Box, _ count: Int) -> [Box] {
    let (columns, rows) = (columns(count), rows(count))
    let width = width(plot.width, count)
    let height = max(20, plot.height / Double(rows) - titleHeight)
    return (0..<count).map { place in
      let left = plot.left + Double(place % columns) * (width + gap)
      let top = plot.top + Double(place / columns) * (height + titleHeight) + titleHeight
      return Box(left, top, left + width, top + height)
    }
  }
}
