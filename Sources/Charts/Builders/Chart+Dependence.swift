extension Chart {
  /// What a feature adds to the score against its value, maybe coloured by the value of another feature.
  ///
  /// - Parameters:
  ///   - feature: the values and what they add.
  ///   - other: the feature that gives the colours, with the same rows; nil for one colour.
  ///   - scale: what contributions add up to, with the expected value.
  ///   - model: stands in the title.
  public static func dependence(
    _ feature: FeatureContributions, by other: FeatureContributions? = nil, scale: String = "log-odds of default",
    model: String = ""
  ) -> Chart {
    precondition(other.map { $0.values.count == feature.values.count } ?? true, "both have the same rows")
    let title = "Contribution of \(feature.name)" + (model.isEmpty ? "" : " to \(model)")
    let rows = feature.values.indices.filter { feature.values[$0].isFinite && feature.contributions[$0].isFinite }
    let notes = gapNotes(feature)
    let places = rows.map { ChartPoint(feature.values[$0], feature.contributions[$0]) }
    guard let xRange = [PointSeries("", places)].range(\.x), let yRange = [PointSeries("", places)].range(\.y) else {
      return .empty(title: title, because: "There are no contributions to show.", notes: notes)
    }
    let y = Ticks.rounded(min(yRange.lowerBound, 0)...max(yRange.upperBound, 0))
    let shares = other?.shares ?? feature.values.map { _ in 1 }
    let points = thinned(zip(rows, places).map { CloudMark.Point($1, share: shares[$0]) }, xRange, y)
    var chart = Chart(
      title: title, subtitle: NumberText.count(rows.count, "row", "rows"),
      summary: "Contributions of \(feature.name) against its values", x: .linear(feature.name, xRange),
      y: .linear("contribution to the \(scale)", y),
      marks: [
        LineMark(
          [ChartPoint(xRange.lowerBound, 0), ChartPoint(xRange.upperBound, 0)],
          LineStyle(color: Palette.grey, width: 1.2)),
        CloudMark(points, radius: rows.count > 400 ? 1.9 : 2.6),
      ], notes: notes)
    if let other, let range = other.colorRange {
      chart.colorScale = ColorScale(ofPoints: other.name, range: range)
      chart.subtitle += ", coloured by \(other.name)"
    }
    if points.count < rows.count {
      chart.notes.append("\(NumberText.count(points.count)) points stand for \(NumberText.count(rows.count)) rows.")
    }
    chart.strip = .counts("rows by value", of: places.map(\.x).sorted(), in: xRange)
    chart.height = 480
    return chart
  }

  /// What the feature adds where it has no value, which has no place on the axis.
  private static func gapNotes(_ feature: FeatureContributions) -> [String] {
    let gaps = feature.values.indices.filter { feature.values[$0].isNaN }.map { feature.contributions[$0] }
    guard !gaps.isEmpty else { return [] }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let rows = NumberText.count(gaps.count, "row is", "rows are")
    return ["\(rows) null, and add \(NumberText.signed(mean)) on average."]
  }

  /// Few points as they are; of many, one for each cell of a fine grid, in the colour of the middle one.
  private static func thinned(
    _ points: [CloudMark.Point], _ x: ClosedRange<Double>, _ y: ClosedRange<Double>
  ) -> [CloudMark.Point] {
    guard points.count > 1_500 else { return points }
    func cell(_ value: Double, _ range: ClosedRange<Double>, _ cells: Double) -> Int {
      Int(min(max((value - range.lowerBound) / (range.upperBound - range.lowerBound), 0), 1) * cells)
    }
    var cells: [Int: [CloudMark.Point]] = [:]
    for point in points {
      cells[cell(point.place.x, x, 300) * 1_000 + cell(point.place.y, y, 140), default: []].append(point)
    }
    return cells.sorted { $0.key < $1.key }.compactMap { _, members in
      let share = PointRaster.picked(1, of: members.map(\.share))[0]
      // The first by place, whatever the order of rows.
      let place = members.map(\.place).min { ($0.x, $0.y) < ($1.x, $1.y) }
      return place.map { CloudMark.Point($0, share: share) }
    }
  }
}
