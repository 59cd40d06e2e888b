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

  let scanPanel: ScanPanel
  let observedSquaredDistance: ObservedSquaredDistance
  let addCrossProducts: AddCrossProducts

  /// The kernels for the widest instruction set of this machine.
  public static let widest = KernelTable(for: .widest)

  /// The kernels for an instruction set, which this machine must have.
  public init(for instructions: InstructionSet) {
    precondition(instructions <= .widest, "this machine cannot run \(instructions) kernels")
    #if arch(x86_64)
    switch instructions {
    case .avx512:
      (scanPanel, observedSquaredDistance) = (KernelsAVX512.scanPanel, KernelsAVX512.observedSquaredDistance)
      addCrossProducts = KernelsAVX512.addCrossProducts
    case .avx2:
      (scanPanel, observedSquaredDistance) = (KernelsAVX2.scanPanel, KernelsAVX2.observedSquaredDistance)
      addCrossProducts = KernelsAVX2.addCrossProducts
    case .portable:
      (scanPanel, observedSquaredDistance) = (KernelsBase.scanPanel, KernelsBase.observedSquaredDistance)
      addCrossProducts = KernelsBase.addCrossProducts
    }
    #else
    (scanPanel, observedSquaredDistance) = (KernelsBase.scanPanel, KernelsBase.observedSquaredDistance)
    addCrossProducts = KernelsBase.addCrossProducts
    #endif
  }
}
