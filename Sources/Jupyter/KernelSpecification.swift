import Files
import Forms

/// What tells Jupyter that there is a kernel, and how it is started.
package struct KernelSpecification: Sendable {
  /// The program, as an absolute path.
  package let program: String
  /// Where the program finds its libraries, by the names of variables.
  package let environment: [String: String]

  package init(program: String, environment: [String: String]) {
    (self.program, self.environment) = (program, environment)
  }

  /// The folder of kernels below a folder of Jupyter's data.
  private static let folder = "kernels/carnet"

  /// The file that Jupyter reads.
  package var form: JSONValue {
    .members([
      "argv": .texts([program, "kernel", "{connection_file}"]), "display_name": .text("Carnet"),
      "language": .text("carnet"), "interrupt_mode": .text("message"), "metadata": .object([]),
      "env": .object(environment.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .text($0.value)) }),
    ])
  }

  /// Writes the file below a folder of Jupyter's data.
  ///
  /// - Returns: the folder that it lies in.
  /// - Throws: `FileFailure`.
  package func install(in data: String) throws -> String {
    let folder = data + "/" + Self.folder
    try AtomicFile.write(form.pretty, to: folder + "/kernel.json")
    return folder
  }
}
