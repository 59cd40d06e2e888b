import Diagnostics
import Session
import Verbs

/// What the program tells the shell.
enum ExitCode: Int32 {
  case done = 0
  case failed = 1
  case wrongUsage = 2
  case diverged = 3
  case missingInput = 4
  case cancelled = 130

  /// The codes of what is wrong with an input.
  private static let inputs: Set<DiagnosticCode> = [
    VerbCodes.missingFile, VerbCodes.unreadableFile, SessionCodes.missingFile, SessionCodes.missingLock,
    SessionCodes.unreadableLock,
  ]

  /// The code for findings that ended a run.
  init(_ diagnostics: [Diagnostic]) {
    guard let code = diagnostics.first?.kind else {
      self = .failed
      return
    }
    self = code == SessionCodes.unknownParameter ? .wrongUsage : Self.inputs.contains(code) ? .missingInput : .failed
  }
}
