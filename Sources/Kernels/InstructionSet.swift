import CCPU
import Synchronization

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

  /// The widest set that is used: that of this machine, or a narrower one that was asked for.
  public static let widest: InstructionSet = {
    let ofMachine: InstructionSet =
      switch ccpu_level() {
      case 3: .avx512
      case 2: .avx2
      default: .portable
      }
    return min(ofMachine, asked.withLock { $0 } ?? ofMachine)
  }()

  private static let asked = Mutex<InstructionSet?>(nil)

  /// Uses nothing wider than a set. To be called before anything is computed.
  public static func limit(to set: InstructionSet) { asked.withLock { $0 = set } }

  /// The set of a name, as it is written on the command line.
  public init?(name: String) {
    guard let set = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = set
  }

  /// The sets that this machine can run.
  public static var available: [InstructionSet] { allCases.filter { $0 <= widest } }

  /// By what they can do.
  public static func < (a: InstructionSet, b: InstructionSet) -> Bool { a.rawValue < b.rawValue }
}
