import Diagnostics
import Files
import Language

/// How two recordings differ: of two scripts, or of two runs of one.
public struct LockDifference: Sendable {
  /// How one pair of cells compares.
  public struct Cell: Sendable {
    /// What it is called: its name, or its number.
    public let name: String
    /// The number in the first recording; nil where only the second has it.
    public let first: Int?
    /// The number in the second one.
    public let second: Int?
    /// How they differ, in lines; empty where they do not.
    public let lines: [String]
    /// What else is not the same and has a part in it: the statement, files, defaults.
    public let causes: [String]
  }

  /// All cells of the first recording, then those that only the second has.
  public let cells: [Cell]
  /// Parameters that were given another value.
  public let settings: [String]

  /// Whether values and statements are the same.
  public var isEmpty: Bool { settings.isEmpty && cells.allSatisfy { $0.lines.isEmpty && $0.causes.isEmpty } }

  /// - Parameters:
  ///   - firstBlocks: the values beside the first lock, where they are at hand.
  ///   - secondBlocks: those beside the second.
  public init(_ first: Lock, _ second: Lock, _ firstBlocks: BlockStore?, _ secondBlocks: BlockStore?) {
    let pairs = Self.pairs(first.cells, second.cells)
    cells = pairs.map { one, other in
      let cell = one ?? other, name = cell?.binding ?? "cell \(cell?.number ?? 0)"
      guard let one, let other else {
        return Cell(
          name: name, first: one?.number, second: other?.number,
          lines: [one == nil ? "only in the second" : "only in the first"], causes: [])
      }
      let lines = CellDifference.between(one, other, firstBlocks, secondBlocks)?.lines ?? []
      return Cell(
        name: name, first: one.number, second: other.number, lines: lines, causes: Self.causes(one, other))
    }
    let names = Set(first.overrides.keys).union(second.overrides.keys).sorted()
    settings = names.filter { first.overrides[$0] != second.overrides[$0] }.map { name in
      "\(name): \(first.overrides[name] ?? "as the script has it"), \(second.overrides[name] ?? "as the script has it")"
    }
  }

  /// Cells that belong together: those with the same name in turn, those without a name with the same statement, and of
  /// what is left then those in the same place.
  private static func pairs(_ first: [LockedCell], _ second: [LockedCell]) -> [(LockedCell?, LockedCell?)] {
    var rest = second, partners: [Int: LockedCell] = [:]
    func match(_ belongs: (LockedCell, LockedCell) -> Bool) {
      for (index, cell) in first.enumerated() where partners[index] == nil {
        if let place = rest.firstIndex(where: { belongs(cell, $0) }) { partners[index] = rest.remove(at: place) }
      }
    }
    match { one, other in
      one.binding == other.binding && (one.binding != nil || one.statementHash == other.statementHash)
    }
    match { one, other in one.binding == nil && other.binding == nil && one.number == other.number }
    return first.enumerated().map { ($0.element, partners[$0.offset]) } + rest.map { (nil, $0) }
  }

  private static func causes(_ one: LockedCell, _ other: LockedCell) -> [String] {
    var causes = one.statementHash == other.statementHash ? [] : ["another statement"]
    for input in one.inputs {
      guard let now = other.inputs.first(where: { $0.path == input.path }) else {
        causes.append("input \(FileSystem.name(of: input.path)) only in the first")
        continue
      }
      if now.bytes != input.bytes || now.hash != input.hash {
        causes.append("input \(FileSystem.name(of: input.path))")
      }
    }
    let known = Set(one.inputs.map(\.path))
    causes += other.inputs.filter { !known.contains($0.path) }.map {
      "input \(FileSystem.name(of: $0.path)) only in the second"
    }
    causes += other.defaults.filter { !one.defaults.contains($0) }.map { "default \($0)" }
    return causes
  }
}
