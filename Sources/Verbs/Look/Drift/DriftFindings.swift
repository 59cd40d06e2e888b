import Columns
import Foundation
import Language
import Statistics

/// What looks like a broken feed rather than other clients, in words.
enum DriftFindings {
  /// What chance does more rarely is worth a word.
  private static let chance = log(1e-6)
  /// Shares of null that moved by less are not worth one.
  private static let leastMove = 0.01
  /// The same in standard errors.
  private static let leastErrors = 5.0
  private static let shown = 3

  /// How the share of null has moved; nil where it has not.
  static func nulls(_ reference: SideCounts, _ current: SideCounts) -> String? {
    guard let before = reference.nullShare, let now = current.nullShare, abs(now - before) >= leastMove else {
      return nil
    }
    let rows = (Double(reference.rows), Double(current.rows))
    let both = Double(reference.nulls + current.nulls) / (rows.0 + rows.1)
    let error = (both * (1 - both) * (1 / rows.0 + 1 / rows.1)).squareRoot()
    guard abs(now - before) >= leastErrors * error else { return nil }
    return "nulls \(now > before ? "rose" : "fell") from \(share(before)) to \(share(now))"
  }

  /// One value in all rows where the reference has several; nil where chance would do that.
  static func constant(_ reference: [Int], _ current: [Int], name: (Int) -> String) -> String? {
    let here = current.indices.filter { current[$0] > 0 }
    guard here.count == 1, reference.count(where: { $0 > 0 }) > 1 else { return nil }
    let before = Double(reference[here[0]]) / Double(max(1, reference.reduce(0, +)))
    return isChance(before, times: current[here[0]]) ? nil : "\(name(here[0])) in all rows"
  }

  /// The same of numbers that are no levels.
  static func constant(
    _ reference: SampleDistribution, _ current: SampleDistribution, name: (Double) -> String
  ) -> String? {
    guard current.values.count == 1, reference.values.count > 1 else { return nil }
    let before = Double(reference.count(of: current.values[0])) / Double(reference.count)
    return isChance(before, times: current.count) ? nil : "\(name(current.values[0])) in all rows"
  }

  /// Values beyond those of the reference, more than the ends of two samples of one distribution have.
  static func outside(
    _ reference: SampleDistribution, _ current: SampleDistribution, name: (Double) -> String
  ) -> [String] {
    guard let low = reference.minimum, let high = reference.maximum else { return [] }
    // The outermost k of both samples together are all of the current one with a probability of at most this ^ k.
    let own = Double(current.count) / Double(current.count + reference.count)
    let found = [
      (current.count(below: low), "below \(name(low)), the least of the reference"),
      (current.count - current.count(upTo: high), "above \(name(high)), the greatest of the reference"),
    ]
    return found.filter { !isChance(own, times: $0.0) }.map { count, place in
      "\(share(Double(count) / Double(current.count))) \(place)"
    }
  }

  /// Levels that the reference lacks.
  static func unseen(_ reference: [Int], _ current: [Int], name: (Int) -> String) -> String? {
    let total = Double(max(1, current.reduce(0, +)))
    let levels = current.indices.filter { current[$0] > 0 && reference[$0] == 0 }
    let listed = levels.sorted { (-current[$0], $0) < (-current[$1], $1) }.prefix(shown).map {
      "\(name($0)) \(share(Double(current[$0]) / total))"
    }
    if levels.count <= shown { return levels.isEmpty ? nil : "unseen: \(listed.joined(separator: ", "))" }
    let all = Double(levels.reduce(0) { $0 + current[$1] }) / total
    return "\(levels.count) unseen levels in \(share(all)), as \(listed.joined(separator: ", "))"
  }

  /// Levels of the reference that are gone, and would not be by chance.
  static func gone(_ reference: [Int], _ current: [Int], name: (Int) -> String) -> String? {
    let total = Double(max(1, reference.reduce(0, +))), rows = current.reduce(0, +)
    let levels = reference.indices.filter {
      reference[$0] > 0 && current[$0] == 0 && !isChance(1 - Double(reference[$0]) / total, times: rows)
    }
    let listed = levels.sorted { (-reference[$0], $0) < (-reference[$1], $1) }.prefix(shown).map {
      "\(name($0)) \(share(Double(reference[$0]) / total))"
    }
    if levels.count <= shown { return levels.isEmpty ? nil : "gone: \(listed.joined(separator: ", "))" }
    return "\(levels.count) levels gone, as \(listed.joined(separator: ", "))"
  }

  /// Whether what happens with a probability may well happen so many times in a row.
  private static func isChance(_ probability: Double, times: Int) -> Bool {
    guard probability > 0 else { return times < 20 }
    return Double(times) * log(probability) > chance
  }

  private static func share(_ share: Double) -> String { share == 0 ? "none" : ShortNumber.percent(share) }
}
