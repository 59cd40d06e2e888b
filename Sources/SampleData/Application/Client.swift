/// One client of the application table: what the other tables and the default model need to know about a person.
///
/// `quality` and `discipline` are hidden: no table shows them. External scores lean on the first, late payments on the
/// second, and both drive default; that is what makes the target learnable and the child tables worth joining.
struct Client: Sendable {
  let index: Int
  /// SK_ID_CURR.
  let id: Int
  /// Creditworthiness, standard normal over all clients.
  let quality: Double
  /// Punctuality, standard normal and independent of `quality`.
  let discipline: Double
  let isMale: Bool
  /// Days from birth to the application.
  let ageInDays: Int
  let incomeType: Int
  let education: Int
  /// Days in the present job; nil for those without one (the table shows the sentinel 365243).
  let daysEmployed: Int?
  let ownsCar: Bool
  let regionRating: Int
  let externalScores: ExternalScores
  let loan: RequestedLoan
  /// Whether the client had payment difficulties: TARGET.
  private(set) var defaults = false

  /// The client with this index and SK_ID_CURR; all else follows from the seed.
  init(index: Int, id: Int, seed: UInt64) {
    var random = KeyedRandom(seed: seed, purpose: .profile, index: index)
    self.init(index: index, id: id, random: &random)
    defaults = random.chance(PortableMath.logistic(logOddsOfDefault))
  }

  var ageInYears: Double { Double(ageInDays) / 365.25 }
}

/// The three scores bought from outside, in units of 10⁻¹⁶ (EXT_SOURCE_1 to 3), nil where missing.
struct ExternalScores: Sendable {
  let first: Int?
  let second: Int?
  let third: Int?
}

/// The loan that the client applies for; amounts in thousandths.
struct RequestedLoan: Sendable {
  let isRevolving: Bool
  let income: Int
  let credit: Int
  let annuity: Int
  let goodsPrice: Int
}
