import Diagnostics
import Language

/// The lines of a listing: its heads and rows. What does not fit beside each other is left out of the middle, and so
/// are rows in the middle of many, with a line that tells which and how many.
struct ListingDrawing {
  private static let longestName = 32
  private static let widestText = 24
  private static let shortestName = 8
  private static let markWidth = DisplayWidth.of(TableLayout.mark)

  let listing: Listing
  let window: RowWindow
  let ink: Ink
  private let width: Int
  private let widths: [Int]
  private let columns: [Int]
  /// How many of them stand before those that are left out.
  private let gap: Int?

  init(_ listing: Listing, rows: RowWindow.Limit, ink: Ink, width: Int) {
    let window = RowWindow(count: listing.rows.count, limit: rows)
    var widths = listing.heads.indices.map { index in
      let texts = window.rows.map { DisplayWidth.of(listing.rows[$0][index]) }
      let natural = max(DisplayWidth.of(listing.heads[index].name), texts.max() ?? 0)
      return listing.heads[index].isNumeric ? natural : min(natural, index == 0 ? Self.longestName : Self.widestText)
    }
    // The name of a row is shown in any case.
    let room = width - TableLayout.margin - TableLayout.gap
    if !widths.isEmpty {
      let last = widths.dropFirst().last ?? 0
      widths[0] = min(widths[0], max(Self.shortestName, room - last - Self.markWidth))
    }
    let others = ColumnWindow(
      widths: Array(widths.dropFirst()), room: room - (widths.first ?? 0), between: TableLayout.gap,
      mark: Self.markWidth)
    columns = widths.indices.prefix(1) + others.columns.map { $0 + 1 }
    gap = others.gap.map { $0 + 1 }
    (self.listing, self.window, self.ink, self.width, self.widths) = (listing, window, ink, width, widths)
  }

  var lines: [String] {
    var lines = [ink.dim(line(listing.heads.map(\.name)))]
    let margin = String(repeating: " ", count: TableLayout.margin)
    for position in window.rows.indices {
      if position == window.gap {
        let count = listing.rows.count - window.rows.count
        lines.append(ink.dim("\(margin)⋮ \(DigitGroups.grouped(count)) more"))
      }
      lines.append(line(listing.rows[window.rows[position]]))
    }
    let hidden = listing.heads.indices.filter { !columns.contains($0) }.map { listing.heads[$0].name }
    if !hidden.isEmpty {
      let text = "\(margin)not shown for want of width: \(hidden.joined(separator: ", "))"
      lines += CutText.wrapped(DisplayWidth.sanitised(text), to: width).map(ink.dim)
    }
    return lines
  }

  private func line(_ texts: [String]) -> String {
    var cells = columns.map { index in
      let text = DisplayWidth.sanitised(texts[index])
      let cut = index == 0 ? CutText.middle(text, to: widths[index]) : CutText.end(text, to: widths[index])
      return CutText.padded(cut, to: widths[index], toTheRight: listing.heads[index].isNumeric)
    }
    if let gap { cells.insert(TableLayout.mark, at: gap) }
    let space = String(repeating: " ", count: TableLayout.gap)
    return (String(repeating: " ", count: TableLayout.margin) + cells.joined(separator: space)).withoutSpacesAtEnd
  }
}
