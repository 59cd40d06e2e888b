import Columns
import Diagnostics
import Language
import Statistics

/// Sets a model against another one on the same rows.
enum ChallengeVerb: Verb {
  static let challenger = Parameter<Reference>(
    "challenger", "The evaluation of the model that is to take its place, by name.").naming(.evaluation, .holdout)
  static let signature = Signature(
    "challenge", inputs: [.evaluation, .holdout], output: .table, positional: [challenger.declaration],
    synonyms: ["champion", "roc_test", "delong_test", "diebold_mariano"])
  static let summary = "Sets a challenger against a champion on the same rows, with paired intervals."
  static let discussion = """
    The champion is the evaluation before the verb, the challenger the one that is named: both of `cv`, or both of \
    `evaluate`, over the same rows in the same order. `difference` is challenger less champion; where it `favours` \
    the one or the other its 95 % interval leaves 0 out. Of `auc` and `gini` the interval is DeLong's for areas over \
    the same rows (1988), of `brier` and `log_loss`, where less is better, that of the paired t-test over the rows; \
    `ks` has none. Losses need probabilities: they are null where either model has none.

    These intervals tell how clients vary, and take both models as they are; `compare` tells how the folds do, and \
    with that how training varies.
    """
  private static let both = "d = \(CvVerb.data)\nold = d | cv naive_bayes, target: bad\n"
    + "new = d | cv logistic, target: bad\n"
  static let examples = [
    Example(
      "\(both)old | challenge new | select measure, champion, challenger, favours", "Out-of-fold scores of two models.",
      gives: .table(
        "measure text, champion float, challenger float, favours text",
        "auc 0.9035409035409036 0.8864468864468864 neither\ngini 0.8070818070818071 0.7728937728937728 neither\n"
          + "ks 0.7802197802197801 0.7545787545787546 null\nbrier 0.10691727251421491 0.11522869853416508 neither\n"
          + "log_loss 0.38697054146490817 0.40607058706294447 neither")),
    Example(
      "\(both)old | challenge new | where measure == \"gini\" | select difference, low, high, p",
      "A paired interval.", gives: .table(
        "difference float, low float, high float, p float",
        "-0.03418803418803429 -0.1070360517300373 0.038659983353968724 0.3576650205316352")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let reference = arguments[challenger]
    guard let other = reference.value as? any JudgedRows else {
      throw Diagnostic(
        code: .misplacedVerb, "`\(reference.name.text)` is \(reference.value.kind.name.withArticle), not an evaluation",
        at: Label(reference.name.span, "not an evaluation"),
        help: "judge it first: `NAME = TABLE | cv ESTIMATOR`, or `NAME = MODEL | evaluate TABLE`")
    }
    return Step(.local { value, context in
      guard let champion = value as? any JudgedRows else { throw NeedsData() }
      try Footprint.rows(180).require(on: champion.judgedTable, context.execution)
      if let reason = difference(champion, other) {
        throw Diagnostic(
          code: .wrongValue, "`\(reference.name.text)` is not about the same rows: \(reason)",
          at: Label(reference.name.span, "cannot be paired"),
          help: "judge both on one table: `evaluate TABLE` of both models, or `cv` of both on it")
      }
      champion.reportCaveats(name, context)
      other.reportCaveats(name, context)
      return try Duel(champion, other).table
    }, output: nil)
  }

  /// Why rows cannot be paired; nil where they can.
  private static func difference(_ champion: any JudgedRows, _ other: any JudgedRows) -> String? {
    let (own, others) = (champion.labels, other.labels)
    if own.count != others.count { return "it has \(others.count), and the champion \(own.count)" }
    if let row = own.indices.first(where: { own[$0] != others[$0] }) { return "row \(row + 1) has another outcome" }
    let tables = (champion.judgedTable, other.judgedTable)
    let keys = tables.0.schema.key.filter(tables.1.schema.key.contains)
    // Without a key rows are told apart by whatever both tables have.
    for name in keys.isEmpty ? tables.0.schema.names : keys {
      guard let first = tables.0[name], let second = tables.1[name] else { continue }
      if let row = own.indices.first(where: { first[$0] != second[$0] }) {
        return "row \(row + 1) has another `\(name)`"
      }
    }
    return nil
  }
}

/// Two models' scores of the same rows.
private struct Duel {
  private struct Figure {
    let measure: String
    var champion: Double?
    var challenger: Double?
    var interval: ClosedRange<Double>?
    var pValue: Double?
    var isLoss = false
    var note: String?
  }

