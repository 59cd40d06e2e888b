/// The arguments of `generate-home-credit`.
public struct GeneratorArguments: Sendable, Equatable {
  /// How many clients to invent.
  public private(set) var clients = 0
  /// What the tables are drawn from.
  public private(set) var seed: UInt64 = 42
  /// Where the tables go.
  public private(set) var folder = ""
  /// nil: as many as the machine has processors.
  public private(set) var threads: Int?
  /// Whether help was asked for.
  public private(set) var wantsHelp = false

  /// How the program is called.
  public static let help = """
    usage: generate-home-credit --clients <n> --out <folder> [--seed <n>] [--threads <n>]

    Writes seven CSV tables shaped like the Home Credit Default Risk data. All people and loans are made up.
    The same clients and seed give the same bytes on every machine and with any number of threads.

      --clients <n>    how many clients to make, 1 to 10000000 (the public data set has 307511)
      --out <folder>   where the files go; made if absent, files of the same names are replaced
      --seed <n>       where the random numbers start, 0 to 2^64 - 1 (default 42)
      --threads <n>    how many threads to use, 1 to 256 (default: all processors)
      --help           print this text
    """

  /// Arguments that make no sense: a sentence that says which and why.
  public struct UsageError: Error, Sendable, Equatable {
    /// What is wrong with the arguments.
    public let message: String

    /// Arguments that cannot be used, and why.
    public init(message: String) { self.message = message }
  }

  /// Reads the arguments after the program's name.
  public init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      if name == "--help" || name == "-h" {
        wantsHelp = true
        return
      }
      guard ["--clients", "--out", "--seed", "--threads"].contains(name) else {
        throw UsageError(message: "unknown argument '\(name)'")
      }
      guard let value = rest.popFirst() else { throw UsageError(message: "\(name) needs a value") }
      switch name {
      case "--clients": clients = Int(try Self.number(value, of: name, in: 1...10_000_000))
      case "--seed": seed = try Self.number(value, of: name, in: 0...UInt64.max)
      case "--threads": threads = Int(try Self.number(value, of: name, in: 1...256))
      default: folder = value
      }
    }
    if clients == 0 { throw UsageError(message: "--clients is missing") }
    if folder.isEmpty { throw UsageError(message: "--out is missing") }
  }

  private static func number(
    _ text: String, of name: String, in range: ClosedRange<UInt64>
  ) throws(UsageError) -> UInt64 {
    guard let number = UInt64(text), range.contains(number) else {
      throw UsageError(
        message: "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }
}
