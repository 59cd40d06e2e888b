import Columns
import Files
import Forms
import Kernels
import Language

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Adds to the list of experiments of a folder: a line for each cell that fitted or judged models.
public struct RunLog: Sendable {
  private let path: String
  private let script: String
  /// Another process writes a line and lets go of the file.
  private static let tries = 200, pause: UInt32 = 5000

  /// - Parameter script: what the cells belong to, as a person would call it.
  public init(script: String, path: String = Experiments.path) { (self.script, self.path) = (script, path) }

  /// - Parameter inputs: the files that the session has read.
  /// - Throws: `FileFailure` where the line could not be written; nothing of it is then there.
  func add(_ cell: NotebookCell, inputs: [InputFile]) throws(FileFailure) {
    guard let value = cell.value, let estimator = value.experiment else { return }
    let own = JSONValue.members([
      "time": .text(CivilCalendar.format(microseconds: CivilCalendar.now)), "script": .text(script),
      "cell": .int(cell.number), "name": cell.binding.map { .text($0) }, "kind": .text(value.kind.name),
      "estimator": .text(estimator),
      "statement": .text(cell.text), "data": .text(Self.mark(of: inputs)), "seconds": cell.seconds.map { .double($0) },
    ])
    let fields = value.fields.filter { !Experiments.own.contains($0.name) }.compactMap { field in
      field.cell.isNull ? nil : JSONValue.Member(name: field.name, value: field.cell.json)
    }
    try append(JSONValue.object((own.object ?? []) + fields).compactBytes + [0x0A])
  }

  private func append(_ line: [UInt8]) throws(FileFailure) {
    if let folder = FileSystem.folder(of: path) { try FileSystem.makeFolder(folder) }
    for _ in 0..<Self.tries {
      if let file = try LockedFile(appendingTo: path) {
        // What a killed process left of a line would make one of this line, too.
        _ = try file.cutTornLine()
        return try file.append(line, isSynced: false)
      }
      usleep(Self.pause)
    }
    throw FileFailure("write", path, code: EAGAIN)
  }

  /// The hash of the names, sizes and hashes of all files.
  public static func mark(of inputs: [InputFile]) -> String {
    let lines = Set(inputs.map { "\($0.path)\0\($0.bytes)\0\($0.hash)\n" }).sorted()
    return XXH64.hash(Array(lines.joined().utf8)).hexadecimal
  }
}
