/// Runs the session's cells again and compares.
enum VerifyCommand: PlannedCommand {
  static let name = ".verify"
  static let usage = ".verify"
  static let summary = "Runs the session again from its inputs and compares every value."
}
