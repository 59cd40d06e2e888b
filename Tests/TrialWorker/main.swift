import Foundation
import Oracle

// Runs random cases by themselves:
// `trial-worker expressions|pipelines|backends|models|hostile|conversations FIRST COUNT [SHOWN]`.
// `trial-worker prompt FILE` plays one conversation.
let words = CommandLine.arguments.dropFirst()
let numbers = words.dropFirst().compactMap { UInt64($0) }
if words.first == "prompt", let file = words.last, let bytes = FileManager.default.contents(atPath: file) {
  HostileConversation.play(String(decoding: bytes, as: UTF8.self), width: bytes.count % 150)
} else if let kind = words.first, numbers.count >= 2 {
  let seeds = numbers[0]..<numbers[0] + numbers[1]
  let shown = numbers.count > 2 ? Int(numbers[2]) : 5
  if kind == "hostile" || kind == "conversations" {
    try runHostile(seeds, atPrompt: kind == "conversations")
  } else {
    let types: [String: any Trial.Type] = [
      "pipelines": PipelineTrial.self, "backends": BackendTrial.self, "models": ModelTrial.self,
    ]
    let type = types[kind] ?? ExpressionTrial.self
    let report = TrialReport(type, seeds: seeds, showing: shown)
    print(report.shown.joined(separator: "\n\n"))
    print("\(kind): \(report.count) run, \(report.refused) refused by both, \(report.failures) differ")
  }
}

/// Runs hostile scripts with the program beside this one, or types them at a prompt of its own.
func runHostile(_ seeds: Range<UInt64>, atPrompt: Bool) throws {
  let worker = URL(filePath: CommandLine.arguments[0]).standardizedFileURL.absoluteURL
  let run = try HostileRun(program: worker.deletingLastPathComponent().appending(path: "carnet"))
  defer { run.remove() }
  var faults = 0
  for seed in seeds {
    var scripts = HostileScripts(seed: seed), conversations = HostileConversation(seed: seed)
    let fault =
      try atPrompt
      ? run.fault(ofConversation: conversations.text(), seed: seed, worker: worker)
      : run.fault(of: scripts.script(), seed: seed)
    guard let fault else { continue }
    faults += 1
    print("seed \(seed): \(fault.what)\n\(fault.script.prefix(400))\n")
  }
  print("\(seeds.count) run, \(faults) faults")
}
