import Kernels

/// What was asked for on the command line.
struct Invocation: Equatable {
  var command: Command
  /// Values for parameters, as text.
  var settings: [String: String] = [:]
  var threads: Int?
  /// What the processor may be asked for, if not all that it can do.
  var instructions: InstructionSet?
  /// Where the lock lies, if not beside the script.
  var lock: String?
  /// Whether to say how long each cell took.
  var showsTimings = false
  /// Whether to print each statement above its result.
  var showsStatements = false
  /// Whether to run again when the script or a file that it reads changes.
  var watches = false

  enum Command: Equatable {
    /// The prompt, with the cells of a script where there is one.
    case prompt(file: String?)
    case run(file: String)
    case verify(file: String, updates: Bool)
    case test(folder: String, report: String?)
    case evaluate(String)
    case format(files: [String], onlyChecks: Bool, to: String?)
    case help(topic: String)
    case reference
    case manual
    case completion(ShellCompletion)
    case report(file: String, to: String?)
    case serve(Service)
    /// A Jupyter kernel for the client that wrote the file.
    case kernel(file: String)
    case installKernel(KernelPlace)
    case version
  }

  /// For whom a Jupyter kernel is installed.
  enum KernelPlace: Equatable {
    case user, everybody
    case prefix(String)
  }

  /// What `carnet serve` was told.
  struct Service: Equatable {
    /// Folders of models, by the names that requests use.
    var models: [Model] = []
    var host = "127.0.0.1"
    var port = 8080
    var tokenFile: String?
    var data: String?
    var log: String?
    var logFields = "used"
    var keyFile: String?
    var isDurable = false
    var isStrict = false
    /// Whether it says at its end what the time went into.
    var isProfiled = false

    struct Model: Equatable {
      let name: String
      let folder: String
    }
  }

  /// A command line that cannot be understood.
  struct Misuse: Error, Equatable {
    let message: String
  }

  static func parse(_ arguments: [String]) throws(Misuse) -> Invocation {
    var reader = ArgumentReader(arguments)
    try reader.read()
    return try reader.invocation()
  }
}

/// Takes the command line apart, word by word.
private struct ArgumentReader {
  private var rest: ArraySlice<String>
  private var words: [String] = []
  private var flags: Set<String> = []
  private var pipeline: String?
  private var settings: [String: String] = [:]
  private var threads: Int?
  private var instructions: InstructionSet?
  private var lock: String?
  private var report: String?
  private var target: String?
  private var prefix: String?
  private var service = Invocation.Service()

  init(_ arguments: [String]) { rest = arguments[...] }

  mutating func read() throws(Invocation.Misuse) {
    while let word = rest.popFirst() {
      switch word {
      case "-c": pipeline = try value(of: word)
      case "--set": try set(try value(of: word))
      case "--threads":
        let text = try value(of: word)
        guard let count = Int(text), (1...1024).contains(count) else {
          throw Invocation.Misuse(message: "`--threads \(text)`: a number from 1 to 1024 is needed")
        }
        threads = count
      case "--instructions":
        let text = try value(of: word)
        guard let set = InstructionSet(name: text) else {
          let names = InstructionSet.allCases.map { "\($0)" }.joined(separator: ", ")
          throw Invocation.Misuse(message: "`--instructions \(text)`: one of \(names) is needed")
        }
        instructions = set
      case "--lock": lock = try value(of: word)
      case "--to": target = try value(of: word)
      case "--junit": report = try value(of: word)
      case "--host": service.host = try value(of: word)
      case "--port": service.port = try port(try value(of: word))
      case "--model": service.models.append(try model(try value(of: word)))
      case "--token-file": service.tokenFile = try value(of: word)
      case "--data": service.data = try value(of: word)
      case "--log": service.log = try value(of: word)
      case "--log-fields": service.logFields = try value(of: word)
      case "--id-key-file": service.keyFile = try value(of: word)
      case "--durable": service.isDurable = true
      case "--strict": service.isStrict = true
      case "--profile": service.isProfiled = true
      case "--prefix": prefix = try value(of: word)
      case "--install", "--user": flags.insert(word)
      case "--check", "--update", "--timings", "--show", "--watch", "--version", "--help", "-h", "--all", "--man":
        flags.insert(word)
      case _ where word.hasPrefix("-") && word != "-":
        throw Invocation.Misuse(message: "there is no option `\(word)`")
      default: words.append(word)
      }
    }
  }

  private mutating func value(of option: String) throws(Invocation.Misuse) -> String {
    guard let value = rest.popFirst() else { throw Invocation.Misuse(message: "`\(option)` needs a value") }
    return value
  }

  private func port(_ text: String) throws(Invocation.Misuse) -> Int {
    guard let port = Int(text), (0...65_535).contains(port) else {
      throw Invocation.Misuse(message: "`--port \(text)`: a number from 0 to 65535 is needed; 0 takes a free one")
    }
    return port
  }

