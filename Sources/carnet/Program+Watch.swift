import Dispatch
import Files
import Kernels
import Language
import Session
import Synchronization
import Verbs

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Program {
  /// Runs a script file whenever it or a file that it reads changes, until Ctrl-C. A change cancels what is running.
  func watchFile(_ file: String) -> ExitCode {
    var files = WatchedFiles([file])
    while true {
      let code = Program(invocation: invocation).runWatched(file, &files)
      if code == .cancelled, !files.haveChanged { return code }
      if !files.haveChanged { output.say("watching \(files.text); Ctrl-C ends") }
      // Nothing runs that would have to be cancelled first.
      signal(SIGINT, SIG_DFL)
      files.awaitChange()
      output.say("")
    }
  }

  /// - Parameter files: what a run has to look at, and afterwards what the next one has.
  private func runWatched(_ file: String, _ files: inout WatchedFiles) -> ExitCode {
    var options = Session.Options()
    options.overrides = invocation.settings
    options.keepsValues = false
    let session = Session(catalog: .standard, options: options)
    session.registry = Self.registry
    // What the run before has read is watched from the start: a change while this one reads it counts.
    let watched = Mutex(WatchedFiles(Array(files.paths)))
    let cache = session.cache
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now(), repeating: WatchedFiles.interval)
    timer.setEventHandler { [monitor] in
      let haveChanged = watched.withLock { files in
        files.add(cache.readPaths)
        return files.haveChanged
      }
      if haveChanged { monitor.cancel() }
    }
    timer.activate()
    defer {
      timer.cancel()
      files = watched.withLock { files in
        files.add(cache.readPaths)
        return files
      }
    }
    do {
      let code = run(try Session.readScript(file), named: file, in: session) { cell in
        // Before anything of the cell is shown; a file that the script itself writes would never come to rest.
        watched.withLock { files in
          files.ignore(cell.outputs)
          files.add(cell.inputs.map(\.path))
        }
      }
      // Ctrl-C may come when the last cell is done already. Work that was stopped for want of memory was not cancelled.
      return monitor.isCancelled && monitor.shortage == nil ? .cancelled : code
    } catch {
      return report(error, session)
    }
  }
}

/// Files, and what they looked like when they were taken up.
struct WatchedFiles: Sendable {
  /// How often is looked.
  static let interval = DispatchTimeInterval.milliseconds(200)

  private var stamps: [String: FileStamp?] = [:]
  private var ignored: Set<String> = []

  var paths: Dictionary<String, FileStamp?>.Keys { stamps.keys }

  init(_ paths: [String]) { add(paths) }

  mutating func add(_ paths: some Sequence<String>) {
    for path in paths where stamps[path] == nil && !ignored.contains(path) { stamps[path] = .some(FileStamp(path)) }
  }

  mutating func ignore(_ paths: [String]) {
    for path in paths {
      ignored.insert(path)
      stamps[path] = nil
    }
  }

  var haveChanged: Bool { stamps.contains { FileStamp($0.key) != $0.value } }

  /// `x.carnet and 2 files`
  var text: String {
    let names = stamps.keys.sorted().map { FileSystem.name(of: $0) }
    return names.count == 1 ? names[0] : "\(names.count) files"
  }

  /// Returns when a file is not as it was, and when no more changes: an editor or a copy is done.
  func awaitChange() {
    while !haveChanged { usleep(200_000) }
    var before = stamps.keys.map { FileStamp($0) }
    while true {
      usleep(100_000)
      let now = stamps.keys.map { FileStamp($0) }
      if now == before { return }
      before = now
    }
  }
}
