import Columns
import Diagnostics
import Language
import Syntax

/// The column that a model learns to predict.
enum TargetColumn {
  /// The target as it is written, or else as the table declares it.
  static func name(_ input: Shape, _ arguments: BoundArguments) throws -> Name {
    if let written = arguments[TrainingPlan.target]?.name { return written }
    if let declared = input.fields.target { return Name(declared, arguments.verbSpan) }
    throw Diagnostic(
      code: .argumentCount, "`\(arguments.stage.verb.text)` needs a target: the column to predict, 0 or 1",
      at: Label(arguments.verbSpan, "`target:` is missing, and the table declares none"),
      help: "add `target: COLUMN`, or declare it once: `load …, target: COLUMN`, or `| roles target: COLUMN`")
  }

  /// Finds the column and checks its type.
  static func position(_ name: Name, in shape: Shape) throws -> Int {
    let position = try shape.position(of: name)
    let field = shape.fields[position]
    guard field.type == .int || field.type == .bool else {
      let example = field.type == .text ? "\(name.text) == \"…\"" : "\(name.text) > 0"
      throw Diagnostic(
        code: ModelCodes.target, "a target is 0 or 1, or `no` or `yes`, and `\(name.text)` is \(field.type.rawValue)",
        at: Label(name.span, "this is \(field.type.rawValue)"), help: mend(name, example))
    }
    return position
  }

  /// A target made of the column, which does not stay beside it: it would tell the target.
  private static func mend(_ name: Name, _ test: String) -> String {
    name.text == "bad" ? "make one in its place: `| derive bad = \(test)`"
      : "make one, and take the other away: `| derive bad = \(test) | drop \(name.text)`, then `target: bad`"
  }

  /// The labels 0 and 1.
  ///
  /// - Throws: `Diagnostic` for a null, another number, and where only one class occurs.
  static func labels(_ column: Column, _ name: Name) throws -> [Double] {
    if column.nullCount > 0 {
      throw Diagnostic(
        code: ModelCodes.target, "the target `\(name.text)` is null in \(column.nullCount) of \(column.count) rows",
        at: Label(name.span, "has nulls"), help: "take them away: `| where \(name.text) is not null`")
    }
    let labels = column.doubles() ?? []
    if let other = labels.first(where: { $0 != 0 && $0 != 1 }) {
      let codes = Array(Set(labels)).sorted()
      let list = codes.map { "\(Int($0))" }.joined(separator: ", ")
      let test = codes.count == 2 ? "== \(Int(codes[1]))" : "> 0"
      throw Diagnostic(
        code: ModelCodes.target, "a target is 0 or 1, and `\(name.text)` is \(Int(other)) in some rows",
        at: Label(name.span, codes.count <= 4 ? "has \(list)" : "not a class"),
        help: mend(name, "\(name.text) \(test)"))
    }
    guard labels.contains(0), labels.contains(1) else {
      let (sentence, label) = labels.isEmpty
        ? ("there are no rows to learn from", "no rows")
        : ("all rows are of one class, so there is nothing to learn", "is \(Int(labels[0])) everywhere")
      throw Diagnostic(code: ModelCodes.target, sentence, at: Label(name.span, label))
    }
    return labels
  }
}
