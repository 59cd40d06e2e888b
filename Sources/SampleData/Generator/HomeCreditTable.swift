/// The seven tables of the Home Credit data set; the raw value is the file's name without `.csv`.
public enum HomeCreditTable: String, CaseIterable, Sendable {
  case application = "application_train"
  case bureau
  case bureauBalance = "bureau_balance"
  case previousApplication = "previous_application"
  case posCash = "POS_CASH_balance"
  case creditCard = "credit_card_balance"
  case installments = "installments_payments"

  /// The name of the table's file.
  public var fileName: String { "\(rawValue).csv" }

  /// The column names in the order of the file.
  public var columns: [String] {
    switch self {
    case .application: ApplicationTable.columns
    case .bureau: BureauTable.columns
    case .bureauBalance: BureauBalanceTable.columns
    case .previousApplication: PreviousApplicationTable.columns
    case .posCash: POSCashTable.columns
    case .creditCard: CreditCardTable.columns
    case .installments: InstallmentsTable.columns
    }
  }
}
