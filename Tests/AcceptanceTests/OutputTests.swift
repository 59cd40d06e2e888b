import Foundation
import TestSupport
import Testing

/// Output that did not get to where it should is an error.
@Suite struct OutputTests {
  /// What a shell says of a command in which `carnet` is the program.
  private func shell(_ command: String, in place: Workplace) throws -> Workplace.Result {
    let program = Repository.root.appending(path: ".build/debug/carnet").path
    let process = Process(), errors = Pipe(), output = Pipe()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "carnet() { '\(program)' \"$@\"; }; \(command)"]
    process.currentDirectoryURL = place.folder
    (process.standardError, process.standardOutput) = (errors, output)
    try process.run()
    let texts = [output, errors].map { String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
    process.waitUntilExit()
    return Workplace.Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }

  @Test("every command on a full device and without standard output", arguments: [
    "carnet -c 'range 3'", "carnet run x.carnet", "carnet verify x.carnet", "carnet help", "carnet help head",
    "carnet help --all", "carnet help --man", "carnet completion bash", "carnet --version", "carnet < x.carnet",
    "ln -s /dev/stdout o.csv; carnet -c 'range 3 | export \"o.csv\"'", "carnet verify x.carnet --update",
  ])
  func lost(_ command: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    try "carnet 1\nrange 3\n".write(to: place.folder.appending(path: "x.carnet"), atomically: true, encoding: .utf8)
    #expect(try shell("carnet run x.carnet", in: place).status == 0)
    for target in ["> /dev/full", ">&-"] {
      let result = try shell("rm -f o.csv; \(command) \(target)", in: place)
      #expect(result.status == 1, "\(command) \(target): \(result.errors)")
      #expect(!result.errors.isEmpty)
    }
  }

  @Test("a reader that has seen enough: quiet, no signal, and what the script exports is there")
  func brokenPipe() throws {
    let place = try Workplace()
    defer { place.remove() }
    try "carnet 1\nrange 200000\nrange 5 | export \"out.csv\"\n".write(
      to: place.folder.appending(path: "x.carnet"), atomically: true, encoding: .utf8)
    let result = try shell("carnet run x.carnet | head -1; echo ${PIPESTATUS[0]}", in: place)
    #expect(result.output == "n\n1\n", "what was lost is no success")
    #expect(result.errors == "wrote out.csv: 5 rows × 1 column\n")
    #expect(try String(decoding: place.contents("out.csv"), as: UTF8.self) == "n\n0\n1\n2\n3\n4\n")
    let export = try shell(
      "ln -s /dev/stdout o.csv; carnet -c 'range 200000 | export \"o.csv\"' | head -1; echo ${PIPESTATUS[0]}", in: place
    )
    #expect(export.output == "n\n1\n" && !export.errors.isEmpty)
  }

  @Test("closed input and closed errors do no harm")
  func closed() throws {
    let place = try Workplace()
    defer { place.remove() }
    #expect(try shell("carnet -c 'range 2' <&- 2>&-", in: place).output == "n\n0\n1\n")
    #expect(try shell("carnet <&-", in: place).status == 0)
    let failed = try shell("carnet -c 'range 2 | haed' 2>&-", in: place)
    #expect(failed.status == 1 && failed.output.isEmpty)
    // The first file that is opened must not get the number of the stream.
    let script = try shell("carnet -c 'range 2 | export \"o.csv\"\nload \"o.csv\"' >&-", in: place)
    #expect(script.status == 1)
    #expect(try String(decoding: place.contents("o.csv"), as: UTF8.self) == "n\n0\n1\n")
  }

  @Test("a file that may not grow is an error of the write")
  func limitedFiles() throws {
    let place = try Workplace()
    defer { place.remove() }
    let result = try shell("ulimit -f 4; carnet -c 'range 100000 | export \"o.csv\"'; echo $?", in: place)
    #expect(result.output == "1\n" && result.errors.contains("File too large"))
    let left = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
    #expect(!left.contains { $0.hasPrefix("o.csv") || $0.hasSuffix(".partial") })
    // The lock of a short script fits where its blocks do not.
    try "carnet 1\na = range 100000 | derive b = (n * 7919) % 10007\n".write(
      to: place.folder.appending(path: "x.carnet"), atomically: true, encoding: .utf8)
    let run = try shell("ulimit -f 8; carnet run x.carnet; echo $?", in: place)
    #expect(run.output == "0\n", "\(run.errors)")
    #expect(try shell("carnet verify x.carnet", in: place).status == 0)
  }
}
