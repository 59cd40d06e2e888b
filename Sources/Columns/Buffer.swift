/// Contiguous, immutable memory, aligned to 64 bytes so that vector loads never split a cache line.
///
/// A buffer is filled once, while it is made, and shared by reference from then on.
public final class Buffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// How many elements there are.
  // SAFETY: written only inside `init`, before the reference can be shared; freed once, in `deinit`.
  @usableFromInline let base: UnsafeMutablePointer<Element>
  public let count: Int
  /// The scratch whose memory this is, or nil where the buffer owns its own.
  private let scratch: Scratch<Element>?

  /// Allocates `count` elements, all bits zero, and lets `fill` write them.
  public init(count: Int, fill: (UnsafeMutableBufferPointer<Element>) throws -> Void) rethrows {
    base = LargePages.allocateZeros(Buffer.byteCount(count)).assumingMemoryBound(to: Element.self)
    self.count = count
    scratch = nil
    try fill(UnsafeMutableBufferPointer(start: base, count: count))
  }

  /// The first elements of a scratch that nobody writes to any more.
  init(adopting scratch: Scratch<Element>, count: Int) {
    precondition(count >= 0 && count <= scratch.count, "outside the scratch")
    (base, self.count, self.scratch) = (scratch.base, count, scratch)
  }

  /// `count` zeros.
  public convenience init(zeros count: Int) { self.init(count: count) { _ in } }

  /// A copy of elements.
  public convenience init(_ elements: some Collection<Element>) {
    self.init(count: elements.count) { target in _ = target.update(fromContentsOf: elements) }
  }

  deinit {
    if scratch == nil { LargePages.deallocate(base, Buffer.byteCount(count)) }
  }

  /// How many bytes are allocated for some elements.
  static func byteCount(_ count: Int) -> Int { max(64, count * MemoryLayout<Element>.stride) }

  /// An element; an index outside stops the program.
  @inlinable
  public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "row outside the buffer")
    return base[index]
  }

  /// The elements for a hot loop, valid while the buffer is referenced.
  // SAFETY: callers hold the buffer for as long as they use the view; nothing writes to it any more.
  @inlinable
  public var view: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

  /// A copy of all elements.
  public func array() -> [Element] { Array(view) }
}
