import Forms
import Workbench

extension Kernel {
  /// The content of the answer to a request; nil for what is answered by nobody.
  func answer(_ request: WireMessage) -> JSONValue? {
    switch request.type {
    case "kernel_info_request": kernelInfo
    case "execute_request": execute(request)
    case "complete_request": complete(request.content)
    case "inspect_request": inspect(request.content)
    case "is_complete_request": isComplete(request.content)
    case "history_request": history(request.content)
    case "comm_info_request": .members(["status": .text("ok"), "comms": .object([])])
    case "connect_request", "interrupt_request": .members(["status": .text("ok")])
    case "shutdown_request":
      .members(["status": .text("ok"), "restart": .bool(request.content["restart"]?.bool ?? false)])
    default: nil
    }
  }

  private var kernelInfo: JSONValue {
    .members([
      "status": .text("ok"), "protocol_version": .text(MessageHeaders.protocolVersion),
      "implementation": .text("carnet"), "implementation_version": .text(version),
      "language_info": .members([
        "name": .text("carnet"), "version": .text("1"), "mimetype": .text("text/x-carnet"),
        "file_extension": .text(".carnet"), "pygments_lexer": .text("text"), "codemirror_mode": .text("null"),
      ]),
      "banner": .text("Carnet \(version): .help lists verbs and commands"), "help_links": .array([]),
      "debugger": .bool(false), "supported_features": .array([]),
    ])
  }

  // MARK: - Cells

  private func execute(_ request: WireMessage) -> JSONValue {
    let content = request.content, code = content["code"]?.text ?? ""
    let isSilent = content["silent"]?.bool ?? false
    if !isSilent, content["store_history"]?.bool ?? true {
      count += 1
      history.append((count, code))
    }
    if !isSilent {
      announcer.publish("execute_input", .members(["code": .text(code), "execution_count": .int(count)]))
    }
    output.begin(number: count, isSilent: isSilent)
    var payloads: [JSONValue] = []
    let entries = CellEntries.entries(of: code), cell = request.metadata["cellId"]?.text
    if let gone = request.metadata["deletedCells"]?.texts, !gone.isEmpty { workbench.forget(Set(gone)) }
    // Statements between commands have no place of their own.
    let hasPlace = entries.count { !Entry.isCommand($0) } == 1
    for entry in entries {
      if let cell, hasPlace, !Entry.isCommand(entry) {
        workbench.take(entry, from: cell)
      } else {
        payloads += payload(of: workbench.take(entry)).map { [$0] } ?? []
      }
      if output.error != nil { break }
    }
    return executed(payloads, isSilent: isSilent)
  }

  private func executed(_ payloads: [JSONValue], isSilent: Bool) -> JSONValue {
    guard let error = output.error else {
      return .members([
        "status": .text("ok"), "execution_count": .int(count), "payload": .array(payloads),
        "user_expressions": .object([]),
      ])
    }
    let said = JSONValue.members([
      "ename": .text(error.name), "evalue": .text(error.value), "traceback": .texts(error.lines),
    ])
    if !isSilent { announcer.publish("error", said) }
    return .object([
      .init(name: "status", value: .text("error")), .init(name: "execution_count", value: .int(count)),
      .init(name: "payload", value: .array([])), .init(name: "user_expressions", value: .object([])),
    ] + (said.object ?? []))
  }

  /// What the client is asked to do after an entry.
  private func payload(of next: Next) -> JSONValue? {
    switch next {
    case .entry: return nil
    case .edit(_, let text):
      return .members(["source": .text("set_next_input"), "text": .text(text), "replace": .bool(false)])
    case .end: return .members(["source": .text("ask_exit"), "keepkernel": .bool(false)])
    case .paste:
      output.show(Shown("a notebook has no lines to paste", role: .failure))
      return nil
    }
  }

  // MARK: - Code that is being written

  private func isComplete(_ content: JSONValue) -> JSONValue {
    let code = content["code"]?.text ?? ""
    if Entry.goesOn(code) { return .members(["status": .text("incomplete"), "indent": .text("  ")]) }
    let areValid = CellEntries.entries(of: code).allSatisfy { Entry.isCommand($0) || workbench.parses($0) }
    return .members(["status": .text(areValid ? "complete" : "invalid")])
  }

