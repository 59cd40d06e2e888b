import Columns
import Diagnostics
import Language
import Session

/// What there is to see, as data: a front end draws it as lines, as HTML or as JSON, and knows nothing of what it is
/// about.
///
/// Texts are as they are: names, cells and messages may hold anything that a file can hold. Each renderer makes them
/// harmless in its own way.
public struct Shown: Sendable {
  /// What it is to whoever asked.
  public enum Role: String, Sendable {
    /// Something said beside results: lists, help, what a command did.
    case remark
    /// What an entry came to.
    case result
    /// Why something was not done.
    case failure
  }

  /// What it is to whoever asked.
  public var role: Role
  /// Parts that belong together, in order; a block stands apart from the next one.
  public private(set) var blocks: [[Part]]

  /// Blocks of parts; those without any part are dropped.
  public init(blocks: [[Part]], role: Role = .remark) {
    (self.blocks, self.role) = (blocks.filter { !$0.isEmpty }, role)
  }

  /// One block.
  public init(_ parts: Part..., role: Role = .remark) { self.init(blocks: [parts], role: role) }

  /// Whether there is nothing to see.
  public var isEmpty: Bool { blocks.isEmpty }

  /// Puts parts directly below the last one.
  public mutating func add(_ parts: [Part]) {
    guard !parts.isEmpty else { return }
    if blocks.isEmpty { blocks.append([]) }
    blocks[blocks.count - 1] += parts
  }

  /// The same as something else to whoever asked.
  public func with(role: Role) -> Shown { Shown(blocks: blocks, role: role) }
}

extension Shown {
  /// One thing to see.
  public enum Part: Sendable {
    /// A line of prose.
    case line(StyledLine)
    /// Something to know about what stands above.
    case note(String)
    /// What to do next, in a form that can be pasted.
    case help(String)
    /// What the parts below are about.
    case heading(String)
    /// Lines of the language, as they are typed.
    case code(String)
    /// Labelled facts, one a line.
    case facts([(label: String, text: String)])
    /// A table, of a long or wide one the first and last rows and columns, with its types and its size.
    case table(Table, TableLook)
    /// A table that is a list of things of the session: no types, no size, and all rows.
    case list(Table)
    /// Rows of texts.
    case listing(Listing, rows: RowWindow.Limit)
    /// A picture.
    case drawing(Drawing)
    /// What is wrong, and the texts in which it is.
    case findings([Diagnostic], SourceMap)

    /// A line of plain prose, which may be longer than the screen is wide.
    public static func text(_ text: String) -> Part { .line(StyledLine(text)) }
    /// A line of less weight.
    public static func aside(_ text: String) -> Part { .line(StyledLine(text, .dim)) }
    /// Prose that is broken between words.
    public static func paragraph(_ text: String) -> Part { .line(StyledLine(text, fit: .wrapped(hanging: 0))) }
  }

  /// A picture, in characters and as SVG.
  public struct Drawing: Sendable {
    /// A whole SVG document without scripts; nil where there is none.
    public let svg: String?
    /// The picture in characters, for so many columns; no lines where there is none.
    public let lines: @Sendable (_ width: Int) -> [String]

    /// A picture in one of the two forms, or in both.
    public init(svg: String? = nil, lines: @escaping @Sendable (_ width: Int) -> [String] = { _ in [] }) {
      (self.svg, self.lines) = (svg, lines)
    }
  }
}

extension Shown {
  /// One line of prose.
  public init(_ text: String, role: Role = .remark) { self.init(.text(text), role: role) }

  /// Lines of prose, below each other.
  public init(lines: [String], role: Role = .remark) { self.init(blocks: [lines.map { .text($0) }], role: role) }

  /// What is wrong.
  public init(_ findings: [Diagnostic], _ sources: SourceMap) {
    self.init(.findings(findings, sources), role: .failure)
  }

  /// What a value shows: facts, tables, the parts of a page, a picture.
  ///
  /// - Parameter look: how its tables are shown.
  public init(_ value: any Value, look: TableLook = .standard) { self.init(value.presentation, look: look) }

