import Columns
import Kernels
import Synchronization

/// What a running statement may use besides its input, and where it leaves what should be known afterwards.
public final class RunContext: Sendable {
  /// The threads, the progress and the cancel flag of the statement.
  public let execution: Execution
  private let writtenFiles: WrittenFiles
  private let seedInForce: UInt64
  /// What the script chose once for all its statements.
  public let options: ScriptOptions
  /// Results that may be shared between statements of a session: a file that was read once.
  public let cache: SessionCache
  /// What runs steps, also those that a verb makes while it runs.
  public let backend: any ExecutionBackend
  /// The server that experiments are told of here; nil where no statement above names one.
  public let tracking: TrackingTarget?
  /// Where models lie that statements read by name; nil where there is none.
  public let registry: (any ModelRegistry)?
  private let describeProvenance: (@Sendable () -> Provenance)?
  private let state = Mutex(State())

  struct State {
    var notes: [String] = []
    var inputs: [InputFile] = []
    var outputs: [String] = []
    var exported: String?
    var defaults: [String] = []
    var departures: [String: Departure] = [:]
    var columnOrigins: [String: ColumnOrigin] = [:]
    var rows = RowSet.unknown
    var trace = RowTrace()
    var makings: [String: ColumnMaking] = [:]
    var newRows: RowSet?
    var unread = Unread()
    var usesSeed = false
    var repairs: [Table] = []

    /// Lets go of what is kept for each column.
    mutating func leave() {
      Release.later(&columnOrigins, parts: columnOrigins.count, leaving: [:])
      Release.later(&makings, parts: makings.count, leaving: [:])
    }
  }

  deinit { state.withLock { $0.leave() } }

  /// What one statement may use.
  ///
  /// - Parameters:
  ///   - seed: what random numbers are drawn from.
  ///   - backend: what runs steps.
  ///   - writtenFiles: where the paths of written files go.
  ///   - provenance: how the statement's value comes about, where somebody keeps that.
  ///   - tracking: the server that experiments are told of.
  ///   - registry: where models lie that statements read by name.
  public init(
    execution: Execution, seed: UInt64, options: ScriptOptions = ScriptOptions(), cache: SessionCache,
    backend: any ExecutionBackend = LocalBackend(), writtenFiles: WrittenFiles = WrittenFiles(),
    provenance: (@Sendable () -> Provenance)? = nil, tracking: TrackingTarget? = nil,
    registry: (any ModelRegistry)? = nil
  ) {
    (self.tracking, self.registry) = (tracking, registry)
    (self.execution, self.options, self.cache, self.writtenFiles) = (execution, options, cache, writtenFiles)
    self.backend = backend
    (seedInForce, describeProvenance) = (seed, provenance)
  }

  /// What random numbers are drawn from. Whoever asks depends on it.
  public var seed: UInt64 {
    state.withLock { $0.usesSeed = true }
    return seedInForce
  }

  var usesSeed: Bool { state.withLock { $0.usesSeed } }

  /// How the running statement's value comes about; nil where nobody keeps the statements before it. The seed is part
  /// of it.
  public var provenance: (@Sendable () -> Provenance)? {
    if describeProvenance != nil { state.withLock { $0.usesSeed = true } }
    return describeProvenance
  }

  /// Tells the person something that is no error: rows that divided by zero, values that were repaired.
  public func note(_ text: String) { state.withLock { $0.notes.append(text) } }
  /// Notes what several parts of the work may find alike, once.
  public func noteOnce(_ text: String) {
    state.withLock { if !$0.notes.contains(text) { $0.notes.append(text) } }
  }
  /// Does work that repeats what has been noted, and forgets what it notes.
  public func muted<T>(_ body: () throws -> T) rethrows -> T {
    let count = state.withLock { $0.notes.count }
    let result = try body()
    state.withLock { $0.notes.removeSubrange(min(count, $0.notes.count)...) }
    return result
  }
  /// Says why a running step took a column away, where only the rows could tell.
  public func removed(_ column: String, _ departure: Departure) { state.withLock { $0.departures[column] = departure } }
  /// Registers a file with the hash that was taken before it was used.
  public func used(_ input: InputFile) {
    state.withLock { $0.inputs.append(input) }
    cache.read(input.path)
  }
  /// Registers a file that the statement has written.
  /// - Parameter isExport: whether it holds what goes into the step, which goes on unchanged.
  public func wrote(_ path: String, isExport: Bool = false) {
    state.withLock {
      $0.outputs.append(path)
      if isExport { $0.exported = path }
    }
    writtenFiles.add(path)
  }
  /// Leaves a list of the rows of a file that were repaired while it was read.
  public func repaired(_ rows: Table) { state.withLock { $0.repairs.append(rows) } }
  /// Leaves the lists of a result that the statement reads.
  func reads(repairs: [Table]) { state.withLock { $0.repairs += repairs } }
  /// Says which columns of a file a step left unread, because they are not in demand.
  /// - Parameter file: all columns of the file, in their order.
  public func leftUnread(_ columns: [String], of file: [String]) {
    state.withLock { $0.unread = Unread(names: Set(columns), file: file) }
  }
  func applied(defaults: [String]) { state.withLock { $0.defaults += defaults } }
  /// Registers options of the script that decided about a value, each once.
  func applied(_ changes: [String]) {
    state.withLock { state in
      for change in changes where !state.defaults.contains(change) { state.defaults.append(change) }
    }
  }

