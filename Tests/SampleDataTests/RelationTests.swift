import SampleData
import Testing

@Suite struct RelationTests {
  @Test func keysAreUniqueAndEveryChildHasItsParent() throws {
    let clients = try SampleFile(.application)["SK_ID_CURR"]
    #expect(clients.first == "100002")
    #expect(Set(clients).count == clients.count)
    let bureau = try SampleFile(.bureau), previous = try SampleFile(.previousApplication)
    let credits = bureau["SK_ID_BUREAU"], loans = previous["SK_ID_PREV"]
    #expect(Set(credits).count == credits.count)
    #expect(Set(loans).count == loans.count)
    #expect(Set(bureau["SK_ID_CURR"]).isSubset(of: clients))
    #expect(Set(previous["SK_ID_CURR"]).isSubset(of: clients))
    #expect(Set(try SampleFile(.bureauBalance)["SK_ID_BUREAU"]).isSubset(of: credits))
    let owner = Dictionary(uniqueKeysWithValues: zip(loans, previous["SK_ID_CURR"]))
    for table in [HomeCreditTable.posCash, .creditCard, .installments] {
      let file = try SampleFile(table)
      #expect(zip(file["SK_ID_PREV"], file["SK_ID_CURR"]).allSatisfy { owner[$0] == $1 }, "\(table)")
    }
  }

  /// Rows at the full size of 307 511 clients, scaled to the sample; heavy tails make small samples vary.
  @Test(arguments: [
    (HomeCreditTable.bureau, 1_716_428), (.bureauBalance, 27_299_925), (.previousApplication, 1_670_214),
    (.posCash, 10_001_358), (.creditCard, 3_840_312), (.installments, 13_605_401),
  ])
  func fanOutIsRealistic(_ table: HomeCreditTable, _ fullRows: Int) throws {
    let expected = Double(fullRows) * 1_500 / 307_511
    let ratio = try Double(SampleFile(table).count) / expected
    #expect((0.88...1.12).contains(ratio), "\(ratio)")
  }

  @Test func monthsOfACreditFollowEachOther() throws {
    let file = try SampleFile(.bureauBalance)
    var last: [String: Int] = [:]
    for (credit, text) in zip(file["SK_ID_BUREAU"], file["MONTHS_BALANCE"]) {
      let month = try #require(Int(text))
      #expect((-96...0).contains(month))
      if let previous = last[credit] { #expect(month == previous - 1) }
      last[credit] = month
    }
  }
}
