import Columns
import Files
import Forms
import Language
import Session

extension DiffCommand {
  /// How a person names an experiment: `run:3`, by the number that `runs` gives it.
  private static let mark = "run:"

  /// What two experiments have in common and what not; nil where neither is named.
  ///
  /// - Parameter path: where the list of them lies.
  /// - Throws: ``CommandMisuse`` for one that there is not.
  static func runs(_ names: [String], in path: String) throws -> Shown? {
    guard names.contains(where: { $0.hasPrefix(mark) }) else { return nil }
    guard let bytes = try? FileSystem.read(path) else {
      throw CommandMisuse(reason: "no experiment is on record in `\(path)`")
    }
    let lines = Experiments.lines(bytes)
    let members = try names.map { name -> [JSONValue.Member] in
      guard name.hasPrefix(mark), let number = Int(name.dropFirst(mark.count)) else {
        throw CommandMisuse(reason: "`\(name)` is no experiment; write `\(mark)3`, by the number that `runs` shows")
      }
      guard let line = lines.first(where: { $0.number == number })?.value?.object else {
        throw CommandMisuse(reason: "there is no experiment \(number); the last one is \(lines.last?.number ?? 0)")
      }
      return line
    }
    return shown(members[0], members[1], names)
  }

  private static func shown(_ first: [JSONValue.Member], _ second: [JSONValue.Member], _ names: [String]) -> Shown {
    let fields = first.map(\.name) + second.map(\.name).filter { name in !first.contains { $0.name == name } }
    func value(_ name: String, _ members: [JSONValue.Member]) -> JSONValue? { members.first { $0.name == name }?.value }
    let rows = fields.compactMap { name -> (name: String, first: JSONValue?, second: JSONValue?)? in
      let pair = (value(name, first), value(name, second))
      return pair.0 == pair.1 ? nil : (name, pair.0, pair.1)
    }
    guard !rows.isEmpty else { return Shown("\(names[0]) and \(names[1]) are the same, to the last bit") }
    let isOne = names[0] == names[1]
    let sameData = value("data", first) == value("data", second)
    var shown = Shown(.facts([
      (label: "same", text: "\(fields.count - rows.count) of \(fields.count) fields"),
      (label: "data", text: sameData ? "the same files, byte for byte" : "other files"),
    ]))
    shown.add([
      .list(
        Table([
          ("field", Column(texts: rows.map(\.name))), (names[0], Column(texts: rows.map { text($0.first) })),
          (isOne ? "\(names[1]) (2)" : names[1], Column(texts: rows.map { text($0.second) })),
          ("change", Column(texts: rows.map { change($0.first, $0.second) })),
        ]))
    ])
    return shown
  }

  private static func text(_ value: JSONValue?) -> String? {
    switch value {
    case nil, .null: nil
    case .text(let text): text
    case .double(let number): CellFormat.float(number)
    case .int(let number): String(number)
    default: value?.compact
    }
  }

  /// How far a number has moved.
  private static func change(_ first: JSONValue?, _ second: JSONValue?) -> String? {
    guard let from = number(first), let to = number(second) else { return nil }
    let difference = to - from
    return (difference > 0 ? "+" : "") + CellFormat.float((difference * 1e6).rounded() / 1e6)
  }

  private static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }
}
