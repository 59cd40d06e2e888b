import Diagnostics
import Files
import Language
import Session
import Verbs

extension Program {
  /// Verifies each script of a folder, and leaves what came out for a build server.
  ///
  /// - Parameter report: where the file in JUnit's form goes; nil writes none.
  func test(_ folder: String, report path: String?) -> ExitCode {
    let scripts = FileSystem.names(in: folder).filter { $0.hasSuffix(".carnet") }
    guard !scripts.isEmpty else {
      output.say("carnet: there is no script in \(folder)\nhelp: scripts are files that end in `.carnet`")
      return .missingInput
    }
    var report = TestReport(folder: folder), worst = ExitCode.done
    for name in scripts {
      var stopwatch = Stopwatch()
      let (outcome, code) = tested("\(folder)/\(name)")
      let seconds = stopwatch.lap()
      report.cases.append(.init(name: name, seconds: seconds, outcome: outcome))
      output.show("\(outcome.word)  \(name)  \(seconds) s")
      if let text = outcome.text { output.show(text.indented) }
      if code == .cancelled { return .cancelled }
      if worst == .done { worst = code }
    }
    output.show(report.summary)
    guard let path else { return worst }
    do {
      try AtomicFile.write(report.xml, to: path)
      output.say("wrote \(path)")
      return worst
    } catch {
      output.say("carnet: \(error)")
      return .failed
    }
  }

  private func tested(_ file: String) -> (TestReport.Outcome, ExitCode) {
    var options = Session.Options()
    (options.keepsValues, options.takesFingerprints) = (false, true)
    var session = Session(catalog: .standard)
    do {
      let lockPath = Lock.path(for: file), text = try Session.readScript(file)
      let lock = try Session.readLock(lockPath, ofScript: file, text)
      options.overrides = lock.overrides
      session = Session(catalog: .standard, options: options)
      session.registry = Self.registry
      let result = Interrupts.watch(monitor) { _ in
        session.verify(
          text, named: file, against: lock, blocks: BlockStore(path: blocksPath(lock: lockPath)), execution)
      }
      switch result.verdict {
      case .identical: return (.passed, .done)
      case .diverged: return (.failed(result.text), .diverged)
      case .failed(let diagnostics): return (.error(rendered(diagnostics, session)), ExitCode(diagnostics))
      case .cancelled: return (.error("cancelled"), .cancelled)
      }
    } catch {
      let diagnostics = Session.diagnostics(of: error)
      return (.error(rendered(diagnostics, session)), ExitCode(diagnostics))
    }
  }

  private func rendered(_ diagnostics: [Diagnostic], _ session: Session) -> String {
    DiagnosticRenderer(.plain).render(diagnostics, sources: session.sources)
  }
}

/// What became of the scripts of a folder.
struct TestReport {
  let folder: String
  var cases: [Case] = []

  struct Case {
    let name: String
    let seconds: Double
    let outcome: Outcome
  }

  enum Outcome: Equatable {
    case passed
    /// The script came to something else than its lock says.
    case failed(String)
    /// It did not come to an end, or there is nothing to compare with.
    case error(String)

    var word: String {
      switch self {
      case .passed: "passed"
      case .failed: "FAILED"
      case .error: "ERROR "
      }
    }

    var text: String? {
      switch self {
      case .passed: nil
      case .failed(let text), .error(let text): text
      }
    }
  }

  init(folder: String) { self.folder = folder }

  private var failures: Int { cases.count { if case .failed = $0.outcome { true } else { false } } }
  private var errors: Int { cases.count { if case .error = $0.outcome { true } else { false } } }
  private var seconds: Double { (cases.reduce(0) { $0 + $1.seconds } * 1000).rounded() / 1000 }

  var summary: String {
    "test: \(Prose.count(cases.count, "script")), \(failures) failed, \(errors) could not be compared, \(seconds) s"
  }

  /// In the form that JUnit's runner writes and build servers read: a suite with a case for each script.
  var xml: String {
    let counts = #"tests="\#(cases.count)" failures="\#(failures)" errors="\#(errors)" skipped="0" time="\#(seconds)""#
    let suite = #"  <testsuite name="\#(Self.escaped(folder))" \#(counts)>"#
    let lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, "<testsuites \(counts)>", suite] + cases.map(element)
    return (lines + ["  </testsuite>", "</testsuites>", ""]).joined(separator: "\n")
  }

  private func element(_ case: Case) -> String {
    let name = #"name="\#(Self.escaped(`case`.name))" classname="\#(Self.escaped(folder))" time="\#(`case`.seconds)""#
    let kind = if case .failed = `case`.outcome { "failure" } else { "error" }
    guard let text = `case`.outcome.text else { return "    <testcase \(name)/>" }
    let first = text.prefix { !$0.isNewline }
    return """
          <testcase \(name)>
            <\(kind) message="\(Self.escaped(String(first)))">\(Self.escaped(text))</\(kind)>
          </testcase>
      """
  }

  /// Text inside of XML.
  private static func escaped(_ text: String) -> String {
    HTML.escape(DisplayWidth.sanitised(text, keepsNewlines: true))
  }
}

extension String {
  /// Each line two blanks further to the right.
  fileprivate var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
  }
}
