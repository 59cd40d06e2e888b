extension ApplicationTable {
  /// The columns after those of the building: social circle, phone, documents and enquiries.
  static func appendHabits(_ client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    appendSocialCircle(client, random: &random, to: &csv)
    let changedPhone = client.index != 2_000
    csv.whole(changedPhone ? (random.chance(0.1225) ? 0 : -Int(min(random.exponential(mean: 1_100), 4_292))) : nil)
    appendDocuments(client, random: &random, to: &csv)
    appendEnquiries(client, random: &random, to: &csv)
  }

  /// Observed and defaulted acquaintances, within 30 and 60 days.
  private static func appendSocialCircle(_ client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    guard !random.chance(0.0033) else {
      for _ in 0..<4 { csv.missing() }
      return
    }
    let observed = random.chance(0.533) ? 0 : Int(random.exponential(mean: 2.45)) + 1
    let share = min(0.3, 0.1 * PortableMath.exp(-0.2 * client.quality))
    var defaulted = 0, late = 0
    for _ in 0..<observed where random.chance(share) {
      defaulted += 1
      if random.chance(0.7) { late += 1 }
    }
    csv.whole(observed)
    csv.whole(defaulted)
    csv.whole(observed > 1 && random.chance(0.02) ? max(observed - 1, late) : observed)
    csv.whole(late)
  }

  /// FLAG_DOCUMENT_2 to 21: one of the common documents 3, 6 and 8 as a rule, and seldom another.
  private static func appendDocuments(_ client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    let main = client.daysEmployed == nil ? random.uniform(0.3..<1) : random.uniform(0..<1.015)
    let common = main < 0.80 ? 3 : main < 0.885 ? 8 : 0
    let ofPensioner = client.daysEmployed == nil && random.chance(0.49)
    for document in 2...21 {
      let share = documentShares[document - 2]
      switch document {
      case 3: csv.flag(common == 3 && !ofPensioner)
      case 6: csv.flag(ofPensioner)
      case 8: csv.flag(common == 8 && !ofPensioner)
      default: csv.flag(client.index == 7 * document || random.chance(share))
      }
    }
  }

  private static let documentShares = [
    0.00004, 0, 0.00008, 0.0151, 0, 0.0002, 0, 0.0039, 0.00002, 0.0039, 0.00001, 0.0035, 0.0029, 0.0012, 0.0099,
    0.0003, 0.0081, 0.0006, 0.0005, 0.0003,
  ]

  /// Enquiries at the bureau in the last hour, day, week, month, quarter and year: all known or all missing.
  private static func appendEnquiries(_ client: Client, random: inout KeyedRandom, to csv: inout CSVBuffer) {
    guard !random.chance(0.135) else {
      for _ in enquiryMeans { csv.missing() }
      return
    }
    let eagerness = PortableMath.exp(0.7 * random.normal() - 0.245 - 0.1 * client.quality)
    for mean in enquiryMeans { csv.whole(random.poisson(mean: mean * eagerness)) }
  }

  private static let enquiryMeans = [0.0064, 0.007, 0.0344, 0.267, 0.265, 1.9]
}
