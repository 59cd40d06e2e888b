import Files
import Forms

/// What was brought back of a session that ended without saying so.
public struct Recovery: Sendable {
  /// Where its script lies now; nil where no cell had finished.
  public let script: String?
  /// How many cells were brought back.
  public let cellCount: Int
  /// The cell that was running.
  public let running: (number: Int, text: String)?
  /// The values that its parameters had from outside of the script.
  public let values: [String: String]
  /// When the session began.
  public let moment: Timestamp

  /// Why the script could not be written: then the journal stays, for the next time.
  public let failure: FileFailure?

  /// Brings back all sessions of a folder whose process has ended: the cells that had finished become
  /// `sessions/recovered-….carnet`, and the journal is removed once that script is on disk. No other file is replaced.
  ///
  /// Journals that cannot be read or saved stay where they are.
  public static func all(in folder: String, into scripts: String) -> [Recovery] {
    FileSystem.names(in: folder).filter { $0.hasSuffix(".journal") }.compactMap { name in
      let path = "\(folder)/\(name)"
      // The lock of a living session cannot be had; the file keeps it from being revived meanwhile.
      guard let file = try? LockedFile(appendingTo: path, makes: false), let bytes = try? file.bytes() else {
        return nil
      }
      defer { withExtendedLifetime(file) {} }
      let journal = JournalReader.read(String(decoding: bytes, as: UTF8.self))
      guard let moment = journal.moment else {
        // A session that was killed before it had written a line.
        if bytes.isEmpty { FileSystem.remove(path) }
        return nil
      }
      func recovery(_ script: String?, _ failure: FileFailure? = nil) -> Recovery {
        Recovery(
          script: script, cellCount: journal.cells.count, running: journal.running, values: journal.values,
          moment: moment, failure: failure)
      }
      var script: String?
      if !journal.cells.isEmpty {
        let name = "\(scripts)/recovered-\(name.dropLast(".journal".count))"
        do throws(FileFailure) {
          script = try write(Recorder.text(of: journal.cells.map(\.text), setting: journal.values), to: name)
        } catch {
          return recovery(nil, error)
        }
      }
      FileSystem.remove(path)
      return script != nil || journal.running != nil ? recovery(script) : nil
    }
  }

  /// Writes a script under the first name that is free, unless it lies there already: a recovery may have been killed
  /// before it had removed the journal.
  private static func write(_ text: String, to name: String) throws(FileFailure) -> String {
    var number = 1
    while true {
      let path = name + (number == 1 ? "" : "-\(number)") + ".carnet"
      if (try? FileSystem.read(path)) == Array(text.utf8) { return path }
      do throws(FileFailure) {
        try AtomicFile.write(text, to: path, replaces: false)
        return path
      } catch {
        guard error.isTaken else { throw error }
      }
      number += 1
    }
  }

  /// What to tell the person, in one or two sentences.
  public var message: String {
    let cells = cellCount == 1 ? "1 cell" : "\(cellCount) cells"
    if let failure {
      let what = "\(cells) of the session of \(moment.date)"
      return "\(what) could not be brought back: \(failure); the next start tries again"
    }
    let saved = script.map { "recovered \(cells) of the session of \(moment.date) in \($0)" }
      ?? "the session of \(moment.date) ended before its first cell had finished"
    let set = values.isEmpty || script == nil ? "" : ", which ran with \(Recorder.settings(values))"
    let last = running.map { "; cell \($0.number) was running: \($0.text.split(separator: "\n").first ?? "")" } ?? ""
    return saved + set + last
  }
}

/// The cells that a journal tells of.
struct JournalReader {
  private(set) var moment: Timestamp?
  private(set) var cells: [(number: Int, text: String)] = []
  private(set) var running: (number: Int, text: String)?
  /// The values that parameters had from outside of the script.
  private(set) var values: [String: String] = [:]

  /// Reads whole lines; one that breaks off, or is none of a journal, is left out.
  static func read(_ text: String) -> JournalReader {
    var reader = JournalReader()
    for line in text.split(separator: "\n") {
      if let entry = JSONReader.read(line) { reader.take(entry) }
    }
    return reader
  }

  private mutating func take(_ entry: JSONValue) {
    let cell = entry["cell"]?.int.flatMap { number in entry["text"]?.text.map { (number: number, text: $0) } }
    switch entry["event"]?.text {
    case "session":
      if let date = entry["date"]?.text, let time = entry["time"]?.text { moment = Timestamp(date: date, time: time) }
    case "started": running = cell
    case "failed": running = nil
    case "finished":
      if let cell {
        if let index = cells.firstIndex(where: { $0.number == cell.number }) {
          cells[index] = cell
        } else {
          cells.append(cell)
        }
      }
      running = nil
    case "script":
      cells = (entry["cells"]?.array ?? []).compactMap { member in
        member["cell"]?.int.flatMap { number in member["text"]?.text.map { (number, $0) } }
      }
      running = nil
    case "set":
      values = [:]
      for member in entry["values"]?.object ?? [] { values[member.name] = member.value.text }
    default: break
    }
  }
}
