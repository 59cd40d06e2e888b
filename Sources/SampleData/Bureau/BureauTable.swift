/// bureau: credits that other lenders have reported, none to 116 rows for a client.
enum BureauTable {
  static let columns = """
    SK_ID_CURR SK_ID_BUREAU CREDIT_ACTIVE CREDIT_CURRENCY DAYS_CREDIT CREDIT_DAY_OVERDUE DAYS_CREDIT_ENDDATE \
    DAYS_ENDDATE_FACT AMT_CREDIT_MAX_OVERDUE CNT_CREDIT_PROLONG AMT_CREDIT_SUM AMT_CREDIT_SUM_DEBT \
    AMT_CREDIT_SUM_LIMIT AMT_CREDIT_SUM_OVERDUE CREDIT_TYPE DAYS_CREDIT_UPDATE AMT_ANNUITY
    """.split(separator: " ").map(String.init)

  /// The first SK_ID_BUREAU, and how many ids lie in the range for each that is used.
  static let firstID = 5_000_000
  static let idSpread = 1.0745

  /// Appends the row of one credit.
  static func append(_ credit: BureauCredit, of client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    csv.integer(client.id)
    csv.integer(credit.id)
    csv.text(BureauLevels.state, credit.state)
    csv.text(BureauLevels.currency, BureauLevels.currency.pick(&random, row: credit.row))
    csv.integer(-credit.openedDaysAgo)
    csv.integer(credit.daysOverdue)
    csv.whole(credit.plannedEnd)
    csv.whole(credit.closedDaysAgo.map { -$0 })
    csv.amount(maximalOverdue(credit, client, random: &random))
    csv.integer(random.chance(0.0045) ? 1 + random.poisson(mean: 0.3) : 0)
    appendDebt(credit, random: &random, to: &csv)
    csv.text(BureauLevels.type, credit.type)
    let update = credit.closedDaysAgo.map { $0 - random.below($0 / 3 + 1) } ?? Int(random.exponential(mean: 45))
    csv.integer(-update)
    csv.amount(annuity(credit, random: &random))
    csv.endRow()
  }

  private static func maximalOverdue(_ credit: BureauCredit, _ client: Client, random: inout KeyedRandom) -> Int? {
    guard !random.chance(0.655) else { return nil }
    guard random.chance(PortableMath.logistic(-1.1 - 0.5 * client.discipline)) else { return 0 }
    return Amount.rounded(random.logNormal(median: 3_200, spread: 1.4), to: 0.045)
  }

  /// AMT_CREDIT_SUM, _DEBT, _LIMIT and _OVERDUE.
  private static func appendDebt(_ credit: BureauCredit, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    let sum = Double(credit.sum) / Amount.thousandths
    csv.amount(random.chance(0.00001) ? nil : credit.sum)
    let repaid = random.unit()
    let owed = 1 - repaid * repaid
    let hasDebt = credit.closedDaysAgo == nil && owed > 0.08
    let debt = Amount.rounded(sum * owed, to: 0.045)
    csv.amount(random.chance(hasDebt ? 0.14 : 0.155) ? nil : hasDebt ? debt : 0)
    let limit = credit.type == BureauLevels.card && hasDebt ? Amount.rounded(sum * (1 - owed), to: 0.045) : 0
    csv.amount(random.chance(0.345) ? nil : limit)
    csv.amount(credit.daysOverdue > 0 ? Amount.rounded(min(sum * 0.05, 400_000) * (0.2 + owed), to: 4.5) : 0)
  }

  private static func annuity(_ credit: BureauCredit, random: inout KeyedRandom) -> Int? {
    guard !random.chance(0.7147) else { return nil }
    guard credit.closedDaysAgo == nil || random.chance(0.25) else { return 0 }
    let sum = Double(credit.sum) / Amount.thousandths
    return Amount.rounded(sum * (1 / Double(credit.termInMonths) + random.uniform(0.004..<0.02)), to: 4.5)
  }
}
