import Dispatch
import Synchronization

/// A message that waits for its answer.
struct KernelRequest: Sendable {
  let message: WireMessage
  let peer: KernelPeer
  let isControl: Bool
}

/// The requests that wait, those of the control socket first.
final class RequestQueue: Sendable {
  private let waiting = Mutex<[KernelRequest]>([])
  private let count = DispatchSemaphore(value: 0)
  private let hasEnded = Atomic<Bool>(false)

  func add(_ request: KernelRequest) {
    waiting.withLock { waiting in
      let place = request.isControl ? waiting.firstIndex { !$0.isControl } ?? waiting.endIndex : waiting.endIndex
      waiting.insert(request, at: place)
    }
    count.signal()
  }

  /// Waits for a request; nil when there are to be no more.
  func next() -> KernelRequest? {
    while true {
      count.wait()
      if hasEnded.load(ordering: .relaxed) { return nil }
      if let request = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return request }
    }
  }

  /// Has nobody wait any more.
  func end() {
    hasEnded.store(true, ordering: .relaxed)
    count.signal()
  }

  /// Takes away all requests of a type.
  func takeAll(_ type: String) -> [KernelRequest] {
    waiting.withLock { waiting in
      defer { waiting.removeAll { $0.message.type == type } }
      return waiting.filter { $0.message.type == type }
    }
  }
}
