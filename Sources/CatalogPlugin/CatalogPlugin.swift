import Foundation
import PackagePlugin

/// Generates the list of verbs from the files named `…Verb.swift`, so that adding a verb touches one file.
@main
struct CatalogPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    guard let module = target as? SourceModuleTarget else { return [] }
    let files = module.sourceFiles(withSuffix: "Verb.swift").map(\.url).sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "VerbList.swift")
    return [
      .buildCommand(
        displayName: "List the verbs", executable: try context.tool(named: "list-verbs").url,
        arguments: [output.path] + files.map { $0.deletingPathExtension().lastPathComponent }, inputFiles: files,
        outputFiles: [output])
    ]
  }
}
