/// Occupations and employers, with the number of rows of each in the public data set as weights.
enum WorkLevels {
  static let occupation = Levels([
    "Laborers": 55_186, "Sales staff": 32_102, "Core staff": 27_570, "Managers": 21_371, "Drivers": 18_603,
    "High skill tech staff": 11_380, "Accountants": 9_813, "Medicine staff": 8_537, "Security staff": 6_721,
    "Cooking staff": 5_946, "Cleaning staff": 4_653, "Private service staff": 2_652, "Low-skill Laborers": 2_093,
    "Waiters/barmen staff": 1_348, "Secretaries": 1_305, "Realty agents": 751, "HR staff": 563, "IT staff": 526,
  ])

  static let organisation = Levels([
    "Business Entity Type 3": 67_992, "XNA": 55_374, "Self-employed": 38_412, "Other": 16_683, "Medicine": 11_193,
    "Business Entity Type 2": 10_553, "Government": 10_404, "School": 8_893, "Trade: type 7": 7_831,
    "Kindergarten": 6_880, "Construction": 6_721, "Business Entity Type 1": 5_984, "Transport: type 4": 5_398,
    "Trade: type 3": 3_492, "Industry: type 9": 3_368, "Industry: type 3": 3_278, "Security": 3_247,
    "Housing": 2_958, "Industry: type 11": 2_704, "Military": 2_634, "Bank": 2_507, "Agriculture": 2_454,
    "Police": 2_341, "Transport: type 2": 2_204, "Postal": 2_157, "Security Ministries": 1_974,
    "Trade: type 2": 1_900, "Restaurant": 1_811, "Services": 1_575, "University": 1_327, "Industry: type 7": 1_307,
    "Transport: type 3": 1_187, "Industry: type 1": 1_039, "Hotel": 966, "Electricity": 950,
    "Industry: type 4": 877, "Trade: type 6": 631, "Industry: type 5": 599, "Insurance": 597, "Telecom": 577,
    "Emergency": 560, "Industry: type 2": 458, "Advertising": 429, "Realtor": 396, "Culture": 379,
    "Industry: type 12": 369, "Trade: type 1": 348, "Mobile": 317, "Legal Services": 305, "Cleaning": 260,
    "Transport: type 1": 201, "Industry: type 6": 112, "Industry: type 10": 109, "Religion": 85,
    "Industry: type 13": 67, "Trade: type 4": 64, "Trade: type 5": 49, "Industry: type 8": 24,
  ])

  private static let none = organisation.index("XNA")
  private static let employers = organisation.drawing { $0 != "XNA" }

  /// The employer of the client in this row: `XNA` exactly for those without a job, save where a rare level is called.
  static func organisation(of client: Client, random: inout KeyedRandom) -> Int {
    let employer = employers.pick(&random)
    return organisation.called(at: client.index) ?? (client.daysEmployed == nil ? none : employer)
  }
}
