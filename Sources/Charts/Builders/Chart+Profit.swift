/// The clients in a band of scores, and what it gains to grant them.
public struct ProfitBand: Sendable, Equatable {
  /// The lowest and the highest score.
  public var scores: ClosedRange<Double>
  /// How many clients there are.
  public var clients: Int
  /// How many of them defaulted.
  public var defaulted: Int
  /// What it costs to refuse all of them less what it costs to grant all of them.
  public var gain: Double

  /// A band with its counts.
  public init(scores: ClosedRange<Double>, clients: Int, defaulted: Int, gain: Double) {
    (self.scores, self.clients, self.defaulted, self.gain) = (scores, clients, defaulted, gain)
  }
}

extension Chart {
  /// What it gains to grant the clients of each band of scores, beside a table of the bands.
  ///
  /// - Parameters:
  ///   - bands: by ascending score; the riskiest stands on top.
  ///   - cost: by what it is measured, for the title.
  ///   - model: stands in the title.
  public static func profit(_ bands: [ProfitBand], cost: String, model: String = "") -> Chart {
    let title = "Profit by score band: \(cost)" + (model.isEmpty ? "" : " of \(model)")
    let shown = Array(bands.reversed())
    guard !shown.isEmpty else { return .empty(title: title, because: "There are no rows to show.") }
    // Granting goes from the safest band up.
    var sum = 0.0
    let sums = Array(bands.map { band in
      sum += band.gain
      return sum
    }.reversed())
    let bars = shown.enumerated().map { place, band in
      BarMark.Bar(
        Double(place) - 0.5, Double(place) + 0.5, value: band.gain, label: NumberText.value(band.gain, significant: 4))
    }
    let rows = zip(shown, sums).map { band, sum in
      [
        NumberText.count(band.clients), NumberText.count(band.defaulted),
        NumberText.percent(Double(band.defaulted) / Double(max(1, band.clients))),
        NumberText.value(sum, significant: 4),
      ]
    }
    let headers = ["clients", "defaulted", "rate", "sum"]
    let table = ColumnsMark(headers: headers, rows: rows, behind: bars.compactMap(\.label))
    let gains = shown.map(\.gain)
    let range = Ticks.rounded(Ticks.usable(min(0, gains.min() ?? 0), max(0, gains.max() ?? 0)))
    var chart = Chart(
      title: title, subtitle: bestCut(bands), summary: "Gain of granting by score band",
      x: .linear("what granting the band gains over refusing it", range),
      y: .bands("scores", names(bands.map(\.scores)).reversed()), marks: [table],
      notes: ["The sum is of a band and all bands below it."])
    for (sign, fill) in [(1.0, Palette.blue), (-1, Palette.vermilion)] {
      let own = bars.filter { ($0.value < 0) == (sign < 0) }
      if !own.isEmpty { chart.marks.append(BarMark(own, fill: fill, lying: true, gap: 3)) }
    }
    chart.fitBands(shown.count, each: 26)
    return chart
  }

  /// Up to which band granting gains most.
  private static func bestCut(_ bands: [ProfitBand]) -> String {
    var best = (place: -1, sum: 0.0), sum = 0.0
    for (place, band) in bands.enumerated() {
      sum += band.gain
      if sum > best.sum { best = (place, sum) }
    }
    let total = NumberText.value(best.sum, significant: 4)
    guard best.place >= 0 else { return "No band gains by being granted" }
    if best.place == bands.count - 1 { return "Granting all bands gains most: \(total) over refusing everyone" }
    let end = NumberText.value(bands[best.place].scores.upperBound)
    return "Granting the bands up to the score \(end) gains most: \(total) over refusing everyone"
  }

  /// The ends of each band, with as many digits as tell its highest score from that of the band below it.
  private static func names(_ ranges: [ClosedRange<Double>]) -> [String] {
    func texts(_ digits: Int) -> [(low: String, high: String)] {
      func text(_ score: Double) -> String { NumberText.value(score, significant: digits) }
      return ranges.map { (text($0.lowerBound), text($0.upperBound)) }
    }
    let clear = (2...8).first { digits in
      let highs = texts(digits).map(\.high)
      return zip(highs, highs.dropFirst()).allSatisfy { $0 != $1 }
    }
    return texts(clear ?? 8).map { $0.low == $0.high ? $0.high : "\($0.low)–\($0.high)" }
  }
}
