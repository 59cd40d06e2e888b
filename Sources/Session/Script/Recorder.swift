import Diagnostics
import Files
import Kernels
import Syntax

/// Writes what succeeded as a script that a person would have written.
public enum Recorder {
  /// A script of statements in the canonical layout, under the version line. What begins a group, a declaration behind
  /// pipelines or the other way round, has a blank line above.
  /// - Parameter values: those that parameters had from outside; a remark tells them.
  static func text(of statements: [String], setting values: [String: String] = [:]) -> String {
    var out = "carnet 1\n"
    if !values.isEmpty { out += "\n# this ran with \(settings(values))\n" }
    var wasDeclaration: Bool? = true
    for statement in statements {
      let isDeclaration = ["seed ", "option ", "param ", "define "].contains { statement.hasPrefix($0) }
      if isDeclaration != wasDeclaration || statement.contains("\n") || statement.hasPrefix("#") { out += "\n" }
      out += statement + "\n"
      wasDeclaration = statement.contains("\n") ? nil : isDeclaration
    }
    return out
  }

  /// Values of parameters as they are given on the command line.
  static func settings(_ values: [String: String]) -> String {
    values.sorted { $0.key < $1.key }.map { name, value in
      let isPlain = value.allSatisfy { $0.isLetter || $0.isNumber || "._-+".contains($0) }
      return "--set \(name)=" + (isPlain ? value : "'\(value.replacing("\n", with: " "))'")
    }.joined(separator: " ")
  }
}

extension Session {
  /// The cells that a script needs, in order: all but bindings that were replaced before anything used them that the
  /// script needs itself.
  ///
  /// - Parameter name: if given, only what this result depends on.
  public func recordedCells(for name: String? = nil) -> [NotebookCell] {
    if let number = name.flatMap(cellNumber) {
      return closure(of: [number]).sorted().compactMap(cell)
    }
    var needed: [NotebookCell] = [], read: Set<Int> = [], bound: Set<String> = []
    for cell in state.cells.reversed() {
      let isReplaced = cell.binding.map { !bound.insert($0).inserted } ?? false
      if isReplaced, cell.outputs.isEmpty, !read.contains(cell.number) { continue }
      read.formUnion(cell.reads.values)
      needed.append(cell)
    }
    return needed.reversed()
  }

  /// The script so far, as a crash should leave it; text that no cell stands below yet counts as the next cell.
  var recordedTexts: [(number: Int, text: String)] {
    let text = state.text.isEmpty ? [] : [(number: nextNumber, text: Formatter.format(comments: state.text))]
    return state.cells.map { ($0.number, $0.text) } + text
  }

  /// The script of a session.
  public func script(for name: String? = nil) -> String {
    let end = name == nil && !state.text.isEmpty ? [Formatter.format(comments: state.text)] : []
    return Recorder.text(of: recordedCells(for: name).map(\.text) + end)
  }

  /// Writes the script and its lock, both or none, and then the values of blocks beside them.
  ///
  /// - Parameter blockBudget: the greatest number of bytes for the values, 0 for none; nil for as many as the size of
  ///   the inputs allows (``Lock/limit``).
  /// - Throws: `Diagnostic` where the name is unknown or a file cannot be written; `Cancelled`.
  public func save(
    to path: String, for name: String? = nil, blockBudget: Int? = nil, _ execution: Execution
  ) throws {
    if let name, cellNumber(of: name) == nil {
      let near = Suggestions.nearest(to: name, in: scope.resultNames + scope.scalars.keys + scope.definitions.keys)
      throw Diagnostic(
        code: SessionCodes.unknownName, "nothing is called `\(name)`",
        help: near.first.map { "did you mean `\($0)`?" })
    }
    try refreshRecorded(for: name, execution)
    let lock = try lock(for: name, execution)
    try Session.writing { try Session.write(script(for: name), lock, to: path) }
    record(lock, for: name, BlockStore(path: BlockStore.path(for: path), budget: blockBudget), execution)
  }

