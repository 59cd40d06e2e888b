/// previous_application: the client's earlier applications at the same lender.
enum PreviousApplicationTable {
  static let columns = """
    SK_ID_PREV SK_ID_CURR NAME_CONTRACT_TYPE AMT_ANNUITY AMT_APPLICATION AMT_CREDIT AMT_DOWN_PAYMENT AMT_GOODS_PRICE \
    WEEKDAY_APPR_PROCESS_START HOUR_APPR_PROCESS_START FLAG_LAST_APPL_PER_CONTRACT NFLAG_LAST_APPL_IN_DAY \
    RATE_DOWN_PAYMENT RATE_INTEREST_PRIMARY RATE_INTEREST_PRIVILEGED NAME_CASH_LOAN_PURPOSE NAME_CONTRACT_STATUS \
    DAYS_DECISION NAME_PAYMENT_TYPE CODE_REJECT_REASON NAME_TYPE_SUITE NAME_CLIENT_TYPE NAME_GOODS_CATEGORY \
    NAME_PORTFOLIO NAME_PRODUCT_TYPE CHANNEL_TYPE SELLERPLACE_AREA NAME_SELLER_INDUSTRY CNT_PAYMENT \
    NAME_YIELD_GROUP PRODUCT_COMBINATION DAYS_FIRST_DRAWING DAYS_FIRST_DUE DAYS_LAST_DUE_1ST_VERSION DAYS_LAST_DUE \
    DAYS_TERMINATION NFLAG_INSURED_ON_APPROVAL
    """.split(separator: " ").map(String.init)

  /// The first SK_ID_PREV, and how many ids lie in the range for each that is used.
  static let firstID = 1_000_001
  static let idSpread = 1.105

  /// Appends the row of one application.
  static func append(_ loan: PreviousLoan, of client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    csv.integer(loan.id)
    csv.integer(client.id)
    csv.text(PreviousLevels.contract, loan.kind.rawValue)
    appendTerms(loan, random: &random, to: &csv)
    appendDecision(loan, random: &random, to: &csv)
    appendSale(loan, random: &random, to: &csv)
    appendSchedule(loan, random: &random, to: &csv)
    csv.endRow()
  }

  /// The columns from AMT_ANNUITY to RATE_INTEREST_PRIVILEGED.
  private static func appendTerms(_ loan: PreviousLoan, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    let terms = loan.terms, isUnpriced = loan.isUnpriced || loan.decision == .unused
    csv.amount(isUnpriced ? nil : terms.annuity)
    csv.amount(loan.isUnpriced ? 0 : terms.applied)
    csv.amount(loan.isUnpriced ? 0 : terms.credit)
    let hasDownPayment = loan.kind == .consumer ? !isUnpriced : !isUnpriced && random.chance(0.13)
    csv.amount(hasDownPayment ? terms.downPayment : nil)
    csv.amount(isUnpriced || terms.applied == 0 ? nil : terms.applied)
    csv.text(PreviousLevels.weekday, PreviousLevels.weekday.pick(&random))
    csv.integer(min(max(Int((12.48 + 3.33 * random.normal()).rounded()), 0), 23))
    csv.character(UInt8(ascii: random.chance(0.9949) ? "Y" : "N"))
    csv.flag(random.chance(0.9965))
    let rate = terms.applied == 0 ? 0 : Double(terms.downPayment) / Double(terms.applied) * 1.08
    csv.decimal(hasDownPayment ? Int(rate * 1e16) : nil, places: 16)
    let hasInterest = loan.kind == .consumer && random.chance(0.0082)
    csv.decimal(hasInterest ? Int(random.uniform(0.14..<0.23) * 1e16) : nil, places: 16)
    csv.decimal(hasInterest ? Int(random.uniform(0.72..<0.87) * 1e16) : nil, places: 16)
  }

  /// The columns from NAME_CASH_LOAN_PURPOSE to NAME_CLIENT_TYPE.
  private static func appendDecision(_ loan: PreviousLoan, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    let row = loan.row
    let purpose = loan.kind == .cash ? GoodsLevels.purposeOfCash.pick(&random) : GoodsLevels.notCash
    csv.text(GoodsLevels.purpose, GoodsLevels.purpose.called(at: row) ?? purpose)
    csv.text(PreviousLevels.status, loan.decision.rawValue)
    csv.integer(-loan.decidedDaysAgo)
    let isViaBank = !loan.isUnpriced && random.chance(0.765)
    let payment = isViaBank ? PreviousLevels.viaBank : PreviousLevels.noPayment
    let otherPayment = random.chance(0.0055) ? PreviousLevels.paymentOtherwise.pick(&random) : payment
    csv.text(PreviousLevels.payment, PreviousLevels.payment.called(at: row) ?? otherPayment)
    let reason = switch loan.decision {
    case .approved, .canceled: PreviousLevels.noReason
    case .refused: PreviousLevels.rejectionWhenRefused.pick(&random)
    case .unused: PreviousLevels.declinedByClient
    }
    csv.text(PreviousLevels.rejection, PreviousLevels.rejection.called(at: row) ?? reason)
    let isAccompanied = random.chance(loan.kind == .consumer ? 0.85 : 0.245)
    csv.text(PreviousLevels.suite, isAccompanied ? PreviousLevels.suite.pick(&random, row: row) : nil)
    csv.text(PreviousLevels.clientType, PreviousLevels.clientType.pick(&random, row: row))
  }
}
