import Diagnostics
import Language

/// The lines of a listing: its heads and rows. What lies to the right of the width is left out, and so are rows in the
/// middle of many, with a line that tells which and how many.
struct ListingDrawing {
  private static let longestName = 32
  private static let widestText = 24

  let listing: Listing
  let window: RowWindow
  let ink: Ink
  private let width: Int
  private let widths: [Int]

  init(_ listing: Listing, rows: RowWindow.Limit, ink: Ink, width: Int) {
    let window = RowWindow(count: listing.rows.count, limit: rows)
    var widths = listing.heads.indices.map { index in
      let texts = window.rows.map { DisplayWidth.of(listing.rows[$0][index]) }
      let natural = max(DisplayWidth.of(listing.heads[index].name), texts.max() ?? 0)
      return listing.heads[index].isNumeric ? natural : min(natural, index == 0 ? Self.longestName : Self.widestText)
    }
    while widths.count > 1, Self.total(widths) > width { widths.removeLast() }
    (self.listing, self.window, self.ink, self.width, self.widths) = (listing, window, ink, width, widths)
  }

  private static func total(_ widths: [Int]) -> Int {
    TableLayout.margin + widths.reduce(0, +) + TableLayout.gap * (widths.count - 1)
  }

  var lines: [String] {
    var lines = [ink.dim(line(listing.heads.map(\.name)))]
    for position in window.rows.indices {
      if position == window.gap {
        let count = listing.rows.count - window.rows.count
        let margin = String(repeating: " ", count: TableLayout.margin)
        lines.append(ink.dim("\(margin)⋮ \(DigitGroups.grouped(count)) more"))
      }
      lines.append(line(listing.rows[window.rows[position]]))
    }
    let hidden = listing.heads.dropFirst(widths.count).map { DisplayWidth.sanitised($0.name) }
    if !hidden.isEmpty {
      let margin = String(repeating: " ", count: TableLayout.margin)
      let text = "\(margin)not shown for want of width: \(hidden.joined(separator: ", "))"
      lines.append(ink.dim(CutText.end(text, to: width)))
    }
    return lines
  }

  private func line(_ texts: [String]) -> String {
    let cells = widths.indices.map { index in
      let text = DisplayWidth.sanitised(texts[index])
      let cut = index == 0 ? CutText.middle(text, to: widths[index]) : CutText.end(text, to: widths[index])
      return CutText.padded(cut, to: widths[index], toTheRight: listing.heads[index].isNumeric)
    }
    let gap = String(repeating: " ", count: TableLayout.gap)
    return (String(repeating: " ", count: TableLayout.margin) + cells.joined(separator: gap)).withoutSpacesAtEnd
  }
}
