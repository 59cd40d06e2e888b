import Files
import Language

/// Parcels that wait in a folder, in the order in which they came, until a server has taken them.
///
/// A file is there under its name only when it is whole and on the disk. Several programs may put parcels into one
/// folder; one of them at a time sends what is there.
package struct Outbox: Sendable {
  /// Where the sessions of a folder keep what waits, beside their journals.
  package static let usual = ".carnet/outbox"
  private static let ending = ".parcel"

  /// The folder.
  package let folder: String

  /// An outbox in a folder, which is made when something is put there.
  package init(_ folder: String = Outbox.usual) { self.folder = folder }

  /// What waits, the oldest first, by path.
  var waiting: [String] {
    FileSystem.names(in: folder).filter { $0.hasSuffix(Self.ending) }.map { "\(folder)/\($0)" }
  }

  /// How many wait.
  package var count: Int { waiting.count }

  /// Puts a parcel behind all others.
  /// - Throws: `FileFailure` where it could not be written; nothing of it is then there.
  func add(_ parcel: Parcel) throws(FileFailure) {
    // Names sort by time, and a clock that was set back must not put a parcel before one that it speaks of.
    let last = waiting.last.flatMap { Int64(FileSystem.name(of: $0).prefix(Self.digits)) } ?? 0
    let moment = String(max(CivilCalendar.now, last + 1))
    let name = String(repeating: "0", count: max(0, Self.digits - moment.count)) + moment
    try AtomicFile.write(parcel.bytes, to: "\(folder)/\(name)-\(parcel.id)\(Self.ending)", replaces: false)
  }

  private static let digits = 18

  /// Forgets a parcel that was sent.
  /// - Throws: where it is still there, and would be sent again and again.
  func remove(_ path: String) throws(FileFailure) {
    FileSystem.remove(path)
    if FileSystem.exists(path) { throw FileFailure("remove", path) }
  }

  /// Whether a model of a name still waits to be registered at a server.
  func holdsRegistration(of model: String, at url: String) -> Bool {
    waiting.contains { path in
      guard let bytes = try? FileSystem.read(path), let parcel = try? Parcel(bytes), parcel.target.url == url,
        case .registration(_, model, _) = parcel.work
      else { return false }
      return true
    }
  }

  /// Notes that a server is asked to make the run of a parcel, so that whoever sends it next knows that the server may
  /// still be about to.
  func asks(for id: String) throws(FileFailure) {
    try AtomicFile.write(Array(String(CivilCalendar.now).utf8), to: "\(folder)/asked-\(id)", isSynced: false)
  }

  /// Notes that a server has answered, or never will.
  func isAnswered(_ id: String) { FileSystem.remove("\(folder)/asked-\(id)") }

  /// For how many seconds a server has been asked already to make a run; nil where it was not.
  func asked(for id: String) -> Double? {
    guard let text = try? FileSystem.readText("\(folder)/asked-\(id)"), let moment = Int64(text) else { return nil }
    return Double(CivilCalendar.now - moment) / 1e6
  }

  /// Puts a parcel that the server does not take where nobody sends it again, with the reason beside it.
  func refuse(_ path: String, _ bytes: [UInt8], because reason: String) throws(FileFailure) {
    let place = "\(folder)/refused/\(FileSystem.name(of: path))"
    try AtomicFile.write("\(reason)\n", to: place + ".reason")
    try AtomicFile.write(bytes, to: place)
    try remove(path)
  }

  /// How many the server did not take.
  package var refused: Int { FileSystem.names(in: "\(folder)/refused").count { $0.hasSuffix(Self.ending) } }

  /// The right to send what is here, as long as it lasts; nil where another program has it.
  func claim() throws(FileFailure) -> LockedFile? {
    try FileSystem.makeFolder(folder)
    return try LockedFile(appendingTo: "\(folder)/sending")
  }
}
