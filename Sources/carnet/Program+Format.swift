import Diagnostics
import Files
import Language
import Session
import Syntax
import Verbs

extension Program {
  /// Puts scripts into the canonical layout in their places, or says which are not in it.
  func format(_ files: [String], onlyChecks: Bool) -> ExitCode {
    var code = ExitCode.done
    for file in files {
      let result = format(file, onlyChecks: onlyChecks)
      if code == .done { code = result }
    }
    return code
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
