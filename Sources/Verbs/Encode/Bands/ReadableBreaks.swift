import Foundation

/// Breaks between bands that are written in few digits, and cut where they are written.
enum ReadableBreaks {
  /// How far a break may move, as a share of the distance to the next one.
  private static let reach = 0.01
  /// A break of so few digits stays as it is: it is read as easily, and often a value of the data.
  private static let fewDigits = 6
  /// As many digits tell any two doubles apart.
  private static let mostDigits = 17

  /// Breaks with as few digits as there can be while each value stays in its band. None moves by more than a hundredth
  /// of a band's width.
  ///
  /// - Parameters:
  ///   - breaks: in rising order, above the least of the values.
  ///   - values: NaN is missing.
  static func of(_ breaks: [Double], among values: [Double]) -> [Double] {
    let gaps = Gaps(breaks, values)
    return breaks.indices.map { index in
      let exact = breaks[index]
      if rounded(exact, to: fewDigits) == exact { return exact }
      let below = index > 0 ? breaks[index - 1] : gaps.least
      let above = index + 1 < breaks.count ? breaks[index + 1] : gaps.greatest
      let reach = Self.reach * min(exact - below, max(above - exact, 0))
      for digits in 1..<mostDigits {
        let short = rounded(exact, to: digits)
        // A value on the break belongs to the band that begins there.
        let keepsValues = gaps.before[index] < short && short <= gaps.behind[index]
        if keepsValues, abs(short - exact) <= reach { return short }
      }
      return exact
    }
  }

  private static func rounded(_ number: Double, to digits: Int) -> Double {
    Double(String(format: "%.*e", digits - 1, number)) ?? number
  }

  /// The nearest values on either side of each break.
  private struct Gaps {
    /// Below each break.
    var before: [Double]
    /// On or above it.
    var behind: [Double]
    var least = Double.infinity
    var greatest = -Double.infinity

    init(_ breaks: [Double], _ values: [Double]) {
      before = breaks.map { _ in -.infinity }
      behind = breaks.map { _ in .infinity }
      for value in values where !value.isNaN {
        let band = Breaks.band(of: value, breaks)
        if band > 0 { behind[band - 1] = min(behind[band - 1], value) }
        if band < breaks.count { before[band] = max(before[band], value) }
        (least, greatest) = (min(least, value), max(greatest, value))
      }
    }
  }
}
