/// Accepted and refused clients in bands of scores that hold equally many accepted ones.
struct RejectGroups: Sendable {
  private struct Band {
    var accepted = 0
    var defaulted = 0
    var rejected = 0
  }

  /// The band of each accepted client.
  let acceptedBands: [Int]
  private let rejectedBands: [Int]
  private var bands: [Band]

  /// - Parameters:
  ///   - accepted: the scores of accepted clients, without gaps.
  ///   - labels: 0 or 1 for each of them.
  ///   - rejected: the scores of refused ones.
  ///   - count: the most bands; equal scores share one.
  init(accepted: [Double], labels: [Double], rejected: [Double], count: Int) {
    precondition(accepted.count == labels.count, "each accepted client has an outcome")
    let sorted = accepted.sorted(), low = sorted.first ?? 0
    var breaks: [Double] = []
    // A band begins at a score of an accepted client, so that none is without them.
    let parts = max(1, min(count, sorted.count))
    for step in 1..<parts {
      let next = sorted[step * sorted.count / parts]
      if next > breaks.last ?? low { breaks.append(next) }
    }
    acceptedBands = accepted.map { Breaks.band(of: $0, breaks) }
    rejectedBands = rejected.map { Breaks.band(of: $0, breaks) }
    bands = [Band](repeating: Band(), count: breaks.count + 1)
    for (band, label) in zip(acceptedBands, labels) {
      bands[band].accepted += 1
      if label == 1 { bands[band].defaulted += 1 }
    }
    for band in rejectedBands { bands[band].rejected += 1 }
  }

  /// For how many applicants an accepted client of a band stands: (accepted + refused) / accepted (D. C. Hsia, "Credit
  /// scoring and the Equal Credit Opportunity Act", Hastings Law Journal 30, 1978).
  func weight(of band: Int) -> Double {
    Double(bands[band].accepted + bands[band].rejected) / Double(max(1, bands[band].accepted))
  }

  /// An outcome for each refused client: in each band as many defaults as the rate of the accepted times a factor says,
  /// rounded, for those of the least keys, of equal ones the first.
  ///
  /// - Parameter keys: one for each refused client.
  func outcomes(factor: Double, keys: [UInt64]) -> [Bool] {
    precondition(keys.count == rejectedBands.count, "each refused client has a key")
    var outcomes = [Bool](repeating: false, count: keys.count)
    for (number, band) in bands.enumerated() where band.rejected > 0 {
      let rate = min(1, factor * Double(band.defaulted) / Double(max(1, band.accepted)))
      let members = rejectedBands.indices.filter { rejectedBands[$0] == number }
        .sorted { (keys[$0], $0) < (keys[$1], $1) }
      for member in members.prefix(Int((rate * Double(band.rejected)).rounded())) { outcomes[member] = true }
    }
    return outcomes
  }

  /// `120 refused beside 800 accepted; band 10 has 90 refused beside 80`
  var text: String {
    let (all, refused) = (acceptedBands.count, rejectedBands.count)
    let worst = bands.indices.max { bands[$0].rejected * bands[$1].accepted < bands[$1].rejected * bands[$0].accepted }
    guard let worst, refused > 0 else { return "\(refused) refused beside \(all) accepted" }
    return "\(refused) refused beside \(all) accepted, and \(bands[worst].rejected) beside \(bands[worst].accepted) in "
      + "band \(worst + 1) of \(bands.count)"
  }
}
