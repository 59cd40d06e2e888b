import Kernels

/// What a workbook says of itself before its cells: its sheets, its texts, and what its numbers mean.
struct WorkbookParts {
  /// A sheet of cells.
  struct Sheet {
    let name: String
    let isHidden: Bool
    let part: String
  }

  /// What a number in a style is.
  enum NumberKind { case number, date, time, duration }

  private(set) var sheets: [Sheet] = []
  /// Whether days count from 1904.
  private(set) var isFrom1904 = false
  /// What numbers of each style are.
  private(set) var styles: [NumberKind] = []
  private(set) var textsPart: String?

  /// - Throws: ``ReadError`` for an archive that is no workbook.
  init(_ archive: SheetArchive, path: String) throws(ReadError) {
    let roots = Relations()
    try archive.read("_rels/.rels", roots)
    let root = roots.all.values.first { $0.type.hasSuffix("/officeDocument") }?.target ?? "xl/workbook.xml"
    let folder = root.contains("/") ? String(root[..<(root.lastIndex(of: "/") ?? root.startIndex)]) + "/" : ""
    let name = root.split(separator: "/").last.map(String.init) ?? root
    let relations = Relations(), book = Book()
    guard try archive.read(root, book), !book.sheets.isEmpty else {
      throw ReadError(path: path, sentence: "the file holds no workbook")
    }
    try archive.read("\(folder)_rels/\(name).rels", relations)
    func part(_ target: String) -> String { target.hasPrefix("/") ? String(target.dropFirst()) : folder + target }
    isFrom1904 = book.isFrom1904
    sheets = book.sheets.compactMap { sheet in
      guard let found = relations.all[sheet.relation], found.type.hasSuffix("/worksheet") else { return nil }
      return Sheet(name: sheet.name, isHidden: sheet.isHidden, part: part(found.target))
    }
    textsPart = relations.all.values.first { $0.type.hasSuffix("/sharedStrings") }.map { part($0.target) }
    let formats = Styles()
    if let styles = relations.all.values.first(where: { $0.type.hasSuffix("/styles") }) {
      try archive.read(part(styles.target), formats)
    }
    styles = formats.kinds
  }
}

/// Which part a name stands for.
private final class Relations: SheetArchive.Receiver {
  var all: [String: (type: String, target: String)] = [:]

  override func start(_ name: String, _ attributes: [String: String]) -> Bool {
    if name == "Relationship", let id = attributes["Id"], let target = attributes["Target"] {
      all[id] = (attributes["Type"] ?? "", target)
    }
    return true
  }
}

private final class Book: SheetArchive.Receiver {
  var sheets: [(name: String, isHidden: Bool, relation: String)] = []
  var isFrom1904 = false

  override func start(_ name: String, _ attributes: [String: String]) -> Bool {
    switch name {
    case "workbookPr": isFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
    case "sheet":
      let isHidden = attributes["state"].map { $0 != "visible" } ?? false
      sheets.append((attributes["name"] ?? "", isHidden, attributes["id"] ?? ""))
    default: break
    }
    return true
  }
}

/// The formats of numbers, as far as they tell dates from numbers.
private final class Styles: SheetArchive.Receiver {
  var kinds: [WorkbookParts.NumberKind] = []
  private var codes: [Int: String] = [:]
  private var isInCells = false

  override func start(_ name: String, _ attributes: [String: String]) -> Bool {
    switch name {
    case "numFmt": if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] }
    case "cellXfs": isInCells = true
    case "xf" where isInCells:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      kinds.append(codes[id].map(NumberFormat.kind) ?? NumberFormat.kind(builtIn: id))
    default: break
    }
    return true
  }

  override func end(_ name: String) { if name == "cellXfs" { isInCells = false } }
}

/// What the format of a number says that the number is.
enum NumberFormat {
  /// The formats that have numbers only, among them those of East Asia (ECMA-376, 18.8.30).
  static func kind(builtIn id: Int) -> WorkbookParts.NumberKind {
    switch id {
    case 14...17, 22, 27...31, 34...36, 50...54, 57...58: .date
    case 18...21, 32...33, 45, 47, 55...56: .time
    case 46: .duration
    default: .number
    }
  }

  /// What a format's code says: letters of dates that stand in no quotes, brackets and escapes.
  static func kind(_ code: String) -> WorkbookParts.NumberKind {
    var letters: Set<Character> = [], isInQuotes = false, bracket: String?
    var characters = code.lowercased().makeIterator()
    while let character = characters.next() {
      if isInQuotes {
        isInQuotes = character != "\""
      } else if let open = bracket {
        if character == "]" {
          // Hours that go on beyond a day.
          if !open.isEmpty, Set(open).count == 1, "hms".contains(open.first ?? " ") { return .duration }
          bracket = nil
        } else {
          bracket = open + String(character)
        }
      } else {
        switch character {
        case "\"": isInQuotes = true
        case "[": bracket = ""
        case "\\", "_", "*": _ = characters.next()
        // What follows is for negative numbers, zero and texts.
        case ";": return kind(letters)
        default: letters.insert(character)
        }
      }
    }
    return kind(letters)
  }

  private static func kind(_ letters: Set<Character>) -> WorkbookParts.NumberKind {
    // `General` has an e, and so have numbers with an exponent; neither has one of these.
    if letters.contains("d") || letters.contains("y") { return .date }
    if letters.contains("h") || letters.contains("s") { return .time }
    return letters.contains("m") ? .date : .number
  }
}

/// Days that workbooks count, as days and microseconds since 1970.
enum SerialDay {
  private static let microsecondsOfDay = 86_400_000_000.0

  /// The day of a number; nil for what is none: before the first day, behind the year 9999, and the leap day of 1900
  /// that there never was.
  static func day(_ serial: Double, from1904: Bool) -> Int64? {
    guard serial >= 0, serial < (from1904 ? 2_957_004 : 2_958_466) else { return nil }
    let whole = Int64(serial)
    if from1904 { return whole - 24_107 }
    if whole == 0 || whole == 60 { return nil }
    return whole < 60 ? whole - 25_568 : whole - 25_569
  }

  /// The moment of a number, to the millisecond.
  static func microseconds(_ serial: Double, from1904: Bool) -> Int64? {
    guard let day = day(serial, from1904: from1904) else { return nil }
    let part = ((serial - serial.rounded(.down)) * microsecondsOfDay / 1000).rounded() * 1000
    return day * Int64(microsecondsOfDay) + Int64(part)
  }

  /// The number of a day since 1970 in the system of 1900; nil for days before it.
  static func serial(ofDay day: Int64) -> Double? {
    if day >= -25_508 { return day <= 2_932_896 ? Double(day + 25_569) : nil }
    return day >= -25_567 ? Double(day + 25_568) : nil
  }

  /// The number of a moment.
  static func serial(ofMicroseconds value: Int64) -> Double? {
    let (day, rest) = value.flooredQuotientAndRemainder(dividingBy: Int64(microsecondsOfDay))
    return serial(ofDay: day).map { $0 + Double(rest) / microsecondsOfDay }
  }
}
