/// One credit at another lender; the rows of bureau and bureau_balance both follow from it.
struct BureauCredit: Sendable {
  /// SK_ID_BUREAU.
  let id: Int
  /// The row's number in the whole table.
  let row: Int
  let type: Int
  let state: Int
  let openedDaysAgo: Int
  let termInMonths: Int
  /// DAYS_CREDIT_ENDDATE, nil where unknown.
  let plannedEnd: Int?
  /// nil while the credit runs.
  let closedDaysAgo: Int?
  let daysOverdue: Int
  /// AMT_CREDIT_SUM in thousandths.
  let sum: Int

  init(id: Int, row: Int, client: Client, random: inout KeyedRandom) {
    self.id = id
    self.row = row
    type = BureauLevels.type.pick(&random, row: row)
    let past = random.unit()
    openedDaysAgo = max(1, Int(2_922 * PortableMath.exp(1.55 * PortableMath.log(past + 1e-9))))
    termInMonths = Self.term(type, random: &random)
    let end = termInMonths * 30 - openedDaysAgo
    let isOpenEnded = type == BureauLevels.card && random.chance(0.08)
    let shownEnd = isOpenEnded ? 27_000 + random.below(4_200) : end
    plannedEnd = random.chance(type == BureauLevels.card ? 0.22 : 0.012) ? nil : shownEnd
    let closed = Self.closing(end: end, opened: openedDaysAgo, type: type, random: &random)
    let other = random.chance(0.006) ? BureauLevels.sold : BureauLevels.active
    let state = BureauLevels.state.called(at: row) ?? (closed == nil ? other : BureauLevels.closed)
    self.state = state
    closedDaysAgo = state == BureauLevels.closed ? closed ?? max(0, openedDaysAgo / 2) : nil
    let isLate = random.chance(0.0065 * PortableMath.exp(-0.7 * client.discipline))
    daysOverdue = closedDaysAgo == nil && isLate ? 1 + Int(random.logNormal(median: 25, spread: 1.5)) : 0
    sum = Self.sum(type, random: &random)
  }

  private static func term(_ type: Int, random: inout KeyedRandom) -> Int {
    switch type {
    case BureauLevels.card: 24 + 12 * random.below(6)
    case BureauLevels.mortgage: 120 + 12 * random.below(16)
    case BureauLevels.carLoan: 36 + 12 * random.below(3)
    case BureauLevels.microloan: 1 + random.below(6)
    default: 3 * (1 + min(Int(random.exponential(mean: 3.8)), 19)) + 3
    }
  }

  /// How many days ago the credit ended, or nil while it runs: most end on the planned day, some before.
  private static func closing(end: Int, opened: Int, type: Int, random: inout KeyedRandom) -> Int? {
    let share = random.unit()
    if random.chance(0.22), share > 0.1 { return Int(Double(opened) * (1 - share)) }
    guard end < 0, random.chance(type == BureauLevels.card ? 0.6 : 0.955) else { return nil }
    return min(-end + random.below(10), opened)
  }

  private static func sum(_ type: Int, random: inout KeyedRandom) -> Int {
    let value = switch type {
    case BureauLevels.card: random.logNormal(median: 90_000, spread: 1.1)
    case BureauLevels.mortgage: random.logNormal(median: 2_400_000, spread: 0.8)
    case BureauLevels.carLoan: random.logNormal(median: 650_000, spread: 0.6)
    case BureauLevels.microloan: random.logNormal(median: 18_000, spread: 0.9)
    default: random.logNormal(median: 120_000, spread: 1.4)
    }
    return Amount.rounded(min(value, 90_000_000), to: random.chance(0.5) ? 4_500 : 0.045)
  }
}
