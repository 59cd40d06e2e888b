import Foundation

// Usage: list-types OUTPUT LIST PROTOCOL MODULE TYPE…  writes the Swift source that lists the types of a module which
// conform to a protocol, itself declared in MODULE (`-`: in the same one); used by CatalogPlugin while building.
let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 4 else {
  FileHandle.standardError.write(Data("usage: list-types OUTPUT LIST PROTOCOL MODULE TYPE…\n".utf8))
  exit(2)
}
let (output, list, conformance, module) = (arguments[0], arguments[1], arguments[2], arguments[3])
let types = arguments.dropFirst(4).map { "    \($0).self,\n" }.joined()
let heading = module == "-" ? "" : "import \(module)\n\n"
let source = heading + """
  /// Every `\(conformance)` of the module, in the order of its file.
  enum \(list) {
    static let all: [any \(conformance).Type] = [
  \(types)  ]
  }

  """
do {
  try source.write(toFile: output, atomically: true, encoding: .utf8)
} catch {
  FileHandle.standardError.write(Data("list-types: cannot write \(output): \(error)\n".utf8))
  exit(1)
}
