/// A credit card as it goes through its months; amounts in thousandths.
struct CardAccount: Sendable {
  let limit: Int
  /// Whether drawings are broken down by place.
  let isItemised: Bool
  let isMatureKnown: Bool
  private(set) var balance = 0
  private(set) var interest = 0
  private(set) var atCashMachine = 0
  private(set) var inShops = 0
  private(set) var elsewhere = 0
  private(set) var minimum = 0
  private(set) var paid = 0
  /// How many payments have fallen due so far.
  private(set) var matured = 0
  private(set) var daysLate = 0

  private let activity: Double
  private let lateness: Double

  private static let step = 0.045
  private static let monthlyInterest = 0.02

  init(loan: PreviousLoan, client: Client, random: inout KeyedRandom) {
    limit = loan.terms.credit
    isItemised = !random.chance(0.195)
    isMatureKnown = !random.chance(0.0795)
    let isUnused = random.chance(0.06)
    activity = isUnused ? 0 : random.uniform(0.2..<1)
    lateness = 0.045 * PortableMath.exp(-0.7 * client.discipline)
  }

  var drawn: Int { atCashMachine + inShops + elsewhere }

  /// Goes through one month: interest, payment, drawings.
  mutating func step(random: inout KeyedRandom) {
    minimum = balance > 0 ? Self.amount(max(Double(balance) / 1_000 * 0.05, 225)) : 0
    interest = Self.amount(Double(balance) / 1_000 * Self.monthlyInterest)
    matured += minimum > 0 ? 1 : 0
    pay(random: &random)
    draw(random: &random)
    balance += interest + drawn - paid
  }

  private mutating func pay(random: inout KeyedRandom) {
    paid = 0
    guard balance > 0 else { return daysLate = 0 }
    if random.chance(daysLate > 0 ? 0.45 : lateness) {
      daysLate += 1 + random.below(30)
      return
    }
    daysLate = 0
    let generosity = random.chance(0.12) ? 1 : random.uniform(0.05..<0.16)
    paid = max(Self.amount(Double(balance) / 1_000 * generosity), min(minimum, balance))
  }

  private mutating func draw(random: inout KeyedRandom) {
    (atCashMachine, inShops, elsewhere) = (0, 0, 0)
    let free = Double(max(limit - balance, 0)) / 1_000
    if random.chance(0.55 * activity) {
      let wish = random.logNormal(median: 0.25, spread: 0.9) * free
      atCashMachine = Int((min(wish, free * 0.8) / 900).rounded(.down)) * 900_000
    }
    if random.chance(0.5 * activity) {
      inShops = Self.amount(min(random.logNormal(median: 9_000, spread: 1.1), free * 0.15))
    }
    if random.chance(0.008 * activity) { elsewhere = Self.amount(min(45_000, free * 0.05)) }
  }

  private static func amount(_ value: Double) -> Int { Amount.rounded(value, to: step) }
}
