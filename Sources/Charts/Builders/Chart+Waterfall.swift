/// What a feature's value adds to one client's score.
public struct ClientContribution: Sendable {
  /// The feature.
  public var name: String
  /// Its value as text; empty where it stands for several features.
  public var value: String
  /// What it adds.
  public var amount: Double

  /// A feature's part in a score.
  public init(_ name: String, value: String, amount: Double) {
    (self.name, self.value, self.amount) = (name, value, amount)
  }

  var label: String {
    value.isEmpty ? name : "\(TextMetrics.shortened(name, to: 34)) = \(TextMetrics.shortened(value, to: 14))"
  }
}

extension Chart {
  /// How one client's score comes about: from the expected value over the largest contributions to the prediction.
  ///
  /// - Parameters:
  ///   - expected: the score without any contribution.
  ///   - contributions: of all features; their sum and the expected value are the score.
  ///   - top: how many stand alone; the others are taken together.
  ///   - client: stands in the title.
  ///   - scale: what the contributions add up to, with the expected value.
  ///   - probability: of a score; nil where scores are probabilities themselves.
  public static func waterfall(
    expected: Double, _ contributions: [ClientContribution], top: Int = 12, client: String,
    scale: String = "log-odds of default", model: String = "", probability: ((Double) -> Double)?
  ) -> Chart {
    let title = "Score of \(client)" + (model.isEmpty ? "" : " by \(model)")
    let finite = contributions.filter(\.amount.isFinite)
    guard expected.isFinite, !finite.isEmpty else {
      return .empty(title: title, because: "There are no contributions to show.")
    }
    let order = finite.indices.sorted { a, b in
      let (x, y) = (finite[a].amount.magnitude, finite[b].amount.magnitude)
      return x == y ? a < b : x > y
    }
    let limit = max(1, top), alone = finite.count <= limit + 1 ? finite.count : limit
    var steps = order.prefix(alone).map { finite[$0] }
    let rest = order.dropFirst(alone).map { finite[$0].amount }
    if !rest.isEmpty {
      steps.append(ClientContribution("\(rest.count) other features", value: "", amount: rest.reduce(0, +)))
    }
    let score = expected + steps.reduce(0) { $0 + $1.amount }
    func percent(_ score: Double) -> String { NumberText.percent(probability?(score) ?? score) }
    return waterfall(
      WaterfallSteps(expected: expected, steps), title: title, scale: scale,
      subtitle: "Probability of default \(percent(score)); expected \(percent(expected))", probability)
  }

  private static func waterfall(
    _ steps: WaterfallSteps, title: String, scale: String, subtitle: String, _ probability: ((Double) -> Double)?
  ) -> Chart {
    let mark = SpanMark(steps.spans)
    let rows = steps.ends.map { end in
      probability.map { [NumberText.label(end, decimals: 2), NumberText.percent($0(end))] } ?? [NumberText.percent(end)]
    }
    let headers = probability == nil ? ["probability"] : ["log-odds", "probability"]
    let table = ColumnsMark(headers: headers, rows: rows, behind: mark.spans.map(\.label))
    let edges = steps.ends + [steps.expected]
    let range = Ticks.usable(edges.min() ?? 0, edges.max() ?? 0)
    let margin = (range.upperBound - range.lowerBound) * 0.03
    var chart = Chart(
      title: title, subtitle: subtitle, summary: "From the expected score over contributions to that of one client",
      x: .linear(scale, (range.lowerBound - margin)...(range.upperBound + margin)),
      y: .bands("what moves the score", steps.names), marks: [table, mark])
    chart.legend = [
      LegendEntry("raises the risk", .swatch(fill: Palette.vermilion, opacity: 1, outline: nil)),
      LegendEntry("lowers it", .swatch(fill: Palette.blue, opacity: 1, outline: nil)),
    ]
    chart.fitBands(steps.names.count, each: 24)
    return chart
  }
}

/// The steps of a waterfall from the expected score to the score.
private struct WaterfallSteps {
  let expected: Double
  let names: [String]
  let spans: [SpanMark.Span]
  /// The score behind each step.
  let ends: [Double]

  init(expected: Double, _ contributions: [ClientContribution]) {
    var (sum, spans, ends) = (expected, [SpanMark.Span](), [expected])
    for step in contributions {
      let fill = step.amount > 0 ? Palette.vermilion : Palette.blue
      spans.append(SpanMark.Span(from: sum, to: sum + step.amount, fill: fill, label: NumberText.signed(step.amount)))
      sum += step.amount
      ends.append(sum)
    }
    let first = SpanMark.Span(from: expected, to: expected, fill: TextStyle.ink, label: "")
    let last = SpanMark.Span(from: sum, to: sum, fill: TextStyle.ink, label: "")
    (self.expected, self.spans, self.ends) = (expected, [first] + spans + [last], ends + [sum])
    names = ["expected"] + contributions.map(\.label) + ["score"]
  }
}
