import Files
import Foundation
import Kernels
import SampleVerbs
import Session

// A session for tests that kill it, let the disk run full under it, or start many of it at once. Its journal lies in
// the folder that is given. What is done is told on standard output, a line each, past every buffer.
//
//   session-worker cells FOLDER              ten cells
//   session-worker end FOLDER NAME           three cells, then the end of the session: `saved PATH`
//   session-worker saves FOLDER PATH NAME    saves under one path after each of ten cells: `saved PATH`
//   session-worker full FOLDER BYTES FIRST LAST
//                                            ten cells and a save; from cell FIRST to cell LAST no file gets larger
//                                            than so many bytes; is not ended in order
let arguments = Array(CommandLine.arguments.dropFirst())
let (mode, folder) = (arguments.first ?? "cells", arguments.count > 1 ? arguments[1] : ".")
StandardStream.prepare()

func tell(_ line: String) { StandardStream.output.write(line + "\n") }

func limitFiles(to bytes: UInt64) {
  var limit = rlimit()
  #if os(Linux)
    let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
  #else
    let resource = RLIMIT_FSIZE
  #endif
  getrlimit(resource, &limit)
  limit.rlim_cur = min(rlim_t(bytes), limit.rlim_max)
  setrlimit(resource, &limit)
}

guard let journal = try? Journal(folder: folder) else { exit(1) }
let session = Session(catalog: SampleCatalog.all, journal: journal)

@MainActor func run(_ number: Int, _ text: String) {
  if session.run(text, .serial).first?.isFinished == true { tell("\(number)") }
}

switch mode {
case "end":
  for number in 1...3 { run(number, "\(arguments[2])\(number) = numbers \(number * 2000)") }
  if let path = try? session.save(in: folder + "/sessions", .serial) {
    tell("saved \(path)")
    journal.close()
  }
case "saves":
  for number in 1...10 {
    run(number, "\(arguments[3])\(number) = numbers \(number * 1000)")
    if (try? session.save(to: arguments[2], .serial)) != nil { tell("saved \(arguments[2])") }
  }
case "full":
  let numbers = arguments[2...].compactMap { Int($0) }
  for number in 1...10 {
    if number == numbers[1] { limitFiles(to: UInt64(numbers[0])) }
    if number == numbers[2] + 1 { limitFiles(to: .max) }
    run(number, "c\(number) = numbers \(number)" + String(repeating: " | keep \(number)", count: number))
    if number % 3 == 0, (try? session.save(to: folder + "/x.carnet", .serial)) != nil { tell("saved") }
  }
  _exit(0)
default:
  for number in 1...10 { run(number, "c\(number) = numbers \(number)") }
}
