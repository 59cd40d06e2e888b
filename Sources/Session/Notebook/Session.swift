import Diagnostics
import Kernels
import Language
import Syntax

/// A notebook: statements that ran one after another, what came out of them, and what each depends on.
///
/// A session belongs to one thread. It gets its verbs from outside and knows none of them by name. A statement that
/// fails leaves it as it was.
public final class Session {
  /// Every text that was typed or read, for showing diagnostics.
  public internal(set) var sources = SourceMap()
  var state: State
  var past: [State] = []
  var future: [State] = []
  let options: Options
  let fingerprinter = Fingerprinter()
  /// Writes down what happens before it happens; nil where nothing needs to be brought back.
  public var journal: Journal?

  /// What undoing brings back.
  struct State {
    var interpreter: Interpreter
    var cells: [NotebookCell] = []
    /// For each name the number of the cell that gave it its present meaning.
    var definers: [String: Int] = [:]
    var nextNumber = 1
  }

  /// How a session keeps its results.
  public struct Options {
    /// Values for parameters from the command line, as text.
    public var overrides: [String: String] = [:]
    /// Whether cells keep their values, so that they can be extended, undone and computed again.
    public var keepsValues = true
    /// Whether the lock's part of each cell is taken right after it ran, and not only when a lock is written.
    public var takesFingerprints = false
    /// Where the blocks of each cell's value go when its fingerprint is taken.
    public var blocks: BlockStore?
    public init() {}
  }

  public init(catalog: Catalog, options: Options = Options(), journal: Journal? = nil) {
    self.options = options
    self.journal = journal
    state = State(interpreter: Interpreter(catalog: catalog, overrides: options.overrides))
  }

  public var catalog: Catalog { state.interpreter.catalog }
  /// What names stand for now.
  public var scope: Scope { state.interpreter.scope }
  /// The cells in the order in which a script would hold them.
  public var cells: [NotebookCell] { state.cells }
  /// The number that the next cell gets.
  public var nextNumber: Int { state.nextNumber }

  /// The cell with a number at the prompt.
  public func cell(_ number: Int) -> NotebookCell? { state.cells.first { $0.number == number } }

  /// What one statement of an entry came to.
  public enum CellResult: Sendable {
    case finished(NotebookCell)
    /// The findings, and the statement's source for showing them lies in ``Session/sources``.
    case failed([Diagnostic])
    case cancelled

    public var cell: NotebookCell? { if case .finished(let cell) = self { cell } else { nil } }
    public var isFinished: Bool { cell != nil }
  }

  /// Keeps the present state for ``undo()``.
  func remember() {
    past.append(state)
    future = []
  }
}
