import Charts
import Language
import Statistics

/// The cumulative distributions of the scores of the two classes, and where they are furthest apart.
enum KolmogorovSmirnovMark: ChartMark {
  static let name = "ks"
  static let summary = "The cumulative distributions of the scores of both classes, and where they are furthest apart."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot ks", "Where the classes are furthest apart.",
      gives: .value(.chart, ["title": .text("Kolmogorov–Smirnov distance of logistic")])),
  ]
  static let inputs = judged

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    return { value, context in
      guard let judged = value as? any JudgedRows else { throw NeedsData() }
      let pooled = try judged.curves(context) { try? ClassDistributions($0) }.pooled
      let gap = pooled?.largestGap.flatMap { gap in
        pooled.map {
          (score: $0.scores[gap.index], repaid: $0.negatives[gap.index], defaulted: $0.positives[gap.index])
        }
      }
      return .distributions(try judged.classScores(context), gap: gap, model: judged.estimator)
    }
  }
}
