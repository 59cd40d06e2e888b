/// One earlier application at the same lender, and the loan that came of it.
///
/// previous_application shows the application; POS_CASH_balance, credit_card_balance and installments_payments follow
/// the loan where it was approved. Amounts are in thousandths, days and months count backwards from the application.
struct PreviousLoan: Sendable {
  /// The kinds in the order of ``PreviousLevels/contract``.
  enum Kind: Int, Sendable { case cash, consumer, card, unknown }
  /// The decisions in the order of ``PreviousLevels/status``.
  enum Decision: Int, Sendable { case approved, canceled, refused, unused }

  /// SK_ID_PREV.
  let id: Int
  /// The row's number in the whole table.
  let row: Int
  let kind: Kind
  let decision: Decision
  let decidedDaysAgo: Int
  /// A state that one month of this loan must show, so that no rare state is left to luck.
  let promisedState: Int?
  let terms: Terms
  /// How many of the agreed payments the client makes before the loan ends.
  let paymentsMade: Int

  /// What was asked for and agreed.
  struct Terms: Sendable {
    var applied = 0
    var credit = 0
    var downPayment = 0
    var annuity = 0
    /// CNT_PAYMENT; 0 for cards.
    var payments = 0
  }

  /// Whether the application was dropped before it was priced: no annuity, no goods, no term.
  var isUnpriced: Bool { decision == .canceled || kind == .unknown }

  /// DAYS_FIRST_DUE as days ago.
  var firstDueDaysAgo: Int { decidedDaysAgo - 30 }
  /// Days ago of the payment with this number, counted from 1; negative in the future.
  func dueDaysAgo(_ payment: Int) -> Int { firstDueDaysAgo - 30 * (payment - 1) }
  /// Whether all payments that will be made lie in the past.
  var isFinished: Bool { kind != .card && dueDaysAgo(paymentsMade) > 0 }
}
