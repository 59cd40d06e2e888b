/// Colours that colour-blind readers can tell apart (Okabe and Ito, 2008), in an order of alternating lightness.
public enum Palette {
  /// The first colour.
  public static let blue = "#0072b2"
  /// The second colour.
  public static let orange = "#e69f00"
  /// What warns.
  public static let vermilion = "#d55e00"
  /// What is good.
  public static let green = "#009e73"
  /// A light blue.
  public static let sky = "#56b4e9"
  /// A colour that is seldom needed.
  public static let purple = "#cc79a7"
  /// The strongest ink.
  public static let black = "#000000"
  /// What stays behind.
  public static let grey = "#8c8c8c"

  private static let cycle: [(color: String, dash: [Double])] = [
    (blue, []), (orange, [7, 3]), (black, [2, 3]), (green, [10, 3, 2, 3]), (purple, [4, 2]), (vermilion, [12, 4]),
    (sky, [1, 2]),
  ]

  /// The number of series that can be told apart.
  public static var seriesLimit: Int { cycle.count }

  /// The line style of a series by its index; it repeats after `seriesLimit`.
  public static func series(_ index: Int) -> LineStyle {
    let entry = cycle[index % cycle.count]
    return LineStyle(color: entry.color, dash: entry.dash)
  }

  /// Red, green and blue, 0…255.
  typealias RGB = (Double, Double, Double)

  private static let neutral: RGB = (247, 247, 247)

  /// Blue for −1 through near-white to red-brown for +1, both ends equally dark, in 41 steps.
  static func diverging(_ value: Double) -> String {
    guard value.isFinite else { return "#dddddd" }
    let level = (min(max(value, -1), 1) * 20).rounded() / 20
    return mixed(neutral, level < 0 ? (5, 84, 148) : (158, 56, 4), level.magnitude)
  }

  /// Near-white to a blue on which dark text stays readable, for 0…1.
  static func sequential(_ share: Double) -> String {
    guard share.isFinite else { return "#dddddd" }
    return mixed((238, 243, 248), (86, 160, 211), min(max(share, 0), 1))
  }

  /// Orange through rose to blue for 0…1 in 11 steps, each darker than the one before, and seen on light pages and on
  /// dark ones; grey for what has no value.
  static func ramp(_ share: Double) -> String {
    guard share.isFinite else { return gap }
    let level = (min(max(share, 0), 1) * 10).rounded() / 5
    let (low, middle, high): (RGB, RGB, RGB) = ((244, 182, 74), (203, 100, 112), (44, 92, 178))
    return level <= 1 ? mixed(low, middle, level) : mixed(middle, high, level - 1)
  }

  /// The colour of a missing value among others.
  static let gap = "#9a9a9a"

  /// White or dark text, whichever has more contrast on a fill (`#rrggbb`).
  static func ink(on fill: String) -> String {
    guard fill.count == 7, let levels = Int(fill.dropFirst(), radix: 16) else { return TextStyle.inkOnFill }
    let channels = [levels >> 16, levels >> 8 & 255, levels & 255].map { Double($0) / 255 }
    // Squares stand for the transfer curve of sRGB; the two contrasts are equal at a luminance of 0.21.
    let luminance = zip(channels, [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    return luminance < 0.21 ? "#ffffff" : TextStyle.inkOnFill
  }

  private static func mixed(_ from: RGB, _ to: RGB, _ share: Double) -> String {
    "#" + hex(from.0 + (to.0 - from.0) * share) + hex(from.1 + (to.1 - from.1) * share)
      + hex(from.2 + (to.2 - from.2) * share)
  }

  private static func hex(_ level: Double) -> String {
    let text = String(Int(level.rounded()), radix: 16)
    return text.count == 1 ? "0" + text : text
  }
}
