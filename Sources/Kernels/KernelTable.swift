import KernelsBase

#if arch(x86_64)
import KernelsAVX2
import KernelsAVX512
#endif

/// The kernels of one instruction set. The pointers stay inside this module: safe types wrap each use.
public struct KernelTable: Sendable {
  typealias ScanPanel = @Sendable (
    _ rows: UnsafePointer<Float>, _ constants: UnsafePointer<Float>, _ stride: Int, _ count: Int,
    _ terms: UnsafePointer<Int32>, _ termCount: Int, _ weights: UnsafeRawPointer,
    _ thresholds: UnsafePointer<Float>, _ tile: UnsafeMutablePointer<Float>,
    _ hits: UnsafeMutablePointer<UInt32>, _ capacity: Int, _ hitCount: UnsafeMutablePointer<Int>
  ) -> Int
  typealias ObservedSquaredDistance = @Sendable (UnsafePointer<Double>, UnsafePointer<Double>, Int) -> Double

  typealias AddCrossProducts = @Sendable (
    _ left: UnsafePointer<Double>, _ leftCount: Int, _ right: UnsafePointer<Double>, _ rightCount: Int, _ rows: Int,
    _ sums: UnsafeMutablePointer<Double>, _ stride: Int
  ) -> Void

  typealias WordBounds = @Sendable (
    UnsafePointer<Int64>, Int, UnsafeMutablePointer<Int64>, UnsafeMutablePointer<Int64>
  ) -> Void
  typealias PackWords = @Sendable (UnsafePointer<UInt64>, UInt64, Int, Int, UnsafeMutablePointer<UInt64>) -> Void
  typealias HashFourBlocks = @Sendable (UnsafePointer<UInt64>, Int, Int, UnsafeMutablePointer<UInt64>) -> Void
  typealias ClearWords = @Sendable (UnsafeMutablePointer<UInt64>, Int, UnsafePointer<UInt64>, UInt64) -> Void

  let scanPanel: ScanPanel
  let observedSquaredDistance: ObservedSquaredDistance
  let addCrossProducts: AddCrossProducts
  let clearWords: ClearWords
  let wordBounds: WordBounds
  let packWords: PackWords
  /// Nil where hashing one block after the other is as fast.
  let hashFourBlocks: HashFourBlocks?

  /// The kernels for the widest instruction set of this machine.
  public static let widest = KernelTable(for: .widest)

  /// The kernels for an instruction set, which this machine must have.
  public init(for instructions: InstructionSet) {
    precondition(instructions <= .widest, "this machine cannot run \(instructions) kernels")
    #if arch(x86_64)
    switch instructions {
    case .avx512:
      (scanPanel, observedSquaredDistance) = (KernelsAVX512.scanPanel, KernelsAVX512.observedSquaredDistance)
      (addCrossProducts, clearWords) = (KernelsAVX512.addCrossProducts, KernelsAVX512.clearWords)
      (wordBounds, packWords) = (KernelsAVX512.wordBounds, KernelsAVX512.packWords)
      hashFourBlocks = KernelsAVX512.hashFourBlocks
    case .avx2:
      (scanPanel, observedSquaredDistance) = (KernelsAVX2.scanPanel, KernelsAVX2.observedSquaredDistance)
      (addCrossProducts, clearWords) = (KernelsAVX2.addCrossProducts, KernelsAVX2.clearWords)
      (wordBounds, packWords) = (KernelsAVX2.wordBounds, KernelsAVX2.packWords)
      hashFourBlocks = nil
    case .portable:
      (scanPanel, observedSquaredDistance) = (KernelsBase.scanPanel, KernelsBase.observedSquaredDistance)
      (addCrossProducts, clearWords) = (KernelsBase.addCrossProducts, KernelsBase.clearWords)
      (wordBounds, packWords) = (KernelsBase.wordBounds, KernelsBase.packWords)
      hashFourBlocks = nil
    }
    #else
    (scanPanel, observedSquaredDistance) = (KernelsBase.scanPanel, KernelsBase.observedSquaredDistance)
    (addCrossProducts, clearWords) = (KernelsBase.addCrossProducts, KernelsBase.clearWords)
    (wordBounds, packWords, hashFourBlocks) = (KernelsBase.wordBounds, KernelsBase.packWords, nil)
    #endif
  }
}