  private func model(_ text: String) throws(Invocation.Misuse) -> Invocation.Service.Model {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
    else { throw Invocation.Misuse(message: "`--model \(text)`: write `--model NAME=FOLDER`") }
    return Invocation.Service.Model(name: parts[0], folder: parts[1])
  }

  /// What is served: the folders of the line under their own names, then those that were given names.
  private func service(_ folders: [String]) throws(Invocation.Misuse) -> Invocation.Service {
    var service = service
    service.models = folders.map { folder in
      let name = folder.split(separator: "/").last.map(String.init) ?? "model"
      let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "_" })
      return Invocation.Service.Model(name: plain, folder: folder)
    } + service.models
    if service.models.isEmpty { throw Invocation.Misuse(message: "`carnet serve` needs the folder of a model") }
    if service.isDurable, service.log == nil {
      throw Invocation.Misuse(message: "`--durable` is about the log: write `--log FOLDER`, too")
    }
    for (index, model) in service.models.enumerated()
    where service.models[..<index].contains(where: { $0.name == model.name }) {
      throw Invocation.Misuse(message: "two models are called `\(model.name)`: write `--model NAME=FOLDER`")
    }
    return service
  }

  private mutating func set(_ text: String) throws(Invocation.Misuse) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
      throw Invocation.Misuse(message: "`--set \(text)`: write `--set NAME=VALUE`")
    }
    settings[String(text[..<sign])] = String(text[text.index(after: sign)...])
  }

  func invocation() throws(Invocation.Misuse) -> Invocation {
    Invocation(
      command: try command(), settings: settings, threads: threads, instructions: instructions, lock: lock,
      showsTimings: flags.contains("--timings"), showsStatements: flags.contains("--show"),
      watches: flags.contains("--watch"))
  }

  private func command() throws(Invocation.Misuse) -> Invocation.Command {
    if flags.contains("--version") { return .version }
    if flags.contains("--help") || flags.contains("-h") { return .help(topic: "") }
    if let pipeline {
      guard words.isEmpty else { throw Invocation.Misuse(message: "`-c` takes one pipeline, in quotes") }
      return .evaluate(pipeline)
    }
    let operands = Array(words.dropFirst())
    switch words.first {
    case nil: return .prompt(file: nil)
    case "run": return .run(file: try oneFile(operands))
    case "verify": return .verify(file: try oneFile(operands), updates: flags.contains("--update"))
    case "test":
      guard operands.count == 1 else { throw Invocation.Misuse(message: "`carnet test` needs one folder") }
      return .test(folder: operands[0], report: report)
    case "fmt":
      return try format(operands)
    case "help" where flags.contains("--all"): return .reference
    case "help" where flags.contains("--man"): return .manual
    case "completion":
      guard operands.count == 1, let shell = ShellCompletion(rawValue: operands[0]) else {
        throw Invocation.Misuse(message: "`carnet completion` needs a shell: bash or zsh")
      }
      return .completion(shell)
    case "help": return .help(topic: operands.joined(separator: " "))
    case "report": return .report(file: try oneFile(operands), to: target)
    case "serve": return .serve(try service(operands))
    case "kernel": return try kernel(operands)
    case let word? where word.hasSuffix(".carnet") && operands.isEmpty: return .prompt(file: word)
    case let word?: throw Invocation.Misuse(message: "there is no command `\(word)`")
    }
  }

  private func format(_ operands: [String]) throws(Invocation.Misuse) -> Invocation.Command {
    if operands.isEmpty { throw Invocation.Misuse(message: "`carnet fmt` needs a file") }
    let onlyChecks = flags.contains("--check")
    guard target == nil || (operands.count == 1 && operands[0] != target && !onlyChecks) else {
      throw Invocation.Misuse(message: "`carnet fmt FILE --to FILE` takes one file to another")
    }
    if target == nil, let notebook = operands.first(where: { $0.hasSuffix(".ipynb") }) {
      throw Invocation.Misuse(
        message: "a notebook is laid out by its editor; `carnet fmt \(notebook) --to FILE.carnet` makes a script of it")
    }
    return .format(files: operands, onlyChecks: onlyChecks, to: target)
  }

  private func kernel(_ operands: [String]) throws(Invocation.Misuse) -> Invocation.Command {
    guard flags.contains("--install") else { return .kernel(file: try oneFile(operands)) }
    guard operands.isEmpty, !flags.contains("--user") || prefix == nil else {
      throw Invocation.Misuse(
        message: "`carnet kernel --install` takes `--user` or `--prefix FOLDER`, and nothing else")
    }
    return .installKernel(prefix.map { .prefix($0) } ?? (flags.contains("--user") ? .user : .everybody))
  }

  private func oneFile(_ operands: [String]) throws(Invocation.Misuse) -> String {
    guard operands.count == 1 else {
      throw Invocation.Misuse(message: "`carnet \(words[0])` needs \(operands.isEmpty ? "a" : "one") file")
    }
    return operands[0]
  }
}
