import Foundation
import TestSupport
import Testing

/// What real clients and servers make of the program. They are large, and are asked where they are installed: each
/// check has a command of its own, which installs them.
@Suite(.serialized) struct InstalledPeerTests {
  private static func isInstalled(_ part: String) -> Bool {
    FileManager.default.fileExists(atPath: Repository.file(".deps/\(part)/packages.txt"))
  }

  private func run(_ script: String) throws -> (status: Int32, text: String) {
    let process = Process(), pipe = Pipe()
    process.executableURL = Repository.root.appending(path: script)
    var environment = ProcessInfo.processInfo.environment
    environment["CARNET"] = Repository.file(".build/debug/carnet")
    process.environment = environment
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  @Test(
    "a real MLflow server hears of each run once, and scores raw rows in Python",
    .enabled(if: isInstalled("tracking"), "scripts/tracking-check installs MLflow and asks it"))
  func tracking() throws {
    let (status, text) = try run("scripts/tracking-check")
    #expect(status == 0 && text.contains("all held") && !text.contains("WRONG"), "\(text)")
  }

  @Test(
    "real Jupyter clients run, complete and interrupt",
    .enabled(if: isInstalled("jupyter"), "scripts/kernel-check installs JupyterLab and asks it"))
  func kernel() throws {
    let (status, text) = try run("scripts/kernel-check")
    #expect(status == 0 && text.contains("all held") && !text.contains("WRONG"), "\(text)")
  }

  @Test(
    "a scorecard gives the same points by JSON, SQL, PMML and Python",
    .enabled(if: isInstalled("scorecard"), "scripts/scorecard-check installs DuckDB and PMML4S, and asks them"))
  func scorecard() throws {
    let (status, text) = try run("scripts/scorecard-check")
    #expect(status == 0 && text.contains("all held") && !text.contains("WRONG"), "\(text)")
  }
}
