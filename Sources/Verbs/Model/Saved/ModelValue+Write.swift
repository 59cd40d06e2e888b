import Diagnostics
import Files
import Forms
import Language

extension ModelValue {
  /// Writes the model's file, whole or not at all, and says whose rows are in it.
  /// - Throws: `FileFailure`; `PreparationError` where the model would not come back.
  func write(to file: String, _ context: RunContext) throws {
    let bytes: [UInt8]
    do { bytes = try ModelFile.bytes(of: self) } catch let error as FormError {
      throw PreparationError(code: VerbCodes.unwritableFile, message: "`\(file)` was not written: \(error)")
    }
    try AtomicFile.write(bytes, to: file)
    let donors = trained.recipe.steps.compactMap { ($0.fitted as? FittedImputation)?.neighbours?.donors.rows }
    if let rows = donors.max() {
      context.note("export: `\(file)` holds \(Prose.count(rows, "training row")) that `impute` takes neighbours from")
    }
  }
}
