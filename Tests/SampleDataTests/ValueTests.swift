import SampleData
import Testing

@Suite struct ValueTests {
  /// Shares of missing values in the public data, which the sample must meet within five points.
  @Test(arguments: [
    (HomeCreditTable.application, [
      "EXT_SOURCE_1": 0.564, "EXT_SOURCE_2": 0.002, "EXT_SOURCE_3": 0.198, "OWN_CAR_AGE": 0.66, "APARTMENTS_AVG": 0.507,
      "COMMONAREA_MODE": 0.699, "LANDAREA_MEDI": 0.594, "FONDKAPREMONT_MODE": 0.684, "EMERGENCYSTATE_MODE": 0.474,
      "OCCUPATION_TYPE": 0.3135, "AMT_REQ_CREDIT_BUREAU_YEAR": 0.135, "NAME_TYPE_SUITE": 0.004, "AMT_CREDIT": 0,
    ]),
    (.bureau, [
      "AMT_ANNUITY": 0.715, "AMT_CREDIT_MAX_OVERDUE": 0.655, "DAYS_ENDDATE_FACT": 0.369, "AMT_CREDIT_SUM_LIMIT": 0.345,
      "AMT_CREDIT_SUM_DEBT": 0.15, "DAYS_CREDIT_ENDDATE": 0.0615,
    ]),
    (.previousApplication, [
      "RATE_INTEREST_PRIMARY": 0.9964, "AMT_DOWN_PAYMENT": 0.536, "AMT_ANNUITY": 0.223, "NAME_TYPE_SUITE": 0.491,
      "DAYS_TERMINATION": 0.403, "AMT_GOODS_PRICE": 0.231,
    ]),
    (.creditCard, ["AMT_DRAWINGS_ATM_CURRENT": 0.195, "AMT_INST_MIN_REGULARITY": 0.08, "AMT_PAYMENT_CURRENT": 0.2]),
  ])
  func missingSharesAreRealistic(_ table: HomeCreditTable, _ expected: [String: Double]) throws {
    let file = try SampleFile(table)
    for (column, share) in expected {
      #expect(abs(file.missingShare(column) - share) < 0.05, "\(column) \(file.missingShare(column))")
    }
  }

  @Test func sentinelsStandForNoDate() throws {
    let application = try SampleFile(.application)
    let sentinels = application["DAYS_EMPLOYED"].count { $0 == "365243" }
    #expect((0.15...0.21).contains(Double(sentinels) / Double(application.count)))
    let previous = try SampleFile(.previousApplication)
    for event in ["FIRST_DRAWING", "FIRST_DUE", "LAST_DUE_1ST_VERSION", "LAST_DUE", "TERMINATION"] {
      #expect(previous.levels("DAYS_\(event)").contains("365243.0"), "\(event)")
    }
  }

  @Test func defaultsAreAsFrequentAsInThePublicData() throws {
    let targets = try SampleFile(.application)["TARGET"]
    let rate = Double(targets.count { $0 == "1" }) / Double(targets.count)
    #expect((0.065...0.097).contains(rate), "\(rate)")
  }

  @Test func externalScoresTellGoodFromBad() throws {
    let file = try SampleFile(.application)
    let pairs = zip(file["EXT_SOURCE_2"], file["TARGET"]).compactMap { score, target in
      Double(score).map { (score: $0, isBad: target == "1") }
    }
    let bad = pairs.filter(\.isBad).map(\.score), good = pairs.filter { !$0.isBad }.map(\.score)
    let wins = bad.reduce(0) { sum, score in sum + good.count { $0 > score } }
    let area = Double(wins) / Double(bad.count * good.count)
    #expect((0.6...0.75).contains(area), "\(area)")
  }

  @Test func amountsMakeSenseTogether() throws {
    let file = try SampleFile(.application)
    let credit = file["AMT_CREDIT"].compactMap(Double.init), annuity = file["AMT_ANNUITY"].map { Double($0) ?? .nan }
    #expect(credit.count == file.count)
    for (credit, annuity) in zip(credit, annuity) where !annuity.isNaN {
      #expect((0.01...0.15).contains(annuity / credit))
    }
    for (average, median) in zip(file["APARTMENTS_AVG"], file["APARTMENTS_MEDI"]) {
      #expect(average.isEmpty == median.isEmpty)
    }
  }
}
