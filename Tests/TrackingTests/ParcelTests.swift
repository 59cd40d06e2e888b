import Files
import Forms
import Foundation
import Language
import TestSupport
import Testing
@testable import Tracking

/// What waits for a server, as files.
@Suite struct ParcelTests {
  private let folder = OutputFolder()
  private let target = TrackingTarget(url: "http://127.0.0.1:5000", experiment: "credit", tokenFile: "token.txt")

  private var facts: RunFacts {
    RunFacts(
      name: "first", start: 5, end: 8, parameters: ["a": "1", "b": ""],
      metrics: [
        .init(key: "auc", value: 0.1 + 0.2, step: 0), .init(key: "far", value: .infinity, step: 3),
        .init(key: "low", value: -.infinity, step: 1), .init(key: "whole", value: 7, step: 0),
      ], tags: ["t": "é\n\"\u{1}"], model: "ab")
  }

  private func same(_ parcel: Parcel) throws {
    let read = try Parcel(parcel.bytes)
    #expect(read.id == parcel.id && read.target == parcel.target)
    #expect(read.artifacts.map(\.name) == parcel.artifacts.map(\.name))
    #expect(read.artifacts.map(\.bytes) == parcel.artifacts.map(\.bytes))
    switch (read.work, parcel.work) {
    case (.run(let a), .run(let b)): #expect(a == b)
    case (.addition(let a, let c), .addition(let b, let d)): #expect(a == b && c == d)
    case (.registration(let a, let c, let e), .registration(let b, let d, let f)): #expect(a == b && c == d && e == f)
    default: Issue.record("another kind")
    }
  }

  @Test func everyKindComesBack() throws {
    let files: [Parcel.Artifact] = [
      .init(name: "model/model.json", bytes: [0, 10, 255, 10]), .init(name: "empty", bytes: []),
    ]
    try same(Parcel(.run(facts), for: target, files))
    try same(Parcel(.run(facts), for: TrackingTarget(url: "https://x/y", experiment: "é"), []))
    try same(Parcel(.addition(run: "r", tags: ["a": "b"]), for: target, files))
    try same(Parcel(.registration(facts, name: "credit", alias: nil), for: target, files))
    try same(Parcel(.registration(facts, name: "credit", alias: "champion"), for: target, []))
  }

  @Test func damageIsSeen() throws {
    let whole = Parcel(.run(facts), for: target, [.init(name: "a", bytes: Array("some bytes".utf8))]).bytes
    #expect((try? Parcel(whole)) != nil)
    for end in 0..<whole.count { #expect((try? Parcel(Array(whole[..<end]))) == nil, "cut at \(end)") }
    var changed = whole
    changed[whole.count - 1] ^= 1
    #expect((try? Parcel(changed)) == nil)
  }

  @Test func theOutboxKeepsTheOrder() throws {
    let outbox = Outbox(folder.path + "/outbox")
    #expect(outbox.waiting.isEmpty && outbox.count == 0 && outbox.refused == 0)
    let parcels = (0..<50).map { Parcel(.addition(run: "\($0)", tags: [:]), for: target, []) }
    for parcel in parcels { try outbox.add(parcel) }
    #expect(try outbox.waiting.map { try Parcel(FileSystem.read($0)).id } == parcels.map(\.id))
    let first = outbox.waiting[0]
    try outbox.refuse(first, try FileSystem.read(first), because: "why not")
    #expect(outbox.count == 49 && outbox.refused == 1)
    let place = outbox.folder + "/refused/" + FileSystem.name(of: first)
    #expect(try FileSystem.readText(place + ".reason") == "why not\n")
    #expect(try Parcel(FileSystem.read(place)).id == parcels[0].id)
    try outbox.remove(outbox.waiting[0])
    #expect(try Parcel(FileSystem.read(outbox.waiting[0])).id == parcels[2].id)
  }

  @Test func oneAtATimeSends() throws {
    let outbox = Outbox(folder.path + "/claimed")
    let claim = try outbox.claim()
    #expect(claim != nil)
    #expect(try outbox.claim() == nil)
    withExtendedLifetime(claim) {}
  }
}
