import Forms
import Session

extension Report {
  /// The report as a Jupyter notebook, in version 4.5 of its format.
  public var notebook: String {
    var entries: [JSONValue] = []
    for cell in cells {
      if !cell.text.isEmpty { entries.append(Self.markdown(cell.text, id: "text-\(cell.number)")) }
      entries.append(Self.code(cell))
    }
    if !closingText.isEmpty { entries.append(Self.markdown(closingText, id: "text-end")) }
    return NotebookFile.document(entries, title: title)
  }

  private static func markdown(_ text: String, id: String) -> JSONValue {
    .members([
      "cell_type": .text("markdown"), "id": .text(id), "metadata": .members([:]), "source": NotebookFile.source(text),
    ])
  }

  private static func code(_ cell: Cell) -> JSONValue {
    .members([
      "cell_type": .text("code"), "execution_count": .int(cell.number), "id": .text("cell-\(cell.number)"),
      "metadata": .members([:]), "outputs": .array(outputs(of: cell)), "source": NotebookFile.source(cell.code),
    ])
  }

  /// One output with all its forms; the SVG by itself, since notebooks show it only so.
  private static func outputs(of cell: Cell) -> [JSONValue] {
    guard !cell.output.html.isEmpty else { return [] }
    let forms = JSONValue.members([
      "image/svg+xml": cell.output.svg.map { NotebookFile.source($0) },
      "text/html": cell.output.svg == nil ? NotebookFile.source(cell.output.html) : nil,
      "text/plain": NotebookFile.source(cell.output.text),
    ])
    return [
      .members([
        "data": forms, "execution_count": .int(cell.number), "metadata": .members([:]),
        "output_type": .text("execute_result"),
      ])
    ]
  }
}
