import Columns
import Diagnostics
import Forms
import Kernels
import Language
import Learning
import TestSupport
import Testing
import Verbs

/// What every preparation promises about what it has learnt.
@Suite struct FittedStepTests {
  static let table = FittedCases.table()
  static let training = table.slice(0..<60)
  static let others = table.slice(60..<80).without("bad")

  @Test func allPreparationsAreListed() {
    let verbs = Catalog.standard.verbs.filter { $0 is any PreparationVerb.Type }.map { $0.name }
    #expect(Set(verbs) == Set(FittedCases.steps.map(\.verb)), "each preparation has a case in FittedCases.steps")
  }

  @Test(arguments: EstimatorCatalog.all.map { $0.name })
  func estimatorsHaveExamples(_ name: String) throws {
    let examples = try #require(EstimatorCatalog.named(name)).examples
    #expect(!examples.isEmpty && examples.allSatisfy { $0.prefix { $0 != "(" } == name })
  }

  private func fit(_ step: StepCase, _ training: Table = training, threads: Int = 1) throws -> FittedRecipe {
    try step.recipe().fit(training, FittedCases.roles, FittedCases.context(threads: threads)).recipe
  }

  private func text(_ recipe: FittedRecipe) throws -> String { try FormEncoder.value(of: recipe).lined }

  private func again(_ text: String) throws -> FittedRecipe {
    try FormDecoder.decode(FittedRecipe.self, from: try JSONReader.parse(Array(text.utf8)))
  }

  /// What a recipe makes of a table, and its notes; or its error.
  private func outcome(_ recipe: FittedRecipe, _ table: Table, threads: Int = 1) -> (bits: [String], notes: [String]) {
    let context = FittedCases.context(threads: threads)
    do {
      return (try recipe.apply(to: table, context).bits, context.notes)
    } catch { return ([Self.sentence(error)], context.notes) }
  }

  private static func sentence(_ error: any Error) -> String {
    (error as? Diagnostic)?.message ?? (error as? any DescribedError)?.message ?? "\(error)"
  }

  @Test(arguments: FittedCases.steps)
  func whatComesBackIsTheSame(_ step: StepCase) throws {
    let fitted = try fit(step), written = try text(fitted), read = try again(written)
    #expect(try text(read) == written)
    for rows in [Self.training, Self.others] {
      let before = outcome(fitted, rows), after = outcome(read, rows)
      #expect(after.bits == before.bits && after.notes == before.notes)
    }
    #expect(read.steps[0].fitted.summary == fitted.steps[0].fitted.summary)
    #expect(read.steps[0].fitted.table.bits == fitted.steps[0].fitted.table.bits)
  }

  @Test(arguments: FittedCases.steps)
  func fittingAgainGivesTheSame(_ step: StepCase) throws {
    let written = try text(fit(step))
    #expect(try text(fit(step)) == written)
    #expect(try text(fit(step, threads: 2)) == written)
    let read = try again(written)
    #expect(outcome(read, Self.others, threads: 2).bits == outcome(read, Self.others).bits)
  }

  @Test(arguments: FittedCases.steps)
  func eachRowIsChangedByItself(_ step: StepCase) throws {
    let recipe = try again(text(fit(step)))
    let whole = try recipe.apply(to: Self.others, FittedCases.context())
    for row in 0..<Self.others.rowCount {
      let own = try recipe.apply(to: Self.others.slice(row..<row + 1), FittedCases.context())
      #expect(own.values(ofRow: 0) == whole.values(ofRow: row), "row \(row)")
    }
    let none = try recipe.apply(to: Self.others.slice(0..<0), FittedCases.context())
    #expect(none.rowCount == 0 && none.schema.names == whole.schema.names)
  }

  @Test(arguments: FittedCases.steps)
  func theOrderOfColumnsDoesNotMatter(_ step: StepCase) throws {
    let recipe = try again(text(fit(step)))
    let turned = Self.others.selecting(Array(Self.others.columns.indices.reversed()))
    let (one, other) = (
      try recipe.apply(to: Self.others, FittedCases.context()), try recipe.apply(to: turned, FittedCases.context())
    )
    for row in 0..<one.rowCount { #expect(one.values(ofRow: row) == other.values(ofRow: row)) }
  }

  @Test(arguments: FittedCases.steps)
  func aMissingColumnIsNamed(_ step: StepCase) throws {
    guard let column = step.column else { return }
    let fitted = try fit(step)
    for recipe in [fitted, try again(text(fitted))] {
      let error = #expect(throws: (any Error).self) {
        try recipe.apply(to: Self.others.without(column), FittedCases.context())
      }
      let sentence = error.map(Self.sentence) ?? ""
      #expect(sentence.contains("`\(column)`"), "\(sentence)")
    }
  }

  @Test(arguments: FittedCases.steps)
  func anotherTypeIsRefusedOrTaken(_ step: StepCase) throws {
    guard let column = step.column else { return }
    let recipe = try again(text(fit(step)))
    let isText = Self.others.schema[column]?.type == .text
    let count = Self.others.rowCount
    let other = isText
      ? Column(floats: (0..<count).map { Double($0) / 4 }) : Column(texts: (0..<count).map { "t\($0)" })
    let rows = Self.others.replacing(column, by: other)
    do {
      _ = try recipe.apply(to: rows, FittedCases.context())
      #expect(!step.mindsType, "another type is taken")
    } catch {
      #expect(step.mindsType && Self.sentence(error).contains(column), "\(Self.sentence(error))")
    }
  }

  @Test(arguments: FittedCases.steps)
  func newLevelsAndEmptyColumnsAreNoAccident(_ step: StepCase) throws {
    let fitted = try fit(step), recipe = try again(text(fitted))
    let count = Self.others.rowCount
    var odd = Self.others.replacing("c", by: Column(texts: (0..<count).map { $0 % 3 == 0 ? "new" : "x" }))
    odd = odd.replacing("b", by: Column(ints: (0..<count).map { Int64($0) - 1_000_000 }))
    let before = outcome(fitted, odd), after = outcome(recipe, odd)
    #expect(before.bits == after.bits && before.notes == after.notes && after.bits.count > 1)
    for type in [nil, ColumnType.text] {
      var empty = Self.others
      for field in Self.others.schema.fields where field.name != "id" {
        empty = empty.replacing(field.name, by: Column(nulls: count, type: type ?? field.type))
      }
      let one = outcome(fitted, empty).bits, other = outcome(recipe, empty).bits
      // A step from a file cannot point at its place, and names itself.
      #expect(one == other || one.count == 1 && other.count == 1 && other[0].hasSuffix(one[0]), "\(one) \(other)")
      if type == nil { #expect(outcome(recipe, empty).bits.count > 1) }
    }
  }

  @Test(arguments: FittedCases.steps)
  func poorTrainingRowsAreNoAccident(_ step: StepCase) throws {
    var empty = Self.training
    for field in Self.training.schema.fields where field.name != "id" && field.name != "bad" {
      empty = empty.replacing(field.name, by: Column(nulls: 60, type: field.type))
    }
    for rows in [Self.training.slice(0..<1), Self.training.slice(0..<0), empty] {
      guard let fitted = try? fit(step, rows) else { continue }
      let written = try text(fitted), read = try again(written)
      #expect(try text(read) == written)
      #expect(outcome(read, Self.others).bits == outcome(fitted, Self.others).bits)
    }
  }
}
