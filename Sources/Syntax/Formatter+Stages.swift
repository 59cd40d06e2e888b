import Diagnostics

extension Formatter {
  /// Whether nothing in a stage asks for lines of its own.
  static func canBeInline(_ stage: Stage) -> Bool {
    stage.leadingComments.isEmpty && stage.trailingComment == nil && canBeInlineWithoutComments(stage)
  }

  private static func canBeInlineWithoutComments(_ stage: Stage) -> Bool {
    let braced = (stage.hasBraces ? stage.arguments : []) + (stage.byHasBraces ? stage.by ?? [] : [])
    let isCommented = braced.contains { !$0.leadingComments.isEmpty || $0.trailingComment != nil }
    return !isCommented && stage.closingComments.isEmpty && (!stage.hasBraces || stage.arguments.count <= inlineItems)
      && (!stage.byHasBraces || (stage.by?.count ?? 0) <= inlineItems)
  }

  /// A stage that begins in a given column, with its items in lines of their own if need be.
  static func block(_ stage: Stage, indentation: Int, column: Int) -> String {
    let line = inline(stage)
    if canBeInlineWithoutComments(stage), column + line.count <= lineWidth { return line }
    return text(
      stage, arguments: { braces($0, stage.closingComments, indentation) }, by: { braces($0, [], indentation) })
  }

  static func inline(_ stage: Stage) -> String {
    func braced(_ items: [Item]) -> String { items.isEmpty ? "{ }" : "{ \(items.map(text).joined(separator: ", ")) }" }
    return text(stage, arguments: braced, by: braced)
  }

  private static func text(_ stage: Stage, arguments: ([Item]) -> String, by: ([Item]) -> String) -> String {
    var result = stage.verb.isQuoted ? text(stage.verb) : stage.verb.text
    if stage.hasBraces {
      result += " " + arguments(stage.arguments)
    } else if !stage.arguments.isEmpty {
      result += " " + stage.arguments.map(text).joined(separator: ", ")
    }
    if let items = stage.by {
      result += " by " + (stage.byHasBraces ? by(items) : items.map(text).joined(separator: ", "))
    }
    if let on = stage.on { result += " " + text(on) }
    let isBare = stage.arguments.isEmpty && !stage.hasBraces && stage.by == nil && stage.on == nil
    for (place, option) in stage.options.enumerated() {
      result += isBare && place == 0 ? " " : ", "
      result += "\(label(option.name)): \(text(option.value))"
    }
    return result
  }

  private static func text(_ on: OnClause) -> String {
    let keys = on.keys.map { key in text(key.left) + (key.right.map { " == " + text($0) } ?? "") }
    return "on " + keys.joined(separator: ", ") + (on.relation.map { " " + $0.rawValue } ?? "")
  }

  /// Items one per line; the `=` of neighbouring named items stand below each other.
  private static func braces(_ items: [Item], _ closing: [String], _ indentation: Int) -> String {
    let margin = "\n" + String(repeating: " ", count: indentation)
    func line(_ content: String) -> String { content.isEmpty ? "\n" : margin + "  " + content }
    var result = "{"
    for (item, width) in zip(items, nameWidths(items)) {
      for text in item.leadingComments { result += line(comment(text)) }
      result += line(text(item, nameWidth: width) + trailing(item.trailingComment))
    }
    for text in closing { result += line(comment(text)) }
    return result + margin + "}"
  }

  /// For each item the width of the longest name in its run of named items.
  private static func nameWidths(_ items: [Item]) -> [Int] {
    var widths = [Int](repeating: 0, count: items.count)
    for run in items.split(omittingEmptySubsequences: false, whereSeparator: { $0.name == nil }) {
      let width = run.map { DisplayWidth.of(text($0.name)) }.max() ?? 0
      for place in run.indices { widths[place] = width }
    }
    return widths
  }

  static func text(_ item: Item) -> String { text(item, nameWidth: 0) }

  private static func text(_ item: Item, nameWidth: Int) -> String {
    var result = ""
    if item.name != nil {
      let name = text(item.name)
      result = name + String(repeating: " ", count: max(0, nameWidth - DisplayWidth.of(name))) + " = "
    }
    let isWhole = item.isParenthesised && item.condition != nil && item.value.precedence < Precedence.primary
    result += isWhole ? "(\(text(item.value)))" : text(item.value)
    if let condition = item.condition { result += " where " + text(condition) }
    if let template = item.template { result += " as " + templateText(template) }
    if let loop = item.loop {
      result += " for \(text(loop.variable)) in \(text(loop.list, atLeast: Precedence.range))"
    }
    return result
  }

  private static func text(_ name: Name?) -> String { name.map { text($0) } ?? "" }
}
