import Columns
import Diagnostics
import Language
import Learning

extension ValueKind {
  static let scorecard = ValueKind("scorecard", mainTable: "its points, a row for each band")
}

/// The points of a scorecard model.
struct ScorecardValue: Value {
  let card: Scorecard
  let model: ModelValue
  private let points: Table

  init(_ model: ModelValue, at place: Span) throws {
    (card, self.model) = (try Scorecard(model, at: place), model)
    points = card.table
  }

  var kind: ValueKind { .scorecard }
  var mainTable: Table? { points }
  var contents: [(name: String, table: Table)] { [("points", points), ("scale", scale)] }

  /// What points stand for.
  private var scale: Table {
    let facts = fields.map { ($0.name, CellFormat.plain($0.cell)) }
      + [("reweighted", "\(card.isReweighted)"), ("calibrated", "\(card.isCalibrated)")]
    return Table([("fact", Column(texts: facts.map(\.0))), ("value", Column(texts: facts.map(\.1)))])
  }

  var fields: [(name: String, cell: Cell)] {
    [
      ("features", .int(Int64(card.features.count))), ("base_points", .float(card.model.basePoints)),
      ("lowest", .float(card.range.lowerBound)), ("highest", .float(card.range.upperBound)),
      ("base", .float(card.model.scale.base)), ("odds", .float(card.model.scale.odds)),
      ("pdo", .float(card.model.scale.pdo)), ("rounding", .float(card.model.rounding)),
    ]
  }

  var presentation: Presentation {
    let scale = card.model.scale
    func text(_ number: Double) -> String { BandNames.number(number) }
    var facts = [
      ("scorecard", model.estimator), ("target", model.target),
      ("scale", "\(text(scale.base)) points at odds of \(text(scale.odds)) to 1, \(text(scale.pdo)) more double them"),
      ("points", "from \(ShortNumber.text(card.range.lowerBound)) to \(ShortNumber.text(card.range.upperBound))"),
    ]
    if card.model.isRounded {
      facts.append((
        "rounding", "moves a score by at most \(ShortNumber.text(card.model.roundingBound)) points, "
          + "\(ShortNumber.text(card.model.rounding)) in training"))
    }
    facts += Reweighting.facts(card.isReweighted) + (model.trained.calibration?.facts ?? [])
    return Presentation(facts: facts, tables: [(nil, points)])
  }
}
