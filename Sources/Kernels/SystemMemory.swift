import CCPU

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system says about memory.
public enum SystemMemory {
  /// Gives what the allocator keeps for later back to the system.
  public static func giveBack() { ccpu_give_back_memory() }

  /// How many bytes the program may still take without pushing others out: those of the machine or of the control
  /// group, whichever has less. Nil where the system does not tell.
  static func available() -> Int? {
    #if canImport(Glibc)
      return [machine(), group()].compactMap { $0 }.min()
    #else
      var size: UInt64 = 0, length = MemoryLayout<UInt64>.size
      return sysctlbyname("hw.memsize", &size, &length, nil, 0) == 0 ? Int(clamping: size) : nil
    #endif
  }

  #if canImport(Glibc)
    private static func machine() -> Int? { number("MemAvailable:", in: text("/proc/meminfo")).map { $0 << 10 } }

    /// Pages of files that were read count as used, but are given up when they are needed.
    private static func group() -> Int? {
      let folder = "/sys/fs/cgroup"
      guard let limit = whole(text("\(folder)/memory.max")), let used = whole(text("\(folder)/memory.current")) else {
        return nil
      }
      return max(0, limit - used + (number("inactive_file", in: text("\(folder)/memory.stat")) ?? 0))
    }

    private static func whole(_ text: String?) -> Int? { text.flatMap { Int($0.prefix { $0.isNumber }) } }

    /// The number behind a word at the start of a line.
    private static func number(_ word: String, in text: String?) -> Int? {
      let line = text?.split(separator: "\n").first { $0.hasPrefix(word) }
      return line.flatMap { whole(String($0.dropFirst(word.count).drop { $0 == " " })) }
    }

    private static func text(_ path: String) -> String? {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      defer { close(descriptor) }
      var bytes = [UInt8](repeating: 0, count: 1 << 14)
      let count = read(descriptor, &bytes, bytes.count)
      return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
  #endif
}
