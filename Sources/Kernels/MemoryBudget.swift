/// The memory that work may take. It refuses work that would not fit, before the machine swaps; no value depends on it.
public struct MemoryBudget: Sendable {
  private let available: @Sendable () -> Int?
  private let giveBack: @Sendable () -> Void

  /// What the system has left whenever it is asked.
  public static let system = MemoryBudget({ SystemMemory.available() }, giveBack: { SystemMemory.giveBackAll() })

  /// A fixed number of bytes.
  public init(bytes: Int) { self.init({ bytes }, giveBack: {}) }

  private init(_ available: @escaping @Sendable () -> Int?, giveBack: @escaping @Sendable () -> Void) {
    (self.available, self.giveBack) = (available, giveBack)
  }

  /// Less than this is not worth a question to the system.
  public static let smallestQuestion = 1 << 22

  /// Throws where work would take more bytes than there are.
  public func require(_ bytes: Double) throws(InsufficientMemory) {
    guard bytes >= Double(Self.smallestQuestion), let first = available(), bytes > Double(first) else { return }
    giveBack()
    guard let available = available(), bytes > Double(available) else { return }
    throw InsufficientMemory(needed: bytes, available: available)
  }
}

/// Work would take more memory than there is.
public struct InsufficientMemory: Error, Sendable, Equatable {
  /// In bytes, as far as it can be foreseen.
  public let needed: Double
  /// In bytes.
  public let available: Int

  /// Work that needs more bytes than there are.
  public init(needed: Double, available: Int) { (self.needed, self.available) = (needed, available) }
}