  /// Saves under the first unused `DATE-N.carnet` of a folder, and returns the path. Of two sessions that end together
  /// each gets a name of its own.
  ///
  /// - Throws: as ``save(to:for:blockBudget:_:)``.
  public func save(in folder: String, at moment: Timestamp = .now(), _ execution: Execution) throws -> String {
    let lock = try lock(execution), text = script()
    var path = ""
    try Session.writing {
      while true {
        path = Session.nextPath(in: folder, at: moment)
        do throws(FileFailure) {
          try Session.write(text, lock, to: path, replaces: false)
          return
        } catch {
          guard error.isTaken else { throw error }
        }
      }
    }
    record(lock, BlockStore(path: BlockStore.path(for: path)), execution)
    return path
  }

  /// Leaves the blocks of cells that are saved already beside them, as far as that goes: nothing depends on them.
  private func record(_ lock: Lock, for name: String? = nil, _ blocks: BlockStore, _ execution: Execution) {
    blocks.count(lock.cells.flatMap(\.inputs))
    for cell in recordedCells(for: name) {
      guard let fingerprint = cell.fingerprint else { continue }
      guard let value = cell.value else {
        blocks.keep(fingerprint)
        continue
      }
      do { try blocks.add(value, fingerprint, execution) } catch { break }
    }
    blocks.write(besideLockOf: lock.text.utf8.count)
  }

  /// Computes again what is stale of the cells that a script needs.
  ///
  /// - Throws: `Diagnostics` that name the cell which cannot be computed; `Cancelled`.
  public func refreshRecorded(for name: String? = nil, _ execution: Execution) throws {
    try refresh(recordedCells(for: name).filter { !$0.state.holds }.map(\.number), execution)
  }

  /// The values from outside of the script that its parameters were given.
  public func recordedOverrides(for name: String? = nil) -> [String: String] {
    overrides(of: recordedCells(for: name))
  }

  private func overrides(of cells: [NotebookCell]) -> [String: String] {
    let parameters = Set(cells.compactMap(\.binding))
    return overrides.filter { parameters.contains($0.key) }
  }

  /// What a run of the script must come to. Stale cells are computed again first.
  public func lock(for name: String? = nil, blocks: BlockStore? = nil, _ execution: Execution) throws -> Lock {
    try refreshRecorded(for: name, execution)
    let lock = try lock(of: recordedCells(for: name), blocks: blocks, execution)
    blocks?.write(besideLockOf: lock.text.utf8.count)
    return lock
  }

  /// What a run of some cells must come to, in their order; all that they read is among them and holds.
  func lock(of cells: [NotebookCell], blocks: BlockStore?, _ execution: Execution) throws -> Lock {
    var lock = Lock()
    lock.overrides = overrides(of: cells)
    for (index, recorded) in cells.enumerated() {
      var cell = recorded
      try addFingerprint(to: &cell, blocks: blocks, execution)
      state.cells[cell.number - 1].fingerprint = cell.fingerprint
      lock.cells.append(LockedCell(cell, place: index + 1))
    }
    return lock.within(lock.limit)
  }

  /// The first `sessions/DATE-N.carnet` that neither a script nor a lock has.
  public static func nextPath(in folder: String = "sessions", at moment: Timestamp = .now()) -> String {
    var number = 1
    func path() -> String { "\(folder)/\(moment.date)-\(number).carnet" }
    while FileSystem.exists(path()) || FileSystem.exists(Lock.path(for: path())) { number += 1 }
    return path()
  }

  /// Calls `body`, and says of a file that cannot be written so.
  public static func writing(_ body: () throws -> Void) throws {
    do { try body() } catch let error as FileFailure {
      throw Diagnostic(code: SessionCodes.unwritable, error.description)
    }
  }
}

extension LockedCell {
  init(_ cell: NotebookCell, place: Int) {
    self.init(
      number: place, binding: cell.binding, statementHash: cell.statement.contentHash, inputs: cell.inputs,
      outputs: cell.outputs.compactMap { path in
        FileSystem.byteCount(path).map { WrittenFile(path: path, bytes: $0) }
      },
      defaults: cell.defaults, values: cell.fingerprint ?? [])
  }
}
