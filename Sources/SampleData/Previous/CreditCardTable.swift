/// credit_card_balance: monthly states of approved cards.
enum CreditCardTable {
  static let columns = """
    SK_ID_PREV SK_ID_CURR MONTHS_BALANCE AMT_BALANCE AMT_CREDIT_LIMIT_ACTUAL AMT_DRAWINGS_ATM_CURRENT \
    AMT_DRAWINGS_CURRENT AMT_DRAWINGS_OTHER_CURRENT AMT_DRAWINGS_POS_CURRENT AMT_INST_MIN_REGULARITY \
    AMT_PAYMENT_CURRENT AMT_PAYMENT_TOTAL_CURRENT AMT_RECEIVABLE_PRINCIPAL AMT_RECIVABLE AMT_TOTAL_RECEIVABLE \
    CNT_DRAWINGS_ATM_CURRENT CNT_DRAWINGS_CURRENT CNT_DRAWINGS_OTHER_CURRENT CNT_DRAWINGS_POS_CURRENT \
    CNT_INSTALMENT_MATURE_CUM NAME_CONTRACT_STATUS SK_DPD SK_DPD_DEF
    """.split(separator: " ").map(String.init)

  static let states = Levels([
    "Active": 3_698_436, "Completed": 128_918, "Signed": 11_058, "Demand": 1_365, "Sent proposal": 513,
    "Refused": 17, "Approved": 5,
  ])
  private static let maximalMonths = 96

  /// Appends the months of one card, and what was paid on it to the table of payments.
  static func append(
    _ loan: PreviousLoan, of client: Client, random: inout KeyedRandom,
    to csv: inout CSVBuffer, payments: inout CSVBuffer
  ) {
    var card = CardAccount(loan: loan, client: client, random: &random)
    let months = min((loan.decidedDaysAgo - 1) / 30 + 1, maximalMonths)
    for month in stride(from: months, through: 1, by: -1) {
      card.step(random: &random)
      append(card, loan, of: client, monthsAgo: month, isFirst: month == months, random: &random, to: &csv)
      if card.paid > 0 || card.minimum > 0, random.chance(0.98) {
        let payment = InstallmentsTable.Payment(
          loan: loan.id, version: 0, number: months - month + 1, dueDaysAgo: month * 30 - 12,
          amount: max(card.paid, 45))
        InstallmentsTable.append(payment, of: client, random: &random, to: &payments)
      }
    }
  }

  private static func append(
    _ card: CardAccount, _ loan: PreviousLoan, of client: Client, monthsAgo: Int, isFirst: Bool,
    random: inout KeyedRandom, to csv: inout CSVBuffer
  ) {
    csv.integer(loan.id)
    csv.integer(client.id)
    csv.integer(-monthsAgo)
    csv.amount(card.balance)
    csv.integer(card.limit / 1_000)
    appendAmounts(card, random: &random, to: &csv)
    appendCounts(card, to: &csv)
    let drawn = states.pick(&random)
    csv.text(states, isFirst ? loan.promisedState ?? drawn : drawn)
    csv.integer(card.daysLate)
    csv.integer(card.daysLate > 7 && random.chance(0.3) ? card.daysLate : 0)
    csv.endRow()
  }

  /// The columns from AMT_DRAWINGS_ATM_CURRENT to AMT_TOTAL_RECEIVABLE.
  private static func appendAmounts(_ card: CardAccount, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    csv.amount(card.isItemised ? card.atCashMachine : nil)
    csv.amount(card.drawn)
    csv.amount(card.isItemised ? card.elsewhere : nil)
    csv.amount(card.isItemised ? card.inShops : nil)
    csv.amount(card.isMatureKnown ? card.minimum : nil)
    csv.amount(card.isItemised && !random.chance(0.006) ? card.paid : nil)
    csv.amount(card.paid)
    csv.amount(card.balance - card.interest)
    csv.amount(card.balance)
    csv.amount(card.balance)
  }

  /// The columns from CNT_DRAWINGS_ATM_CURRENT to CNT_INSTALMENT_MATURE_CUM.
  private static func appendCounts(_ card: CardAccount, to csv: inout CSVBuffer) {
    let withdrawals = card.atCashMachine > 0 ? 1 + card.atCashMachine / 90_000_000 : 0
    let purchases = card.inShops > 0 ? 1 + card.inShops / 9_000_000 : 0
    let others = card.elsewhere > 0 ? 1 : 0
    csv.whole(card.isItemised ? withdrawals : nil)
    csv.integer(withdrawals + purchases + others)
    csv.whole(card.isItemised ? others : nil)
    csv.whole(card.isItemised ? purchases : nil)
    csv.whole(card.isMatureKnown ? card.matured : nil)
  }
}
