import Dispatch
import Forms
import Workbench

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A Jupyter kernel: a workbench that is asked over sockets, by version 5.4 of Jupyter's protocol.
///
/// One request is carried out after another, on the thread of ``run()``. What cannot wait does not: the heartbeat, and
/// the wish to stop what runs.
package final class Kernel {
  let workbench: Workbench
  let output: CellOutput
  let announcer: Announcer
  /// The program's.
  let version: String
  /// How many cells were run.
  var count = 0
  /// What was run, for those who look for it again.
  var history: [(number: Int, code: String)] = []
  private let connection: KernelConnection
  private let sockets = KernelSockets()
  private let queue = RequestQueue()
  private let interrupts = Interrupts()

  /// - Parameter version: the program's.
  package init(_ connection: KernelConnection, _ workbench: Workbench, version: String) {
    (self.connection, self.workbench, self.version) = (connection, workbench, version)
    announcer = Announcer(sockets, MessageSigner(key: connection.key), session: Self.newSession())
    output = CellOutput(interrupts, announcer)
    workbench.frontEnd = output
  }

  private static func newSession() -> String {
    let words = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
    return words.0.hexadecimal + words.1.hexadecimal
  }

  /// Answers until it is told to end.
  ///
  /// - Parameter ownsProcess: whether the process is this kernel's: Ctrl-C stops what runs, and the process ends when
  ///   whoever started it has gone.
  /// - Throws: where it cannot listen.
  package func run(ownsProcess: Bool = true) throws {
    let queue = queue, interrupts = interrupts, announcer = announcer
    let signer = MessageSigner(key: connection.key)
    defer { sockets.close() }
    try sockets.open(connection) { frames, peer in
      guard let message = WireMessage(frames, signer) else { return }
      queue.add(KernelRequest(message: message, peer: peer, isControl: false))
    } control: { frames, peer in
      guard let message = WireMessage(frames, signer) else { return }
      // What runs is stopped at once; its answer, and that of this request, come in turn.
      if message.type == "interrupt_request" { interrupts.interrupt() }
      if message.type == "shutdown_request" { interrupts.interrupt(isFinal: true) }
      queue.add(KernelRequest(message: message, peer: peer, isControl: true))
    } onListener: { peer, topic in
      announcer.welcome(peer, topic)
    }
    let guards = ownsProcess ? [onInterrupt(), onOrphaned()] : []
    defer { for guardian in guards { guardian.cancel() } }
    announcer.say(state: "starting")
    while let request = queue.next(), carryOut(request) {}
    workbench.session.journal?.close()
    // A client kills a kernel that takes longer; what waits goes with the next session of the folder.
    _ = workbench.outgoing?.end(within: 2) { false }
  }

  /// Ctrl-C, as clients of older ways send it.
  private func onInterrupt() -> any DispatchSourceProtocol {
    signal(SIGINT, SIG_IGN)
    let interrupts = interrupts
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global(qos: .userInteractive))
    source.setEventHandler { interrupts.interrupt() }
    source.activate()
    return source
  }

  /// Ends the kernel when the client that started it has gone without a word; clients tell that they are to be looked
  /// after by a variable.
  private func onOrphaned() -> any DispatchSourceProtocol {
    let parent = getppid(), isGuarded = getenv("JPY_PARENT_PID") != nil, queue = queue, interrupts = interrupts
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + .seconds(1), repeating: .seconds(1))
    timer.setEventHandler {
      guard isGuarded, getppid() != parent else { return }
      interrupts.interrupt(isFinal: true)
      queue.end()
    }
    timer.activate()
    return timer
  }

  /// Carries out a request.
  /// - Returns: whether there may be another one.
  private func carryOut(_ request: KernelRequest) -> Bool {
    interrupts.clear()
    announcer.answer(to: request.message)
    announcer.say(state: "busy")
    defer { announcer.say(state: "idle") }
    let answer = answer(request.message)
    if let answer { announcer.reply(answer, to: request) }
    if answer?["status"]?.text == "error", request.message.type == "execute_request" { abort(behind: request) }
    guard request.message.type == "shutdown_request" else { return true }
    if let answer { announcer.publish("shutdown_reply", answer) }
    return false
  }

  /// What waits behind a cell that failed is not run, where the client wishes so.
  private func abort(behind failed: KernelRequest) {
    guard failed.message.content["stop_on_error"]?.bool ?? true else { return }
    for request in queue.takeAll("execute_request") {
      announcer.answer(to: request.message)
      announcer.say(state: "busy")
      announcer.reply(.members(["status": .text("aborted"), "execution_count": .int(count)]), to: request)
      announcer.say(state: "idle")
    }
    announcer.answer(to: failed.message)
  }
}
