/// The rows of all seven tables for one chunk of clients.
struct Chunk: Sendable {
  private var application = CSVBuffer(capacity: 300_000)
  private var bureau = CSVBuffer(capacity: 300_000)
  private var bureauBalance = CSVBuffer(capacity: 700_000)
  private var previousApplication = CSVBuffer(capacity: 700_000)
  private var posCash = CSVBuffer(capacity: 700_000)
  private var creditCard = CSVBuffer(capacity: 700_000)
  private var installments = CSVBuffer(capacity: 1_300_000)

  /// Scratch memory for the months of one credit.
  private var months: [UInt8] = []

  init(number: Int, plan: RowPlan) {
    var bureauRow = plan.firstBureauRows[number]
    var previousRow = plan.firstPreviousRows[number]
    let indexes = plan.clients(ofChunk: number)
    for first in stride(from: indexes.lowerBound, to: indexes.upperBound, by: Client.groupSize) {
      let ids = Client.ids(group: first / Client.groupSize, seed: plan.seed)
      for (id, index) in zip(ids, first..<indexes.upperBound) {
        let client = Client(index: index, id: id, seed: plan.seed)
        ApplicationTable.append(client, seed: plan.seed, to: &application)
        appendBureau(of: client, plan: plan, row: &bureauRow)
        appendPrevious(of: client, plan: plan, row: &previousRow)
      }
    }
    shuffle(number: number, seed: plan.seed)
  }

  func rows(of table: HomeCreditTable) -> CSVBuffer {
    switch table {
    case .application: application
    case .bureau: bureau
    case .bureauBalance: bureauBalance
    case .previousApplication: previousApplication
    case .posCash: posCash
    case .creditCard: creditCard
    case .installments: installments
    }
  }

  private mutating func appendBureau(of client: Client, plan: RowPlan, row: inout Int) {
    var random = KeyedRandom(seed: plan.seed, purpose: .bureau, index: client.index)
    var balance = KeyedRandom(seed: plan.seed, purpose: .balance, index: client.index)
    let keepsMonths = BureauBalanceTable.isKept(random: &balance)
    for _ in 0..<Client.bureauCount(index: client.index, seed: plan.seed) {
      let id = BureauTable.firstID + plan.bureauKeys.place(of: row)
      let credit = BureauCredit(id: id, row: row, client: client, random: &random)
      BureauTable.append(credit, of: client, random: &random, to: &bureau)
      if keepsMonths {
        BureauBalanceTable.append(credit, of: client, random: &balance, states: &months, to: &bureauBalance)
      }
      row += 1
    }
  }

  private mutating func appendPrevious(of client: Client, plan: RowPlan, row: inout Int) {
    var random = KeyedRandom(seed: plan.seed, purpose: .previous, index: client.index)
    var cash = KeyedRandom(seed: plan.seed, purpose: .cash, index: client.index)
    var card = KeyedRandom(seed: plan.seed, purpose: .card, index: client.index)
    var payments = KeyedRandom(seed: plan.seed, purpose: .installments, index: client.index)
    for _ in 0..<Client.previousCount(index: client.index, seed: plan.seed) {
      let id = PreviousApplicationTable.firstID + plan.previousKeys.place(of: row)
      let loan = PreviousLoan(id: id, row: row, client: client, random: &random)
      PreviousApplicationTable.append(loan, of: client, random: &random, to: &previousApplication)
      if loan.decision == .approved {
        if loan.kind == .card {
          CreditCardTable.append(loan, of: client, random: &card, to: &creditCard, payments: &installments)
        } else if loan.kind != .unknown {
          POSCashTable.append(loan, of: client, random: &cash, to: &posCash)
          InstallmentsTable.append(loan, of: client, random: &payments, to: &installments)
        }
      }
      row += 1
    }
  }

  /// Rows of the tables about earlier loans come in no order, as in the public data; here within a chunk.
  private mutating func shuffle(number: Int, seed: UInt64) {
    var random = KeyedRandom(seed: seed, purpose: .order, index: number)
    previousApplication = previousApplication.shuffled(&random)
    posCash = posCash.shuffled(&random)
    creditCard = creditCard.shuffled(&random)
    installments = installments.shuffled(&random)
  }
}
