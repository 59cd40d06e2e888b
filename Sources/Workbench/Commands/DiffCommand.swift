import Columns
import Diagnostics
import Files
import Kernels
import Language
import Session

/// Compares two tables, or what two scripts have recorded.
enum DiffCommand: SessionCommand {
  static let first = CommandArgument<String>(
    "A", .result, "A result, the number of a cell, a file of a table, a script with its lock, or `run:3` of `runs`.")
  static let second = CommandArgument<String>("B", .result, "Another one.")
  static let key = CommandArgument<String?>(
    optional: "KEY", .column, label: "--by", "The columns that tell which rows belong together, with commas between.")
  static let name = ".diff"
  static let purpose = CommandPurpose.look
  static let summary = "Compares two tables, recordings or runs: rows by key, columns, cells, how values are spread."
  static let arguments = [first.info, second.info, key.info]
  static let example = ".diff before after --by ID"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    let names = [call[first], call[second]]
    if let shown = try runs(names, in: workbench.experiments) { return workbench.show(shown) }
    let isScript = names.map { $0.hasSuffix(".carnet") && FileSystem.exists($0) }
    if isScript[0], isScript[1] { return workbench.show(try recordings(names)) }
    if let script = zip(names, isScript).first(where: \.1)?.0 {
      throw CommandMisuse(reason: "`\(script)` is a script, and the other one is not")
    }
    let tables = try names.map { try table($0, in: workbench) }
    let columns = call[key].map { $0.split(separator: ",").map { $0.trimming(" ") } }
    do {
      let difference = try workbench.watched("comparing") { execution in
        try MemoryBrake.watch(execution.monitor) { try TableDifference(tables[0], tables[1], by: columns, execution) }
      }
      return workbench.show(Shown(difference, names.map { FileSystem.name(of: $0) }))
    } catch let misfit as KeyMisfit {
      throw CommandMisuse(reason: misfit.reason)
    }
  }

  /// The table of a result, of a cell, or of a file.
  private static func table(_ name: String, in workbench: Workbench) throws -> Table {
    let session = workbench.session
    let isKnown = session.cellNumber(of: name) != nil || Int(name) != nil
    if !isKnown, FileSystem.exists(name), let reader = session.catalog.reader {
      let other = Session(catalog: session.catalog, backend: session.backend)
      let statement = "\(reader.name) \(CellFormat.literal(.text(name)))"
      let results = try workbench.watched("reading") { other.run(statement, $0) }
      if case .failed(let found)? = results.first {
        throw CommandMisuse(reason: found.first?.message ?? "`\(name)` cannot be read")
      }
      if let table = results.first?.cell?.value?.table { return table }
    }
    return try workbench.table(of: name)
  }

  private static func recordings(_ scripts: [String]) throws -> Shown {
    let locks = try scripts.map { path in
      try Session.readLock(Lock.path(for: path), ofScript: path, Session.readScript(path))
    }
    let stores = scripts.map { BlockStore(path: BlockStore.path(for: $0)) }
    let difference = LockDifference(locks[0], locks[1], stores[0], stores[1])
    let names = scripts.map { FileSystem.name(of: $0) }
    if difference.isEmpty { return Shown("\(names[0]) and \(names[1]) have recorded the same, to the last bit") }
    let same = difference.cells.count { $0.lines.isEmpty }
    let settings = difference.settings.map { (label: "set", text: $0) }
    var shown = Shown(.facts([
      (label: "recorded", text: scripts[0]), (label: "now", text: scripts[1]),
      (label: "cells", text: "\(same) of \(difference.cells.count) have the same values"),
    ] + settings))
    for cell in difference.cells where !cell.lines.isEmpty || !cell.causes.isEmpty {
      let both = Set([cell.first, cell.second].compactMap { $0 }).sorted()
      let numbers = both.map(String.init).joined(separator: " and ")
      let causes = cell.causes.isEmpty ? "" : "; \(cell.causes.joined(separator: ", "))"
      let verdict = cell.lines.isEmpty ? "the same values" : cell.lines[0]
      shown.add([.text("cell \(numbers)  \(verdict)\(causes)")] + cell.lines.dropFirst().map { .text("  \($0)") })
    }
    return shown
  }
}

extension Substring {
  fileprivate func trimming(_ character: Character) -> String {
    var rest = self[...]
    while rest.first == character { rest = rest.dropFirst() }
    while rest.last == character { rest = rest.dropLast() }
    return String(rest)
  }
}
