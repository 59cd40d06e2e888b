import Files
import Foundation
import Testing

@Suite struct InstalledLibraryTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
      .resolvingSymlinksInPath()
    for path in [".deps/lib", ".build/debug"] {
      try FileManager.default.createDirectory(at: folder.appending(path: path), withIntermediateDirectories: true)
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test func librariesAreFoundAboveTheExecutable() throws {
    try withFolder { folder in
      let library = folder.appending(path: ".deps/lib/x.so"), program = folder.appending(path: ".build/debug/carnet")
      #expect(InstalledLibrary.path("x.so", variable: "CARNET_NO_VARIABLE", executable: program) == nil)
      try Data().write(to: library)
      #expect(InstalledLibrary.path("x.so", variable: "CARNET_NO_VARIABLE", executable: program) == library.path)
    }
  }

  /// Tests run in the checkout, whose own libraries must not be found from elsewhere.
  @Test func theWorkingDirectoryDoesNotCount() throws {
    try withFolder { folder in
      let program = folder.appending(path: ".build/debug/carnet")
      let names = try FileManager.default.contentsOfDirectory(atPath: ".deps/lib")
      try #require(!names.isEmpty, "scripts/setup puts libraries there")
      for name in names {
        #expect(InstalledLibrary.path(name, variable: "CARNET_NO_VARIABLE", executable: program) == nil)
      }
    }
  }
}
