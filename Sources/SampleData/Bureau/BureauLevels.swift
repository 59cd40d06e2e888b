/// Text levels of bureau, with the number of rows of each in the public data set as weights.
enum BureauLevels {
  static let state = Levels(["Closed": 1_079_273, "Active": 630_607, "Sold": 6_527, "Bad debt": 21])
  static let currency = Levels([
    "currency 1": 1_715_020, "currency 2": 1_224, "currency 3": 174, "currency 4": 10,
  ])
  static let type = Levels([
    "Consumer credit": 1_251_615, "Credit card": 402_195, "Car loan": 27_690, "Mortgage": 18_391,
    "Microloan": 12_413, "Loan for business development": 1_975, "Another type of loan": 1_017,
    "Unknown type of loan": 555, "Loan for working capital replenishment": 469, "Cash loan (non-earmarked)": 56,
    "Real estate loan": 27, "Loan for the purchase of equipment": 19,
    "Loan for purchase of shares (margin lending)": 4, "Mobile operator loan": 1, "Interbank credit": 1,
  ])

  static let closed = state.index("Closed")
  static let active = state.index("Active")
  static let sold = state.index("Sold")
  static let consumer = type.index("Consumer credit")
  static let card = type.index("Credit card")
  static let carLoan = type.index("Car loan")
  static let mortgage = type.index("Mortgage")
  static let microloan = type.index("Microloan")
}
