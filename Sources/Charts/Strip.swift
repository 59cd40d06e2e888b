/// A low band under the plot along the same horizontal axis, for how many rows there are at each place.
public struct Strip: Sendable {
  /// What its heights mean.
  public var title: String
  /// What is drawn, from 0 to 1 upwards.
  public var marks: [any Mark]

  /// Marks whose heights are shares of the highest one.
  public init(_ title: String, _ marks: [any Mark]) { (self.title, self.marks) = (title, marks) }

  /// Pixels of the band.
  static let height = 54.0
  /// Pixels between the plot and the band, with room for its title.
  static let gap = 24.0
  /// Lines of a preview that it takes with the one above it.
  static let previewRows = 3

  /// The band's own vertical axis, of which nothing is drawn.
  static var axis: Axis {
    var axis = Axis.linear("", 0...1)
    axis.grid = false
    return axis
  }

  /// Bars of how many values lie in equal parts of a range, the highest as high as the band.
  ///
  /// - Parameter values: ascending; what lies outside of the range is left out.
  static func counts(_ title: String, of values: [Double], in range: ClosedRange<Double>, parts: Int = 60) -> Strip {
    var counts = [Int](repeating: 0, count: parts)
    let width = (range.upperBound - range.lowerBound) / Double(parts)
    for value in values where range.contains(value) {
      counts[min(parts - 1, Int((value - range.lowerBound) / width))] += 1
    }
    let most = max(1, counts.max() ?? 1)
    let bars = counts.enumerated().filter { $0.element > 0 }.map { part, count in
      let left = range.lowerBound + Double(part) * width
      return BarMark.Bar(left, left + width, value: Double(count) / Double(most))
    }
    return Strip("\(title), at most \(NumberText.count(most)) in a bar", [BarMark(bars, fill: Palette.grey, gap: 0.3)])
  }
}
