import Diagnostics
import Files
import Forms
import Kernels
import Language
import Learning

extension LoadVerb {
  /// The model that a file holds; nil where it holds something else.
  ///
  /// - Throws: `Diagnostic` for a model that cannot be read, and for options that are for tables.
  static func model(_ file: String, _ arguments: BoundArguments, _ context: RunContext) throws -> ModelValue? {
    if file.hasPrefix(InputFile.registryMark) { return try registered(file, arguments, context) }
    let isFolder = ModelFolder.isFolder(file)
    guard !arguments.isWritten(format), isFolder || ModelFile.isModel(file) else { return nil }
    try refuseOptions(file, arguments)
    do {
      if isFolder { return try ModelFolder.read(file, context) }
      let bytes = try FileSystem.read(file)
      context.used(InputFile(path: file, bytes: bytes.count, hash: XXH64.hash(bytes)))
      return try ModelFile.read(bytes)
    } catch let error as FileFailure {
      throw Diagnostic(
        code: VerbCodes.unreadableFile, "`\(file)` cannot be read: \(error)",
        at: Label(arguments.span(of: path), "this file"))
    } catch let error as FormError {
      throw unreadable(
        file, error.description, arguments,
        help: "write it anew: `MODEL | export \"\(file)\"`, with the program that has the model")
    } catch let error as LearningError {
      // Where a library is missing, nothing is wrong with the file.
      throw unreadable(file, error.sentence, arguments, help: error.help)
    }
  }

  private static func refuseOptions(_ file: String, _ arguments: BoundArguments) throws {
    guard let option = arguments.stage.options.first else { return }
    throw Diagnostic(
      code: .unknownOption, "`\(file)` holds a model, and `\(option.name.text)` is for tables",
      at: Label(option.name.span, "has no meaning here"), help: "leave it out")
  }

  /// The model that a registry holds under a name.
  private static func registered(
    _ file: String, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> ModelValue {
    try refuseOptions(file, arguments)
    let place = Label(arguments.span(of: path), "this model"), name = try registeredName(file, at: place)
    guard let target = context.tracking, let registry = context.registry else {
      throw Diagnostic(
        code: ModelCodes.tracking, "`\(file)` lies in a registry, and no server is named", at: place,
        help: "name one above: `track \"http://127.0.0.1:5000\"`")
    }
    do {
      let monitor = context.execution.monitor
      let found = try registry.files(of: name, at: target) { monitor.isCancelled }
      try context.execution.checkCancelled()
      guard let manifest = found.files[ModelFolder.manifest] else {
        throw FormError("it was not written by `export` or `register`", at: ModelFolder.manifest)
      }
      context.note("load: version \(found.version) of `\(name)` at \(target.url)")
      return try ModelFolder.read(manifest, named: file, context) { found.files[$0] }
    } catch let error as ModelRegistryError {
      throw Diagnostic(
        code: ModelCodes.tracking, "`\(file)` was not found: \(error.reason)", at: place)
    } catch let error as FormError {
      throw unreadable(file, error.description, arguments, help: nil)
    } catch let error as LearningError {
      throw unreadable(file, error.sentence, arguments, help: error.help)
    }
  }

  /// The name, which is of a form that registries know: `credit@champion`, or `credit/3`.
  private static func registeredName(_ file: String, at place: Label) throws -> String {
    let name = String(file.dropFirst(InputFile.registryMark.count)), ofAlias = name.split(separator: "@")
    let ofVersion = name.split(separator: "/", omittingEmptySubsequences: false)
    let isVersion = ofVersion.count == 2 && !ofVersion[0].isEmpty && Int(ofVersion[1]) != nil
    guard ofAlias.count == 2 || isVersion else {
      throw Diagnostic(
        code: ModelCodes.tracking, "`\(file)` names neither an alias nor a version", at: place,
        help: "name an alias, as in models:/credit@champion, or a version, as in models:/credit/3")
    }
    return name
  }

  private static func unreadable(
    _ file: String, _ reason: String, _ arguments: BoundArguments, help: String?
  ) -> Diagnostic {
    Diagnostic(
      code: ModelCodes.saved, "the model in `\(file)` cannot be read: \(reason)",
      at: Label(arguments.span(of: path), "this file"), help: help)
  }
}
