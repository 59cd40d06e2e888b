import Foundation

extension PlainFunctions {
  typealias Scalars = [Unicode.Scalar]

  static func cell(_ scalars: some Sequence<Unicode.Scalar>) -> PlainCell {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return PlainCell(String(text))
  }

  /// Where a text stands in another, from a place on.
  private static func find(_ part: Scalars, in text: Scalars, from start: Int) -> Int? {
    guard part.count <= text.count else { return nil }
    return (0...text.count - part.count).first { $0 >= start && Array(text[$0..<$0 + part.count]) == part }
  }

  private static func pieces(of text: Scalars, between separator: Scalars) -> [Scalars] {
    var all: [Scalars] = [], start = 0
    while let next = find(separator, in: text, from: start) {
      all.append(Array(text[start..<next]))
      start = next + separator.count
    }
    return all + [Array(text[start...])]
  }

  static func text(_ call: PlainCall) throws -> PlainExpression? {
    switch call.name {
    case "concat": return .strict(.text, call.values) { PlainCell($0.map(\.written).joined()) }
    case "lower": return try call.text(.text) { cell($0[0].flatMap(\.properties.lowercaseMapping.unicodeScalars)) }
    case "upper": return try call.text(.text) { cell($0[0].flatMap(\.properties.uppercaseMapping.unicodeScalars)) }
    case "trim":
      return try call.text(.text) { texts in
        let head = texts[0].drop { $0.properties.isWhitespace }
        return cell(Array(head.reversed().drop { $0.properties.isWhitespace }).reversed())
      }
    case "length": return try call.text(.int) { .int(Int64($0[0].count)) }
    case "contains": return try call.text(.bool) { .bool(find($0[1], in: $0[0], from: 0) != nil) }
    case "starts_with": return try call.text(.bool) { .bool($0[0].starts(with: $0[1])) }
    case "ends_with": return try call.text(.bool) { .bool($0[0].reversed().starts(with: $0[1].reversed())) }
    case "replace":
      return try call.text(.text) { texts in
        texts[1].isEmpty
          ? cell(texts[0]) : cell(pieces(of: texts[0], between: texts[1]).joined(separator: texts[2]))
      }
    case "substr":
      let text = try first(call)
      let start = try call.whole(1, in: 1...Int64.max) ?? 1, length = try call.whole(2, in: 0...Int64.max)
      return try text.text(.text) { texts in
        let tail = texts[0].enumerated().filter { $0.offset + 1 >= start }.map(\.element)
        return cell(tail.enumerated().filter { $0.offset < length ?? .max }.map(\.element))
      }
    case "extract":
      guard call.values[1].isConstant, case .text(let bytes) = call.values[1].value(0) else {
        throw PlainRejection("no constant pattern")
      }
      let pattern = try PlainPattern(String(decoding: bytes, as: UTF8.self))
      return try first(call).text(.text) { texts in
        guard let match = pattern.firstMatch(in: texts[0]) else { return .null }
        return cell(match.group ?? match.whole)
      }
    case "split":
      guard call.values[1].isConstant, case .text(let bytes) = call.values[1].value(0), !bytes.isEmpty else {
        throw PlainRejection("no constant separator")
      }
      let separator = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
      let place = try call.whole(2, in: 1...Int64.max) ?? 1
      return try first(call).text(.text) { texts in
        let parts = pieces(of: texts[0], between: separator)
        return place <= parts.count ? cell(parts[Int(place) - 1]) : .null
      }
    default: return nil
    }
  }

  private static func first(_ call: PlainCall) throws -> PlainCall {
    var one = call
    one.values = [call.values[0]]
    return one
  }

  static func dates(_ call: PlainCall) throws -> PlainExpression? {
    guard ["year", "month", "day", "days_between", "date"].contains(call.name) else { return nil }
    let own = call.values[0].type
    if call.name == "date", own == .text {
      if case .text(let format)? = call.options["format"] {
        return try call.text(.date) { texts in
          PlainCalendar.days(of: texts[0], format: String(decoding: format, as: UTF8.self)).map(PlainCell.date) ?? .null
        }
      }
      return try call.text(.date) { texts in
        PlainCalendar.days(of: String(String.UnicodeScalarView(texts[0]))).map(PlainCell.date) ?? .null
      }
    }
    for value in call.values where value.type != nil && value.type != .date && value.type != .datetime {
      throw PlainRejection("\(call.name) takes dates")
    }
    let days = { (cell: PlainCell) -> Int64 in
      guard case .datetime(let moment) = cell else { return cell.whole ?? 0 }
      let day = moment / 86_400_000_000
      return moment % 86_400_000_000 < 0 ? day - 1 : day
    }
    switch call.name {
    case "year": return .strict(.int, call.values) { .int(PlainCalendar.civil(days($0[0])).year) }
    case "month": return .strict(.int, call.values) { .int(PlainCalendar.civil(days($0[0])).month) }
    case "day": return .strict(.int, call.values) { .int(PlainCalendar.civil(days($0[0])).day) }
    case "date":
      if call.options["format"] != nil { throw PlainRejection("a format of no text") }
      return .strict(.date, call.values) { .date(days($0[0])) }
    default: return .strict(.int, call.values) { .whole(days($0[1]).subtractingReportingOverflow(days($0[0]))) }
    }
  }

  /// `row_sum` and its like: over the values of a row that are not null.
  static func across(_ call: PlainCall) throws -> PlainExpression {
    let isConstant = call.values.allSatisfy(\.isConstant)
    if call.name == "row_nulls" {
      return PlainExpression(.int, isConstant: isConstant) { row in
        .int(Int64(call.values.filter { $0.value(row).isNull }.count))
      }
    }
    let values = try call.numbers()
    let hasFloat = values.contains { $0.type == .float }
    switch call.name {
    case "row_min", "row_max": return try extreme(call, hasFloat ? .float : .int, sign: call.name == "row_min" ? -1 : 1)
    case "row_sum" where !hasFloat:
      return PlainExpression(.int, isConstant: isConstant) { row in
        // Exact whatever the order: wide enough for any number of columns of a test.
        let sum = values.reduce(Int128(0)) { $0 + Int128($1.value(row).whole ?? 0) }
        return Int64(exactly: sum).map(PlainCell.int) ?? .null
      }
    default:
      return PlainExpression(.float, isConstant: isConstant) { row in
        let present = values.compactMap { $0.value(row).double }, count = Double(present.count)
        let sum = present.reduce(0, +)
        if call.name == "row_sum" { return .number(sum) }
        if call.name == "row_mean", !hasFloat, !present.isEmpty {
          let exact = values.reduce(Int128(0)) { $0 + Int128($1.value(row).whole ?? 0) }
          return .number(Double(exact) / count)
        }
        if call.name == "row_mean" { return present.isEmpty ? .null : .number(sum / count) }
        let squares = present.reduce(0) { $0 + ($1 - sum / count) * ($1 - sum / count) }
        return present.count < 2 ? .null : .number((squares / (count - 1)).squareRoot())
      }
    }
  }
}
