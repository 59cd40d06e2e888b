/// What is known of the building the client lives in: 14 measures, each as average, mode and median, and five facts.
///
/// All numbers are normed to [0, 1] and given with four decimals. Half of the clients have nothing here; for the
/// others the measures rise together with a hidden standard of the building.
enum BuildingColumns {
  static let all = ["AVG", "MODE", "MEDI"].flatMap { suffix in measures.map { "\($0.name)_\(suffix)" } }
    + ["FONDKAPREMONT", "HOUSETYPE", "TOTALAREA", "WALLSMATERIAL", "EMERGENCYSTATE"].map { "\($0)_MODE" }

  /// One measure: its share of missing values, its median, and the spread of its logarithm (0: nearly constant).
  private struct Measure: Sendable {
    let name: String
    let missing: Double
    let median: Double
    let spread: Double
    /// The share of exact zeros.
    var zeros = 0.0
    /// The steps in which the measure comes, in units of 10⁻⁴.
    var step = 1
  }

  private static let measures = [
    Measure(name: "APARTMENTS", missing: 0.5075, median: 0.0876, spread: 0.75, zeros: 0.005),
    Measure(name: "BASEMENTAREA", missing: 0.5852, median: 0.0763, spread: 0.65, zeros: 0.115),
    Measure(name: "YEARS_BEGINEXPLUATATION", missing: 0.4878, median: 0.9816, spread: 0.006),
    Measure(name: "YEARS_BUILD", missing: 0.6650, median: 0.7552, spread: 0.11),
    Measure(name: "COMMONAREA", missing: 0.6987, median: 0.0211, spread: 1.0, zeros: 0.09),
    Measure(name: "ELEVATORS", missing: 0.5330, median: 0.16, spread: 0.45, zeros: 0.58, step: 400),
    Measure(name: "ENTRANCES", missing: 0.5035, median: 0.1379, spread: 0.5, zeros: 0.002, step: 345),
    Measure(name: "FLOORSMAX", missing: 0.4976, median: 0.1900, spread: 0.55, zeros: 0.02, step: 417),
    Measure(name: "FLOORSMIN", missing: 0.6785, median: 0.2083, spread: 0.5, zeros: 0.02, step: 417),
    Measure(name: "LANDAREA", missing: 0.5938, median: 0.0481, spread: 0.75, zeros: 0.125),
    Measure(name: "LIVINGAPARTMENTS", missing: 0.6835, median: 0.0756, spread: 0.7, zeros: 0.004),
    Measure(name: "LIVINGAREA", missing: 0.5019, median: 0.0745, spread: 0.8, zeros: 0.002),
    Measure(name: "NONLIVINGAPARTMENTS", missing: 0.6943, median: 0.0060, spread: 1.0, zeros: 0.57),
    Measure(name: "NONLIVINGAREA", missing: 0.5518, median: 0.0180, spread: 1.1, zeros: 0.40),
  ]

  private static let knownShare = 0.527

  static func append(_ client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    let isKnown = random.chance(knownShare)
    let standard = 0.15 * client.quality + random.normal()
    // One draw per measure is kept and used three times, so that average, mode and median agree nearly always.
    let measured = measures.map { value(of: $0, isKnown: isKnown, standard: standard, random: &random) }
    for (value, _) in zip(measured, measures) { csv.decimal(value, places: 4) }
    for (value, measure) in zip(measured, measures) {
      csv.decimal(value.map { nudged($0, measure, chance: 0.3, random: &random) }, places: 4)
    }
    for (value, measure) in zip(measured, measures) {
      csv.decimal(value.map { nudged($0, measure, chance: 0.12, random: &random) }, places: 4)
    }
    appendFacts(client, isKnown: isKnown, area: measured[11], random: &random, to: &csv)
  }

  private static func value(
    of measure: Measure, isKnown: Bool, standard: Double, random: inout KeyedRandom
  ) -> Int? {
    let noise = random.normal(), share = random.unit()
    guard isKnown, share >= (measure.missing - 1 + knownShare) / knownShare else { return nil }
    if random.chance(measure.zeros) { return 0 }
    let value = measure.median * PortableMath.exp(measure.spread * (0.8 * standard + 0.6 * noise))
    let steps = Int((min(value, 1) * 10_000 / Double(measure.step)).rounded())
    return min(max(steps, 0) * measure.step, 10_000)
  }

  private static func nudged(_ value: Int, _ measure: Measure, chance: Double, random: inout KeyedRandom) -> Int {
    guard value > 0, random.chance(chance) else { return value }
    let shift = Int((Double(value) * min(measure.spread, 0.08) * random.normal()).rounded())
    return min(max(value + shift, 0), 10_000)
  }

  private static func appendFacts(
    _ client: Client, isKnown: Bool, area: Int?, random: inout KeyedRandom, to csv: inout CSVBuffer
  ) {
    func known(_ missing: Double) -> Bool {
      random.unit() >= (missing - 1 + knownShare) / knownShare && isKnown
    }
    csv.text(ApplicationLevels.fund, known(0.6839) ? ApplicationLevels.fund.pick(&random) : nil)
    csv.text(ApplicationLevels.house, known(0.5018) ? ApplicationLevels.house.pick(&random) : nil)
    let total = area ?? Int(min(random.logNormal(median: 690, spread: 0.8), 10_000))
    csv.decimal(known(0.4827) ? total * 93 / 100 : nil, places: 4)
    csv.text(ApplicationLevels.walls, known(0.5084) ? ApplicationLevels.walls.pick(&random) : nil)
    csv.text(ApplicationLevels.emergency, known(0.4740) ? ApplicationLevels.emergency.pick(&random) : nil)
  }
}
