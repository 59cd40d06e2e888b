import Diagnostics
import Kernels
import Language
import Syntax

/// Changes of the script that run nothing. What a cell reads may be another cell's then, or nobody's: it is stale.
extension Session {
  /// Keeps text that was typed between two cells: it will stand above the next one.
  func note(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    remember()
    state.text += (state.text.isEmpty ? [] : [""]) + lines
    journal?.rewrite(recordedTexts)
  }

  /// Takes cells out of the script.
  /// - Throws: `Diagnostic` where there is no cell of a number.
  public func remove(_ numbers: Set<Int>) throws {
    for number in numbers.sorted() { _ = try existing(number) }
    arrange { cells in cells.removeAll { numbers.contains($0.number) } }
  }

  /// Moves a cell to another place of the script.
  ///
  /// - Parameter place: the number that the cell has then.
  /// - Throws: `Diagnostic` where there is no cell of a number.
  public func move(_ number: Int, to place: Int) throws {
    let cell = try existing(number)
    _ = try existing(place)
    arrange { cells in
      cells.remove(at: number - 1)
      cells.insert(cell, at: place - 1)
    }
  }

  /// Makes two cells of one: the first stages under a name, and the other ones on top of that.
  ///
  /// - Parameter count: how many stages go into the first cell.
  /// - Throws: `Diagnostic` where there is no such cell, it is no pipeline or has too few stages, or the name is taken.
  public func split(_ number: Int, after count: Int, named name: String) throws {
    let cell = try existing(number)
    guard case .pipeline(let binding, let pipeline) = cell.statement.kind, (1..<pipeline.stages.count).contains(count)
    else {
      let stages = cell.statement.stageCount
      throw Diagnostic(
        code: SessionCodes.noSuchCell, "cell \(number) cannot be split there",
        help: stages > 1
          ? "it has \(stages) stages: `.split \(number) 1 \(name)` to `.split \(number) \(stages - 1) \(name)`"
          : "only a pipeline of several stages can be split")
    }
    if scope.resultNames.contains(name) || scope.scalars[name] != nil || scope.definitions[name] != nil {
      throw Diagnostic(code: .nameClash, "`\(name)` has a meaning already", help: "choose another name")
    }
    // The stages stay as they were read, with the comments inside of them; that behind the last one is the statement's.
    var first = cell.statement, second = cell.statement
    let source = try reading(name), span = pipeline.span
    first.kind = .pipeline(
      binding: Name(name, span, isQuoted: source.verb.isQuoted),
      Pipeline(stages: Array(pipeline.stages[..<count]), span: span))
    second.kind = .pipeline(
      binding: binding, Pipeline(stages: [source] + pipeline.stages[count...], span: span))
    (first.trailingComment, second.leadingComments) = (pipeline.stages[count - 1].trailingComment, [])
    let pieces = [first, second].map { NotebookCell(number: 0, statement: $0) }
    arrange { cells in cells.replaceSubrange(number - 1...number - 1, with: pieces) }
  }

  /// Writes text above a cell, in place of what stands there. Its value holds.
  /// - Throws: `Diagnostic` where there is no cell of the number.
  public func annotate(_ number: Int, with text: String) throws {
    var cell = try existing(number)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? " " : String($0) }
    cell.statement.leadingComments = text.isEmpty ? [] : lines + [""]
    arrange { cells in cells[number - 1] = cell }
  }

  /// - Throws: `Diagnostic` where there is no cell of the number.
  private func existing(_ number: Int) throws -> NotebookCell {
    guard let cell = cell(number) else { throw Session.noSuchCell(number) }
    return cell
  }

  /// A stage that reads a result.
  private func reading(_ name: String) throws -> Stage {
    let text = "| " + Formatter.format(Name(name, Span(source: SourceID(rawValue: 0), lower: 0, upper: 0)))
    let source = sources.add(name: "name", text: text)
    let (stages, diagnostics) = Parser.parseStages(text, source: source, compoundVerbs: catalog.compoundNames)
    guard let stage = stages.first, !diagnostics.contains(where: { $0.severity == .error }) else {
      throw Diagnostics(diagnostics)
    }
    return stage
  }

  private func arrange(_ change: (inout [NotebookCell]) -> Void) {
    remember()
    change(&state.cells)
    for index in state.cells.indices { state.cells[index].number = index + 1 }
    settle()
    journal?.rewrite(recordedTexts)
  }
}

extension Statement {
  /// How many stages it has; none where it is no pipeline.
  fileprivate var stageCount: Int { if case .pipeline(_, let pipeline) = kind { pipeline.stages.count } else { 0 } }
}
