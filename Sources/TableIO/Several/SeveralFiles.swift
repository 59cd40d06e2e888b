import Columns
import Diagnostics
import Kernels

/// Reads several files of the same columns into one table, below each other in the order of their names.
enum SeveralFiles {
  static func read(
    _ files: FileSet, path: String, options: ReadOptions, execution: Execution
  ) throws -> ReadResult {
    var made = files.isSeveral ? try PartitionColumns(files.paths).columns : []
    if let source = options.sourceColumn { made.append(PartitionColumn(name: source, texts: files.paths)) }
    let own = options.withoutColumns(made.map(\.name))
    var results: [ReadResult] = []
    for file in files.paths { results.append(try TableReader.readOne(path: file, options: own, execution: execution)) }
    let stacked = try stack(results, files.paths, execution)
    return try assembled(stacked, made, results, files.paths, path, options.columns)
  }

  // MARK: - Columns of the files

  private static func stack(_ results: [ReadResult], _ paths: [String], _ execution: Execution) throws -> Table {
    let first = results[0].table.schema.fields
    for (result, path) in zip(results, paths) { try demandSameColumns(result, as: results[0], paths[0], path) }
    guard results.count > 1 else { return results[0].table }
    let rows = results.reduce(0) { $0 + $1.table.rowCount }
    guard rows <= Int(Int32.max) else {
      throw ReadError(
        path: paths[0], sentence: "together the files have \(rows) rows, and a table at most \(Int32.max)")
    }
    try execution.memory.require(Double(results.reduce(0) { $0 + $1.table.byteCount }))
    var fields: [Field] = [], columns: [Column] = []
    for field in first {
      let parts = results.map { $0.table[field.name] ?? Column(nulls: $0.table.rowCount, type: field.type) }
      let type = try type(of: parts, field.name, paths)
      let fitted = parts.map { $0.type == type || $0.nullCount < $0.count ? $0 : Column(nulls: $0.count, type: type) }
      fields.append(Field(field.name, type))
      columns.append(try Column(stacking: fitted, .below, as: type, execution: execution))
    }
    return Table(schema: Schema(fields), columns: columns, rowCount: rows)
  }

  private static func demandSameColumns(
    _ result: ReadResult, as other: ReadResult, _ first: String, _ path: String
  ) throws(ReadError) {
    if result.names == other.names { return }
    let names = Set(result.names), others = Set(other.names)
    if let missing = other.names.first(where: { !names.contains($0) }) {
      throw ReadError(path: path, sentence: "it has no column \(missing), which \(first) has")
    }
    if let surplus = result.names.first(where: { !others.contains($0) }) {
      throw ReadError(path: path, sentence: "it has a column \(surplus), which \(first) has not")
    }
  }

  /// The type that all parts have; parts without any value have whatever is wanted, and whole numbers become floats
  /// where others are.
  private static func type(of parts: [Column], _ name: String, _ paths: [String]) throws(ReadError) -> ColumnType {
    let valued = parts.indices.filter { parts[$0].nullCount < parts[$0].count }
    guard let first = valued.first else { return parts[0].type }
    var type = parts[first].type
    for place in valued where parts[place].type != type {
      guard parts[place].type.isNumeric, type.isNumeric else {
        var error = ReadError(
          path: paths[place],
          sentence: "its values are of type \(parts[place].type.rawValue), and \(type.rawValue) in \(paths[first])",
          help: "say the type: `types: [\(name): text]`")
        error.columnName = name
        throw error
      }
      type = .float
    }
    return type
  }

  // MARK: - Columns of their names

  private static func assembled(
    _ table: Table, _ made: [PartitionColumn], _ results: [ReadResult], _ paths: [String],
    _ path: String, _ choice: ColumnChoice
  ) throws -> ReadResult {
    let names = results[0].names + made.map(\.name)
    if let twice = made.first(where: { results[0].names.contains($0.name) }) {
      throw ReadError(path: paths[0], sentence: "its column \(twice.name) has the name of one made for several files")
    }
    let rows = results.map(\.table.rowCount)
    let (places, unread) = try choice.places(in: names, path: path)
    var fields: [Field] = [], columns: [Column] = []
    for name in places.map({ names[$0] }) {
      if let column = table[name], let field = table.schema[name] {
        fields.append(field)
        columns.append(column)
      } else if let own = made.first(where: { $0.name == name }) {
        let column = own.column(rows: rows)
        fields.append(Field(name, column.type))
        columns.append(column)
      }
    }
    return ReadResult(
      table: Table(schema: Schema(fields), columns: columns, rowCount: table.rowCount), notes: notes(results, paths),
      byteCount: results.reduce(0) { $0 + $1.byteCount }, fileHash: 0, unread: unread, names: names,
      files: zip(paths, results).map {
        ReadFile(path: $0, byteCount: $1.byteCount, hash: $1.fileHash, repairs: $1.repairs)
      })
  }

  /// What is said of several files in the same words is said once, with how many they are.
  private static func notes(_ results: [ReadResult], _ paths: [String]) -> [ReadNote] {
    var order: [ReadNote] = [], places: [String: [Int]] = [:]
    for (place, result) in results.enumerated() {
      for note in result.notes {
        let words = "\(note.column ?? "")\u{0}\(note.sentence)"
        if places[words] == nil { order.append(note) }
        places[words, default: []].append(place)
      }
    }
    return order.map { note in
      let own = places["\(note.column ?? "")\u{0}\(note.sentence)"] ?? []
      let file = own.first.map { paths[$0] } ?? ""
      let more = own.count > 1 ? " (and \(Prose.count(own.count - 1, "other file")) alike)" : ""
      var note = ReadNote(column: note.column, count: note.count, note.sentence + more)
      note.path = file
      return note
    }
  }
}

extension ReadOptions {
  /// The same without columns that no file holds.
  fileprivate func withoutColumns(_ made: [String]) -> ReadOptions {
    var own = self
    let names = columns.names.map { $0.filter { !made.contains($0) } }
    own.sourceColumn = nil
    if names?.isEmpty == true {
      // None of the files' own columns is wanted: one is read for the number of rows.
      own.columns = ColumnChoice(names: nil, need: columns.description, isNeeded: { _ in false })
    } else {
      own.columns = ColumnChoice(names: names, need: columns.description, isNeeded: columns.isNeeded)
    }
    return own
  }
}
