import Diagnostics

/// The codes of errors about a session and its files, E46 to E49 and E80 to E89.
public enum SessionCodes {
  /// `E46`, a script that cannot be read.
  public static let missingFile = DiagnosticCode(
    "E46", "a script that cannot be read",
    "The file does not exist, or this program may not read it. Paths are relative to where the program was started.")
  /// `E47`, no lock to compare with.
  public static let missingLock = DiagnosticCode(
    "E47", "no lock to compare with",
    """
    Verification compares a run with what an earlier one left in `FILE.lock`. `carnet run FILE` writes the lock where \
    there is none.
    """)
  /// `E48`, a lock that cannot be read.
  public static let unreadableLock = DiagnosticCode(
    "E48", "a lock that cannot be read",
    "The file is damaged, or from another version of this program. Remove it, and `carnet run FILE` writes a new one.")
  /// `E80`, the journal cannot be written.
  public static let journal = DiagnosticCode(
    "E80", "the journal cannot be written",
    """
    A cell runs only after the journal says so on disk, because that is what brings a session back after a crash. \
    Usually the disk is full or the folder `.carnet` is not writable.
    """)
  /// `E81`, nothing to extend.
  public static let nothingToExtend = DiagnosticCode(
    "E81", "nothing to extend",
    "A line that starts with `|` goes on with the pipeline of the last cell. There has to be one.")
  /// `E82`, no such cell.
  public static let noSuchCell = DiagnosticCode("E82", "no such cell", "`.cells` lists the cells with their numbers.")
  /// `E83`, no result of this name.
  public static let unknownName = DiagnosticCode(
    "E83", "no result of this name", "`.save FILE --for NAME` writes the cells that a result depends on.")
  /// `E84`, a file that cannot be written.
  public static let unwritable = DiagnosticCode(
    "E84", "a file that cannot be written",
    """
    Nothing was changed: the file is either whole or as it was. A script and its lock are written both or not at all.
    """)
  /// `E85`, no parameter of this name.
  public static let unknownParameter = DiagnosticCode(
    "E85", "no parameter of this name", "`--set NAME=VALUE` gives a value to a parameter that the script declares.")
  /// `E86`, a cell that cannot be computed again.
  public static let staleSource = DiagnosticCode(
    "E86", "a cell that cannot be computed again",
    """
    A session is a script: after a cell was edited, what reads it is stale, and is computed again before anything \
    shows, reads, saves or verifies it. One of those cells fails now. `.cells` shows why, `.edit N` changes it, \
    `.undo` takes the edit back.
    """)
  /// `E87`, a session that has cells already.
  public static let sessionNotEmpty = DiagnosticCode(
    "E87", "a session that has cells already",
    "A script is opened in an empty session; `.source FILE` runs one behind the cells there are.")
  /// `E89`, something that was not foreseen.
  public static let unexpected = DiagnosticCode(
    "E89", "something that was not foreseen",
    "Please report it with the script: the message comes from inside the program.")

  /// All of them, in order.
  public static let all = [
    missingFile, missingLock, unreadableLock, journal, nothingToExtend, noSuchCell, unknownName, unwritable,
    unknownParameter, staleSource, sessionNotEmpty, unexpected,
  ]
}
