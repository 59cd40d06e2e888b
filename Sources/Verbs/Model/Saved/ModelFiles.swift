import Language

/// Models as files, for whoever sends them somewhere.
package enum ModelFiles {
  /// The files of a model's folder by name, as `export` writes it; nil for a value that is no model.
  ///
  /// - Parameter script: what makes the model again; nil where nobody keeps that.
  /// - Throws: `FormError` where the model would not come back.
  package static func files(of value: any Value, script: String?) throws -> [String: [UInt8]]? {
    let model = value as? ModelValue ?? (value as? RegistrationValue)?.model
    return try model.map { try ModelFolder(of: $0, script: script).all }
  }

  /// The names of the files of a folder, as its manifest lists them.
  /// - Throws: `FormError` for what is no manifest.
  package static func names(in manifest: [UInt8]) throws -> [String] { try ModelFolder.names(in: manifest) }

  /// The file that lists the others.
  package static let manifest = ModelFolder.manifest
}
