extension ApplicationTable {
  /// The columns from SK_ID_CURR to ORGANIZATION_TYPE.
  static func appendPerson(_ client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    let family = ApplicationLevels.family.pick(&random, row: client.index)
    let children = childCount(client, random: &random)
    appendLoan(client, children: children, random: &random, to: &csv)
    let isSuiteUnknown = random.chance(0.0042)
    csv.text(ApplicationLevels.suite, isSuiteUnknown ? nil : ApplicationLevels.suite.pick(&random, row: client.index))
    csv.text(ApplicationLevels.incomeType, client.incomeType)
    csv.text(ApplicationLevels.education, client.education)
    csv.text(ApplicationLevels.family, family)
    csv.text(ApplicationLevels.housing, ApplicationLevels.housing.pick(&random))
    appendDates(client, random: &random, to: &csv)
    appendContacts(client, random: &random, to: &csv)
    let isUnskilled = client.daysEmployed == nil || random.chance(0.163)
    let occupation = WorkLevels.occupation.pick(&random)
    let calledOccupation = WorkLevels.occupation.called(at: client.index)
    csv.text(WorkLevels.occupation, calledOccupation ?? (isUnskilled ? nil : occupation))
    csv.whole(children + (family == 0 || family == 2 ? 2 : 1))
    appendProcess(client, random: &random, to: &csv)
    csv.text(WorkLevels.organisation, WorkLevels.organisation(of: client, random: &random))
  }

  private static func childCount(_ client: Client, random: inout KeyedRandom) -> Int {
    let share = random.unit()
    if client.ageInYears > 55 { return share < 0.96 ? 0 : 1 }
    return share < 0.605 ? 0 : share < 0.86 ? 1 : share < 0.975 ? 2 : 3 + random.poisson(mean: 0.2)
  }

  private static func appendLoan(
    _ client: Client, children: Int, random: inout KeyedRandom, to csv: inout CSVBuffer
  ) {
    csv.integer(client.id)
    csv.flag(client.defaults)
    csv.text(ApplicationLevels.contract, client.loan.isRevolving ? 1 : 0)
    csv.text(genders[isOfUnknownGender(client) ? 2 : client.isMale ? 1 : 0])
    csv.character(UInt8(ascii: client.ownsCar ? "Y" : "N"))
    csv.character(UInt8(ascii: random.chance(0.694) ? "Y" : "N"))
    csv.integer(children)
    csv.amount(client.loan.income)
    csv.amount(client.loan.credit)
    csv.amount(random.chance(0.00004) ? nil : client.loan.annuity)
    csv.amount(random.chance(client.loan.isRevolving ? 0.0095 : 0) ? nil : client.loan.goodsPrice)
  }

  private static let genders = ["F", "M", "XNA"].map { Array($0.utf8) }

  /// Four of 307 511 rows have gender `XNA`; the recipe drops them, so they never hold a called rare level.
  private static func isOfUnknownGender(_ client: Client) -> Bool { client.index % 80_000 == 417 }

  private static func appendDates(_ client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    csv.decimal(regionPopulations[min(random.below(30), random.below(30))], places: 6)
    csv.integer(-client.ageInDays)
    csv.integer(client.daysEmployed.map { -$0 } ?? noDate)
    let registered = random.unit()
    csv.whole(-Int(registered * registered.squareRoot() * 0.78 * Double(client.ageInDays)))
    csv.integer(-min(max(Int(random.uniform(0..<5_950) + 80 * client.quality), 0), 7_197))
    csv.whole(client.ownsCar && !random.chance(0.0001) ? min(Int(random.exponential(mean: 12.6)), 91) : nil)
  }

  /// Made-up shares of the population in millionths, the frequent regions first.
  private static let regionPopulations = [
    35_417, 28_930, 19_268, 25_512, 18_371, 20_946, 10_249, 46_708, 30_113, 15_635, 22_084, 8_917, 31_772, 18_033,
    24_158, 72_194, 9_406, 14_971, 19_843, 7_265, 16_389, 6_518, 26_774, 11_836, 5_092, 3_447, 17_220, 2_381, 1_159,
    304,
  ]

  private static func appendContacts(_ client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    csv.flag(client.index != 1_000)
    csv.flag(client.daysEmployed != nil)
    for probability in [0.1994, 0.9981, 0.2811, 0.0567] { csv.flag(random.chance(probability)) }
  }

  private static func appendProcess(_ client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    csv.integer(client.regionRating)
    csv.integer(random.chance(0.98) ? client.regionRating : 2)
    csv.text(ApplicationLevels.weekday, ApplicationLevels.weekday.pick(&random))
    csv.integer(min(max(Int((12.06 + 3.27 * random.normal()).rounded()), 0), 23))
    let movedRegion = random.chance(0.0151), worksInRegion = random.chance(0.9593)
    csv.flag(movedRegion)
    csv.flag(!worksInRegion || random.chance(0.0105))
    csv.flag(!worksInRegion)
    let movedCity = random.chance(0.0782), worksInCity = client.daysEmployed == nil || random.chance(0.781)
    csv.flag(movedCity)
    csv.flag(!worksInCity || random.chance(0.062))
    csv.flag(!worksInCity)
  }
}
