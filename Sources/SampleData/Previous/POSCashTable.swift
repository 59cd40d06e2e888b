/// POS_CASH_balance: monthly states of approved consumer and cash loans.
enum POSCashTable {
  static let columns = """
    SK_ID_PREV SK_ID_CURR MONTHS_BALANCE CNT_INSTALMENT CNT_INSTALMENT_FUTURE NAME_CONTRACT_STATUS SK_DPD SK_DPD_DEF
    """.split(separator: " ").map(String.init)

  static let states = Levels([
    "Active": 9_151_119, "Completed": 744_883, "Signed": 87_260, "Demand": 7_065, "Returned to the store": 5_461,
    "Approved": 4_917, "Amortized debt": 636, "Canceled": 15, "XNA": 2,
  ])
  private static let active = states.index("Active")
  private static let completed = states.index("Completed")
  private static let signed = states.index("Signed")
  /// States that an active month may show instead, with the chance of it.
  private static let unusual = states.drawing {
    ["Demand", "Returned to the store", "Approved", "Amortized debt"].contains($0)
  }
  private static let unusualShare = 0.0018

  /// The share of loans whose months were kept.
  private static let keptShare = 0.98
  private static let maximalMonths = 96

  /// Appends the months of one loan, from the decision to its end or to the last month.
  static func append(_ loan: PreviousLoan, of client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    guard random.chance(keptShare) || loan.promisedState != nil else { return }
    let firstMonth = min((loan.decidedDaysAgo - 1) / 30 + 1, maximalMonths)
    let lateness = 0.028 * PortableMath.exp(-0.75 * client.discipline)
    var daysLate = 0
    for month in 0...min(loan.paymentsMade, firstMonth - 1) {
      if daysLate > 0 { daysLate = random.chance(0.55) ? 0 : daysLate + 30 }
      else if random.chance(lateness) { daysLate = 1 + random.below(29) }
      csv.integer(loan.id)
      csv.integer(client.id)
      csv.integer(month - firstMonth)
      let isKnown = !random.chance(0.0026)
      let isEnd = month == loan.paymentsMade
      csv.whole(isKnown ? (isEnd ? max(month, 1) : loan.terms.payments) : nil)
      csv.whole(isKnown ? (isEnd ? 0 : loan.terms.payments - month) : nil)
      let promised = month == 0 ? loan.promisedState : nil
      csv.text(states, promised ?? state(month: month, isEnd: isEnd, random: &random))
      csv.integer(isEnd ? 0 : daysLate)
      csv.integer(isEnd || daysLate < 8 || random.chance(0.6) ? 0 : daysLate)
      csv.endRow()
    }
  }

  private static func state(month: Int, isEnd: Bool, random: inout KeyedRandom) -> Int {
    let draw = random.unit()
    if isEnd { return draw < 0.98 ? completed : active }
    if month == 0, draw > 0.905 { return signed }
    return draw < unusualShare ? unusual.pick(&random) : active
  }
}
