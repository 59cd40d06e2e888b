#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

import Kernels
import SampleVerbs
import Session

// A session of ten cells for the test that kills it: its journal lies in the folder that is given, and each finished
// cell is told on standard output.
if let journal = try? Journal(folder: CommandLine.arguments.last ?? ".") {
  let session = Session(catalog: SampleCatalog.all, journal: journal)
  for number in 1...10 {
    let results = session.run("c\(number) = numbers \(number)", .serial)
    guard results.first?.isFinished == true else { continue }
    // At once, past every buffer.
    let line = Array("\(number)\n".utf8)
    _ = write(STDOUT_FILENO, line, line.count)
  }
}
