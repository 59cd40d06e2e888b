/// application_train: one row for each client.
enum ApplicationTable {
  static let columns = personColumns + scoreColumns + BuildingColumns.all + habitColumns

  private static let personColumns = """
    SK_ID_CURR TARGET NAME_CONTRACT_TYPE CODE_GENDER FLAG_OWN_CAR FLAG_OWN_REALTY CNT_CHILDREN AMT_INCOME_TOTAL \
    AMT_CREDIT AMT_ANNUITY AMT_GOODS_PRICE NAME_TYPE_SUITE NAME_INCOME_TYPE NAME_EDUCATION_TYPE NAME_FAMILY_STATUS \
    NAME_HOUSING_TYPE REGION_POPULATION_RELATIVE DAYS_BIRTH DAYS_EMPLOYED DAYS_REGISTRATION DAYS_ID_PUBLISH \
    OWN_CAR_AGE FLAG_MOBIL FLAG_EMP_PHONE FLAG_WORK_PHONE FLAG_CONT_MOBILE FLAG_PHONE FLAG_EMAIL OCCUPATION_TYPE \
    CNT_FAM_MEMBERS REGION_RATING_CLIENT REGION_RATING_CLIENT_W_CITY WEEKDAY_APPR_PROCESS_START \
    HOUR_APPR_PROCESS_START REG_REGION_NOT_LIVE_REGION REG_REGION_NOT_WORK_REGION LIVE_REGION_NOT_WORK_REGION \
    REG_CITY_NOT_LIVE_CITY REG_CITY_NOT_WORK_CITY LIVE_CITY_NOT_WORK_CITY ORGANIZATION_TYPE
    """.split(separator: " ").map(String.init)

  private static let scoreColumns = ["EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3"]

  private static let habitColumns =
    ["30", "60"].flatMap { ["OBS_\($0)_CNT_SOCIAL_CIRCLE", "DEF_\($0)_CNT_SOCIAL_CIRCLE"] }
    + ["DAYS_LAST_PHONE_CHANGE"]
    + (2...21).map { "FLAG_DOCUMENT_\($0)" }
    + ["HOUR", "DAY", "WEEK", "MON", "QRT", "YEAR"].map { "AMT_REQ_CREDIT_BUREAU_\($0)" }

  /// The sentinel for "no date" in columns of days.
  static let noDate = 365_243

  /// Appends the client's row.
  static func append(_ client: Client, seed: UInt64, to csv: inout CSVBuffer) {
    var person = KeyedRandom(seed: seed, purpose: .person, index: client.index)
    appendPerson(client, random: &person, to: &csv)
    csv.decimal(client.externalScores.first, places: 16)
    csv.decimal(client.externalScores.second, places: 16)
    csv.decimal(client.externalScores.third, places: 16)
    var building = KeyedRandom(seed: seed, purpose: .building, index: client.index)
    BuildingColumns.append(client, random: &building, to: &csv)
    var habits = KeyedRandom(seed: seed, purpose: .habits, index: client.index)
    appendHabits(client, random: &habits, to: &csv)
    csv.endRow()
  }
}
