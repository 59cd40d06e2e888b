import Diagnostics
import Foundation
import Session

/// Runs the session's cells again and compares.
enum VerifyCommand: SessionCommand {
  static let name = ".verify"
  static let purpose = CommandPurpose.keep
  static let summary = "Runs the session again from its inputs and compares every value. Files are written again."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let session = workbench.session
    guard !session.recordedCells().isEmpty else { return workbench.show("there are no cells yet") }
    // Stale cells are computed again first, so that what is verified is what is shown.
    let lock = try workbench.watched("taking fingerprints") { try session.lock($0) }
    var options = Session.Options()
    options.overrides = lock.overrides
    options.keepsValues = false
    options.takesFingerprints = true
    let replay = Session(catalog: session.catalog, options: options, backend: session.backend)
    let originals = session.recordedCells().map(\.value)
    let result = workbench.watched("verifying") { execution in
      replay.verify(
        session.script(), named: "the session", against: lock, blocks: nil, originals: originals, execution)
    }
    return workbench.show(Shown(result, replay.sources))
  }
}

extension Shown {
  /// What verifying came to, or why it could not be done.
  public init(_ verification: Verification, _ sources: SourceMap) {
    switch verification.verdict {
    case .failed(let diagnostics): self.init(diagnostics, sources)
    case .cancelled: self = Self.cancelled
    case .identical: self.init(lines: verification.text.components(separatedBy: "\n"))
    case .diverged: self.init(lines: verification.text.components(separatedBy: "\n"), role: .failure)
    }
  }
}
