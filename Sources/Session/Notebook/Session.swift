import Diagnostics
import Kernels
import Language
import Syntax

/// A notebook: a script whose statements have run one by one, what came out of them, and what each depends on.
///
/// The cells stand in the order of the script, and each reads the names as the cells above it bind them. A cell whose
/// value is not what a run of the script from its start would give is stale: it shows no value, and is computed again
/// before anything reads it.
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
  /// The cell whose value is being read for its fingerprint while others run.
  var begunRecord: (cell: NotebookCell, begun: Fingerprinter.Begun)?
  /// The number of runs of cells so far.
  var revision = 0
  /// For each file that a cell wrote, the run whose content it has now.
  var writers: [String: Int] = [:]
  /// The values beside the lock that the session was opened with.
  var recordedBlocks: BlockStore?
  /// Writes down what happens before it happens; nil where nothing needs to be brought back.
  public var journal: Journal?
  /// Keeps a list of what was fitted and judged; nil where nobody wants one.
  public var runLog: RunLog?
  /// Told of each cell that has run; nil where nobody wants to know.
  public weak var observer: (any CellObserver)?
  /// Whether what runs is told to ``runLog`` and ``observer``.
  var isTelling = true
  /// The cell of a front end's notebook whose statements run.
  var origin: String?
  /// Told of the cells that were computed again because something was about to read them.
  public var announce: ([Recomputation]) -> Void = { _ in }

  /// What undoing brings back.
  struct State {
    var cells: [NotebookCell] = []
    /// What stands behind the last cell.
    var end: Place
    /// Whether all cells are done.
    var isFresh = true
    /// Text that was typed since the last cell; it will stand above the next one.
    var text: [String] = []
  }

  /// How a session keeps its results.
  public struct Options {
    /// Values for parameters from the command line, as text.
    public var overrides: [String: String] = [:]
    /// Whether cells keep their values, so that they can be extended, undone and computed again.
    public var keepsValues = true
    /// Whether the lock's part of each cell is taken right after it ran, and not only when a lock is written.
    public var takesFingerprints = false
    /// Whether the fingerprint of a value that a script reads again is taken while its next statement runs.
    public var recordsBehind = false
    /// Where the blocks of each cell's value go when its fingerprint is taken.
    public var blocks: BlockStore?
    /// The usual options.
    public init() {}
  }

  /// An empty session over a catalogue of verbs; without a journal nothing is kept on disk.
  /// - Parameter backend: what runs the steps of pipelines.
  public init(
    catalog: Catalog, options: Options = Options(), journal: Journal? = nil,
    backend: any ExecutionBackend = LocalBackend()
  ) {
    self.options = options
    self.journal = journal
    state = State(end: Place(Interpreter(catalog: catalog, overrides: options.overrides, backend: backend)))
  }

  /// What statements share: files that were read once, and which ones were.
  public var cache: SessionCache { state.end.interpreter.cache }

  /// Where models lie that statements read by name; nil where there is none.
  public var registry: (any ModelRegistry)? {
    get { state.end.interpreter.registry }
    set { state.end.interpreter.registry = newValue }
  }

  /// The verbs of the session.
  public var catalog: Catalog { state.end.interpreter.catalog }
  /// What runs the steps of pipelines.
  public var backend: any ExecutionBackend { state.end.interpreter.runner.backend }
  /// What names stand for behind the last cell; stale results are known by name and have no value.
  public var scope: Scope { state.end.interpreter.scope }
  /// The cells in the order of the script.
  public var cells: [NotebookCell] { state.cells }
  /// Comments that were typed since the last cell, line by line and without `#`.
  public var pendingText: [String] { state.text }
  /// The number that the next cell gets.
  public var nextNumber: Int { state.cells.count + 1 }
  /// The values that parameters were given from outside of the script, as text.
  public var overrides: [String: String] { state.end.interpreter.overrides }

  /// The cell with a number at the prompt.
  public func cell(_ number: Int) -> NotebookCell? {
    state.cells.indices.contains(number - 1) ? state.cells[number - 1] : nil
  }

  /// What one statement of an entry came to.
  public enum CellResult: Sendable {
    case finished(NotebookCell)
    /// The findings, and the statement's source for showing them lies in ``Session/sources``.
    case failed([Diagnostic])
    /// The person stopped the work; what was kept of it, in words.
    case cancelled(String?)

    /// The cell that ran; nil where none did.
    public var cell: NotebookCell? { if case .finished(let cell) = self { cell } else { nil } }
    /// Whether the cell ran.
    public var isFinished: Bool { cell != nil }
    /// Whether it ended with errors.
    public var isFailed: Bool { if case .failed = self { true } else { false } }
  }

  /// Keeps the present state for ``undo()``.
  func remember() {
    past.append(state)
    future = []
  }
}
