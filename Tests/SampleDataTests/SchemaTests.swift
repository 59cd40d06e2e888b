import SampleData
import Testing

@Suite struct SchemaTests {
  private static let widths: [HomeCreditTable: Int] = [
    .application: 122, .bureau: 17, .bureauBalance: 3, .previousApplication: 37, .posCash: 8, .creditCard: 23,
    .installments: 8,
  ]

  @Test(arguments: HomeCreditTable.allCases)
  func namesAreUniqueAndInTheFile(_ table: HomeCreditTable) throws {
    let file = try SampleFile(table)
    #expect(file.columns == table.columns)
    #expect(file.widths == [table.columns.count])
    #expect(table.columns.count == Self.widths[table])
    #expect(Set(table.columns).count == table.columns.count)
  }

  @Test func oddNamesOfThePublicDataAreKept() {
    let application = HomeCreditTable.application.columns
    #expect(Array(application[0...2]) == ["SK_ID_CURR", "TARGET", "NAME_CONTRACT_TYPE"])
    #expect(application[41...44] == ["EXT_SOURCE_1", "EXT_SOURCE_2", "EXT_SOURCE_3", "APARTMENTS_AVG"])
    #expect(application.contains("YEARS_BEGINEXPLUATATION_MEDI"))
    #expect(application[86...90].joined(separator: " ")
      == "FONDKAPREMONT_MODE HOUSETYPE_MODE TOTALAREA_MODE WALLSMATERIAL_MODE EMERGENCYSTATE_MODE")
    #expect(application.count { $0.hasPrefix("FLAG_DOCUMENT_") } == 20)
    #expect(application.last == "AMT_REQ_CREDIT_BUREAU_YEAR")
    #expect(HomeCreditTable.creditCard.columns[12...14].joined(separator: " ")
      == "AMT_RECEIVABLE_PRINCIPAL AMT_RECIVABLE AMT_TOTAL_RECEIVABLE")
    #expect(HomeCreditTable.previousApplication.columns.contains("DAYS_LAST_DUE_1ST_VERSION"))
  }

  /// Levels per text column as in the public data: they decide how many columns the simple features have.
  @Test(arguments: [
    (HomeCreditTable.application, [
      "NAME_CONTRACT_TYPE": 2, "CODE_GENDER": 3, "FLAG_OWN_CAR": 2, "FLAG_OWN_REALTY": 2, "NAME_TYPE_SUITE": 7,
      "NAME_INCOME_TYPE": 8, "NAME_EDUCATION_TYPE": 5, "NAME_FAMILY_STATUS": 6, "NAME_HOUSING_TYPE": 6,
      "OCCUPATION_TYPE": 18, "WEEKDAY_APPR_PROCESS_START": 7, "ORGANIZATION_TYPE": 58, "FONDKAPREMONT_MODE": 4,
      "HOUSETYPE_MODE": 3, "WALLSMATERIAL_MODE": 7, "EMERGENCYSTATE_MODE": 2,
    ]),
    (.bureau, ["CREDIT_ACTIVE": 4, "CREDIT_CURRENCY": 4, "CREDIT_TYPE": 15]),
    (.bureauBalance, ["STATUS": 8]),
    (.previousApplication, [
      "NAME_CONTRACT_TYPE": 4, "WEEKDAY_APPR_PROCESS_START": 7, "FLAG_LAST_APPL_PER_CONTRACT": 2,
      "NAME_CASH_LOAN_PURPOSE": 25, "NAME_CONTRACT_STATUS": 4, "NAME_PAYMENT_TYPE": 4, "CODE_REJECT_REASON": 9,
      "NAME_TYPE_SUITE": 7, "NAME_CLIENT_TYPE": 4, "NAME_GOODS_CATEGORY": 28, "NAME_PORTFOLIO": 5,
      "NAME_PRODUCT_TYPE": 3, "CHANNEL_TYPE": 8, "NAME_SELLER_INDUSTRY": 11, "NAME_YIELD_GROUP": 5,
      "PRODUCT_COMBINATION": 17,
    ]),
    (.posCash, ["NAME_CONTRACT_STATUS": 9]),
    (.creditCard, ["NAME_CONTRACT_STATUS": 7]),
  ])
  func everyLevelOccurs(_ table: HomeCreditTable, _ expected: [String: Int]) throws {
    let file = try SampleFile(table)
    for (column, count) in expected { #expect(file.levels(column).count == count, "\(column)") }
  }

  @Test func droppingUnknownGenderLosesNoLevel() throws {
    let file = try SampleFile(.application)
    let kept = file["CODE_GENDER"].map { $0 != "XNA" }
    for column in ["NAME_FAMILY_STATUS", "NAME_INCOME_TYPE", "ORGANIZATION_TYPE", "OCCUPATION_TYPE"] {
      let left = Set(zip(file[column], kept).filter(\.1).map(\.0)).subtracting([""])
      #expect(left == file.levels(column), "\(column)")
    }
  }
}
