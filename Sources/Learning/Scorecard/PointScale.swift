import Foundation

/// How points stand for odds: `base` points for odds of `odds` good to one bad, and `pdo` points more for twice the
/// odds (N. Siddiqi, Credit Risk Scorecards, 2006, chapter 6).
public struct PointScale: Codable, Sendable, Equatable {
  /// The points of a client with the odds ``odds``.
  public let base: Double
  /// Good to bad, above 0.
  public let odds: Double
  /// The points that double the odds, above 0.
  public let pdo: Double

  /// The scale with these three numbers.
  public init(base: Double, odds: Double, pdo: Double) { (self.base, self.odds, self.pdo) = (base, odds, pdo) }

  /// Points for one unit of the logarithm of the odds: pdo / ln 2.
  public var factor: Double { pdo / log(2) }

  /// The points of log-odds of class 1, the bad one.
  public func points(logOdds: Double) -> Double { base - factor * (logOdds + log(odds)) }

  /// The log-odds of class 1 that points stand for.
  public func logOdds(points: Double) -> Double { (base - points) / factor - log(odds) }

  private enum CodingKeys: String, CodingKey { case base, odds, pdo }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    base = try container.decode(Double.self, forKey: .base)
    odds = try container.decode(Double.self, forKey: .odds)
    pdo = try container.decode(Double.self, forKey: .pdo)
    guard base.isFinite, odds > 0, odds.isFinite, pdo > 0, pdo.isFinite else {
      throw DecodingError.dataCorruptedError(
        forKey: .odds, in: container, debugDescription: "the odds and the points that double them are above 0")
    }
  }
}
