import KernelsBase

#if arch(x86_64)
import KernelsAVX2
import KernelsAVX512
#endif

/// The loops over delimited text for one instruction set; their sources say what they do.
package struct FieldKernels: Sendable {
  typealias MarkFields = @Sendable (
    _ base: UnsafePointer<UInt8>, _ count: Int, _ separator: UInt8, _ quote: UInt8, _ mayQuote: Bool,
    _ mayReturn: Bool, _ ends: UnsafeMutablePointer<UInt32>, _ facts: UnsafeMutablePointer<Int>
  ) -> Int
  typealias CountMarks = @Sendable (
    _ base: UnsafePointer<UInt8>, _ count: Int, _ quote: UInt8, _ counts: UnsafeMutablePointer<Int>
  ) -> Void
  typealias ReadIntegers = @Sendable (
    _ base: UnsafePointer<UInt8>, _ after: UnsafePointer<UInt32>, _ stride: Int, _ trim: Int, _ quote: Int,
    _ first: Int, _ rowCount: Int, _ values: UnsafeMutablePointer<Int64>, _ nulls: UnsafeMutablePointer<UInt64>,
    _ spread: UnsafeMutablePointer<UInt64>, _ hasNegativeZero: UnsafeMutablePointer<Bool>,
    _ hasLeadingZeros: UnsafeMutablePointer<Bool>
  ) -> Int
  typealias ReadFloats = @Sendable (
    _ base: UnsafePointer<UInt8>, _ after: UnsafePointer<UInt32>, _ stride: Int, _ trim: Int, _ quote: Int,
    _ first: Int, _ rowCount: Int, _ values: UnsafeMutablePointer<Double>, _ nulls: UnsafeMutablePointer<UInt64>,
    _ powers: UnsafePointer<Double>
  ) -> Int
  typealias ReadTexts = @Sendable (
    _ base: UnsafePointer<UInt8>, _ after: UnsafePointer<UInt32>, _ stride: Int, _ trim: Int, _ quote: Int,
    _ first: Int, _ rowCount: Int, _ codes: UnsafeMutablePointer<Int32>, _ nulls: UnsafeMutablePointer<UInt64>,
    _ slots: UnsafePointer<UInt64>, _ mask: Int, _ missed: UnsafeMutablePointer<UInt64>
  ) -> Int

  let markFields: MarkFields
  let countMarks: CountMarks
  let readIntegers: ReadIntegers
  let readFloats: ReadFloats
  let readTexts: ReadTexts

  /// The loops for the widest instruction set of this machine.
  package static let widest = FieldKernels(for: .widest)

  /// The loops for an instruction set, which this machine must have.
  package init(for instructions: InstructionSet) {
    precondition(instructions <= .widest, "this machine cannot run \(instructions) kernels")
    #if arch(x86_64)
    switch instructions {
    case .avx512:
      (markFields, countMarks) = (KernelsAVX512.markFields, KernelsAVX512.countMarks)
      (readIntegers, readFloats) = (KernelsAVX512.readIntegerFields, KernelsAVX512.readFloatFields)
      readTexts = KernelsAVX512.readTextFields
    case .avx2:
      (markFields, countMarks) = (KernelsAVX2.markFields, KernelsAVX2.countMarks)
      (readIntegers, readFloats) = (KernelsAVX2.readIntegerFields, KernelsAVX2.readFloatFields)
      readTexts = KernelsAVX2.readTextFields
    case .portable:
      (markFields, countMarks) = (KernelsBase.markFields, KernelsBase.countMarks)
      (readIntegers, readFloats) = (KernelsBase.readIntegerFields, KernelsBase.readFloatFields)
      readTexts = KernelsBase.readTextFields
    }
    #else
    (markFields, countMarks) = (KernelsBase.markFields, KernelsBase.countMarks)
    (readIntegers, readFloats) = (KernelsBase.readIntegerFields, KernelsBase.readFloatFields)
    readTexts = KernelsBase.readTextFields
    #endif
  }
}
