import Language

/// What a run left behind to be compared with: `x.carnet.lock`.
public struct Lock: Sendable, Equatable {
  /// The version of the format of the file.
  public static let format = 1

  /// The version of the language that the script is written in.
  public var languageVersion = 1
  /// The values that `--set` gave to parameters, as they were typed.
  public var overrides: [String: String] = [:]
  /// What is known of each cell, in the order of the script.
  public var cells: [LockedCell] = []
  /// The hash of the script that this was recorded from, without its mark; nil in locks of earlier versions.
  public var scriptHash: UInt64?

  /// How much the lock tells: from 2 on also which files the cells wrote; from 3 on the hashes of a column's blocks
  /// where they stand first.
  public var detail = Lock.presentDetail
  /// What this program writes.
  static let presentDetail = 3
  /// The least that tells what cells wrote.
  static let tellingFiles = 2

  /// A lock of no cells.
  public init() {}

  /// Where the lock of a script lies.
  public static func path(for script: String) -> String { script + ".lock" }
}

/// What a cell read, under which defaults, and what came out.
public struct LockedCell: Sendable, Equatable {
  /// The place among the script's cells, from 1.
  public let number: Int
  /// The name the value was bound to.
  public let binding: String?
  /// XXH64 of the statement's canonical text without comments.
  public let statementHash: UInt64
  /// The files that the cell read, with their hashes.
  public let inputs: [InputFile]
  /// The files that the cell wrote.
  public let outputs: [WrittenFile]
  /// Options that were left out, with the value in force.
  public let defaults: [String]
  /// What the cell's value consists of.
  public let values: [TableFingerprint]
}

/// A file that a cell wrote, as it was when the lock was taken.
public struct WrittenFile: Sendable, Equatable {
  /// The path as the script names it.
  public let path: String
  /// Its size.
  public let bytes: Int
}
