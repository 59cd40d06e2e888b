import Columns
import Kernels
import Language
import Learning
import Statistics
import TestSupport
import Testing
import Verbs

/// That training rows are balanced as the definitions say, and no others are touched.
@Suite struct BalanceTests {
  /// 200 rows, 36 of them ones; one column of whole numbers, and one of truth values.
  static let table = """
    seed 7
    t = range 200 | derive { id = 5000 + n * 7 % 200, a = n * 37 % 101 / 7, b = n * 53 % 97, c = n % 3 == 0, \\
    bad = n * 29 % 50 < 9 } | drop n | roles key: id, target: bad

    """.replacing("\\\n", with: "")

  static func rows() throws -> Table { try Run.table(table + "t") }
  static let roles = Roles(target: "bad", key: ["id"])

  private func fit(_ stages: String, _ table: Table, seed: UInt64 = 7, threads: Int = 1) throws
    -> (recipe: FittedRecipe, training: TrainingRows)
  {
    let recipe = try #require(try Run.script("recipe | \(stages)") as? Recipe)
    let context = RunContext(execution: Execution(threads: threads), seed: seed, cache: SessionCache())
    return try recipe.fit(table, Self.roles, context)
  }

  /// Equal but for rounding.
  static func areClose(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }
  }

  private static func counts(_ table: Table) -> [Int] {
    let labels = (table["bad"] ?? table["label"])?.doubles() ?? []
    return [labels.count { $0 == 0 }, labels.count { $0 == 1 }]
  }

  private static func row(_ table: Table, _ row: Int) -> [String] { table.columns.map { CellFormat.literal($0[row]) } }

  @Test func newRowsStandBelowAndLieBetween() throws {
    let table = try Self.rows()
    let made = try fit("balance smote, ratio: 0.6, k: 4", table).training.table
    #expect(Self.counts(table) == [164, 36])
    #expect(Self.counts(made) == [164, 98], "⌊164 · 0.6 − 36⌋ = 62 rows are made")
    for row in 0..<200 { #expect(Self.row(made, row) == Self.row(table, row)) }
    let ones = (0..<200).filter { table["bad"]?[$0] == .bool(true) }
    let numbers = try ["a", "b", "c"].map { try #require(table[$0]?.doubles()) }
    let values = try ["a", "b", "c"].map { try #require(made[$0]?.doubles()) }
    for row in 200..<262 {
      #expect(made["id"]?.isNull(row) == true && made["bad"]?[row] == .bool(true))
      let isBetween = ones.contains { start in
        let nearest = ones.filter { $0 != start }.sorted { a, b in
          Self.distance(numbers, start, a) < Self.distance(numbers, start, b)
        }.prefix(4)
        return nearest.contains { Self.is(row, values, between: start, $0, numbers) }
      }
      #expect(isBetween, "row \(row)")
    }
  }

  private static func distance(_ columns: [[Double]], _ a: Int, _ b: Int) -> Double {
    columns.reduce(0) { $0 + ($1[a] - $1[b]) * ($1[a] - $1[b]) }
  }

  /// Whether a row lies at one share of the way in all columns, the whole numbers rounded.
  private static func `is`(
    _ row: Int, _ values: [[Double]], between a: Int, _ b: Int, _ numbers: [[Double]]
  ) -> Bool {
    let way = numbers[0][b] - numbers[0][a]
    guard way != 0 else { return false }
    let share = (values[0][row] - numbers[0][a]) / way
    guard (-1e-9...1 + 1e-9).contains(share) else { return false }
    return (1...2).allSatisfy { column in
      let exact = numbers[column][a] + share * (numbers[column][b] - numbers[column][a])
      return abs(values[column][row] - exact) <= 0.5 + 1e-9
    }
  }

  @Test func drawsGoByKeyAndNotByTheOrderOfRows() throws {
    let table = try Self.rows()
    let turned = table.taking((0..<200).map { Int32($0 * 77 % 200) })
    for stage in ["smote, ratio: 0.7", "smote_tomek, ratio: 0.5, k: 3", "undersample, ratio: 0.4"] {
      let one = try fit("balance \(stage)", table).training.table
      let other = try fit("balance \(stage)", turned, threads: 2).training.table
      func sorted(_ table: Table) -> [[String]] {
        (0..<table.rowCount).map { Self.row(table, $0) }.sorted { $0.lexicographicallyPrecedes($1) }
      }
      #expect(sorted(one) == sorted(other), "\(stage)")
      let reseeded = try fit("balance \(stage)", table, seed: 8).training.table
      #expect(sorted(one) != sorted(reseeded), "\(stage)")
    }
  }

  @Test func undersamplingKeepsTheSmallerClassWhole() throws {
    let table = try Self.rows()
    let (recipe, training) = try fit("balance undersample, ratio: 0.5", table)
    #expect(Self.counts(training.table) == [72, 36] && training.isResampled)
    let known = Set((0..<200).map { Self.row(table, $0) })
    #expect((0..<108).allSatisfy { known.contains(Self.row(training.table, $0)) })
    #expect(recipe.steps[0].fitted.summary.hasPrefix("balance: 72 of 164 rows of class 0 kept"))
  }

  @Test func weightsReachTheModelAndMultiply() throws {
    let table = try Self.rows()
    let once = try fit("balance weights", table).training
    let weights = try #require(once.weights), labels = try #require(table["bad"]?.doubles())
    let balanced: [Double] = labels.map { $0 == 1 ? 200.0 / 72 : 200.0 / 328 }
    #expect(Self.areClose(weights, balanced))
    let twice = try #require(try fit("balance weights | balance weights, ratio: 0.25", table).training.weights)
    let quarter = ClassBalance(labels: labels).weights(ratio: 0.25)
    let product: [Double] = labels.indices.map { weights[$0] * quarter[Int(labels[$0])] }
    #expect(Self.areClose(twice, product))
    // The sum stays, and the classes come to the ratio.
    let ones = quarter[1] * 36, zeros = quarter[0] * 164
    #expect(Self.areClose([ones + zeros, ones / zeros], [200, 0.25]))
  }

  /// Doubled rows of a class teach a logistic model what double weights do.
  @Test func weightsAreThoseOfTheFit() throws {
    let weighted = try Run.table(
      Self.table + "p = recipe | balance weights, ratio: 0.6\n"
        + "m = t | fit logistic(l2: 1), prep: p\nt | predict m | select score")
    let plain = try Run.table(Self.table + "m = t | fit logistic(l2: 1)\nt | predict m | select score")
    let (a, b) = (try #require(weighted["score"]?.doubles()), try #require(plain["score"]?.doubles()))
    let (sumWeighted, sumPlain) = (a.reduce(0, +), b.reduce(0, +))
    #expect(sumWeighted > sumPlain + 20)
    // The mean score of a logistic model is the share of ones, as it is weighed: 0.6 / 1.6.
    let labels = try #require(try Self.rows()["bad"]?.doubles())
    let own = ClassBalance(labels: labels).weights(ratio: 0.6)
    let products: [Double] = labels.indices.map { a[$0] * own[Int(labels[$0])] }
    let mean = products.reduce(0, +) / 200
    #expect(abs(mean - 0.375) < 1e-6, "\(mean)")
  }

  @Test(arguments: ["weights", "undersample, ratio: 0.5", "smote, ratio: 0.5", "smote_tomek, ratio: 0.5"])
  func rowsThatAreHeldOutStayAsTheyAre(stage: String) throws {
    let table = try Self.rows()
    let recipe = try fit("balance \(stage)", table.slice(0..<120)).recipe
    let held = table.slice(120..<200), context = FittedCases.context()
    #expect(try recipe.apply(to: held, context).bits == held.bits)
    #expect(context.notes.isEmpty)
    let script = Self.table + "p = recipe | balance \(stage)\ne = t | cv logistic, prep: p, folds: 4\n"
    let scores = try Run.table(script + "e | scores")
    #expect(scores.rowCount == 200 && Self.counts(scores) == [164, 36])
    let notes = try Run.outcomes(script).flatMap(\.notes)
    #expect(notes.contains { $0.contains("its scores rank, and are no probabilities") }, "\(notes)")
  }

  @Test func aBalancedTableIsNotForCrossValidation() throws {
    for stage in ["smote", "smote_tomek, ratio: 0.5", "undersample"] {
      let message = try #require(Run.failure(Self.table + "t | balance \(stage) | cv logistic"))
      for part in ["error[E76]", "balance \(stage)", "prep = recipe | balance \(stage)`"] {
        #expect(message.contains(part), "\(message)")
      }
    }
    let allowed = try Run.outcomes(Self.table + "t | balance smote | cv logistic, leak: allow").flatMap(\.notes)
    #expect(allowed.contains { $0.hasPrefix("leak allowed: ") })
    // All the same, a model of it knows what its scores are not.
    let model = try #require(try Run.outcomes(Self.table + "t | balance smote | derive d = a + b | fit logistic").last)
    #expect(model.notes.contains { $0.contains("its scores rank, and are no probabilities") }, "\(model.notes)")
  }

  @Test(arguments: [
    ("t | balance weights", ["a table has no weights", "`recipe | balance weights`"]),
    ("t | balance smote, ratio: 0.2", ["36 and 164 rows", "leave `balance` out"]),
    ("t | balance undersample, ratio: 0.1", ["asks for no more"]),
    ("t | balance smote, k: 36", ["needs 36 others, and there are 36 rows", "`k: 35`"]),
    ("t | balance weights, k: 3", ["`k` goes with `smote` only"]),
    ("t | balance smote, tomek: both", ["`tomek` goes with `smote_tomek` only"]),
    ("t | balance smote, ratio: 1.5", ["at most 1"]),
    ("t | balance smoot", ["smote or smote_tomek"]),
    ("t | derive w = \"x\" | balance smote", ["`w` is text", "| onehot @text | balance smote"]),
    ("t | derive b = nullif(b, 5) | balance smote",
      ["takes no nulls", "| impute @num, method: median | balance smote"]),
    ("t | roles key: id | select id, a | balance smote", ["needs a target", "add `target: COLUMN`"]),
    ("t | balance smote, target: c", ["the target here is `bad`"]),
    ("p = recipe | balance weights | balance smote\nt | fit logistic, prep: p",
      ["weighs the rows", "put `balance weights` behind it"]),
    ("p = recipe | balance smote, k: 33\nt | cv logistic, prep: p, folds: 4",
      ["needs 33 others", "this is fold 1 of 4"]),
    ("p = recipe | balance smote | target_rate b\nt | fit logistic, prep: p",
      ["made or removed rows", "| target_rate b | balance …"]),
  ])
  func whatCannotBeBalancedIsAnError(script: String, parts: [String]) throws {
    let message = try #require(Run.failure(Self.table + script), "\(script) fails")
    for part in parts { #expect(message.contains(part), "\(message)") }
    #expect(message.contains("^"), "\(message)")
  }
}

/// Counts and links of imbalanced-learn; see Tests/Parity/balance/make.py.
@Suite struct BalanceParityTests {
  private struct Expected: Decodable {
    struct Case: Decodable {
      let smaller: Int
      let larger: Int
      let ratio: Double
      let made: Int?
      let kept: Int?
    }

    let columns: [[Double]]
    let labels: [Double]
    let cases: [Case]
    let smote: [Int]
    let undersample: [Int]
    let balanced: [Double]
  }

  private let expected: Expected

  init() throws { expected = try Parity.expected("balance", as: Expected.self) }

  @Test func counts() {
    for own in expected.cases {
      let labels = Array(repeating: 1.0, count: own.smaller) + Array(repeating: 0.0, count: own.larger)
      let balance = ClassBalance(labels: labels)
      let made = balance.rowsToMake(ratio: own.ratio), kept = balance.rowsToKeep(ratio: own.ratio)
      let (possible, enough): (Int?, Int?) = (made > 0 ? made : nil, kept <= own.larger ? kept : nil)
      #expect(possible == own.made && enough == own.kept, "\(own)")
    }
    let weights = ClassBalance(labels: expected.labels).weights(ratio: 1)
    #expect(BalanceTests.areClose(weights, expected.balanced))
  }

  @Test func rowsAfterwards() throws {
    let columns = zip(["a", "b", "c"], expected.columns).map { ($0, Column(doubles: $1)) }
    let table = Table(columns + [("bad", Column(ints: expected.labels.map { Int64($0) }))])
    for (stage, counts) in [("smote", expected.smote), ("undersample", expected.undersample)] {
      let recipe = try #require(try Run.script("recipe | balance \(stage), ratio: 0.4") as? Recipe)
      let rows = try recipe.fit(table, Roles(target: "bad"), FittedCases.context()).training.table
      let labels = try #require(rows["bad"]?.doubles())
      let ones = labels.count { $0 == 1 }
      #expect([labels.count - ones, ones] == counts, "\(stage)")
    }
  }
}
