import Foundation
import TestSupport
import Testing

/// The sessions that the project promises to run, as a person runs them.
@Suite struct AcceptedSessions {
  static let scripts = [
    "Tests/Sessions/explore.carnet", "Tests/Sessions/german.carnet", "sessions/credit.carnet",
    "sessions/scorecard.carnet",
  ].map(Repository.file)

  @Test("runs as written, is in canonical layout for the reader, and verifies", arguments: scripts)
  func runsAndVerifies(_ path: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let script = try place.adopt(path)
    let run = try place.carnet("run", script)
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.isEmpty)
    let verify = try place.carnet("verify", script)
    #expect(verify.status == 0, "\(verify.output)\(verify.errors)")
  }

  @Test("one thread and two give the same files and the same lock", arguments: scripts)
  func threads(_ path: String) throws {
    let places = try [Workplace(), Workplace()]
    defer { for place in places { place.remove() } }
    var script = ""
    for (index, place) in places.enumerated() {
      script = try place.adopt(path)
      let run = try place.carnet("run", script, "--threads", "\(index + 1)")
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try places[0].contents("\(script).lock") == places[1].contents("\(script).lock"))
    let written = try FileManager.default.contentsOfDirectory(atPath: places[0].folder.appending(path: "out").path)
    #expect(!written.isEmpty)
    for name in written {
      #expect(try places[0].contents("out/\(name)") == places[1].contents("out/\(name)"), "\(name)")
    }
  }

  @Test("one changed digit in an input ends the verification with its file, cell, column, row and both values")
  func changedDigit() throws {
    let place = try Workplace()
    defer { place.remove() }
    let script = try place.adopt(Repository.file("sessions/credit.carnet"))
    #expect(try place.carnet("run", script).status == 0)
    let file = place.folder.appending(path: "data/home-credit/bureau.csv")
    var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    let names = lines[0].components(separatedBy: ",")
    let column = try #require(names.firstIndex(of: "DAYS_CREDIT"))
    var fields = lines[5000].components(separatedBy: ",")
    let digit = fields[column].suffix(1)
    fields[column] = fields[column].dropLast() + (digit == "1" ? "2" : "1")
    lines[5000] = fields.joined(separator: ",")
    try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    let verify = try place.carnet("verify", script)
    #expect(verify.status == 3)
    for part in [
      "bureau.csv changed since recording", "diverged at cell", "BURO_DAYS_CREDIT", "rows ", "recorded", "now",
    ] {
      #expect(
        verify.output.contains(part) || verify.errors.contains(part), "\(part) in \(verify.output)\(verify.errors)")
    }
  }

  @Test("an input that changed without a changed value verifies, and says so")
  func changedSpelling() throws {
    let place = try Workplace()
    defer { place.remove() }
    let script = try place.adopt(Repository.file("sessions/credit.carnet"))
    #expect(try place.carnet("run", script).status == 0)
    let file = place.folder.appending(path: "data/home-credit/bureau.csv")
    try (String(contentsOf: file, encoding: .utf8) + "\n").write(to: file, atomically: true, encoding: .utf8)
    let verify = try place.carnet("verify", script)
    #expect(verify.status == 0)
    #expect((verify.output + verify.errors).contains("bureau.csv"))
  }
}
