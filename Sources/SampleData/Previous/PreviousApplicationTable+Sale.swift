extension PreviousApplicationTable {
  private static let pos = PreviousLevels.portfolio.index("POS")
  private static let cash = PreviousLevels.portfolio.index("Cash")
  private static let cards = PreviousLevels.portfolio.index("Cards")
  private static let noPortfolio = PreviousLevels.portfolio.index("XNA")
  private static let noProductType = PreviousLevels.productType.index("XNA")
  private static let crossSold = PreviousLevels.productType.index("x-sell")
  private static let walkedIn = PreviousLevels.productType.index("walk-in")
  private static let noYield = PreviousLevels.yield.index("XNA")

  /// The columns from NAME_GOODS_CATEGORY to PRODUCT_COMBINATION.
  static func appendSale(_ loan: PreviousLoan, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    let row = loan.row, isSoldInShop = loan.kind == .consumer
    let category = isSoldInShop ? GoodsLevels.categoryOfGoods.pick(&random) : GoodsLevels.noCategory
    csv.text(GoodsLevels.category, GoodsLevels.category.called(at: row) ?? category)
    csv.text(PreviousLevels.portfolio, PreviousLevels.portfolio.called(at: row) ?? portfolio(of: loan))
    csv.text(PreviousLevels.productType, productType(of: loan, random: &random))
    let isSoldThere = isSoldInShop && !random.chance(0.05)
    let channel = (isSoldThere ? PreviousLevels.channelOfShops : PreviousLevels.channelOfOffices).pick(&random)
    csv.text(PreviousLevels.channel, PreviousLevels.channel.called(at: row) ?? channel)
    csv.integer(sellerArea(isSoldInShop: isSoldInShop, random: &random))
    let hasIndustry = isSoldInShop || random.chance(0.09)
    let industry = hasIndustry ? GoodsLevels.industryOfShop.pick(&random) : GoodsLevels.noIndustry
    csv.text(GoodsLevels.industry, GoodsLevels.industry.called(at: row) ?? industry)
    csv.whole(loan.isUnpriced || loan.decision == .unused ? nil : loan.terms.payments)
    let isPriced = !loan.isUnpriced && (loan.kind == .cash || loan.kind == .consumer)
    csv.text(PreviousLevels.yield, isPriced ? PreviousLevels.yieldWhenPriced.pick(&random) : noYield)
    csv.text(GoodsLevels.product, product(of: loan, random: &random))
  }

  private static func portfolio(of loan: PreviousLoan) -> Int {
    if loan.isUnpriced { return noPortfolio }
    switch loan.kind {
    case .cash: return cash
    case .consumer: return pos
    case .card: return cards
    case .unknown: return noPortfolio
    }
  }

  private static func productType(of loan: PreviousLoan, random: inout KeyedRandom) -> Int {
    let isCrossSold = random.chance(loan.kind == .card ? 0.5 : 0.8)
    if loan.isUnpriced || loan.kind == .consumer { return noProductType }
    return isCrossSold ? crossSold : walkedIn
  }

  private static func sellerArea(isSoldInShop: Bool, random: inout KeyedRandom) -> Int {
    let area = Int(min(random.logNormal(median: 110, spread: 1.6), 4_000_000))
    return isSoldInShop || random.chance(0.18) ? area : -1
  }

  private static func product(of loan: PreviousLoan, random: inout KeyedRandom) -> Int? {
    let called = GoodsLevels.product.called(at: loan.row)
    switch loan.kind {
    case .consumer: return called ?? GoodsLevels.productOfConsumer.pick(&random)
    case .card: return called ?? GoodsLevels.productOfCard.pick(&random)
    case .cash: return called ?? (loan.isUnpriced ? GoodsLevels.unpricedCash : GoodsLevels.productOfCash.pick(&random))
    case .unknown: return called
    }
  }

  /// The five DAYS_ columns, with the sentinel for what has not happened, and NFLAG_INSURED_ON_APPROVAL.
  static func appendSchedule(_ loan: PreviousLoan, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    guard loan.decision == .approved, !random.chance(0.038) else {
      for _ in 0..<6 { csv.missing() }
      return
    }
    let noDate = ApplicationTable.noDate
    let isCard = loan.kind == .card
    let drawing = isCard && random.chance(0.65) ? -max(2, loan.decidedDaysAgo - random.below(60)) : noDate
    csv.whole(drawing)
    let neverUsed = isCard && random.chance(0.4)
    csv.whole(neverUsed ? noDate : -max(2, loan.firstDueDaysAgo))
    csv.whole(isCard ? noDate : -loan.dueDaysAgo(loan.terms.payments))
    let lastDue = loan.isFinished ? -loan.dueDaysAgo(loan.paymentsMade) : noDate
    csv.whole(lastDue)
    let wait = random.whole(2...12)
    csv.whole(loan.isFinished && lastDue + wait < 0 ? lastDue + wait : noDate)
    csv.whole(random.chance(0.3326) ? 1 : 0)
  }
}
