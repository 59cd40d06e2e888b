import Kernels
import Language
import SampleVerbs
import Session
import Testing

/// A script that is known as a whole keeps no result longer than something reads it.
struct ReleaseTests {
  /// The results that are there when each cell has run, and the session afterwards.
  private func run(_ script: String) -> (alive: [[String]], session: Session, end: ScriptRun.End) {
    var options = Session.Options()
    options.keepsValues = false
    let session = Session(catalog: SampleCatalog.all, options: options)
    var alive: [[String]] = []
    let run = session.runScript(script, named: "x.carnet", .serial) { _, _ in
      alive.append(session.scope.bindings.keys.sorted())
      return true
    }
    return (alive, session, run.end)
  }

  @Test func aResultGoesBehindItsLastUse() {
    let (alive, session, _) = run(
      "a = numbers 4\nb = a | keep 2\nc = numbers 3\nd = b | keep 1\nc | keep 1\nassert $c.rows == 3")
    #expect(alive == [["a"], ["a", "b"], ["b", "c"], ["b", "c", "d"], ["c"], ["c"]])
    #expect(session.scope.bindings.isEmpty && session.cells.allSatisfy { $0.value == nil })
  }

  @Test func whatAVerbOfOnesOwnReadsStays() {
    let (alive, _, _) = run("a = numbers 2\ndefine short() = keep like: a\nb = numbers 4\nc = b | short")
    #expect(alive.last == ["a", "b", "c"])
  }

  @Test func namesOfResultsThatWentAreStillKnown() {
    guard case .failed(let problems) = run("alpha = numbers 4\nnumbers 3\nalpa | keep 1").end else {
      Issue.record("the name is misspelt")
      return
    }
    #expect(problems.first?.help == "did you mean `alpha`?")
    guard case .failed(let clash) = run("alpha = numbers 4\nparam alpha: int = 1").end else {
      Issue.record("the name is taken")
      return
    }
    #expect(clash.first?.code == "E23")
  }

  @Test func aSessionAtThePromptKeepsAll() {
    let session = Session.sample()
    session.enter("a = numbers 4\nb = a | keep 2\nnumbers 1")
    #expect(session.scope.bindings.keys.sorted() == ["a", "b"])
  }
}

struct SessionCacheTests {
  @Test func anEntryIsMadeOnceAndHandedOutALastTime() {
    let cache = SessionCache()
    var made = 0
    func value() -> Int {
      cache.value(for: "key") {
        made += 1
        return made
      }
    }
    #expect((value(), value()) == (1, 1))
    cache.keepsEntries = false
    #expect((value(), value(), value()) == (1, 2, 3))
  }
}