  /// The blocks of a presentation.
  public init(_ presentation: Presentation, look: TableLook = .standard) {
    var blocks: [[Part]] = presentation.text.map { [[.text($0)]] } ?? []
    if !presentation.facts.isEmpty { blocks.append([.facts(presentation.facts)]) }
    for (title, table) in presentation.tables {
      blocks.append((title.map { [.heading($0)] } ?? []) + [.table(table, look)])
    }
    for section in presentation.sections {
      let listing = section.listing.map { [Part.listing($0, rows: look.rows)] } ?? []
      blocks.append([.heading(section.title)] + (section.facts.isEmpty ? [] : [.facts(section.facts)]) + listing)
    }
    let preview = presentation.preview
    if presentation.svg != nil || !preview(TextRenderer.leastWidth).isEmpty {
      blocks.append([.drawing(Drawing(svg: presentation.svg, lines: preview))])
    }
    self.init(blocks: blocks, role: .result)
  }
}

extension Shown {
  /// What a person sees of a cell that ran, or did not.
  ///
  /// - Parameter look: how its tables are shown.
  public init(_ result: Session.CellResult, _ sources: SourceMap, look: TableLook) {
    switch result {
    case .cancelled(let remark): self = Self.cancelled(remark)
    case .failed(let diagnostics): self.init(diagnostics, sources)
    case .finished(let cell): self.init(cell, look: look)
    }
  }

  /// What to say where the person stopped the work.
  public static let cancelled = cancelled(nil)

  /// The same, with what was kept of the work.
  static func cancelled(_ remark: String?) -> Shown {
    let kept = remark.map { [Part.note($0)] } ?? []
    return Shown(blocks: [[.aside("cancelled; nothing has changed")] + kept], role: .failure)
  }

  /// A named result in one line, any other in full; then the files that were written, and the notes. What went to a
  /// file at last is not shown as well.
  public init(_ cell: NotebookCell, look: TableLook = .standard) {
    var shown = Shown(blocks: [])
    if let value = cell.value, cell.binding != nil || cell.exported == nil {
      shown = cell.binding.map { Shown(.line(Self.summary(of: $0, value))) } ?? Shown(value, look: look)
    }
    // A chart shown in full names its file itself.
    let named = cell.binding == nil ? cell.value?.presentation.facts.map(\.text) : nil
    shown.add(Self.remarks(on: cell, named: named ?? []))
    self = shown.with(role: .result)
  }

  /// One line for a value that was bound to a name: `clean: 1 500 rows × 126 columns`.
  public static func summary(of name: String, _ value: any Value) -> StyledLine {
    if let table = value.table { return StyledLine("\(name): \(TableSize(table))") }
    let facts = value.presentation.facts.prefix(3).map { "\($0.label) \($0.text)" }
    return StyledLine("\(name): " + ([value.kind.name] + facts).joined(separator: ", "), fit: .cut)
  }

  /// The files that a cell wrote, but for those that are named already, and its notes.
  public static func remarks(on cell: NotebookCell, named: [String] = []) -> [Part] {
    cell.outputs.filter { !named.contains($0) }.map { path in
      let size = path == cell.exported ? cell.value?.table.map { ": \(TableSize($0))" } : nil
      return .text("wrote \(path)\(size ?? "")")
    } + cell.notes.map { .note($0) }
  }

  /// What became of a cell that was computed again: how its value differs, what it wrote and noted.
  init(_ recomputation: Recomputation, _ sources: SourceMap) {
    if case .cancelled(let remark) = recomputation.result {
      self = Self.cancelled(remark)
      return
    }
    let label = "cell \(recomputation.number)  "
    guard let cell = recomputation.result.cell, let change = recomputation.change else {
      self.init(.text(label + "could not be computed"), role: .failure)
      if case .failed(let diagnostics) = recomputation.result { add([.findings(diagnostics, sources)]) }
      return
    }
    let indent = String(repeating: " ", count: label.count)
    let lines = change.lines.enumerated().map { ($0 == 0 ? label : indent) + $1 }
    self.init(lines: lines.isEmpty ? [label + (cell.binding.map { "\($0): " } ?? "") + "as before"] : lines)
    add(Self.remarks(on: cell))
  }

  /// Which cells were computed again because something was about to read them, with what they wrote and noted.
  init(computedAgain recomputations: [Recomputation]) {
    self.init(.aside("computed again first: \(Recomputation.names(of: recomputations))"))
    add(recomputations.compactMap(\.result.cell).flatMap { Self.remarks(on: $0) })
  }

  /// Which cells have become stale; nil where none has.
  init?(stale cells: [NotebookCell]) {
    guard !cells.isEmpty else { return nil }
    let numbers = Prose.list(cells.map { String($0.number) }, limit: 10)
    let verb = cells.count == 1 ? "cell \(numbers) is" : "cells \(numbers) are"
    self.init(.aside("\(verb) stale now; `.rerun` computes what is, and so does anything that reads it"))
  }
}
