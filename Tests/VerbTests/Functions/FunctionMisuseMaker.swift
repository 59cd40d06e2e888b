import Language

/// A call that a function's declaration says is wrong, in a script of its own.
struct FunctionMisuse: CustomStringConvertible {
  let description: String
  let script: String
  /// The offsets of what is wrong, in UTF-8.
  let place: Range<Int>
}

/// Makes the wrong calls of a function from its declaration.
struct FunctionMisuseMaker {
  let topic: HelpTopic.Kind
  let signature: FunctionSignature
  private(set) var cases: [FunctionMisuse] = []

  private static let table = """
    range 3 | derive { i = n, x = n / 2, t = "a", b = n > 1, d = date "2024-01-31" }
      |
    """

  /// What marks without columns draw.
  private var evaluation: String {
    let data = "range 60 | derive { x = n % 7, b = n * 7 % 5 > 1 } | "
    switch signature.name {
    case "importance": return data + "fit logistic, target: b\n  |"
    case "comparison": return data + "compare { dummy, logistic }, target: b\n  |"
    case "beeswarm", "dependence", "waterfall":
      return "d = " + data + "select x, b\nm = d | fit lightgbm(n_estimators: 2), target: b\nm | explain d\n  |"
    case "drift", "psi": return "d = " + data + "select x, b\nd | drift d\n  |"
    case "segments":
      return "d = " + data + "split 0.5, 0.5\nm = d | where split == \"train\" | drop split | fit logistic, target: b\n"
        + "d | where split == \"test\" | evaluate m, by: x\n  |"
    default: return data + "cv logistic, target: b\n  |"
    }
  }

  /// Marks that draw no table, though something stands in their parentheses.
  private static let marksOfResults: Set<String> = ["comparison", "dependence", "psi", "segments", "waterfall"]

  /// A column of each type, and what takes it.
  private static let columns: [(name: String, taken: [RowValues])] = [
    ("x", [.any, .numbers, .numbersOrDates]), ("i", [.wholeNumbers, .numbers, .any, .numbersOrDates]),
    ("t", [.texts, .textsOrDates, .any]), ("b", [.conditions, .numbers, .wholeNumbers, .any, .numbersOrDates]),
    ("d", [.dates, .numbersOrDates, .textsOrDates, .any]),
  ]

  /// Constants of each type, one that fits and some that do not; a new type must say which.
  static let constants: [String: (fits: String, wrong: [String])] = [
    "whole number": ("1", ["\"many\"", "1.5", "null", "[1]", "yes", "0 / 0"]),
    "number": ("0.5", ["\"much\"", "null", "[0.5]", "0 / 0"]),
    "text": ("\"%d.%m.%Y\"", ["3", "null", "[\"a\"]"]),
    "list": ("[1, 2]", ["3", "null"]),
    "rising numbers": ("[1, 2]", ["3", "[]", "[2, 1]", "[1, 1]", "[1, null]", "[\"a\"]", "null"]),
    "order keys": ("i", ["5", "[i, i]"]),
    "yes or no": ("yes", ["3", "\"yes\"", "null"]),
    "column": ("x", ["3", "[x]", "@num"]),
    "columns": ("x", ["3", "[x]"]),
    "value": ("1", ["[1]", "null"]),
  ]

  init(_ signature: FunctionSignature, _ topic: HelpTopic.Kind) {
    (self.signature, self.topic) = (signature, topic)
    addShape()
    addLabels()
    for (place, parameter) in signature.positional.enumerated() { addValues(parameter, at: place) }
    for parameter in signature.labelled { addValues(parameter, at: nil) }
    if topic == .aggregate || topic == .window, let first = fits.first {
      add("an aggregate inside", fits.replacing(0, by: "sum(\(first))"), wrong: 0)
    }
  }

  /// What a call with every argument has.
  private var fits: [String] { signature.positional.filter { !$0.isRest || $0.isRequired }.map(Self.fit) }

  private static func fit(_ parameter: ParameterInfo) -> String {
    if let word = parameter.choices.first { return word }
    guard let rows = parameter.rows else { return constants[parameter.typeName]?.fits ?? "?" }
    return columns.first { $0.taken.first == rows || $0.taken.contains(rows) }?.name ?? "?"
  }

