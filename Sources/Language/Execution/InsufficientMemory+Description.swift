import Diagnostics
import Kernels

extension InsufficientMemory: DescribedError {
  /// That of work for which there is not enough memory.
  public var code: DiagnosticCode { .memory }

  /// How much is needed, and how much is free.
  public var message: String {
    "this would take about \(Self.size(needed)) of memory, and \(Self.size(Double(available))) are free"
  }

  /// None.
  public var notes: [String] { [] }

  /// What makes a table smaller.
  public var help: String? {
    "take fewer columns (`select`) or fewer rows (`where`, `sample`) first, or aggregate before joining"
  }

  /// `12.3 GB`, `640 MB`.
  private static func size(_ bytes: Double) -> String {
    if bytes < 1e9 { return "\(Int((bytes / 1e6).rounded())) MB" }
    let tenths = (bytes / 1e8).rounded() / 10
    return tenths < 1000 ? "\(tenths) GB" : "\(Int((tenths / 1000).rounded())) TB"
  }
}
