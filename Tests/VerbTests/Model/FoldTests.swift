import Columns
import Language
import TestSupport
import Testing
import Verbs

@Suite struct FoldTests {
  static let table = """
    seed 11
    d = range 500 | derive { id = n * 7919 % 10007, x = n * 37 % 101, y = n % 7, bad = x + n * 53 % 71 > 110 } | drop n

    """

  /// The fold of each id.
  private func folds(_ pipeline: String) throws -> [Double: Double] {
    let scores = try Run.table(Self.table + pipeline + " | scores")
    let ids = scores["id"]?.doubles() ?? [], folds = scores["fold"]?.doubles() ?? []
    return Dictionary(zip(ids, folds), uniquingKeysWith: { first, _ in first })
  }

  @Test func twoEstimatorsShareTheirFolds() throws {
    let first = try folds("d | cv dummy, target: bad, key: id")
    #expect(first.count == 500 && Set(first.values) == [1, 2, 3, 4, 5])
    #expect(try folds("d | cv logistic, target: bad, key: id, features: @(x + y)") == first)
  }

  @Test func aFoldDoesNotDependOnTheOrderOfTheRows() throws {
    let pipeline = "cv dummy, target: bad, key: id"
    #expect(try folds("d | sort x, -y | \(pipeline)") == folds("d | \(pipeline)"))
  }

  @Test func theSeedMoves() throws {
    let pipeline = "d | cv dummy, target: bad, key: id"
    #expect(try folds("seed 12\n\(pipeline)") != folds(pipeline))
  }

  @Test func scoresAreTheSameWithAnyNumberOfThreads() throws {
    let script = Self.table + "d | cv logistic(l2: 1), target: bad, key: id | scores"
    #expect(Run.lines(try Run.table(script, threads: 1)) == Run.lines(try Run.table(script, threads: 4)))
  }
}
