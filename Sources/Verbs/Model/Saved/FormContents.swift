import Columns
import Forms
import Synchronization

/// A form as tables, for the lock: its lines, and a table for each part that is too large to be written out in lines.
///
/// The lines have all of the form but what it calls `origin`: where a training came from is recorded by the statements
/// themselves, and would differ where an input changed and no value did.
struct FormContents {
  private(set) var tables: [(name: String, table: Table)] = []

  init(_ form: JSONValue) {
    let plain = written(form, path: "")
    let lines = plain.lined.split(separator: "\n").map { Optional(String($0)) }
    tables.insert(("form", Table([("line", Column(texts: lines))])), at: 0)
  }

  private mutating func written(_ value: JSONValue, path: String) -> JSONValue {
    switch value {
    case .object(let members):
      .object(members.filter { $0.name != "origin" }.map { member in
        let inner = path.isEmpty ? member.name : "\(path).\(member.name)"
        return JSONValue.Member(name: member.name, value: written(member.value, path: inner))
      })
    case .array(let elements):
      .array(elements.enumerated().map { written($0.element, path: "\(path)[\($0.offset)]") })
    case .columns(let columns):
      apart(columns.enumerated().map { (String($0.offset + 1), Column(doubles: $0.element)) }, path)
    case .words(let words): apart([("word", Column(ints: words.map { Int64(bitPattern: $0) }))], path)
    default: value
    }
  }

  private mutating func apart(_ columns: [(name: String, column: Column)], _ path: String) -> JSONValue {
    tables.append((path, Table(columns)))
    return .text("in the table \(path)")
  }
}

/// The contents of a value that are made when they are first asked for.
final class KeptContents: Sendable {
  private let tables = Mutex<[(name: String, table: Table)]?>(nil)

  func value(_ make: () -> [(name: String, table: Table)]) -> [(name: String, table: Table)] {
    tables.withLock { tables in
      if let tables { return tables }
      let made = make()
      tables = made
      return made
    }
  }
}
