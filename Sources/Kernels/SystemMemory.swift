import CCPU
import CPlatform
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system says about memory.
public enum SystemMemory {
  private static let reserves = Mutex<[@Sendable () -> Void]>([])

  /// Has `release` called when memory runs short: it lets go of what is only kept for later.
  public static func onShortage(_ release: @escaping @Sendable () -> Void) { reserves.withLock { $0.append(release) } }

  /// Gives what the allocator, and everybody else, keeps for later back to the system.
  public static func giveBackAll() {
    for release in reserves.withLock({ $0 }) { release() }
    giveBack()
  }

  /// Gives what the allocator keeps for later back to the system.
  public static func giveBack() { ccpu_give_back_memory() }

  /// Ends the program, with a message: there is no memory without which it could go on.
  public static func endForWant(of bytes: Int) -> Never { cplatform_out_of_memory(bytes, available() ?? 0) }

  /// Ends the program where work would not be stopped in time.
  static func end(for shortage: InsufficientMemory) -> Never {
    cplatform_out_of_memory(Int(shortage.needed), shortage.available)
  }

  /// How many bytes the program may still take without pushing others out: those of the machine, of its control groups
  /// or of its own address space, whichever has least. Nil where the system does not tell.
  static func available() -> Int? {
    let promised = MemoryBrake.unwritten(resident: resident())
    return [physical().map { max(0, $0 - promised) }, addressSpace()].compactMap { $0 }.min()
  }

  /// How many bytes of memory are left now, whatever was mapped and will be written to, and whatever there is of
  /// addresses.
  static func physical() -> Int? {
    #if canImport(Glibc)
      return [machine(), groups.available()].compactMap { $0 }.min()
    #else
      var size: UInt64 = 0, length = MemoryLayout<UInt64>.size
      return sysctlbyname("hw.memsize", &size, &length, nil, 0) == 0 ? Int(clamping: size) : nil
    #endif
  }

  /// The groups of a program stay the same.
  private static let groups = ControlGroups()

  /// How much of the program is in memory.
  static func resident() -> Int {
    #if canImport(Glibc)
      return pages().map { $0[1] * Int(getpagesize()) } ?? 0
    #else
      return 0
    #endif
  }

  /// What `ulimit -v` and `ulimit -d` leave of addresses, less what threads and small things need; nil without limits.
  public static func addressSpace() -> Int? { addressesLeft().map { max(0, $0 - smallThings) } }

  /// Whether the limits on addresses let threads start. Where they do not, work would wait for them forever.
  public static var hasRoomForThreads: Bool { addressesLeft().map { $0 >= threadStacks } ?? true }

  private static func addressesLeft() -> Int? {
    #if canImport(Glibc)
      let limits = [cplatform_greatest_addresses(), cplatform_greatest_data()].map { $0 < 0 ? nil : Int($0) }
      guard limits.contains(where: { $0 != nil }) else { return nil }
      guard let pages = pages() else { return nil }
      let page = Int(getpagesize())
      let left = zip(limits, [pages[0], pages[5]]).compactMap { limit, used in limit.map { $0 - used * page } }
      return left.min()
    #else
      return nil
    #endif
  }

  private static let smallThings = 48 << 20
  /// The stacks of two threads and of the one that looks after memory, and what the system adds to each.
  private static let threadStacks = 28 << 20

  #if canImport(Glibc)
    /// The program's memory in pages: all addresses, resident, shared, code, none, data and stack.
    private static func pages() -> [Int]? {
      let pages = SystemFile.text("/proc/self/statm")?.split(separator: " ").compactMap { Int($0) } ?? []
      return pages.count > 5 ? pages : nil
    }

    private static func machine() -> Int? {
      SystemFile.number("MemAvailable:", in: SystemFile.text("/proc/meminfo")).map { $0 << 10 }
    }
  #endif
}

/// Files in which the system tells something.
enum SystemFile {
  static func text(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var text: [UInt8] = [], bytes = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      if count <= 0 { return text.isEmpty ? nil : String(decoding: text, as: UTF8.self) }
      text += bytes[..<count]
    }
  }

  /// The number at the start of a text.
  static func whole(_ text: String?) -> Int? { text.flatMap { Int($0.prefix { $0.isNumber }) } }

  /// The number behind a word at the start of a line.
  static func number(_ word: String, in text: String?) -> Int? {
    let line = text?.split(separator: "\n").first { $0.hasPrefix(word) && $0.dropFirst(word.count).first == " " }
    return line.flatMap { whole(String($0.dropFirst(word.count).drop { $0 == " " })) }
  }
}
