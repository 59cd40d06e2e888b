import Charts

extension ChartSamples {
  static var drifts: [(name: String, chart: Chart)] {
    let names = ["EXT_SOURCE_2", "DAYS_LAST_PHONE_CHANGE", "AMT_CREDIT", "NAME_INCOME_TYPE", "AGE", "FLAG_PHONE"]
    let distances = [0.42, 0.31, 0.12, 0.08, 0.03, .nan]
    let bars = zip(names, distances).map { DriftBar($0, value: $1, label: "\($1)", isDrifted: $1 > 0.1) }
    let limits = [(value: 0.1, label: "0.1: moderate"), (value: 0.25, label: "0.25: major")]
    let edges = (0...24).map { 18 + Double($0) * 2.5 }
    func bell(_ center: Double) -> [Double] {
      let heights = (0..<24).map { place -> Double in
        let distance = abs(Double(place) - center)
        return max(0.002, (9 - distance) * (9 - distance) * (distance < 9 ? 1 : 0))
      }
      let total = heights.reduce(0, +)
      return heights.map { $0 / total }
    }
    let reference = SampleShares("reference", bell(9))
    let months = (1...8).map { SampleShares("2024-0\($0)", bell(9 + Double($0) / 2)) }
    return [
      ("drift", .drift(bars, title: "Drift of 6 columns", measure: "distance", limits: [(0.1, "threshold 0.1")])),
      ("drift-top", .drift(bars, title: "Population stability", measure: "psi", limits: limits, top: 2)),
      ("drift-none", .drift([bars[5]], title: "Drift of 1 column", measure: "distance", limits: [])),
      ("overlay", .overlay(edges: edges, reference, [SampleShares("current", bell(13))], of: "AGE")),
      ("overlay-parts", .overlay(edges: edges, reference, months, of: "AGE")),
      ("overlay-dates", .overlay(
        edges: edges.map { 19_000 + 30 * $0 }, reference, [months[0]], of: "DECISION", dates: true)),
      ("overlay-empty", .overlay(edges: [], SampleShares("reference", []), [], of: "AGE")),
      ("pairs", .pairs(
        ["Working", "Pensioner", "rare and new levels"], SampleShares("reference", [0.62, 0.33, 0.05]),
        SampleShares("current", [0.5, 0.3, 0.2]), title: "NAME_INCOME_TYPE", additions: [0.026, 0.003, 0.208])),
      ("pairs-plain", .pairs(
        ["no", "yes"], SampleShares("reference", [0.9, 0.1]), SampleShares("current", [0.8, 0.2]), title: "FLAG")),
    ]
  }
}
