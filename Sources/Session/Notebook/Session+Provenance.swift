import Columns
import Diagnostics
import Language
import Syntax

extension Session {
  /// How the value of a statement comes about, should a verb ask for it while it runs.
  ///
  /// - Parameters:
  ///   - reads: what it reads, each with the cell that it comes from.
  ///   - inputs: the files that its earlier stages read, where it extends a cell.
  ///   - place: where it stands.
  func provenance(
    of statement: Statement, number: Int, reading reads: [Dependency: Int], inputs: [InputFile] = [], at place: Place
  ) -> @Sendable () -> Provenance {
    let wanted = closure(of: Set(reads.values))
    let cells = state.cells.prefix(number - 1).filter { $0.isSetting || wanted.contains($0.number) }.map(\.withoutValue)
    let scalars = place.interpreter.scope.scalars
    return {
      let statements = (cells.map(\.statement) + [statement]).map { $0.fixing(scalars) }
      let parameters = statements.compactMap { statement -> (String, String)? in
        guard case .parameter(let declaration) = statement.kind else { return nil }
        return (declaration.name.text, Formatter.format(declaration.value))
      }
      return Provenance(
        script: Recorder.text(of: statements.map(\.canonicalText)),
        parameters: Dictionary(parameters, uniquingKeysWith: { _, last in last }),
        inputs: (cells.flatMap(\.inputs) + inputs).withoutRepetition)
    }
  }
}

extension NotebookCell {
  /// Whether it settles something for the whole script.
  var isSetting: Bool {
    switch statement.kind {
    case .seed, .option: true
    default: false
    }
  }
}

extension Statement {
  /// A parameter's declaration with the value in force as its default, so that the script needs no settings.
  fileprivate func fixing(_ scalars: [String: Scalar]) -> Statement {
    guard case .parameter(var declaration) = kind, let value = scalars[declaration.name.text] else { return self }
    declaration.value = Expression(value, declaration.value.span)
    var statement = self
    statement.kind = .parameter(declaration)
    return statement
  }
}

extension [InputFile] {
  /// Each file once, in the order of first use.
  fileprivate var withoutRepetition: [InputFile] {
    reduce(into: []) { known, file in if !known.contains(file) { known.append(file) } }
  }
}
