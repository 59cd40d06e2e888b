import Columns
import Diagnostics
import Language
import Testing
import Verbs

/// That the key and the target travel with their columns, and are features nowhere.
@Suite struct RolesTests {
  static let data = """
    t = range 60 | derive { id = n, x = n * 37 % 60, z = n % 7 / 2, g = n % 4, bad = x + n * 53 % 31 > 40 } \
    | drop n | roles key: id, target: bad

    """

  @Test(arguments: [
    ("where x > 3", "bad", ["id"]), ("derive bad = if bad then 1 else 0", "bad", ["id"]),
    ("derive q = x * 2", "bad", ["id"]), ("select x, bad, id", "bad", ["id"]), ("select x, id", nil, ["id"]),
    ("drop bad", nil, ["id"]), ("drop id", "bad", []), ("rename y = bad", "y", ["id"]),
    ("rename @all as \"c_{col}\"", "c_bad", ["c_id"]), ("sort -x", "bad", ["id"]), ("head 5", "bad", ["id"]),
    ("sample 0.5", "bad", ["id"]), ("sample 10, stratify: bad", "bad", ["id"]), ("split 0.5, 0.5", "bad", ["id"]),
    ("distinct", "bad", ["id"]), ("distinct id, bad", "bad", ["id"]), ("onehot g", "bad", ["id"]),
    ("encode g", "bad", ["id"]), ("scale @num, method: minmax", "bad", ["id"]),
      ("bin x, method: quantile", "bad", ["id"]), ("clip @num, min: 1", "bad", ["id"]),
      ("cast x, to: float", "bad", ["id"]),
    ("replace x, values: [3], with: null", "bad", ["id"]), ("impute @num, method: mean", "bad", ["id"]),
    ("append t", "bad", ["id"]), ("left join o on id", "bad", ["id"]), ("semi join o on id", "bad", ["id"]),
    ("full join o on id", "bad", ["id"]), ("agg { bad = max(bad), m = mean(x) } by id", "bad", ["id"]),
    ("agg { n = count() } by id", nil, ["id"]), ("unpivot x, z", "bad", ["id"]), ("prune @num", "bad", ["id"]),
    ("derive m = mean(x) by g", "bad", ["id"]), ("roles key: g", "bad", ["g"]), ("roles target: g", "g", ["id"]),
  ] as [(String, String?, [String])])
  func rolesSurvive(_ stage: String, _ target: String?, _ key: [String]) throws {
    let table = try Run.table(
      Self.data + "o = t | select id, w = x | head 9\n".replacing("w = x", with: "x") + "t | \(stage)")
    #expect(table.schema.target == target)
    #expect(table.schema.key == key)
  }

  @Test func theTargetOfAJoinedTableComesAlong() throws {
    let table = try Run.table(Self.data + "y = t | select id, bad\nt | drop bad | left join y on id")
    #expect(table.schema.target == "bad")
  }

  @Test func aDeclaredTargetNeedNotBeWritten() throws {
    let written = try Run.table(Self.data + "t | cv logistic, target: bad, key: id | scores")
    let declared = try Run.table(Self.data + "t | cv logistic | scores")
    #expect(Run.lines(written) == Run.lines(declared))
    _ = try Run.script(Self.data + "m = t | fit logistic\nt | predict m")
    let message = Run.failure("range 9 | derive y = n % 2 | cv dummy")
    #expect(message?.contains("error[E16]: `cv` needs a target") ?? false)
    #expect(message?.contains("roles target: COLUMN") ?? false)
  }

  @Test(arguments: [
    "scale @num, method: standard", "impute @num, method: knn(3)", "clip @*, min: 0", "bin @/./, method: quantile",
    "onehot @(num - x - z)", "encode @distinct(< 3), optional: yes", "prune @all", "top 1",
  ])
  func selectorsLeaveRolesOut(_ stage: String) throws {
    for text in [
      "u = t | \(stage)", "p = recipe | \(stage) | onehot @text, optional: yes\nu = t | cv dummy, prep: p | scores",
    ] {
      _ = try Run.script(
        Self.data + "t = t | derive { bad = if bad then 1 else 0, x = if x == 5 then null else x }\n" + text)
    }
    let table = try Run.table(Self.data + "t | derive bad = if bad then 1 else 0 | \(stage)")
    let before = try Run.table(Self.data + "t | derive bad = if bad then 1 else 0")
    #expect(Run.lines(table.selecting([table.schema.index(of: "bad") ?? 0])) == Run.lines(before.selecting([4])))
    #expect(Run.lines(table.selecting([table.schema.index(of: "id") ?? 0])) == Run.lines(before.selecting([0])))
  }

  @Test(arguments: [
    "scale bad, method: standard", "impute id, method: median", "onehot g, id", "encode bad", "clip @(x + id), min: 0",
    "bin id, method: quantile", "prune x, bad",
  ])
  func namingARoleIsAnErrorWithHelp(_ stage: String) {
    let message = Run.failure(Self.data + "t | derive bad = if bad then 1 else 0 | \(stage)") ?? ""
    #expect(message.contains("error[E18]"), "\(message)")
    #expect(message.contains("is the key here") || message.contains("is the target here"), "\(message)")
    #expect(message.contains("help: "), "\(message)")
  }

  /// Columns that only group rows are no declared key, and may be encoded by name.
  @Test func keysOfGroupsMayBePrepared() throws {
    let table = try Run.table("range 9 | derive g = n % 3 | agg m = mean(n) by g | encode g | onehot g")
    #expect(table.schema.names == ["g_0", "g_1", "g_2", "m"])
  }

  @Test func looksSeeAllColumns() throws {
    #expect(Run.lines(try Run.table(Self.data + "t | select @num | head 1")) == "0 0 0.0 0")
    let described = try Run.table(Self.data + "t | describe")
    #expect(described.rowCount == 5)
    let correlations = try Run.table(Self.data + "t | derive bad = if bad then 1 else 0 | corr @num, with: bad")
    #expect(correlations.rowCount == 4)
  }

  @Test func aColumnHasOneRole() {
    #expect(Run.failure("range 9 | roles key: n, target: n")?.contains("error[E18]") ?? false)
    #expect(Run.failure("range 9 | roles")?.contains("error[E16]") ?? false)
    #expect(Run.failure("range 9 | roles target: m")?.contains("error[E12]") ?? false)
  }
}
