extension PreviousLoan {
  init(id: Int, row: Int, client: Client, random: inout KeyedRandom) {
    self.id = id
    self.row = row
    let promise = Self.promise(row: row)
    let drawnKind = Kind(rawValue: PreviousLevels.contract.pick(&random, row: row)) ?? .unknown
    kind = promise?.kind ?? drawnKind
    let drawn = Self.decision(kind: kind, quality: client.quality, random: &random)
    decision = promise == nil ? drawn : .approved
    promisedState = promise?.state
    // Cards are older on average: they stay open, so that more of them were decided long ago. What came to nothing is
    // younger, as offers were made more freely of late.
    let skew = kind == .card ? 1.45 : decision == .approved ? 1.8 : 4.2
    let past = PortableMath.exp(skew * PortableMath.log(random.unit() + 1e-9))
    decidedDaysAgo = max(promise == nil ? 1 : 400, 1 + Int(2_921 * past))
    terms = Terms(kind: kind, client: client, random: &random)
    let payments = Double(max(terms.payments, 1))
    paymentsMade = random.chance(0.3) ? max(1, Int(payments * random.uniform(0.2..<1))) : Int(payments)
  }

  /// Rows 5, 12, 19, … are approved loans that show the rare states of cards and then those of other loans.
  private static func promise(row: Int) -> (kind: Kind, state: Int)? {
    let (turn, slot) = row.quotientAndRemainder(dividingBy: 7)
    guard slot == 5 else { return nil }
    let cards = CreditCardTable.states.rare, others = POSCashTable.states.rare
    if turn < cards.count { return (.card, cards[turn]) }
    return turn - cards.count < others.count ? (.consumer, others[turn - cards.count]) : nil
  }

  private static func decision(kind: Kind, quality: Double, random: inout KeyedRandom) -> Decision {
    let refusal = PortableMath.exp(-0.22 * quality - 0.024)
    let draw = random.unit()
    let (refused, canceled, unused) = switch kind {
    case .cash: (0.22 * refusal, 0.36, 0.0)
    case .consumer: (0.10 * refusal, 0.004, 0.036)
    case .card: (0.275 * refusal, 0.215, 0.0)
    case .unknown: (0.1, 0.89, 0.0)
    }
    return draw < refused ? .refused : draw < refused + canceled ? .canceled
      : draw < refused + canceled + unused ? .unused : .approved
  }
}

extension PreviousLoan.Terms {
  private static let consumerPayments = [4, 6, 6, 8, 10, 10, 10, 12, 12, 12, 12, 12, 18, 24]
  private static let cashPayments = [6, 12, 12, 12, 18, 24, 24, 36, 36, 48, 60]

  init(kind: PreviousLoan.Kind, client: Client, random: inout KeyedRandom) {
    let standing = PortableMath.exp(0.4 * PortableMath.log(Double(client.loan.income) / 147_000_000))
    switch kind {
    case .card, .unknown:
      credit = Amount.rounded(min(max(random.logNormal(median: 130_000, spread: 0.6), 45_000), 1_350_000), to: 45_000)
      applied = random.chance(0.5) ? 0 : credit
      annuity = credit / 20
    case .consumer:
      payments = Self.consumerPayments[random.below(Self.consumerPayments.count)]
      let wish = random.logNormal(median: 68_000, spread: 0.75) * standing
      applied = Amount.rounded(min(max(wish, 9_000), 2_250_000), to: random.chance(0.3) ? 450 : 4.5)
      let paidDown = random.chance(0.55) ? random.uniform(0.05..<0.3) : 0
      downPayment = Amount.rounded(Double(applied) / Amount.thousandths * paidDown, to: 4.5)
      price(fee: 1.06, random: &random)
    case .cash:
      payments = Self.cashPayments[random.below(Self.cashPayments.count)]
      let wish = random.logNormal(median: 300_000, spread: 0.8) * standing
      applied = Amount.rounded(min(max(wish, 22_500), 4_050_000), to: random.chance(0.7) ? 45_000 : 4_500)
      price(fee: 1.12, random: &random)
    }
  }

  /// Sets credit and annuity from what was applied for, less the down payment, with fees and interest.
  private mutating func price(fee: Double, random: inout KeyedRandom) {
    let needed = Double(applied - downPayment) / Amount.thousandths
    let owed = needed * (random.chance(0.6) ? random.uniform(1..<(2 * fee - 1)) : 1)
    credit = Amount.rounded(owed, to: 4.5)
    let count = Double(payments)
    annuity = Amount.rounded(owed * (1 / count + random.uniform(0.005..<0.035) * (count + 1) / (2 * count)), to: 0.045)
  }
}
