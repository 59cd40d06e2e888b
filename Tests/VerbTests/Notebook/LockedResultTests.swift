import Columns
import Kernels
import Language
import Session
import TestSupport
import Testing
import Verbs

/// What a lock says of results that are no tables: metrics, charts, models, costs.
@Suite struct LockedResultTests {
  private static let data = "d = range 400 | derive { x = n % 60, y = n * 7 % 13, late = if n % 60 + n * 31 % 40 > 55 "
    + "then 1 else 0 } | roles key: n, target: late\n"

  private func lock(_ script: String) throws -> Lock {
    let session = Session(catalog: .standard)
    for result in session.run(script, .serial) {
      if case .failed(let found) = result { throw try #require(found.first) }
    }
    return try session.lock(.serial)
  }

  /// A value may make its tables anew each time it is asked for them.
  @Test("every column with rows has a hash for each block of them", arguments: Catalog.standard.verbs.map { $0.name })
  func hashed(_ name: String) throws {
    let verb = try #require(Catalog.standard[name]), empty = XXH64.hash([UInt8]())
    for example in verb.examples {
      let folder = OutputFolder()
      for cell in try lock(folder.script(example.source)).cells {
        for table in cell.values {
          for column in table.columns {
            let blocks = (table.rowCount + CanonicalColumn.blockRows - 1) / CanonicalColumn.blockRows
            #expect(column.blocks.count == blocks, "\(example.source): \(table.name).\(column.name)")
            #expect(table.rowCount == 0 || column.hash != empty, "\(example.source): \(table.name).\(column.name)")
          }
        }
      }
      withExtendedLifetime(folder) {}
    }
  }

  @Test("another result has another lock", arguments: [
    ("c = d | cv logistic(l2: 1)", "c = d | cv logistic(l2: 10000)"),
    ("d | cv dummy | plot roc", "d | cv logistic | plot roc"),
    ("d | fit logistic(l2: 1)", "d | fit logistic(l2: 10000)"),
    ("d | compare { dummy, logistic }", "d | compare { dummy, tree }"),
    ("cost { fn = 10, fp = 1 }", "cost { fn = 11, fp = 1 }"),
    ("d | plot hist(x)", "d | plot hist(y)"), ("$a", "$b"),
  ]) func differ(one: String, other: String) throws {
    let head = "param a: float = 1.5\nparam b: float = 2.5\n" + Self.data
    func values(_ text: String) throws -> [[TableFingerprint]] { try lock(head + text).cells.suffix(1).map(\.values) }
    let both = try (values(one), values(other))
    let hashes = [both.0, both.1].map { $0.flatMap { $0.flatMap { $0.columns.map(\.hash) } } }
    #expect(hashes[0] != hashes[1] && !hashes[0].isEmpty)
    #expect(try values(one) == both.0, "and the same one the same")
  }
}
