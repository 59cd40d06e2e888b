import Charts
import Columns
import Diagnostics
import Language
import Syntax

/// One kind of chart: what it draws, from what, and with which options of `plot`. A mark is one file of this folder,
/// named by its type: the build lists it, and help, completion, the reference and the test of its examples follow.
protocol ChartMark: Sendable {
  static var name: String { get }
  /// One sentence: what one sees.
  static var summary: String { get }
  static var examples: [Example] { get }
  /// What stands in the parentheses.
  static var parameters: [ParameterInfo] { get }
  /// The kinds of value that it draws.
  static var inputs: [ValueKind] { get }
  /// The options of `plot` that it heeds, besides `to:`.
  static var options: Set<String> { get }
  /// Checks the arguments against what is known of the input, and says how to draw.
  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing
}

extension ChartMark {
  /// Draws a value of one of the mark's kinds.
  typealias Drawing = @Sendable (any Value, RunContext) throws -> Chart

  static var parameters: [ParameterInfo] { [] }
  static var options: Set<String> { [] }

  /// How it is written: `hist(COLUMN)`.
  static var usage: String {
    parameters.isEmpty ? name : "\(name)(\(parameters.map { $0.name.uppercased() }.joined(separator: ", ")))"
  }

  static var signature: FunctionSignature { FunctionSignature(name, parameters) }
}

/// The marks by name.
enum MarkCatalog {
  static let all = MarkList.all.sorted { $0.name < $1.name }

  static var usages: String { all.map { "`\($0.usage)`" }.joined(separator: ", ") }

  /// The mark of a call, if it draws values of the kind.
  static func mark(_ call: Call, for kind: ValueKind) throws -> any ChartMark.Type {
    let name = call.name.text
    let fitting = all.filter { $0.inputs.contains(kind) }.map { "`plot \($0.usage)`" }.prefix(5)
      .joined(separator: ", ")
    guard let mark = all.first(where: { $0.name == name }) else {
      let near = Suggestions.nearest(to: name, in: all.map { $0.name })
      throw Diagnostic(
        code: ModelCodes.mark, "there is no mark `\(name)`", at: Label(call.name.span, "not a mark"),
        help: near.first.map { "did you mean `\($0)`?" } ?? "\(kind.name.withArticle) is drawn by \(fitting)",
        fixIts: near.prefix(1).map { FixIt(call.name.span, $0) })
    }
    let draws = mark.inputs.contains(kind) || (mark.inputs.contains(.table) && kind.mainTable != nil)
    guard draws else {
      let wanted = mark.inputs.map { $0.name.withArticle }.joined(separator: " or ")
      throw Diagnostic(
        code: ModelCodes.mark, "`plot \(name)` draws \(wanted), not \(kind.name.withArticle)",
        at: Label(call.name.span, "its input is \(kind.name.withArticle)"),
        help: "\(kind.name.withArticle) is drawn by \(fitting)")
    }
    return mark
  }
}
