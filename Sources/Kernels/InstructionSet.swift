import CCPU

/// The instruction sets for which the hot kernels are compiled, from narrow to wide.
///
/// Which one runs never changes a result, only its speed.
public enum InstructionSet: Int, Sendable, CaseIterable, Comparable {
  /// What every processor of the architecture has (SSE2 on x86-64, NEON on arm64).
  case portable
  /// AVX2 with FMA.
  case avx2
  /// AVX-512 F, BW, DQ and VL.
  case avx512

  /// The widest set of this machine.
  public static let widest: InstructionSet =
    switch ccpu_level() {
    case 3: .avx512
    case 2: .avx2
    default: .portable
    }

  /// The sets that this machine can run.
  public static var available: [InstructionSet] { allCases.filter { $0 <= widest } }

  /// By what they can do.
  public static func < (a: InstructionSet, b: InstructionSet) -> Bool { a.rawValue < b.rawValue }
}
