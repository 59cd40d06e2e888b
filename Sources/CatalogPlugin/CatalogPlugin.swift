import Foundation
import PackagePlugin

/// Generates the lists of what is added to Carnet as one file: verbs from the files named `…Verb.swift`, marks from
/// those named `…Mark.swift` in a folder `Marks`, session commands from those named `…Command.swift`, estimators from
/// those named `…Estimator.swift`.
@main
struct CatalogPlugin: BuildToolPlugin {
  /// What is listed of a module: the types that its files with a suffix are named after.
  private struct Listed {
    let suffix: String
    let conformance: String
    /// Where the protocol is declared; nil where that is the module itself.
    var module: String?
    /// The folder that the files lie in; nil where that does not matter.
    var folder: String?
  }

  private static let lists = [
    "Verbs": [
      Listed(suffix: "Verb", conformance: "Verb", module: "Language"),
      Listed(suffix: "Mark", conformance: "ChartMark", module: "Language", folder: "Marks"),
    ],
    "Workbench": [Listed(suffix: "Command", conformance: "SessionCommand", module: "Session")],
    "Learning": [Listed(suffix: "Estimator", conformance: "Estimator")],
  ]

  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    guard let module = target as? SourceModuleTarget, let lists = Self.lists[target.name] else { return [] }
    return try lists.map { listed in
      let files = module.sourceFiles(withSuffix: "\(listed.suffix).swift").map(\.url)
        .filter { listed.folder == nil || $0.deletingLastPathComponent().lastPathComponent == listed.folder }
        .sorted { $0.path < $1.path }
      let types = files.map { $0.deletingPathExtension().lastPathComponent }.filter { $0 != listed.conformance }
      let list = "\(listed.suffix)List"
      let output = context.pluginWorkDirectoryURL.appending(path: "\(list).swift")
      return .buildCommand(
        displayName: "List each \(listed.conformance)", executable: try context.tool(named: "list-types").url,
        arguments: [output.path, list, listed.conformance, listed.module ?? "-"] + types, inputFiles: files,
        outputFiles: [output])
    }
  }
}
