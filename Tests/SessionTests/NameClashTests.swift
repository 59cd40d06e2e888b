import Language
import SampleVerbs
import Session
import Testing

/// Parameters, loop variables, results and verbs of one's own share their names: whichever comes second is refused.
struct NameClashTests {
  @Test(arguments: [
    ["r = numbers 3", "define f(r) = keep $r"], ["define f(r) = keep $r", "r = numbers 3"],
    ["param r: int = 1", "define f(r) = keep $r"], ["define f(r) = keep $r", "param r: int = 1"],
    ["f = numbers 3", "define f(x) = keep $x"], ["define f(x) = keep $x", "f = numbers 3"],
    ["param f: int = 1", "define f(x) = keep $x"], ["define f(x) = keep $x", "param f: int = 1"],
    ["define f(x) = keep $x", "define g(f) = keep $f"], ["define g(f) = keep $f", "define f(x) = keep $x"],
    ["r = numbers 3", "param r: int = 1"], ["param r: int = 1", "r = numbers 3"],
  ])
  func refused(_ entries: [String]) {
    let session = Session.sample()
    session.enter(entries[0])
    #expect(session.error(of: entries[1]) == "E23")
    #expect(session.cells.count == 1)
    // A script fails at the same place.
    var options = Session.Options()
    options.keepsValues = false
    let script = Session(catalog: SampleCatalog.all, options: options)
    let run = script.runScript(entries.joined(separator: "\n"), named: "x.carnet", .serial) { _, _ in true }
    if case .failed(let problems) = run.end { #expect(problems.first?.code == "E23") } else { Issue.record("it ran") }
    #expect(script.cells.count == 1)
  }

  @Test(arguments: ["define f(f) = keep $f", "define f(x, x) = keep $x", "define f(x) = keep $x for x in [1]"])
  func withinADefinition(_ definition: String) {
    #expect(Session.sample().error(of: definition) == "E23")
  }

  @Test("a name of the same kind may be given again, and parameters of two verbs share theirs")
  func allowed() {
    let session = Session.sample()
    for entry in [
      "define f(x) = keep $x", "define g(x) = keep $x", "define f(x, y) = keep $y", "a = numbers 9", "a = a | f 1, 3",
    ] { session.enter(entry) }
    #expect(session.rows("a") == 3)
  }
}
