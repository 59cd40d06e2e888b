import Columns
import Language
import Learning
import Statistics

extension ValueKind {
  static let tuning = ValueKind("tuning", mainTable: "its trials, a row each")
}

/// What a search over the parameters of an estimator found.
struct TuningValue: Value {
  let search: SearchCall
  let settings: TuneSettings
  /// As they ran.
  let trials: [TuneTrial]
  /// The estimator of the best trial, as one would type it.
  let bestText: String
  let target: String
  let rows: Int
  let positives: Int
  let foldsText: String
  let leaks: [String]

  var kind: ValueKind { .tuning }
  var experiment: String? { bestText }
  var series: [StepSeries] {
    goals.indices.map { goal in StepSeries("trial_\(goals[goal].name)", trials.map { $0.values[goal] }) }
  }
  private var best: Int { settings.best(of: trials) ?? 0 }
  private var goals: [TuneGoal] { settings.goals }
  private var pruned: Int { trials.count { $0.isPruned } }
  var isReweighted: Bool { trials.contains(where: \.isReweighted) }

  /// The estimator of the best trial and its values, then its parameters.
  var fields: [(name: String, cell: Cell)] {
    let trial = trials[best]
    let values = goals.indices.flatMap { goal in
      [
        (name: goals[goal].name, cell: Cell(number: trial.values[goal])),
        (name: "\(goals[goal].name)_sd", cell: Cell(number: deviation(trial, goal))),
      ]
    }
    let counts = [
      ("trial", best + 1), ("trials", trials.count), ("complete", trials.count - pruned), ("pruned", pruned),
    ] + (goals.count > 1 ? [("front", front.count)] : [])
    let parameters = search.columns([trial.point]).map { (name: $0.name, cell: $0.column[0]) }
    let allowed = leaks.isEmpty ? [] : [(name: "leak", cell: Cell.text(leaks.joined(separator: "; ")))]
    return [(name: "best", cell: .text(bestText))] + values + counts.map { (name: $0.0, cell: .int(Int64($0.1))) }
      + allowed + parameters
  }

  var presentation: Presentation {
    let trial = trials[best]
    let values = goals.indices.map { goal in
      "\(goals[goal].name) \(Cell(number: trial.values[goal]).brief)"
        + (deviation(trial, goal).map { " ± \(Cell(number: $0).brief) over the folds" } ?? "")
    }
    let facts = [
      ("best", bestText), ("found", "\(values.joined(separator: ", ")), in trial \(best + 1)"),
      ("trials", "\(trials.count) by \(settings.method)" + (pruned > 0 ? ", \(pruned) given up" : "")),
    ] + (goals.count > 1 ? [("front", "\(front.count) trials that none is better than in all goals")] : []) + [
      ("target", "\(target): \(positives) of \(rows) rows"), ("folds", foldsText),
    ] + Reweighting.facts(isReweighted) + leaks.map { ("leak", $0) }
    return Presentation(facts: facts, tables: [(nil, trialsTable)])
  }

  var mainTable: Table? { trialsTable }
  var contents: [(name: String, table: Table)] { [("trials", trialsTable), ("folds", foldTable)] }

  /// The complete trials that no other one beats.
  private var front: Set<Int> {
    let complete = trials.indices.filter { !trials[$0].isPruned }
    let losses = complete.map { index in
      zip(goals, trials[index].values).map { goal, value in
        let loss = goal.loss(value)
        return loss.isNaN ? .infinity : loss
      }
    }
    return Set(zip(complete, ParetoFront.ranks(losses)).filter { $1 == 0 }.map(\.0))
  }

  /// What each parameter has to do with the first goal, from the complete trials.
  var importance: ParameterImportance {
    let complete = trials.filter { !$0.isPruned }
    return ParameterImportance(
      search.space, points: complete.map(\.point), losses: complete.map { goals[0].loss($0.values[0]) })
  }

  /// The parameters with their importance, the most important first.
  var importanceTable: Table {
    let found = importance, shares = found.shares
    let order = found.values.indices.sorted { (-found.values[$0], $0) < (-found.values[$1], $1) }
    return Table([
      ("parameter", Column(texts: order.map { search.space.names[$0] })),
      ("importance", Column(doubles: order.map { found.values[$0] })),
      ("share", Column(floats: order.map { shares?[$0] })),
      ("rank", Column(ints: order.indices.map { Int64($0 + 1) })),
    ])
  }

  private func deviation(_ trial: TuneTrial, _ goal: Int) -> Double? {
    trial.values[goal] == nil ? nil : CrossValidation.spread(trial.folds[goal]).deviation
  }

  /// A row for each trial, as they ran.
  private var trialsTable: Table {
    var columns: [(name: String, column: Column)] = [("trial", Column(ints: trials.indices.map { Int64($0 + 1) }))]
    columns += search.columns(trials.map(\.point))
    for goal in goals.indices {
      columns.append((goals[goal].name, Column(floats: trials.map { $0.values[goal] })))
      columns.append(("\(goals[goal].name)_sd", Column(floats: trials.map { deviation($0, goal) })))
    }
    columns.append(("state", Column(texts: trials.map { $0.isPruned ? "pruned" : "complete" })))
    columns.append(("folds", Column(ints: trials.map { Int64($0.folds[0].count) })))
    if goals.count > 1 {
      let front = front
      columns.append(("front", Column(bools: trials.indices.map { front.contains($0) })))
    }
    return Table(columns)
  }

  /// A row for each fold of each trial.
  private var foldTable: Table {
    let places = trials.indices.flatMap { trial in trials[trial].folds[0].indices.map { (trial: trial, fold: $0) } }
    return Table(
      [
        ("trial", Column(ints: places.map { Int64($0.trial + 1) })),
        ("fold", Column(ints: places.map { Int64($0.fold + 1) })),
      ] + goals.indices.map { goal in
        (goals[goal].name, Column(floats: places.map { trials[$0.trial].folds[goal][$0.fold] }))
      })
  }
}
