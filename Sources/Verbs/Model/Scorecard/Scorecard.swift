import Columns
import Diagnostics
import Language
import Learning

/// The points of raw values: what a scorecard model and the bands before it come to.
struct Scorecard: Sendable {
  /// A chosen feature.
  struct Feature: Sendable {
    let bands: FittedBands
    let term: ScorecardModel.Term
    /// The weight of each band, as it is a feature of the model: bands, special values, missing ones and, of levels,
    /// unseen ones.
    let weights: [Double]
    /// The points of each.
    let points: [Double]

    var name: String { bands.name }
    /// The points of gaps.
    var missing: Double { points[bands.bandCount + bands.specials.count] }
    /// The points of levels that training did not have.
    var unseen: Double { points[points.count - 1] }
    /// The points of a special value, by its place.
    func special(_ place: Int) -> Double { points[bands.bandCount + place] }

    init(_ bands: FittedBands, _ weights: [Double], _ place: Int, _ model: ScorecardModel) {
      (self.bands, term, self.weights) = (bands, model.terms[place], weights)
      points = weights.map { model.points(of: place, at: $0) }
    }
  }

  let model: ScorecardModel
  let target: String
  /// Whether points rank clients, and stand for no odds of the rows as they are.
  let isReweighted: Bool
  /// Whether the model's scores are others than the odds of the points.
  let isCalibrated: Bool
  /// The chosen features, in the order of the model.
  let features: [Feature]

  /// Steps of a recipe that leave the values of columns as they are.
  private static let passing: Set = ["bin", "prune", "top", "drop", "select", "balance"]

  /// - Throws: `Diagnostic` for a model that is no scorecard, and for features whose points do not follow from bands of
  ///   raw values.
  init(_ value: ModelValue, at place: Span) throws {
    guard let model = value.trained.model as? ScorecardModel else {
      throw Self.misfit(
        "`\(value.estimator)` is no scorecard, and has no points", place,
        help: "`.help points` has an example of one")
    }
    if let step = value.trained.recipe.steps.first(where: { !Self.passing.contains($0.verb.name) }) {
      throw Self.misfit(
        "points go by raw values, and `\(step.verb.name)` in the recipe changes them before", place,
        help: "prepare the table by it before `fit`, where it does not learn, or leave it out")
    }
    let binnings = value.trained.recipe.steps.compactMap { $0.fitted as? FittedBinning }
    (self.model, target, isReweighted) = (model, value.target, value.trained.isReweighted)
    isCalibrated = value.trained.calibration != nil
    features = try model.featureNames.enumerated().filter { model.terms[$0.offset].coefficient != 0 }.map { column in
      // A column that is binned twice has bands of bands.
      let found = binnings.flatMap { binning in
        binning.bands.filter { $0.name == column.element }.map { (binning, $0) }
      }
      guard found.count == 1, let (binning, bands) = found.first, binning.givesWeights else {
        throw Self.misfit(
          "`\(column.element)` is no weight of bands, so that its values have no points", place,
          help: "have its bands found in a recipe; `.help points` has an example")
      }
      let weights = bands.weights(isBadPositive: binning.isBadPositive) + (bands.levels == nil ? [] : [0])
      return Feature(bands, weights, column.offset, model)
    }
  }

  private static func misfit(_ message: String, _ place: Span, help: String) -> Diagnostic {
    Diagnostic(code: .misplacedVerb, message, at: Label(place, "cannot tell points"), help: help)
  }

  /// The least and the greatest points that a client can have.
  var range: ClosedRange<Double> {
    let low = features.reduce(model.basePoints) { $0 + ($1.points.min() ?? 0) }
    let high = features.reduce(model.basePoints) { $0 + ($1.points.max() ?? 0) }
    return low...max(low, high)
  }

  /// A row for the base and for each band of each feature.
  var table: Table {
    typealias Row = (feature: Feature?, place: Int, band: String?)
    let rows: [Row] = [(nil, 0, nil)] + features.flatMap { feature in
      feature.bands.names.enumerated().map { (feature, $0, $1) }
    }
    func floats(_ value: (Feature, Int) -> Double?) -> Column {
      Column(floats: rows.map { row in row.feature.flatMap { value($0, row.place) } })
    }
    func counts(_ value: (FittedBands, Int) -> Int?) -> Column {
      Column(ints: rows.map { row in row.feature.flatMap { value($0.bands, row.place) }.map(Int64.init) })
    }
    let points = rows.map { $0.feature?.points[$0.place] ?? model.basePoints }
    return Table([
      ("feature", Column(texts: rows.map { $0.feature?.name ?? "(base)" })), ("band", Column(texts: rows.map(\.band))),
      ("from", floats { $0.bands.start(of: $1) }),
      ("rows", counts { $0.count(of: $1)?.rows }), ("share", floats { $0.bands.share(of: $1) }),
      ("events", counts { $0.count(of: $1)?.events }), ("rate", floats { $0.bands.rate(of: $1) }),
      ("weight", floats { $0.weights[$1] }),
      ("coefficient", Column(floats: rows.map { $0.feature?.term.coefficient ?? model.intercept })),
      ("points", model.isRounded ? Column(ints: points.map { Int64($0) }) : Column(doubles: points)),
    ])
  }
}
