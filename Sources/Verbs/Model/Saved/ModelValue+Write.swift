import Diagnostics
import Files
import Forms
import Language

extension ModelValue {
  /// Writes the model's file or folder, and says whose rows are in it.
  /// - Throws: `FileFailure`; `PreparationError` where the model would not come back.
  func write(to file: String, asFolder: Bool, _ context: RunContext) throws {
    do {
      if asFolder {
        let folder = try ModelFolder(of: self, script: context.provenance?().script)
        for path in try folder.write(to: file) { context.wrote(path) }
      } else {
        try AtomicFile.write(try ModelFile.bytes(of: self), to: file)
      }
    } catch let error as FormError {
      throw PreparationError(code: VerbCodes.unwritableFile, message: "`\(file)` was not written: \(error)")
    }
    let donors = trained.recipe.steps.compactMap { ($0.fitted as? FittedImputation)?.donorRows }
    if let rows = donors.max() {
      context.note("export: `\(file)` holds \(Prose.count(rows, "training row")) that `impute` takes neighbours from")
    }
  }
}
