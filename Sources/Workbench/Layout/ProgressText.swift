import Diagnostics

/// The text of a progress line: what is done, a bar, how much of how much, and for how long.
package enum ProgressText {
  private static let barWidth = 20

  /// One line of at most `width` columns: `reading bureau.csv  ██████▌░░░  65 %  1 112 000/1 716 428  3.2 s`.
  ///
  /// - Parameters:
  ///   - progress: a total of 0 means that nobody knows how much there is to do.
  ///   - seconds: since the work began.
  package static func line(_ progress: (label: String, done: Int, total: Int), seconds: Double, width: Int) -> String {
    let label = progress.label.isEmpty ? "running" : DisplayWidth.sanitised(progress.label)
    var parts: [String] = []
    if progress.total > 0 {
      let share = min(1, max(0, Double(progress.done) / Double(progress.total)))
      let counts = "\(DigitGroups.grouped(min(progress.done, progress.total)))/\(DigitGroups.grouped(progress.total))"
      parts = [bar(share), "\(Int(share * 100)) %", counts]
    } else if progress.done > 0 {
      parts = [DigitGroups.grouped(progress.done)]
    }
    parts.append(elapsed(seconds))
    // On a narrow terminal the bar goes first, then the counts.
    while parts.count > 1, DisplayWidth.of(([label] + parts).joined(separator: "  ")) > width { parts.removeFirst() }
    return CutText.end(([label] + parts).joined(separator: "  "), to: width)
  }

  /// `█████▌░░░`, in steps of an eighth of a character.
  static func bar(_ share: Double) -> String {
    let eighths = Int(share * Double(barWidth * 8))
    let (full, part) = (eighths / 8, eighths % 8)
    let partial = part == 0 ? "" : ["▏", "▎", "▍", "▌", "▋", "▊", "▉"][part - 1]
    let empty = barWidth - full - (part == 0 ? 0 : 1)
    return String(repeating: "█", count: full) + partial + String(repeating: "░", count: empty)
  }

  /// `3.2 s`, `2 min 05 s`, `1 h 02 min`.
  package static func elapsed(_ seconds: Double) -> String {
    let whole = Int(seconds)
    if whole < 60 { return "\(whole).\(Int((seconds - Double(whole)) * 10)) s" }
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    return "\(whole / 3600) h \(padded(whole / 60 % 60)) min"
  }

  private static func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