  private let labels: [Double]
  private let champion: [Double]
  private let challenger: [Double]
  private let areProbabilities: Bool

  init(_ champion: any JudgedRows, _ challenger: any JudgedRows) {
    (labels, self.champion, self.challenger) = (champion.labels, champion.scores, challenger.scores)
    areProbabilities = !champion.isReweighted && !challenger.isReweighted
      && (champion.scores + challenger.scores).allSatisfy { (0...1).contains($0) }
  }

  var table: Table {
    get throws {
      let figures = try ranks + ModelLoss.allCases.map(loss)
      func floats(_ value: (Figure) -> Double?) -> Column { Column(floats: figures.map(value)) }
      return Table([
        ("measure", Column(texts: figures.map(\.measure))), ("champion", floats(\.champion)),
        ("challenger", floats(\.challenger)),
        ("difference", floats { figure in figure.champion.flatMap { own in figure.challenger.map { $0 - own } } }),
        ("low", floats { $0.interval?.lowerBound }), ("high", floats { $0.interval?.upperBound }),
        ("p", floats(\.pValue)), ("favours", Column(texts: figures.map(favours))),
        ("note", Column(texts: figures.map(\.note))),
      ])
    }
  }

  /// Whom a difference speaks for that chance does not explain; nil where there is no interval.
  private func favours(_ figure: Figure) -> String? {
    guard let interval = figure.interval else { return nil }
    if interval.contains(0) { return "neither" }
    return (interval.lowerBound > 0) == figure.isLoss ? "champion" : "challenger"
  }

  private var ranks: [Figure] {
    get throws {
      let own = try RankedScores(labels: labels, scores: champion)
      let other = try RankedScores(labels: labels, scores: challenger)
      let paired = PairedDeLong(labels: labels, first: champion, second: challenger)
      // Where both rank all rows alike, there is no error, and no difference either.
      let known = paired.flatMap { $0.standardError > 0 ? $0 : nil }
      let note = known != nil ? nil : paired == nil ? "fewer than 2 rows of a class" : "both rank the classes alike"
      let gini = known.map { 2 * $0.interval.lowerBound...2 * $0.interval.upperBound }
      return [
        Figure(
          measure: "auc", champion: own.areaUnderROC, challenger: other.areaUnderROC, interval: known?.interval,
          pValue: known?.pValue, note: note),
        Figure(
          measure: "gini", champion: own.gini, challenger: other.gini, interval: gini, pValue: known?.pValue,
          note: note),
        Figure(measure: "ks", champion: own.kolmogorovSmirnov, challenger: other.kolmogorovSmirnov),
      ]
    }
  }

  private func loss(_ loss: ModelLoss) -> Figure {
    guard areProbabilities else {
      return Figure(measure: loss.rawValue, isLoss: true, note: "not both have probabilities for scores")
    }
    func losses(_ scores: [Double]) -> [Double] {
      labels.indices.map { loss.of(label: labels[$0], probability: scores[$0]) }
    }
    let own = losses(champion), others = losses(challenger), rows = Double(labels.count)
    let paired = PairedDifference(zip(others, own).map { $0 - $1 }, testShare: 0)
    return Figure(
      measure: loss.rawValue, champion: PairwiseSummation.sum(own) / rows,
      challenger: PairwiseSummation.sum(others) / rows, interval: paired?.interval, pValue: paired?.pValue,
      isLoss: true)
  }
}
