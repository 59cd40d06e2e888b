/// How a model does that was trained on so many rows.
public struct LearningStep: Sendable {
  /// How many rows it was trained on.
  public var rows: Int
  /// The metric on the training rows, of each fold.
  public var trained: [Double]
  /// The metric on the rows that were held out, of each fold.
  public var tested: [Double]

  /// A size with the metrics of each fold.
  public init(rows: Int, trained: [Double], tested: [Double]) {
    (self.rows, self.trained, self.tested) = (rows, trained, tested)
  }
}

extension Chart {
  /// A metric on training rows and on held-out rows against the number of training rows, with the range of the folds.
  ///
  /// - Parameters:
  ///   - steps: in any order.
  ///   - metric: its name.
  ///   - model: stands in the title.
  public static func learningCurve(_ steps: [LearningStep], metric: String, model: String = "") -> Chart {
    let title = "Learning curve" + (model.isEmpty ? "" : " of \(model)"), steps = steps.sorted { $0.rows < $1.rows }
    let all = steps.flatMap { $0.trained + $0.tested }.filter(\.isFinite)
    guard let first = steps.first, let last = steps.last, let least = all.min(), let most = all.max() else {
      return .empty(title: title, because: "There are no values to show.")
    }
    var chart = Chart(
      title: title, summary: "\(metric) against the number of training rows",
      x: .linear("training rows", Ticks.usable(Double(min(0, first.rows)), Double(last.rows))),
      y: .linear(metric, Ticks.rounded(Ticks.usable(least, most))), marks: [])
    var lines: [any Mark] = []
    let parts: [(name: String, index: Int, shape: PointStyle.Shape, values: (LearningStep) -> [Double])] = [
      ("training rows", 1, .square, \.trained), ("held-out rows", 0, .circle, \.tested),
    ]
    for part in parts {
      let rows = steps.map { Double($0.rows) }, values = steps.map { part.values($0).filter(\.isFinite) }
      let means = values.map { $0.isEmpty ? .nan : $0.reduce(0, +) / Double($0.count) }
      let points = zip(rows, means).map { ChartPoint($0, $1) }, style = Palette.series(part.index)
      let dot = PointStyle(part.shape, color: style.color, radius: 3.5)
      chart.marks.append(
        AreaMark(
          x: rows, lower: values.map { $0.min() ?? .nan }, upper: values.map { $0.max() ?? .nan }, fill: style.color,
          opacity: 0.15))
      lines += [LineMark(points, style), PointMark(points, dot)]
      chart.legend.append(LegendEntry(part.name, .line(style)))
    }
    chart.marks += lines
    if let folds = steps.map(\.tested.count).max(), folds > 1 {
      chart.notes.append("Lines: mean of \(folds) folds; bands: their range.")
    }
    return chart
  }
}