  func enters(_ origins: [String: ColumnOrigin], _ rows: RowSet, _ trace: RowTrace) {
    state.withLock {
      $0.leave()
      ($0.columnOrigins, $0.rows, $0.trace) = (origins, rows, trace)
      ($0.newRows, $0.exported) = (nil, nil)
    }
  }

  /// Says what the running step made a column of, where its text alone does not tell.
  public func made(_ column: String, _ making: ColumnMaking) { state.withLock { $0.makings[column] = making } }
  /// Makes room for what is said of so many columns: where there are millions, growing step by step takes long.
  public func willMake(_ count: Int) { state.withLock { $0.makings.reserveCapacity($0.makings.count + count) } }
  /// Says which rows the running step's result has, where they are not those of its input.
  public func made(rows: RowSet) { state.withLock { $0.newRows = rows } }
  var makings: [String: ColumnMaking] { state.withLock { $0.makings } }
  var newRows: RowSet? { state.withLock { $0.newRows } }
  /// Which rows the running step's input has.
  public var rows: RowSet { state.withLock { $0.rows } }
  /// The way of the rows of the running step's input.
  public var trace: RowTrace { state.withLock { $0.trace } }

  /// Where the columns of the running step's input were made, by name.
  public var columnOrigins: [String: ColumnOrigin] { state.withLock { $0.columnOrigins } }
  var unread: Unread { state.withLock { $0.unread } }
  var repairs: [Table] { state.withLock { $0.repairs } }
  var departures: [String: Departure] { state.withLock { $0.departures } }
  /// What the statement had to say so far, a sentence each.
  public var notes: [String] { state.withLock { $0.notes } }
  /// The files it has read so far.
  public var inputs: [InputFile] { state.withLock { $0.inputs } }
  /// The files it has written so far.
  public var outputs: [String] { state.withLock { $0.outputs } }
  /// The file that the last step wrote the value to; nil where it did something else.
  public var exported: String? { state.withLock { $0.exported } }
  /// The options that were left out, with the value in force: `cv.folds=5`.
  public var defaults: [String] { state.withLock { $0.defaults } }
}

/// A file that a statement read.
public struct InputFile: Sendable, Equatable {
  /// The path as the script names it.
  public let path: String
  /// The file's size.
  public let bytes: Int
  /// XXH64 of the whole file, seed 0, as `xxhsum -H1` prints it.
  public let hash: UInt64
  /// The pattern or folder that the script names, where the file is one of several that it stands for.
  public let pattern: String?

  /// A file with its size in bytes and its hash.
  public init(path: String, bytes: Int, hash: UInt64, pattern: String? = nil) {
    (self.path, self.bytes, self.hash, self.pattern) = (path, bytes, hash, pattern)
  }

  /// How the path of a model begins that lies in a registry: `models:/credit@champion`.
  public static let registryMark = "models:/"
  /// Whether it lies in a registry of models, and not in the file system.
  public var isRegistered: Bool { path.hasPrefix(Self.registryMark) }
  /// Whether both are the same bytes at the same place.
  public func isSame(as other: InputFile) -> Bool { path == other.path && bytes == other.bytes && hash == other.hash }
}

/// The files that statements write, in the order of writing.
public final class WrittenFiles: Sendable {
  private let paths = Mutex<[String]>([])

  /// An empty list.
  public init() {}

  func add(_ path: String) { paths.withLock { $0.append(path) } }

  /// The paths since the last call.
  public func take() -> [String] {
    paths.withLock { paths in
      defer { paths = [] }
      return paths
    }
  }
}

/// Values of earlier statements that later ones may use instead of computing them again. Losing an entry changes no
/// result.
public final class SessionCache: Sendable {
  private struct State {
    var entries: [String: any Sendable] = [:]
    var keepsEntries = true
    var readPaths: Set<String> = []
  }

  private let state = Mutex(State())

  /// The paths of all files that statements have read, those of a statement that failed included.
  public var readPaths: Set<String> { state.withLock { $0.readPaths } }

  func read(_ path: String) { state.withLock { _ = $0.readPaths.insert(path) } }

  /// An empty cache.
  public init() {}

  /// How many entries are kept.
  public var count: Int { state.withLock { $0.entries.count } }

  /// Whether entries stay for later statements. Where they do not, an entry is handed out a last time and forgotten.
  public var keepsEntries: Bool {
    get { state.withLock { $0.keepsEntries } }
    set { state.withLock { $0.keepsEntries = newValue } }
  }

  /// Forgets all entries, so that what stands in files is read again.
  public func forget() { state.withLock { $0.entries = [:] } }

  /// The entry under a key that tells everything it depends on, made where there is none yet.
  public func value<T: Sendable>(for key: String, make: () throws -> T) rethrows -> T {
    let known = state.withLock { $0.keepsEntries ? $0.entries[key] : $0.entries.removeValue(forKey: key) }
    if let known = known as? T { return known }
    let made = try make()
    state.withLock { if $0.keepsEntries { $0.entries[key] = made } }
    return made
  }
}
