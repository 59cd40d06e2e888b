/// How the event rate may change from bin to bin; equal rates break no trend.
package enum BinTrend: String, Sendable, CaseIterable {
  /// In any way.
  case none
  /// Never falls.
  case ascending
  /// Never rises.
  case descending
  /// Never rises once it has fallen; what only ascends or only descends is a peak as well.
  case peak
  /// Never falls once it has risen; what only ascends or only descends is a valley as well.
  case valley

  /// The trends to choose among where the rate shall ascend or descend.
  package static let monotone: [BinTrend] = [.ascending, .descending]

  /// What each stretch of bins allows the rate to do, in order; a stretch may be empty.
  var stretches: [RateChange] {
    switch self {
    case .none: [.any]
    case .ascending: [.rise]
    case .descending: [.fall]
    case .peak: [.rise, .fall]
    case .valley: [.fall, .rise]
    }
  }
}

/// What the event rate may do from a bin to the next.
enum RateChange: Sendable {
  case any, rise, fall

  /// Whether it allows a change of this sign; 0, no change, is always allowed.
  func allows(_ sign: Int) -> Bool {
    switch self {
    case .any: true
    case .rise: sign >= 0
    case .fall: sign <= 0
    }
  }
}
