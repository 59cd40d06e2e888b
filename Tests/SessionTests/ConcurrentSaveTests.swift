import Files
import Foundation
import Session
import Testing
import TestSupport

/// Sessions that end, or save, at the same time in the same folder.
struct ConcurrentSaveTests {
  private static let together = 5

  @Test func sessionsThatEndTogetherAllKeepTheirScripts() throws {
    for round in 0..<max(1, Trials.count(20) / Self.together) {
      let folder = try temporaryFolder()
      let workers = try (0..<Self.together).map { try Worker("end", folder, "s\($0)x") }
      var paths: Set<String> = []
      for (number, worker) in workers.enumerated() {
        var worker = worker
        let path = worker.finish().lines.last.map { $0.dropFirst("saved ".count) }.map(String.init) ?? ""
        #expect(paths.insert(path).inserted, "round \(round): \(path) is the name of two")
        let script = try? FileSystem.readText(path)
        #expect(script?.contains("s\(number)x3 = numbers 6000\n") == true, "round \(round): \(path) is another's")
        #expect(SavedPair(path) == .whole, "round \(round): \(path)")
      }
      FileSystem.removeFolder(folder)
    }
  }

  @Test func savesUnderOnePathNeverMixAScriptAndALock() throws {
    for round in 0..<max(1, Trials.count(15) / Self.together) {
      let folder = try temporaryFolder(), path = folder + "/x.carnet"
      let workers = try (0..<Self.together).map { try Worker("saves", folder, path, "s\($0)x") }
      for worker in workers {
        var worker = worker
        #expect(worker.finish().lines.count == 20, "round \(round): every cell ran and every save was made")
      }
      #expect(SavedPair(path) == .whole, "round \(round)")
      FileSystem.removeFolder(folder)
    }
  }
}
