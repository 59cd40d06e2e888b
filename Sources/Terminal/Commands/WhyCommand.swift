/// Where a column comes from.
enum WhyCommand: PlannedCommand {
  static let name = ".why"
  static let usage = ".why COLUMN"
  static let summary = "Shows what a column was computed from."
}
