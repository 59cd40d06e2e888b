import Columns
import Diagnostics
import Files
import Kernels
import SampleVerbs
import Session
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A folder of its own for each test, removed by nobody: it lies under /tmp.
func temporaryFolder() throws -> String {
  let path = "/tmp/carnet-session-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
  try FileSystem.makeFolder(path)
  return path
}

extension Session {
  static func sample(_ overrides: [String: String] = [:]) -> Session {
    var options = Options()
    options.overrides = overrides
    return Session(catalog: SampleCatalog.all, options: options)
  }

  /// Runs an entry that must succeed.
  func enter(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for case .failed(let diagnostics) in run(text, .serial) {
      Issue.record("\(diagnostics.map(\.message))", sourceLocation: sourceLocation)
    }
  }

  /// The code of the entry's first error.
  func error(of text: String) -> String? {
    for case .failed(let diagnostics) in run(text, .serial) { return diagnostics.first?.code }
    return nil
  }

  func rows(_ name: String) -> Int? { (scope.bindings[name] as? Table)?.rowCount }
  func number(_ name: String, row: Int) -> Cell? { (scope.bindings[name] as? Table)?[row, "n"] }
}
