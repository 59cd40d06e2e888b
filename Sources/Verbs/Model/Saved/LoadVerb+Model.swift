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
    let isFolder = ModelFolder.isFolder(file)
    guard !arguments.isWritten(format), isFolder || ModelFile.isModel(file) else { return nil }
    if let option = arguments.stage.options.first {
      throw Diagnostic(
        code: .unknownOption, "`\(file)` holds a model, and `\(option.name.text)` is for tables",
        at: Label(option.name.span, "has no meaning here"), help: "leave it out")
    }
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
      throw unreadable(file, error.description, arguments)
    } catch let error as LearningError {
      // Where a library is missing, nothing is wrong with the file.
      throw unreadable(file, error.sentence, arguments, help: error.help)
    }
  }

  private static func unreadable(
    _ file: String, _ reason: String, _ arguments: BoundArguments, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: ModelCodes.saved, "the model in `\(file)` cannot be read: \(reason)",
      at: Label(arguments.span(of: path), "this file"),
      help: help ?? "write it anew: `MODEL | export \"\(file)\"`, with the program that has the model")
  }
}
