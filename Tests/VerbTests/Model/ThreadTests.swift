import Columns
import Language
import Testing
import Verbs

/// That nothing a lock holds depends on the number of threads, for every kind of value.
@Suite struct ThreadTests {
  static let table = """
    seed 1
    t = range 3000 | derive { x = n * 37 % 101, z = nullif(n * 53 % 97, 5) * 0.1, g = n % 3, \
    y = n * 53 % 31 + n * 37 % 101 > 70 } | drop n
    prep = recipe | impute @num, method: median | scale @num, method: standard
    e = t | cv lightgbm(n_estimators: 5), target: y
    m = t | fit lightgbm(n_estimators: 5), target: y

    """

  @Test(arguments: [
    "t", "prep", "cost { fn = 10, fp = x }", "e", "m", "t | fit logistic, target: y, prep: prep",
    "t | fit lightgbm(n_estimators: 5, boosting_type: dart), target: y",
    "t | fit lightgbm(n_estimators: 15, data_sample_strategy: goss), target: y",
    "t | fit lightgbm(n_estimators: 5, boosting_type: rf, subsample: 0.5, subsample_freq: 1), target: y",
    "t | fit xgboost(n_estimators: 5, subsample: 0.5), target: y",
    "t | cv logistic, target: y, prep: prep", "e | threshold cost: cost { fn = x, fp = 1 }", "e | plot roc",
    "e | plot cost, cost: cost { fn = 10, fp = 1 }", "e | scores", "t | predict m", "m | importance", "t | profile",
    "t | plot hist(z)", "t | describe", "t | corr @num", "t | corr @num, method: spearman",
    "t | head 900 | neighbours x, z, gaps: shared, also: g", "t | neighbours x, g, within: 0, k: 3",
    "t | sample 0.2, stratify: g",
    "t | split 0.5, 0.5, stratify: g",
    "t | agg { mean(z), std(x) } by g",
    "t | tune lightgbm(n_estimators: 3..6, num_leaves: 4..12), target: y, trials: 12, folds: 3",
    "t | cv tune(logistic(l2: log 0.1..10), trials: 3, folds: 2), target: y, prep: prep, folds: 2",
    "t | learning_curve logistic, target: y, prep: prep, folds: 2",
  ])
  func theLockIsTheSame(_ pipeline: String) throws {
    let one = try #require(try Run.script(Self.table + pipeline, threads: 1))
    let two = try #require(try Run.script(Self.table + pipeline, threads: 2))
    #expect(!one.contents.isEmpty && one.contents.map(\.name) == two.contents.map(\.name))
    for (a, b) in zip(one.contents, two.contents) { #expect(Run.lines(a.table) == Run.lines(b.table), "\(a.name)") }
    #expect(one.fields.map(\.cell) == two.fields.map(\.cell))
  }
}
