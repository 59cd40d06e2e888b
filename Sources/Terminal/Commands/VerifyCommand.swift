import Diagnostics
import Session

/// Runs the session's cells again and compares.
enum VerifyCommand: SessionCommand {
  static let name = ".verify"
  static let usage = ".verify"
  static let summary = "Runs the session again from its inputs and compares every value. Files are written again."

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    guard arguments.isEmpty else { throw CommandMisuse() }
    guard !prompt.session.recordedCells().isEmpty else { return prompt.show("there are no cells yet") }
    // Stale cells are computed again first, so that what is verified is what is shown.
    let lock = try prompt.watched("taking fingerprints") { try prompt.session.lock($0) }
    var options = Session.Options()
    options.overrides = lock.overrides
    options.keepsValues = false
    options.takesFingerprints = true
    let replay = Session(catalog: prompt.session.catalog, options: options, backend: prompt.session.backend)
    let originals = prompt.session.recordedCells().map(\.value)
    let result = prompt.watched("verifying") { execution in
      replay.verify(
        prompt.session.script(), named: "the session", against: lock, blocks: nil, originals: originals, execution)
    }
    switch result.verdict {
    case .failed(let diagnostics): prompt.show(prompt.output.text(of: diagnostics, sources: replay.sources))
    case .cancelled: prompt.show(.cancelled)
    case .identical, .diverged: prompt.show(result.text)
    }
  }
}