  private mutating func addShape() {
    let required = signature.arity.lowerBound
    for count in 0..<required {
      add("\(count) of \(required) arguments", Array(fits.prefix(count)), wrong: nil)
    }
    // `min(x, y)` in `agg` is the function of one row.
    let isAcross = topic == .aggregate && ScalarFunction.all[signature.name] != nil
    if signature.arity.upperBound != .max, !isAcross { add("one argument too many", fits + ["i"], wrong: fits.count) }
  }

  private mutating func addLabels() {
    add("an unknown label", fits + ["colour: 1"], wrong: fits.count)
    for parameter in signature.labelled {
      let argument = "\(parameter.name): \(Self.fit(parameter))"
      add("`\(parameter.name):` twice", fits + [argument, argument], wrong: fits.count + 1)
      let misspelt = "\(parameter.name.dropLast()): \(Self.fit(parameter))"
      add("`\(parameter.name):` misspelt", fits + [misspelt], wrong: fits.count)
    }
    for (place, parameter) in signature.positional.enumerated() where place < fits.count {
      add("`\(parameter.name)` by name", fits.replacing(place, by: "\(parameter.name): \(fits[place])"), wrong: place)
    }
  }

  private mutating func addValues(_ parameter: ParameterInfo, at place: Int?) {
    func call(_ value: String) -> [String] {
      guard let place else { return fits + ["\(parameter.name): \(value)"] }
      return place < fits.count ? fits.replacing(place, by: value) : fits + [value]
    }
    let wrong = place ?? fits.count
    for value in Self.wrongValues(of: parameter) { add("`\(parameter.name)` as \(value)", call(value), wrong: wrong) }
  }

  private static func wrongValues(of parameter: ParameterInfo) -> [String] {
    let missing = ["nothing", "$nothing", "abs(nothing)"]
    if let rows = parameter.rows {
      let others = columns.filter { !$0.taken.contains(rows) }.map(\.name)
      return missing + ["[1]"] + others + (parameter.range.map { ["\(Int($0.lowerBound) - 1)"] } ?? [])
    }
    if let word = parameter.choices.first { return missing + ["\(word)_", "3", "null", "[\"\(word)\"]"] }
    var values = missing + (constants[parameter.typeName]?.wrong ?? [])
    // A column is no constant, but it can order rows, and be drawn.
    let isOfColumns = parameter.typeName == "order keys" || parameter.typeName.hasPrefix("column")
    if !isOfColumns { values += ["i", "i + 1"] }
    if let range = parameter.range {
      values.append("\(range.lowerBound.formatted) - 1")
      if range.upperBound.isFinite { values.append("\(range.upperBound.formatted) * 2") }
    }
    return values
  }

  /// Whether the mark draws something that is no table.
  private var drawsResult: Bool {
    topic == .mark && (signature.positional.isEmpty || Self.marksOfResults.contains(signature.name))
  }

  private mutating func add(_ what: String, _ arguments: [String], wrong: Int?) {
    let (lead, tail) =
      switch topic {
      case .function: (" derive r = ", "")
      case .aggregate: (" agg r = ", "")
      case .window: (" derive r = ", ", order: n")
      case .estimator: (" cv ", ", target: b")
      case .mark: (" plot ", "")
      case .statement, .selector, .type, .expression: preconditionFailure("\(topic) has no arguments in parentheses")
      }
    var script = (drawsResult ? evaluation : Self.table) + lead
    let start = script.utf8.count
    script += signature.name + "("
    var place: Range<Int>?
    for (index, argument) in arguments.enumerated() {
      if index > 0 { script += ", " }
      let lower = script.utf8.count
      script += argument
      if index == wrong { place = lower..<script.utf8.count }
    }
    script += ")"
    let whole = start..<script.utf8.count
    script += tail
    cases.append(FunctionMisuse(description: what, script: script, place: place ?? whole))
  }
}

extension [String] {
  fileprivate func replacing(_ place: Int, by element: String) -> [String] {
    var changed = self
    changed[place] = element
    return changed
  }
}

extension Double {
  fileprivate var formatted: String { Int64(exactly: self).map { "\($0)" } ?? "\(self)" }
}
