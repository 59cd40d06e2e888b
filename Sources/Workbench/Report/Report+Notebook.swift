import Forms

extension Report {
  /// The report as a Jupyter notebook, in version 4.5 of its format.
  public var notebook: String {
    var entries: [JSONValue] = []
    for cell in cells {
      if !cell.text.isEmpty { entries.append(Self.markdown(cell.text, id: "text-\(cell.number)")) }
      entries.append(Self.code(cell))
    }
    if !closingText.isEmpty { entries.append(Self.markdown(closingText, id: "text-end")) }
    let metadata = JSONValue.members([
      "kernelspec": .members(["display_name": .text("Carnet"), "language": .text("carnet"), "name": .text("carnet")]),
      "language_info": .members(["file_extension": .text(".carnet"), "name": .text("carnet")]),
      "title": .text(title),
    ])
    return JSONValue.members([
      "cells": .array(entries), "metadata": metadata, "nbformat": .int(4), "nbformat_minor": .int(5),
    ]).pretty
  }

  private static func markdown(_ text: String, id: String) -> JSONValue {
    .members([
      "cell_type": .text("markdown"), "id": .text(id), "metadata": .members([:]), "source": source(text),
    ])
  }

  private static func code(_ cell: Cell) -> JSONValue {
    .members([
      "cell_type": .text("code"), "execution_count": .int(cell.number), "id": .text("cell-\(cell.number)"),
      "metadata": .members([:]), "outputs": .array(outputs(of: cell)), "source": source(cell.code),
    ])
  }

  /// One output with all its forms; the SVG by itself, since notebooks show it only so.
  private static func outputs(of cell: Cell) -> [JSONValue] {
    guard !cell.output.html.isEmpty else { return [] }
    let forms = JSONValue.members([
      "image/svg+xml": cell.output.svg.map { source($0) },
      "text/html": cell.output.svg == nil ? source(cell.output.html) : nil, "text/plain": source(cell.output.text),
    ])
    return [
      .members([
        "data": forms, "execution_count": .int(cell.number), "metadata": .members([:]),
        "output_type": .text("execute_result"),
      ])
    ]
  }

  /// Text as the format keeps it: line by line, each with its newline but the last.
  private static func source(_ text: String) -> JSONValue {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return .texts(lines.enumerated().map { $0 < lines.count - 1 ? $1 + "\n" : String($1) }.filter { !$0.isEmpty })
  }
}
