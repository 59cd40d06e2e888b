import Diagnostics

/// What the program tells the shell.
enum ExitCode: Int32 {
  case done = 0
  case failed = 1
  case wrongUsage = 2
  case diverged = 3
  case missingInput = 4
  case cancelled = 130

  /// The code for findings that ended a run: E40 to E49 are about inputs, E85 about the command line.
  init(_ diagnostics: [Diagnostic]) {
    switch diagnostics.first?.code {
    case "E85": self = .wrongUsage
    case let code? where code.count == 3 && code.hasPrefix("E4"): self = .missingInput
    default: self = .failed
    }
  }
}
