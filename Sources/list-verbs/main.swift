import Foundation

// Usage: list-verbs OUTPUT TYPE…  writes the Swift source that lists the verbs; used by CatalogPlugin while building.
let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first else {
  FileHandle.standardError.write(Data("usage: list-verbs OUTPUT TYPE…\n".utf8))
  exit(2)
}
let types = arguments.dropFirst().map { "    \($0).self,\n" }.joined()
let source = """
  import Language

  /// Every verb of the module, in the order of its file.
  enum VerbList {
    static let all: [any Verb.Type] = [
  \(types)  ]
  }

  """
do {
  try source.write(toFile: output, atomically: true, encoding: .utf8)
} catch {
  FileHandle.standardError.write(Data("list-verbs: cannot write \(output): \(error)\n".utf8))
  exit(1)
}
