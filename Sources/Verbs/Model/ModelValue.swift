import Columns
import Forms
import Language
import Learning

extension ValueKind {
  static let model = ValueKind("model")
}

/// A fitted model with the recipe before it and the decision behind it.
struct ModelValue: Value {
  /// As one would type it: `lightgbm(n_estimators: 200)`.
  let estimator: String
  let target: String
  let trained: TrainedModel
  let rows: Int
  let positives: Int
  /// Clients who score at least this are refused.
  let cut: Double?
  /// What the cut was chosen by.
  var decision: Decision?
  /// Why features knew the target, where `leak: allow` was written.
  let leaks: [String]
  let training: TrainingRecord
  let trainedRows: TrainedRows
  let seen: SeenColumns
  let known = KeptContents()

  var kind: ValueKind { .model }

  var experiment: String? { estimator }

  var fields: [(name: String, cell: Cell)] {
    [
      ("features", .int(Int64(trained.model.featureNames.count))), ("inputs", .int(Int64(trained.inputs.count))),
      ("rows", .int(Int64(rows))), ("positives", .int(Int64(positives))), ("target", .text(target)),
      ("estimator", .text(estimator)), ("cut", Cell(number: cut)),
    ] + trained.model.facts.map { (name: $0.name, cell: .float($0.value)) }
  }

  var presentation: Presentation {
    var facts = [
      ("model", estimator), ("target", "\(target): \(positives) of \(rows) rows"),
      ("features", String(trained.model.featureNames.count)),
    ]
    facts += trained.model.facts.map { ($0.name.replacing("_", with: " "), Cell(number: $0.value).brief) }
    facts += trained.recipe.steps.map { ("after", $0.fitted.summary) }
    facts += (trained.calibration?.facts ?? []) + Reweighting.facts(trained.isReweighted) + leaks.map { ("leak", $0) }
    if let cut { facts.append(("refuse from", CellFormat.float(cut))) }
    facts += decision?.facts ?? []
    return Presentation(facts: facts)
  }

  /// All that is kept of the model, so that the lock covers all of it.
  var contents: [(name: String, table: Table)] {
    known.value {
      do { return FormContents(try FormEncoder.value(of: self)).tables } catch {
        return [("form", Table([("line", Column(texts: ["cannot be written: \(error)"]))]))]
      }
    }
  }

  /// A row for each feature, the most important first: what it is by each of the model's measures, its share and rank.
  func importanceTable() throws -> Table {
    let model = trained.model
    let first = model.importanceKinds[0]
    let values = try model.importances(kind: first)
    let order = values.indices.sorted { values[$0] > values[$1] || (values[$0] == values[$1] && $0 < $1) }
    let total = values.reduce(0, +)
    var columns = [("feature", Column(texts: order.map { model.featureNames[$0] }))]
    for kind in model.importanceKinds {
      let own = try model.importances(kind: kind)
      columns.append((kind == "none" ? "weight" : kind, Column(doubles: order.map { own[$0] })))
    }
    if let logistic = model as? LogisticModel {
      columns[1] = ("weight", columns[1].1)
      columns.append(("coefficient", Column(doubles: order.map { logistic.coefficients[$0] })))
      columns += logistic.significance.map { kind in (kind.name, Column(floats: order.map { kind.values[$0] })) }
    }
    columns.append(("share", Column(floats: order.map { total > 0 ? values[$0] / total : nil })))
    columns.append(("rank", Column(ints: order.indices.map { Int64($0 + 1) })))
    return Table(columns.map { (name: $0.0, column: $0.1) })
  }
}

extension ModelValue: RanksColumns {
  package var record: TrainingRecord? { training }

  /// By the usual measure of the model: gain for trees, the size of the coefficient for a logistic model.
  package func importance(of names: [String]) throws -> [Double?] {
    let model = trained.model
    let values = try model.importances(kind: model.importanceKinds[0])
    let known = Dictionary(zip(model.featureNames, values), uniquingKeysWith: { first, _ in first })
    return names.map { known[$0] }
  }
}