  private func complete(_ content: JSONValue) -> JSONValue {
    let cursor = Cursor(content)
    let (start, texts) = workbench.completion.completions(of: cursor.line, below: cursor.above)
    let typed = Array(cursor.line.utf8).prefix(start)
    let place = cursor.above.unicodeScalars.count + String(decoding: typed, as: UTF8.self).unicodeScalars.count
    return .members([
      "status": .text("ok"), "matches": .texts(texts), "cursor_start": .int(place), "cursor_end": .int(cursor.place),
      "metadata": .object([]),
    ])
  }

  private func inspect(_ content: JSONValue) -> JSONValue {
    let cursor = Cursor(content)
    let shown = workbench.shown(about: cursor.word)
      ?? workbench.completion.hint(of: cursor.line, below: cursor.above)
    return .members([
      "status": .text("ok"), "found": .bool(shown != nil), "data": shown.map(CellOutput.forms) ?? .object([]),
      "metadata": .object([]),
    ])
  }

  /// What was run of this session, by Jupyter's ways to ask for it.
  private func history(_ content: JSONValue) -> JSONValue {
    var found = history
    let most = content["n"]?.int ?? .max
    switch content["hist_access_type"]?.text {
    case "range":
      let start = content["start"]?.int ?? 0, stop = content["stop"]?.int ?? .max
      found = found.filter { $0.number >= start && $0.number < stop }
    case "search":
      let pattern = Array(content["pattern"]?.text ?? "*")
      found = found.filter { Wildcards.match(pattern[...], Array($0.code)[...]) }
      if content["unique"]?.bool ?? false {
        found = found.enumerated().filter { place, entry in
          !found[(place + 1)...].contains { $0.code == entry.code }
        }.map(\.element)
      }
      found = found.suffix(max(0, most))
    default: found = found.suffix(max(0, most))
    }
    return .members([
      "status": .text("ok"),
      "history": .array(found.map { entry in
        // What came out is not kept.
        let code = content["output"]?.bool ?? false ? .array([.text(entry.code), .null]) : JSONValue.text(entry.code)
        return .array([.int(1), .int(entry.number), code])
      }),
    ])
  }
}

/// Patterns in which `*` stands for any characters and `?` for one.
enum Wildcards {
  static func match(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    var (pattern, text) = (pattern, text)
    // Where the last `*` stood, and what it has not taken yet.
    var again: (pattern: ArraySlice<Character>, text: ArraySlice<Character>)?
    while !text.isEmpty || !pattern.isEmpty {
      if pattern.first == "*" {
        pattern = pattern.dropFirst()
        again = (pattern, text)
      } else if let wanted = pattern.first, let found = text.first, wanted == "?" || wanted == found {
        (pattern, text) = (pattern.dropFirst(), text.dropFirst())
      } else if let last = again, !last.text.isEmpty {
        (pattern, text) = (last.pattern, last.text.dropFirst())
        again = (pattern, text)
      } else {
        return false
      }
    }
    return true
  }
}

/// Where somebody writes in a cell.
private struct Cursor {
  /// The lines above, each with its newline, and what stands before the cursor in its own.
  let above: String
  let line: String
  /// The word that the cursor is in or behind.
  let word: String
  /// In characters of Unicode, as the protocol counts.
  let place: Int

  init(_ content: JSONValue) {
    let scalars = Array((content["code"]?.text ?? "").unicodeScalars)
    place = min(max(0, content["cursor_pos"]?.int ?? scalars.count), scalars.count)
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: part)
      return String(text)
    }
    let start = scalars[..<place].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    (above, line) = (text(scalars[..<start]), text(scalars[start..<place]))
    func isPart(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "_" || scalar == "." || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
    let head = scalars[..<place].reversed().prefix { isPart($0) }.count
    let tail = scalars[place...].prefix { isPart($0) }.count
    word = text(scalars[(place - head)..<(place + tail)])
  }
}

/// The entries of a notebook's cell: commands, a line each, and the statements between them.
enum CellEntries {
  static func entries(of code: String) -> [String] {
    if ["exit", "quit", "exit()", "quit()"].contains(code.trimmed) { return [".quit"] }
    var entries: [String] = [], statements: [Substring] = []
    func finish() {
      let text = statements.joined(separator: "\n")
      if !text.allSatisfy(\.isWhitespace) { entries.append(text) }
      statements = []
    }
    let plain = code.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    for line in plain.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.first == ".", !Entry.goesOn(statements.joined(separator: "\n")) {
        finish()
        entries.append(String(line))
      } else {
        statements.append(line)
      }
    }
    finish()
    return entries
  }
}

extension String {
  /// Without blanks and newlines at both ends.
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
