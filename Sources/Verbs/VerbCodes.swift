import Diagnostics

/// The codes of errors that verbs raise: about files, E40, E41, E61 and E62, and about models, E70 to E75.
public enum VerbCodes {
  /// `E40`, a file that is missing.
  public static let missingFile = DiagnosticCode(
    "E40", "a file that is missing",
    "Paths are relative to where the program was started, not to where the script lies.")
  /// `E41`, a file that cannot be read.
  public static let unreadableFile = DiagnosticCode(
    "E41", "a file that cannot be read",
    "The message names the line and the column. Options of `load` override what it guesses.")
  /// `E61`, a format that does not fit.
  public static let fileFormat = DiagnosticCode(
    "E61", "a format that does not fit", "The ending of the file's name tells the format.")
  /// `E62`, a file that cannot be written.
  public static let unwritableFile = DiagnosticCode(
    "E62", "a file that cannot be written",
    "Nothing was changed: the file is either whole or as it was.")

  /// All of them, in order.
  public static let all = [missingFile, unreadableFile, fileFormat, unwritableFile] + ModelCodes.all
}
