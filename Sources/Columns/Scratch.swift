import Kernels

/// Memory that several threads fill before it becomes a ``Buffer``. Its contents are arbitrary until written.
public final class Scratch<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// How many elements there are.
  // SAFETY: freed once, in `deinit`; every `Slots` and frozen `Buffer` keeps the scratch alive.
  @usableFromInline let base: UnsafeMutablePointer<Element>
  public let count: Int

  /// Room for so many elements.
  public convenience init(count: Int) {
    self.init(LargePages.allocate(Buffer<Element>.byteCount(count)), count)
  }

  /// Room for elements of which many may never be written; nil where the system does not give that much.
  public convenience init?(reserving count: Int) {
    guard let memory = LargePages.reserve(Buffer<Element>.byteCount(count)) else { return nil }
    self.init(memory, count)
  }

  private init(_ memory: UnsafeMutableRawPointer, _ count: Int) {
    base = memory.assumingMemoryBound(to: Element.self)
    self.count = count
  }

  /// So many elements that are all the same.
  public convenience init(repeating element: Element, count: Int) {
    self.init(count: count)
    // SAFETY: the memory holds `count` trivial elements.
    base.initialize(repeating: element, count: count)
  }

  /// Room for some elements that starts as a copy of others.
  public convenience init(copying elements: [Element]) {
    self.init(count: elements.count)
    // SAFETY: both hold `count` trivial elements.
    elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { base.initialize(from: start, count: source.count) }
    }
  }

  deinit { LargePages.deallocate(base, Buffer<Element>.byteCount(count)) }

  /// All elements, for writing. Threads that share a scratch write different elements.
  public var slots: Slots<Element> { Slots(owner: self, base: base, count: count) }

  /// The elements as immutable memory, without a copy. Nobody may write to the scratch any more.
  public func frozen() -> Buffer<Element> { Buffer(adopting: self, count: count) }
}

/// A writable window into a ``Scratch`` that keeps it alive. Every access is checked.
public struct Slots<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// How many elements the window has.
  // SAFETY: `base` points to `count` elements of `owner`, which lives as long as this value.
  @usableFromInline let owner: Scratch<Element>
  @usableFromInline let base: UnsafeMutablePointer<Element>
  public let count: Int

  @usableFromInline
  init(owner: Scratch<Element>, base: UnsafeMutablePointer<Element>, count: Int) {
    (self.owner, self.base, self.count) = (owner, base, count)
  }

  /// An element; an index outside the window stops the program.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "outside the window")
      return base[index]
    }
    @inline(__always) nonmutating set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "outside the window")
      base[index] = newValue
    }
  }

  /// A part of the window.
  @inlinable
  public subscript(range: Range<Int>) -> Slots<Element> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the window")
    return Slots(owner: owner, base: base + range.lowerBound, count: range.count)
  }

  /// The whole scratch as immutable memory, without a copy; see ``Scratch/frozen()``.
  public func frozen() -> Buffer<Element> {
    precondition(count == owner.count, "only a whole scratch can be frozen")
    return owner.frozen()
  }

  /// Sets every element.
  @inlinable
  public func fill(_ element: Element) { base.update(repeating: element, count: count) }

  /// The elements for a kernel.
  // SAFETY: callers keep the window for as long as they use the pointer, as with `Buffer.view`.
  @inlinable
  public var pointer: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: base, count: count) }

  /// The elements for a kernel that reads only.
  @inlinable
  public var view: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

  /// The elements for a hot loop that writes, valid while the window is referenced.
  @inlinable
  public var cells: SlotCells<Element> { SlotCells(base, count) }
}

/// The elements of ``Slots`` without bounds checks: what `Buffer.view` is for reading.
@frozen
public struct SlotCells<Element: BitwiseCopyable & Sendable> {
  // SAFETY: callers hold the window for as long as they use this, and stay inside of it, as with `Buffer.view`.
  @usableFromInline let base: UnsafeMutablePointer<Element>
  /// How many elements the window has.
  public let count: Int

  @usableFromInline
  init(_ base: UnsafeMutablePointer<Element>, _ count: Int) { (self.base, self.count) = (base, count) }

  /// The element at an index of the window.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get { base[index] }
    @inline(__always) nonmutating set { base[index] = newValue }
  }
}

extension Slots where Element == Double {
  /// The quantile `q` in 0…1 of the values in a range, which hold at least one number and no NaN; reorders them.
  ///
  /// Linear interpolation between order statistics: type 7 of Hyndman and Fan, 1996.
  public func quantile(_ range: Range<Int>, _ q: Double) -> Double { Selection.quantile(pointer, range, q) }
}

extension Slots where Element: Comparable {
  /// Sorts the elements, equal ones in any order.
  @inlinable
  public func sort() {
    var elements = pointer
    elements.sort()
  }

  /// Sorts the elements in a range, equal ones in any order.
  @inlinable
  public func sort(_ range: Range<Int>) { Selection.sort(pointer, range) }
}

/// A readable window into a ``Buffer`` or ``Scratch`` that keeps it alive. Every access is checked.
public struct Elements<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// How many elements the window has.
  // SAFETY: `base` points to `count` elements of `owner`, which lives as long as this value.
  @usableFromInline let owner: AnyObject
  @usableFromInline let base: UnsafePointer<Element>
  public let count: Int

  init(owner: AnyObject, base: UnsafePointer<Element>, count: Int) {
    (self.owner, self.base, self.count) = (owner, base, count)
  }

  /// An element; an index outside the window stops the program.
  @inlinable
  public subscript(index: Int) -> Element {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "outside the window")
    return base[index]
  }

  /// The elements for a kernel.
  // SAFETY: callers keep the window for as long as they use the pointer, as with `Buffer.view`.
  @inlinable
  public var view: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }
}

extension Slots {
  /// The same elements for reading.
  public var elements: Elements<Element> { Elements(owner: owner, base: UnsafePointer(base), count: count) }
}

extension Buffer {
  /// A part of the buffer.
  public func elements(_ range: Range<Int>) -> Elements<Element> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the buffer")
    return Elements(owner: self, base: UnsafePointer(base) + range.lowerBound, count: range.count)
  }

  /// The elements of windows as one buffer, without a copy; nil unless they follow each other from the start of one
  /// scratch, to which nobody may write any more.
  convenience init?(joining windows: [Elements<Element>?]) {
    guard let scratch = windows.first??.owner as? Scratch<Element> else { return nil }
    var count = 0
    for window in windows {
      guard let window, window.owner === scratch, window.base == UnsafePointer(scratch.base + count) else { return nil }
      count += window.count
    }
    self.init(adopting: scratch, count: count)
  }
}
