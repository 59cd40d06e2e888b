import Diagnostics
import Language
import Statistics

/// How a search goes on: what `tune` takes as options, and inside of another verb in its parentheses.
struct TuneSettings: Sendable {
  static let trials = Parameter<Int?>(
    "trials", default: nil, shows: "30", in: 1...100_000, "How many combinations are tried; a grid tries all.")
  static let method = Parameter<String>(
    "method", default: "tpe", "How they are chosen.", choices: ["tpe", "random", "grid"])
  static let goal = Parameter<TuneGoals?>(
    "goal", default: nil, shows: "`cost` where there is one, else `auc`",
    "What is looked for; a list makes a front of trials that are best in some balance.", choices: TuneGoal.names)
  static let cost = Parameter<CostArgument?>("cost", default: nil, "The cost of `goal: cost`.")
  static let levels = Parameter<Int?>(
    "levels", default: nil, shows: "5", in: 2...1000, "How many values of a range a grid has at most.")
  static let prune = Parameter<Bool?>(
    "prune", default: nil, shows: "yes", "Whether trials are given up after a fold that shows them hopeless.")

  /// What is written beside the estimator and the folds.
  static let options = [
    trials.declaration, method.declaration, goal.declaration, cost.declaration, levels.declaration, prune.declaration,
  ]

  let method: String
  let trials: Int
  let levels: Int
  let goals: [TuneGoal]
  let cost: CostArgument?
  let prunes: Bool

  private static let usualTrials = 30, usualLevels = 5, greatestGrid = 10_000

  /// - Throws: `Diagnostic` for options that do not go together.
  init(_ options: some TuneOptions, _ search: SearchCall) throws {
    (method, cost) = (options[Self.method], options[Self.cost])
    goals = options[Self.goal]?.goals ?? [cost == nil ? .metric(.auc) : .cost]
    levels = options[Self.levels] ?? Self.usualLevels
    prunes = (options[Self.prune] ?? true) && goals.count == 1
    if method == "grid" {
      let count = GridSearch(search.space, levels: levels).count
      guard let count, count <= Self.greatestGrid else {
        let size = count.map(String.init) ?? "countless"
        throw options.misfit(
          Self.method, "would try \(size) combinations, more than \(Self.greatestGrid)",
          help: "take fewer values, or `method: tpe`")
      }
      trials = count
    } else {
      trials = options[Self.trials] ?? Self.usualTrials
    }
    try refuseIgnored(options)
  }

  private func refuseIgnored(_ options: some TuneOptions) throws {
    if method == "grid", options[Self.trials] != nil {
      throw options.misfit(Self.trials, "counts nothing in a grid, which tries all \(trials) combinations", help: nil)
    }
    if method != "grid", options[Self.levels] != nil {
      throw options.misfit(Self.levels, "belongs to `method: grid`", help: "leave it out, or write `method: grid`")
    }
    if goals.contains(.cost), cost == nil {
      throw options.misfit(Self.goal, "needs a cost", help: "write one: `cost: cost { fn = 10, fp = 1 }`")
    }
    if !goals.contains(.cost), cost != nil {
      throw options.misfit(Self.cost, "is not looked for", help: "write `goal: cost`, or `goal: [auc, cost]`")
    }
    if goals.count > 1, options[Self.prune] == true {
      throw options.misfit(Self.prune, "compares one goal, and here are \(goals.count)", help: "leave it out")
    }
  }

  /// What chooses the points.
  func search(_ space: SearchSpace, seed: UInt64) -> any SearchMethod {
    switch method {
    case "grid": GridSearch(space, levels: levels)
    case "random": RandomSearch(space, seed: seed)
    default: ParzenSearch(space, goals: goals.count, seed: seed)
    }
  }
}

/// Where options of a search may stand: behind a verb, or in the parentheses of a word.
protocol TuneOptions {
  subscript<T>(parameter: Parameter<T>) -> T { get }
  /// The diagnostic for an option that does not go with the others.
  func misfit<T>(_ parameter: Parameter<T>, _ what: String, help: String?) -> Diagnostic
}

extension BoundArguments: TuneOptions {
  func misfit<T>(_ parameter: Parameter<T>, _ what: String, help: String?) -> Diagnostic {
    Diagnostic(
      code: .wrongValue, "`\(parameter.name)` \(what)", at: Label(span(of: parameter), "does not fit the rest"),
      help: help ?? "leave `\(parameter.name):` out")
  }
}

extension WordArguments: TuneOptions {
  func misfit<T>(_ parameter: Parameter<T>, _ what: String, help: String?) -> Diagnostic {
    Diagnostic(
      code: .wrongValue, "`\(parameter.name)` \(what)",
      at: Label(span(of: parameter.name) ?? span, "does not fit the rest"),
      help: help ?? "leave `\(parameter.name):` out")
  }
}
