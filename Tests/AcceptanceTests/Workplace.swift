import Foundation
import TestSupport
import Testing

/// A folder in which sessions run as a person would run them: in it the sample data, beside it a table of loans.
struct Workplace {
  let folder: URL

  /// Makes the folder, with a copy of the sample data that a test may change.
  init() throws {
    let top = FileManager.default.temporaryDirectory.appending(path: "carnet-acceptance-\(UUID().uuidString)")
    folder = top.appending(path: "work")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: Repository.root.appending(path: "data"), to: folder.appending(path: "data"))
    let credit = top.appending(path: "shared/data/credit")
    try FileManager.default.createDirectory(at: credit, withIntermediateDirectories: true)
    try Self.loans.write(to: credit.appending(path: "german_credit.csv"), atomically: true, encoding: .utf8)
  }

  /// A thousand invented loans with columns of the German credit data, a third of them bad.
  private static let loans: String = {
    var random = SplitMix64(seed: 7)
    let purposes = ["car", "furniture", "radio/tv", "education", "business"]
    let rows = (0..<1000).map { _ in
      let duration = Int.random(in: 4...72, using: &random), amount = Int.random(in: 250...18_000, using: &random)
      let risk = Double(duration) / 72 + Double(amount) / 18_000 + Double.random(in: 0...2, using: &random)
      let purpose = purposes[Int.random(in: 0..<purposes.count, using: &random)]
      return "\(duration),\(purpose),\(amount),\(Int.random(in: 19...75, using: &random)),\(risk > 2.3 ? 2 : 1)"
    }
    return (["duration,purpose,credit_amount,age,class"] + rows).joined(separator: "\n") + "\n"
  }()

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
    environment["CARNET_XGBOOST"] = environment["CARNET_XGBOOST"] ?? Repository.file(".deps/lib/libxgboost.so")
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
