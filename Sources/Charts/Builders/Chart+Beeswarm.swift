extension Chart {
  /// What each feature adds to the scores of all rows: a swarm of points for each feature, coloured by its value.
  ///
  /// The features stand in order of the mean size of what they add. The points of a feature are counted in narrow
  /// columns, and a column shows as many of them as it has room for by the fullest one, evenly from low values to high
  /// ones: so the picture stays small and does not depend on the order of rows.
  ///
  /// - Parameters:
  ///   - features: all with the same rows.
  ///   - top: how many to show.
  ///   - scale: what the contributions add up to, with the expected value.
  ///   - model: stands in the title.
  public static func beeswarm(
    _ features: [FeatureContributions], top: Int = 20, scale: String = "log-odds of default", model: String = ""
  ) -> Chart {
    let title = "Contributions of features" + (model.isEmpty ? "" : " to \(model)")
    let sizes = features.map(\.meanSize)
    let order = features.indices.sorted { sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1] }
    let shown = order.prefix(max(1, top)).map { features[$0] }
    let all = shown.flatMap(\.contributions).filter(\.isFinite)
    guard let least = all.min(), let most = all.max() else {
      return .empty(title: title, because: "There are no contributions to show.")
    }
    let range = Ticks.usable(min(least, 0), max(most, 0))
    let margin = (range.upperBound - range.lowerBound) * 0.02
    let window = (range.lowerBound - margin)...(range.upperBound + margin)
    var drawn = 0
    let swarms = shown.enumerated().map { band, feature in
      let points = swarm(feature, in: window).map { point in
        let offset = (Double(point.level) - Double(point.of - 1) / 2) / Double(swarmLevels) * 0.84
        return CloudMark.Point(ChartPoint(point.x, Double(band) - offset), share: point.share)
      }
      drawn += points.count
      return CloudMark(points)
    }
    let zero = LineMark(
      [ChartPoint(0, -0.5), ChartPoint(0, Double(shown.count) - 0.5)], LineStyle(color: Palette.grey, width: 1.2))
    let rows = features[0].contributions.count
    var chart = Chart(
      title: title, subtitle: swarmSubtitle(order.map { sizes[$0] }, shown.count, rows: rows),
      summary: "\(shown[0].name) adds most", x: .linear("contribution to the \(scale)", window),
      y: .bands("", shown.map(\.name)), marks: [zero] + swarms)
    chart.colorScale = ColorScale(ofPoints: "value", range: nil)
    if drawn < all.count {
      chart.notes.append("\(NumberText.count(drawn)) points stand for \(NumberText.count(all.count)) contributions.")
    }
    chart.fitBands(shown.count, each: 26)
    return chart
  }

  private static let swarmLevels = 9

  private static func swarm(
    _ feature: FeatureContributions, in window: ClosedRange<Double>
  ) -> [(x: Double, level: Int, of: Int, share: Double)] {
    PointRaster.columns(feature.contributions, shares: feature.shares, in: window, columns: 220, levels: swarmLevels)
  }

  private static func swarmSubtitle(_ sizes: [Double], _ shown: Int, rows: Int) -> String {
    let of = NumberText.count(rows, "row", "rows")
    guard shown < sizes.count else { return "\(NumberText.count(shown, "feature", "features")), \(of)" }
    let total = sizes.reduce(0, +), covered = sizes.prefix(shown).reduce(0, +)
    let share = total > 0 ? ", with \(NumberText.percent(covered / total)) of all contributions by size" : ""
    return "\(shown) of \(NumberText.count(sizes.count)) features\(share), \(of)"
  }
}
