import Columns
import Files
import Forms
import Foundation
import Language
import Testing
import Verbs

@Suite struct ModelFolderTests {
  private let folder = NSTemporaryDirectory() + "carnet-folder-\(UUID().uuidString)"
  private static let data =
    "d = range 300 | derive { x = n * 37 % 101, y = n % 7, `a,b` = nullif(n * 13 % 17, 4), "
    + "bad = x + y * 4 + n * 53 % 61 > 95 } | drop n\n"
  private var fitted: String {
    Self.data + "loss = cost { fn = 5, fp = 1 }\n"
      + "prep = recipe | impute `a,b`, method: median | scale x, method: robust\n"
      + "cut = d | cv lightgbm(n_estimators: 12), target: bad, prep: prep | threshold cost: loss\n"
      + "m = d | fit lightgbm(n_estimators: 12), target: bad, prep: prep, cut: $cut.threshold\n"
      + "m | export \"\(folder)\"\n"
  }

  private func scores(_ script: String) throws -> [UInt64] {
    try #require(try Run.table(script)["score"]?.doubles()).map(\.bitPattern)
  }

  @Test func comesBackToTheLastBit() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let before = try scores(fitted + "d | predict m")
    #expect(try scores(Self.data + "k = load \"\(folder)\"\nd | predict k") == before)
    let names = FileSystem.names(in: folder)
    #expect(names == ["MLmodel", "carnet.json", "carnet_apply.py", "contract.json", "model.json", "model.lgb"])
    let contract = try FileSystem.readText(folder + "/contract.json")
    #expect(contract.contains("\"library_name\": \"a_b\"") && contract.contains("\"cost\": \"loss\""))
    #expect(contract.contains("\"honest\"") && contract.contains("\"null_share\""))
    // A model of no library takes its file away, in the same folder.
    _ = try Run.script(Self.data + "d | fit dummy, target: bad | export \"\(folder)\"")
    let plain = ["MLmodel", "carnet.json", "carnet_apply.py", "contract.json", "model.json"]
    #expect(FileSystem.names(in: folder) == plain)
  }

  @Test("the metrics of the contract are those of decisions at the cut, with the folds beside them")
  func metrics() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let cut = try Run.script(fitted + "cut")
    let contract = try #require(JSONReader.read(try FileSystem.read(folder + "/contract.json")))
    let decision = try #require(contract["decision"]), counts = Dictionary(
      cut?.fields.map { ($0.name, $0.cell.number) } ?? [], uniquingKeysWith: { first, _ in first })
    for name in ["fn", "fp"] {
      let count = try #require(counts[name] ?? nil)
      #expect(decision["metrics"]?[name] == .double(count))
      guard case .double(let low)? = decision["fold_low"]?[name],
        case .double(let high)? = decision["fold_high"]?[name]
      else {
        Issue.record("no folds of \(name)")
        continue
      }
      // Five folds, and none has more than all of them.
      #expect(low <= count / 5 && count / 5 <= high && high <= count && high > 0)
    }
    #expect(decision["fold_low"]?["auc"] != nil)
  }

  @Test(
    "a folder with another file is not loaded",
    arguments: ["model.json", "model.lgb", "contract.json", "carnet_apply.py"])
  func isHashed(name: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Run.script(fitted)
    let path = folder + "/" + name
    var bytes = try FileSystem.read(path)
    bytes[bytes.count / 2] ^= 1
    try AtomicFile.write(bytes, to: path)
    let failure = try #require(Run.failure("load \"\(folder)\""))
    #expect(failure.contains("E78") && failure.contains(name))
    FileSystem.remove(path)
    #expect(Run.failure("load \"\(folder)\"")?.contains("the file is missing") == true)
  }

  @Test func whatIsNoFolderOfAModelStays() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileSystem.makeFolder(folder)
    try AtomicFile.write("mine", to: folder + "/notes.txt")
    #expect(Run.failure(fitted)?.contains("it holds `notes.txt`") == true)
    #expect(FileSystem.names(in: folder) == ["notes.txt"])
    #expect(Run.failure(Self.data + "d | export \"\(folder)x\"")?.contains("cannot be written as") == true)
  }
}
