import Foundation
import Kernels
import SampleData
import Testing

@Suite struct HomeCreditGeneratorTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "home-credit-\(UUID().uuidString)").path

  private func contents(_ folder: String, _ table: HomeCreditTable) throws -> Data {
    try Data(contentsOf: URL(filePath: "\(folder)/\(table.fileName)"))
  }

  @Test func theCommittedTablesComeOutAgainByteForByte() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let summaries = try HomeCreditGenerator(clients: 1_500, seed: 42).write(to: folder, execution: .serial)
    #expect(summaries.map(\.table) == HomeCreditTable.allCases)
    for summary in summaries {
      let made = try contents(folder, summary.table)
      #expect(made.count == summary.bytes)
      #expect(try made == contents(SampleFile.folder, summary.table), "\(summary.table.fileName)")
    }
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == Set(summaries.map(\.table.fileName)))
  }

  @Test func theNumberOfThreadsChangesNothing() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let generator = HomeCreditGenerator(clients: 1_234, seed: 7)
    let one = try generator.write(to: folder + "/1", execution: .serial)
    let three = try generator.write(to: folder + "/3", execution: Execution(threads: 3))
    #expect(one == three)
    for table in HomeCreditTable.allCases {
      #expect(try contents(folder + "/1", table) == contents(folder + "/3", table), "\(table.fileName)")
    }
  }

  @Test func anotherSeedGivesOtherTables() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for seed in [1, 2] as [UInt64] {
      _ = try HomeCreditGenerator(clients: 30, seed: seed).write(to: "\(folder)/\(seed)", execution: .serial)
    }
    for table in HomeCreditTable.allCases {
      #expect(try contents(folder + "/1", table) != contents(folder + "/2", table), "\(table.fileName)")
    }
  }

  @Test func oneClientIsEnough() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let summaries = try HomeCreditGenerator(clients: 1, seed: 3).write(to: folder, execution: .serial)
    #expect(summaries.first?.rows == 1)
  }

  @Test func cancelledWorkLeavesOldFilesAndNoRemains() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try HomeCreditGenerator(clients: 2, seed: 1).write(to: folder, execution: .serial)
    let before = try contents(folder, .application)
    let execution = Execution.serial
    execution.monitor.cancel()
    #expect(throws: Cancelled.self) {
      try HomeCreditGenerator(clients: 9, seed: 1).write(to: folder, execution: execution)
    }
    #expect(try contents(folder, .application) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == HomeCreditTable.allCases.count)
  }

  @Test func aFolderThatCannotBeMadeIsAnError() {
    #expect(throws: OutputError.self) {
      try HomeCreditGenerator(clients: 1, seed: 1).write(to: "/dev/null/home-credit", execution: .serial)
    }
  }
}
