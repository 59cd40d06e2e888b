import Diagnostics
import Kernels
import Session

extension Workbench {
  /// Ends the session: saves what there is under a new name in its folder, says where, and closes the journal. A script
  /// that was only opened, or is saved as it is, is not saved again.
  public func end() {
    defer { endOutgoing() }
    let isKept = kept.map { $0.script == session.script() && $0.settings == session.overrides } ?? false
    guard !session.recordedCells().isEmpty, !isKept else {
      session.journal?.close()
      return
    }
    do {
      let path = try watched("saving") { try session.save(in: folder, $0) }
      session.journal?.close()
      show("saved \(path) and its lock")
    } catch {
      let isKept = session.journal?.isComplete() ?? false
      let next = isKept ? "the next start brings it back" : "its journal is not complete either"
      show(Shown("the session was not saved; \(next)", role: .failure))
      if error is Cancelled { show(Shown.cancelled) } else { show(.failed(Session.diagnostics(of: error))) }
    }
  }
}
