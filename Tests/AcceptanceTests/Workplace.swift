import Foundation
import TestSupport
import Testing

/// A folder in which sessions run as a person would run them: beside it the shared data, in it the sample data.
struct Workplace {
  let folder: URL

  /// Makes the folder, with a copy of the sample data that a test may change.
  init() throws {
    let top = FileManager.default.temporaryDirectory.appending(path: "carnet-acceptance-\(UUID().uuidString)")
    folder = top.appending(path: "work")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Repository.root.appending(path: "data"), to: folder.appending(path: "data"))
    if let shared = Repository.shared("data") {
      let beside = URL(filePath: shared).deletingLastPathComponent()
      try FileManager.default.createSymbolicLink(at: top.appending(path: "shared"), withDestinationURL: beside)
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

  /// Copies a script into the folder and returns its name there.
  func adopt(_ path: String) throws -> String {
    let name = URL(filePath: path).lastPathComponent
    try FileManager.default.copyItem(at: URL(filePath: path), to: folder.appending(path: name))
    return name
  }

  func contents(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  /// What a finished program left.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The library between the program and Arrow, if it is installed.
  static let arrow: String? = {
    let path = ProcessInfo.processInfo.environment["CARNET_ARROW"] ?? Repository.file(".deps/lib/libcarnet-arrow.so")
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  /// Runs the program in the folder. The libraries that it loads are those of the project.
  func carnet(_ arguments: String...) throws -> Result { try carnet(arguments) }

  /// - Parameter limits: commands of a shell that the program is started behind, such as `ulimit -v 300000`.
  func carnet(_ arguments: [String], limits: String? = nil) throws -> Result {
    let program = Repository.root.appending(path: ".build/debug/carnet")
    try #require(
      FileManager.default.isExecutableFile(atPath: program.path), "build it first: swift build --product carnet")
    let process = Process()
    process.executableURL = limits == nil ? program : URL(filePath: "/bin/sh")
    process.arguments = limits.map { ["-c", "\($0); exec \"$0\" \"$@\"", program.path] + arguments } ?? arguments
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["CARNET_LIGHTGBM"] = environment["CARNET_LIGHTGBM"] ?? Repository.file(".deps/lib/lib_lightgbm.so")
    environment["CARNET_ARROW"] = Self.arrow
    process.environment = environment
    let files = ["out", "err"].map { folder.appending(path: ".\($0)-\(UUID().uuidString)") }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    return Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}
