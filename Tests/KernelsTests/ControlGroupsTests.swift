import Foundation
import Kernels
import Testing

/// What control groups leave of memory, read from files like those of the system.
@Suite struct ControlGroupsTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: "carnet-groups-\(UUID().uuidString)")

  private func put(_ files: [String: String]) throws {
    for (name, text) in files {
      let file = root.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
  }

  private var left: Int? {
    defer { try? FileManager.default.removeItem(at: root) }
    return ControlGroups(root: root.path).available()
  }

  private let unified = "41 31 0:38 / /sys/fs/cgroup rw,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"
  private let separate = """
    31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
    32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
    35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory

    """

  /// A sixty-fourth of the limit is left alone, and clean pages of files are free.
  @Test func version2() throws {
    try put([
      "proc/self/mountinfo": unified, "proc/self/cgroup": "0::/user/job\n",
      "sys/fs/cgroup/user/job/memory.max": "6400000\n", "sys/fs/cgroup/user/job/memory.high": "max\n",
      "sys/fs/cgroup/user/job/memory.current": "1000000\n",
      "sys/fs/cgroup/user/job/memory.stat":
        "anon 500000\nfile 400000\nfile_dirty 30000\ninactive_file 100000\nactive_file 50000\n",
      "sys/fs/cgroup/user/memory.max": "max\n", "sys/fs/cgroup/user/memory.current": "9000000\n",
    ])
    #expect(left == 6_400_000 - 1_000_000 + 120_000 - 100_000)
  }

  @Test func theTightestOfAllGroupsAboveCounts() throws {
    try put([
      "proc/self/mountinfo": unified, "proc/self/cgroup": "0::/user/job\n",
      "sys/fs/cgroup/user/job/memory.max": "6400000\n", "sys/fs/cgroup/user/job/memory.current": "0\n",
      "sys/fs/cgroup/user/memory.max": "9999999999\n", "sys/fs/cgroup/user/memory.high": "640000\n",
      "sys/fs/cgroup/user/memory.current": "600000\n",
    ])
    #expect(left == 640_000 - 600_000 - 10_000)
  }

  @Test func version1() throws {
    try put([
      "proc/self/mountinfo": separate + unified, "proc/self/cgroup": "9:name=systemd:/\n4:memory:/a/b\n1:cpu:/\n0::/\n",
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
      "sys/fs/cgroup/memory/memory.usage_in_bytes": "777\n",
      "sys/fs/cgroup/memory/a/b/memory.limit_in_bytes": "64000\n",
      "sys/fs/cgroup/memory/a/b/memory.usage_in_bytes": "5000\n",
      "sys/fs/cgroup/memory/a/b/memory.stat":
        "inactive_file 1\ntotal_inactive_file 2000\ntotal_active_file 1000\ntotal_dirty 500\n",
    ])
    #expect(left == 64_000 - 5_000 + 2_500 - 1_000)
  }

  /// In a container the mount shows the program's group as the top, under the path of the machine or of the container.
  @Test(arguments: ["/docker/abc", "/elsewhere"]) func inAContainer(_ path: String) throws {
    try put([
      "proc/self/mountinfo": "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n",
      "proc/self/cgroup": "4:memory:\(path)\n",
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "64000\n", "sys/fs/cgroup/memory/memory.usage_in_bytes": "63500\n",
    ])
    #expect(left == 0)
  }

  @Test func withoutALimitThereIsNone() throws {
    #expect(left == nil)
    try put([
      "proc/self/mountinfo": separate + unified, "proc/self/cgroup": "4:memory:/\n0::/\ngarbage\n5:memory\n",
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n", "sys/fs/cgroup/memory.max": "max\n",
      "sys/fs/cgroup/memory/memory.usage_in_bytes": "777\n", "sys/fs/cgroup/memory.current": "777\n",
    ])
    #expect(left == nil)
  }
}
