/// Values of one type as those of another, as `cast` documents it.
enum PlainCasts {
  /// - Parameters:
  ///   - decimal: what stands before the fraction of a number in a text.
  ///   - thousands: what may stand between its digits.
  static func cell(_ cell: PlainCell, to type: PlainType, decimal: String, thousands: String?) -> PlainCell {
    guard case .text(let bytes) = cell, type == .int || type == .float, decimal != "." || thousands != nil else {
      return self.cell(cell, to: type)
    }
    var text = String(decoding: bytes, as: UTF8.self)
    if let thousands { text = text.replacing(thousands, with: "") }
    if decimal != "." {
      if text.contains(".") { return .null }
      text = text.replacing(decimal, with: ".")
    }
    return self.cell(PlainCell(text), to: type)
  }

  static func cell(_ cell: PlainCell, to type: PlainType) -> PlainCell {
    if cell.isNull { return .null }
    if type == .text { return PlainCell(cell.written) }
    if case .text(let bytes) = cell { return read(String(decoding: bytes, as: UTF8.self), as: type) }
    switch (type, cell) {
    case (.float, _): return cell.double.map(PlainCell.float) ?? .null
    case (.int, .float(let value)): return Int64(exactly: value).map(PlainCell.int) ?? .null
    case (.int, _): return cell.whole.map(PlainCell.int) ?? .null
    case (.bool, _): return cell.double == 0 ? .bool(false) : cell.double == 1 ? .bool(true) : .null
    case (.datetime, .date(let days)):
      let (moment, isFar) = days.multipliedReportingOverflow(by: 86_400_000_000)
      return isFar ? .null : .datetime(moment)
    case (.date, .datetime(let moment)):
      let day = moment / 86_400_000_000
      return .date(moment % 86_400_000_000 < 0 ? day - 1 : day)
    default: return .null
    }
  }

  private static func read(_ text: String, as type: PlainType) -> PlainCell {
    let bare = String(
      String.UnicodeScalarView(
        text.unicodeScalars.drop { $0.properties.isWhitespace }.reversed()
          .drop { $0.properties.isWhitespace }.reversed()))
    switch type {
    case .int:
      if let whole = Int64(bare) { return .int(whole) }
      return number(bare).flatMap { Int64(exactly: $0) }.map(PlainCell.int) ?? .null
    case .float: return number(bare).map(PlainCell.float) ?? .null
    case .bool:
      switch bare.lowercased() {
      case "yes", "true", "1": return .bool(true)
      case "no", "false", "0": return .bool(false)
      default: return .null
      }
    case .date: return PlainCalendar.days(of: bare).map(PlainCell.date) ?? .null
    case .datetime: return PlainCalendar.moment(of: bare).map(PlainCell.datetime) ?? .null
    case .text: return PlainCell(text)
    }
  }

  private static func number(_ text: String) -> Double? {
    guard text.allSatisfy({ "0123456789.+-eE".contains($0) }), let value = Double(text), value.isFinite else {
      return nil
    }
    return value
  }
}

extension PlainCell {
  /// The value as `cast … to: text` and the names of indicators have it.
  var written: String {
    switch self {
    case .null: ""
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .text(let bytes): String(decoding: bytes, as: UTF8.self)
    case .bool(let value): value ? "yes" : "no"
    case .date(let days): String(PlainCalendar.moment(days: days))
    case .datetime(let moment):
      PlainCalendar.moment(moment).hasSuffix(".000000")
        ? String(PlainCalendar.moment(moment).dropLast(7)) : PlainCalendar.moment(moment)
    }
  }
}
