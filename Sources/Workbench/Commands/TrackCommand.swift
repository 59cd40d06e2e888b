import Session

/// Shows what the tracking server has not been told yet.
enum TrackCommand: SessionCommand {
  static let name = ".track"
  static let purpose = CommandPurpose.keep
  static let summary = "Shows what waits for the tracking server, and why, and tries again at once."

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    guard let outgoing = workbench.outgoing else { return workbench.show("nothing is told of here") }
    let target = workbench.session.scope.tracking
    let place = target.map { [(label: "tracked at", text: $0.url), (label: "experiment", text: $0.experiment)] } ?? []
    let facts = outgoing.facts
    outgoing.sendNow()
    return workbench.show(Shown(.facts(place + facts)))
  }
}
