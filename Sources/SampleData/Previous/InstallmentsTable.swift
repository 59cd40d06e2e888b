/// installments_payments: each payment due on an earlier loan, and what was paid when.
enum InstallmentsTable {
  static let columns = """
    SK_ID_PREV SK_ID_CURR NUM_INSTALMENT_VERSION NUM_INSTALMENT_NUMBER DAYS_INSTALMENT DAYS_ENTRY_PAYMENT \
    AMT_INSTALMENT AMT_PAYMENT
    """.split(separator: " ").map(String.init)

  /// The share of loans whose payments were kept.
  private static let keptShare = 0.95

  /// Appends the payments of an approved consumer or cash loan that were due before the application.
  static func append(_ loan: PreviousLoan, of client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    guard random.chance(keptShare) else { return }
    for number in 1...loan.paymentsMade {
      let due = loan.dueDaysAgo(number)
      if due < 1 { return }
      // Whoever repays early settles the rest with the last payment, under a new version of the schedule.
      let isSettlement = number == loan.paymentsMade && number < loan.terms.payments
      let rest = isSettlement ? loan.terms.credit * (loan.terms.payments - number) / max(loan.terms.payments, 1) : 0
      let payment = Payment(
        loan: loan.id, version: isSettlement ? 2 : 1, number: number, dueDaysAgo: due,
        amount: loan.terms.annuity + rest / 45 * 45)
      append(payment, of: client, random: &random, to: &csv)
    }
  }

  /// One payment that is due; `amount` in thousandths.
  struct Payment {
    let loan: Int
    /// NUM_INSTALMENT_VERSION: 0 for cards, 1 at first, more after changes.
    let version: Int
    let number: Int
    let dueDaysAgo: Int
    let amount: Int
  }

  /// Appends one payment: mostly in full and some days before it is due; late, in two parts or unknown at times.
  static func append(_ payment: Payment, of client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    let lateness = 0.062 * PortableMath.exp(-0.65 * client.discipline - 0.1 * client.quality)
    let isLate = random.chance(lateness)
    let shift = isLate ? -1 - Int(random.exponential(mean: 13)) : Int(random.exponential(mean: 11))
    let paid = max(1, payment.dueDaysAgo + shift)
    if random.chance(0.0002) {
      appendRow(payment, of: client, paid: nil, amount: nil, to: &csv)
    } else if random.chance(isLate ? 0.3 : 0.06) {
      let part = Int(Double(payment.amount) * random.uniform(0.05..<0.95)) / 45 * 45
      appendRow(payment, of: client, paid: paid, amount: part, to: &csv)
      appendRow(payment, of: client, paid: max(1, paid - random.below(9)), amount: payment.amount - part, to: &csv)
    } else {
      appendRow(payment, of: client, paid: paid, amount: payment.amount, to: &csv)
    }
  }

  private static func appendRow(
    _ payment: Payment, of client: Client, paid: Int?, amount: Int?, to csv: inout CSVBuffer
  ) {
    csv.integer(payment.loan)
    csv.integer(client.id)
    csv.whole(payment.version)
    csv.integer(payment.number)
    csv.whole(-payment.dueDaysAgo)
    csv.whole(paid.map { -$0 })
    csv.amount(payment.amount)
    csv.amount(amount)
    csv.endRow()
  }
}
