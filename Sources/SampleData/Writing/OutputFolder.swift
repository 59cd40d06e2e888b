import Foundation

/// A file or folder that could not be written.
public struct OutputError: Error, Sendable, CustomStringConvertible {
  /// The file that it is about.
  public let path: String
  /// What the system says.
  public let reason: String

  /// Which file could not be written, and why.
  public var description: String { "cannot write \(path): \(reason)" }

  init(path: String, underlying error: any Error) {
    self.path = path
    reason = (error as NSError).localizedDescription
  }
}

/// Files that are written under temporary names and get their own names together, once all are whole.
final class OutputFolder: Sendable {
  private struct File: Sendable {
    let temporary: URL
    let final: URL
    let handle: FileHandle
  }

  private let files: [File]

  /// Makes the folder where it is absent, and an empty temporary file for each name.
  init(path: String, fileNames: [String]) throws(OutputError) {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    files = try Self.reporting(path) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try fileNames.map { name in
        let temporary = folder.appending(path: ".\(name).partial")
        try Data().write(to: temporary)
        let handle = try FileHandle(forWritingTo: temporary)
        return File(temporary: temporary, final: folder.appending(path: name), handle: handle)
      }
    }
  }

  /// Appends bytes to the file with this number. Different files may be appended to from different threads.
  func append(_ bytes: [UInt8], toFile number: Int) throws(OutputError) {
    try Self.reporting(files[number].final.path) { try files[number].handle.write(contentsOf: bytes) }
  }

  /// Closes all files and gives them their names, in place of older files.
  func commit() throws(OutputError) {
    for file in files {
      try Self.reporting(file.final.path) {
        try file.handle.close()
        guard rename(file.temporary.path, file.final.path) == 0 else {
          throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
      }
    }
  }

  /// Removes what was not committed; does nothing after ``commit()``.
  func discard() {
    for file in files where FileManager.default.fileExists(atPath: file.temporary.path) {
      try? file.handle.close()
      try? FileManager.default.removeItem(at: file.temporary)
    }
  }

  private static func reporting<T>(_ path: String, _ body: () throws -> T) throws(OutputError) -> T {
    do { return try body() } catch { throw OutputError(path: path, underlying: error) }
  }
}
