/// Text levels of the application table, with the number of rows of each in the public data set as weights.
enum ApplicationLevels {
  static let contract = Levels(["Cash loans": 278_232, "Revolving loans": 29_279])
  static let suite = Levels([
    "Unaccompanied": 248_526, "Family": 40_149, "Spouse, partner": 11_370, "Children": 3_267, "Other_B": 1_770,
    "Other_A": 866, "Group of people": 271,
  ])
  static let incomeType = Levels([
    "Working": 158_774, "Commercial associate": 71_617, "Pensioner": 55_362, "State servant": 21_703,
    "Unemployed": 22, "Student": 18, "Businessman": 10, "Maternity leave": 5,
  ])
  /// The same levels for those who do not live on a pension.
  static let incomeTypeWorking = incomeType.drawing { $0 != "Pensioner" }
  static let education = Levels([
    "Secondary / secondary special": 218_391, "Higher education": 74_863, "Incomplete higher": 10_277,
    "Lower secondary": 3_816, "Academic degree": 164,
  ])
  /// The same levels for those without higher education.
  static let educationLower = education.drawing { $0 != "Higher education" }
  static let family = Levels([
    "Married": 196_432, "Single / not married": 45_444, "Civil marriage": 29_775, "Separated": 19_770,
    "Widow": 16_088, "Unknown": 2,
  ])
  static let housing = Levels([
    "House / apartment": 272_868, "With parents": 14_840, "Municipal apartment": 11_183,
    "Rented apartment": 4_881, "Office apartment": 2_617, "Co-op apartment": 1_122,
  ])
  static let weekday = Levels([
    "TUESDAY": 53_901, "WEDNESDAY": 51_934, "MONDAY": 50_714, "THURSDAY": 50_591, "FRIDAY": 50_338,
    "SATURDAY": 33_852, "SUNDAY": 16_181,
  ])
  static let fund = Levels([
    "reg oper account": 73_830, "reg oper spec account": 12_080, "not specified": 5_687, "org spec account": 5_619,
  ])
  static let house = Levels(["block of flats": 150_503, "specific housing": 1_499, "terraced house": 1_212])
  static let walls = Levels([
    "Panel": 66_040, "Stone, brick": 64_815, "Block": 9_253, "Wooden": 5_362, "Mixed": 2_296, "Monolithic": 1_779,
    "Others": 1_625,
  ])
  static let emergency = Levels(["No": 159_428, "Yes": 2_328])

  static let pensioner = incomeType.index("Pensioner")
  static let unemployed = incomeType.index("Unemployed")
  static let educationHigher = education.index("Higher education")

  static func isWithoutJob(_ type: Int) -> Bool { type == pensioner || type == unemployed }

  /// What the level of education adds to the log-odds of default.
  static func educationRisk(_ level: Int) -> Double { educationRisks[level] }
  private static let educationRisks = [0.1, -0.35, 0.05, 0.3, -0.9]
}
