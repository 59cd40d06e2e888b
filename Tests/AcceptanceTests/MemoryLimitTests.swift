import Foundation
import Testing

/// Where memory is short, work is done or refused with an estimate; nothing is killed and nothing traps.
/// `scripts/memory-situations` tries all verbs at sizes that a test has no time for.
@Suite(.serialized) struct MemoryLimits {
  private static let table = "range 1500000 | derive a = n * 37 % 1009 / 7"

  static let situations = [
    "\(table) | cast a, n, to: text", "\(table) | encode n", "\(table) | split 0.6, 0.4", "\(table) | profile",
    "\(table) | hist a", "\(table) | agg [mean, min, max, std](@num) by n | count", "\(table) | distinct | count",
    "t = \(table)\nr = t | derive j = n + 1000 | select j, a\nt | full join r on n == j 1:1",
    "\(table) | sort a | export \"out/a.csv\"",
  ]

  @Test("in a control group of 150 MB", arguments: situations)
  func inGroup(_ script: String) throws {
    guard let group = ControlGroup(megabytes: 150) else {
      print("no control group can be made here, so that this is not tested: \(script)")
      return
    }
    defer { group.remove() }
    let place = try Workplace()
    defer { place.remove() }
    expectAnswer(try place.carnet(["-c", script], limits: "echo $$ > \(group.processes)"), script)
  }

  @Test("by ulimit -v", arguments: [150, 180, 250, 350, 500, 800])
  func byUlimit(_ megabytes: Int) throws {
    let place = try Workplace()
    defer { place.remove() }
    for script in [
      "range 10 | count", "load \"data/home-credit/bureau.csv\" | describe",
      "range 5000 | derive { x = n % 7 / 3, bad = n * 37 % 101 > 50 } "
        + "| cv lightgbm(n_estimators: 5), target: bad, folds: 2",
      "range 1000 | export \"out/n.parquet\"\nload \"out/n.parquet\" | count", "\(Self.table) | sort a | describe",
    ] {
      let limits = "ulimit -c 0; ulimit -v \(megabytes * 1024)"
      expectAnswer(try place.carnet(["-c", script], limits: limits), "\(script) in \(megabytes) MB")
    }
  }

  /// Without addresses for the stacks of threads nothing could run, and nothing may wait for it.
  @Test("where threads cannot start", arguments: Array(stride(from: 60, through: 150, by: 5)), [1, 2])
  func tooLittleToStart(_ megabytes: Int, threads: Int) throws {
    let place = try Workplace()
    defer { place.remove() }
    let result = try place.carnet(
      ["--threads", "\(threads)", "-c", "range 3 | count"],
      limits: "ulimit -c 0; ulimit -v \(megabytes * 1024); exec timeout 30 \"$0\" \"$@\"")
    // 127: the system itself has no room for the program.
    if result.status == 0 || result.status == 127 { return }
    #expect(result.status == 1, "\(megabytes) MB: \(result.status) \(result.errors)")
    let isSaid = result.errors.contains("of memory, and") || result.errors.contains("no room to start in")
    #expect(isSaid, "\(megabytes) MB: \(result.errors)")
  }

  private func expectAnswer(_ result: Workplace.Result, _ what: String) {
    if result.status == 0 { return }
    #expect(result.status == 1, "\(what): \(result.status) \(result.errors)")
    #expect(result.errors.contains("of memory, and"), "\(what): \(result.errors)")
  }
}

/// A group of the system whose processes have only so much memory.
private struct ControlGroup {
  private let folder: String
  var processes: String { folder + "/cgroup.procs" }

  /// Nil where none can be made.
  init?(megabytes: Int) {
    let first = "/sys/fs/cgroup/memory", second = "/sys/fs/cgroup"
    let isFirst = FileManager.default.fileExists(atPath: first + "/memory.limit_in_bytes")
    let made = "\(isFirst ? first : second)/carnet-test-\(UUID().uuidString)"
    guard mkdir(made, 0o755) == 0 else { return nil }
    func write(_ text: String, _ file: String) -> Bool {
      (try? text.write(toFile: "\(made)/\(file)", atomically: false, encoding: .utf8)) != nil
    }
    guard write("\(megabytes << 20)", isFirst ? "memory.limit_in_bytes" : "memory.max") else {
      rmdir(made)
      return nil
    }
    if !isFirst { _ = write("0", "memory.swap.max") }
    folder = made
  }

  func remove() {
    // The system needs a moment to let go of a process.
    for _ in 0..<50 where rmdir(folder) != 0 { usleep(20_000) }
  }
}
