import Columns
import Diagnostics
import Forms
import Kernels
import Language
import Session
import Syntax

extension RunFacts {
  /// What a server should know of a cell.
  init(_ cell: NotebookCell, _ value: any Value, _ script: String) {
    end = Int(CivilCalendar.now / 1000)
    start = end - Int((cell.seconds ?? 0) * 1000)
    name = cell.binding ?? "\(value.kind.name) in cell \(cell.number)"
    parameters = Self.parameters(of: cell, value)
    metrics = Self.metrics(of: value)
    tags = [
      "mlflow.source.name": script, "mlflow.source.type": "LOCAL", "carnet.cell": String(cell.number),
      "carnet.kind": value.kind.name, "carnet.statement": cell.text,
    ]
  }

  /// The numbers of the result, then those that come in steps.
  private static func metrics(of value: any Value) -> [Metric] {
    var known: Set<String> = []
    func own(_ name: String) -> String {
      let key = key(name)
      return known.insert(key).inserted ? key : "\(key.prefix(mostLetters - 9))_\(mark(name))"
    }
    let single = value.fields.compactMap { field in
      field.cell.number.map { Metric(key: own(field.name), value: $0, step: 0) }
    }
    let stepped = value.series.flatMap { series in
      let key = own(series.name)
      return series.values.enumerated().compactMap { step, number in
        number.map { Metric(key: key, value: $0, step: step + 1) }
      }
    }
    return single + stepped
  }

  /// The estimator with its parameters, and the options of the statement, those that were left out included.
  private static func parameters(of cell: NotebookCell, _ value: any Value) -> [String: String] {
    var found: [String: String] = [:]
    if let estimator = value.experiment {
      found["estimator"] = estimator
      for (name, text) in arguments(of: estimator) { found[key(name)] = text }
    }
    if case .pipeline(_, let pipeline) = cell.statement.kind {
      for stage in pipeline.stages {
        for option in stage.options {
          // Of several stages of one verb, each has its own.
          let name = key("\(stage.verb.text).\(option.name.text)")
          let places = sequence(first: 1) { $0 + 1 }.lazy.map { $0 == 1 ? name : "\(name) \($0)" }
          if let free = places.first(where: { found[$0] == nil }) { found[free] = option.value.sourceText }
        }
      }
    }
    for text in cell.defaults {
      guard let mark = text.firstIndex(of: "=") else { continue }
      let name = key(String(text[..<mark]))
      if found[name] == nil { found[name] = String(text[text.index(after: mark)...]) }
    }
    return found
  }

  /// `lightgbm(n_estimators: 200)` has one; a list of estimators has none of its own.
  private static func arguments(of estimator: String) -> [(name: String, text: String)] {
    let name = String(estimator.prefix { $0 != "(" })
    let (script, found) = Parser.parse(estimator, source: SourceID(rawValue: 0), compoundVerbs: [], functions: [name])
    guard found.isEmpty, script.statements.count == 1, case .expression(let expression) = script.statements[0].kind,
      case .call(_, let arguments) = expression.kind
    else { return [] }
    return arguments.compactMap { argument in argument.label.map { ($0.text, argument.value.sourceText) } }
  }

  private static let mostLetters = 250

  /// What the server takes as a name: letters and numbers as Python knows them, `_`, `-`, `.`, blanks, `/` and `:`. A
  /// name that is cut ends in a mark of the whole one, so that no two become one.
  private static func key(_ name: String) -> String {
    let plain = String(name.unicodeScalars.map { $0.isPlain ? Character($0) : "_" })
    return plain.count <= mostLetters ? plain : "\(plain.prefix(mostLetters - 9))_\(mark(name))"
  }

  private static func mark(_ name: String) -> String { String(XXH64.hash(name).hexadecimal.prefix(8)) }
}

extension Unicode.Scalar {
  fileprivate var isPlain: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: properties.numericType != nil || "_-. /:".unicodeScalars.contains(self)
    }
  }
}
