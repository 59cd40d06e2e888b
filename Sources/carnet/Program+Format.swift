import Diagnostics
import Files
import Language
import Session
import Syntax
import Verbs

extension Program {
  /// Puts scripts into the canonical layout in their places, or says which are not in it.
  ///
  /// - Parameter target: where the one file goes instead: a notebook or a script, by its ending.
  func format(_ files: [String], onlyChecks: Bool, to target: String?) -> ExitCode {
    if let target { return convert(files[0], to: target) }
    var code = ExitCode.done
    for file in files {
      let result = format(file, onlyChecks: onlyChecks)
      if code == .done { code = result }
    }
    return code
  }

  /// Makes a notebook of a script, or a script of a notebook; the cells stay as they are.
  private func convert(_ file: String, to target: String) -> ExitCode {
    do {
      let script = try Session.readScript(file)
      let text = NotebookFile.isNotebook(target) ? NotebookFile.notebook(script, .standard) : script
      try AtomicFile.write(text, to: target)
      return .done
    } catch {
      return report(error, Session(catalog: .standard))
    }
  }

  private func format(_ file: String, onlyChecks: Bool) -> ExitCode {
    let session = Session(catalog: .standard)
    do {
      let text = try Session.readScript(file)
      var sources = SourceMap()
      let id = sources.add(name: file, text: text)
      let (script, diagnostics) = Parser.parse(
        text, source: id, compoundVerbs: Catalog.standard.compoundNames, functions: Catalog.standard.functionNames)
      guard !diagnostics.contains(where: { $0.severity == .error }) else {
        output.say(diagnostics, sources)
        return .failed
      }
      let formatted = Formatter.format(script)
      if formatted == text { return .done }
      if onlyChecks {
        output.say("\(file) is not in the canonical layout")
        return .failed
      }
      try AtomicFile.write(formatted, to: file)
      return .done
    } catch {
      return report(error, session)
    }
  }
}
