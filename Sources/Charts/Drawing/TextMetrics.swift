/// Estimates the width of text in the font that a reader's machine may choose for `sans-serif`.
///
/// The advances are the larger ones of DejaVu Sans and Nimbus Sans (metrically Helvetica), so margins computed from
/// them hold labels in either, and in narrower fonts such as Arial and Liberation Sans.
public enum TextMetrics {
  /// Advances of the characters U+0020…U+007E in thousandths of the font size.
  private static let advances: [Double] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637, 637, 637, 637, 637,
    637, 637, 637, 337, 337, 838, 838, 838, 556, 1015, 685, 687, 722, 771, 667, 611, 778, 752, 295, 500, 667, 558, 863,
    749, 788, 667, 788, 722, 667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838, 556, 500, 613, 635, 550, 635,
    616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637,
    337, 637, 838,
  ]
  private static let boldFactor = 1.13

  /// The width of a line of text in pixels.
  public static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
    let thousandths = text.unicodeScalars.reduce(0) { $0 + advance($1) }
    return thousandths / 1000 * size * (bold ? boldFactor : 1)
  }

  private static func advance(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 0x20...0x7E: advances[Int(scalar.value) - 0x20]
    case 0x2009, 0x202F: 200
    case 0x2013: 556
    case 0x2070...0x207F, 0xB9, 0xB2, 0xB3: 401
    case 0x300...0x36F, 0x200B...0x200F: 0
    case 0xA0...0x24F, 0x370...0x3FF: 720
    case 0x400...0x52F: 800
    default: 1020
    }
  }

  /// Splits text into lines no wider than `width`, at spaces where it can.
  public static func wrapped(_ text: String, width: Double, size: Double, bold: Bool = false) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 == " " || $0.isNewline }) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if self.width(longer, size: size, bold: bold) <= width {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = String(word)
      while self.width(line, size: size, bold: bold) > width, line.count > 1 {
        let head = fittingPrefix(line, width: width, size: size, bold: bold)
        lines.append(head)
        line.removeFirst(head.count)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private static func fittingPrefix(_ text: String, width: Double, size: Double, bold: Bool) -> String {
    var used = 0.0
    var prefix = ""
    for character in text {
      used += self.width(String(character), size: size, bold: bold)
      if used > width, !prefix.isEmpty { break }
      prefix.append(character)
    }
    return prefix
  }

  /// A name of at most `limit` characters: a longer one keeps its beginning and its end around an ellipsis.
  public static func shortened(_ name: String, to limit: Int = 48) -> String {
    guard name.count > limit, limit > 2 else { return name }
    let tail = (limit - 1) / 3
    return name.prefix(limit - 1 - tail) + "…" + name.suffix(tail)
  }
}
