import Columns
import Forms
import Language
import Verbs

/// Where the decision on one row turns when one field alone is changed.
///
/// A score need not rise or fall with a field, so the field's range in training is looked at in even steps, and between
/// the nearest step that turns the decision and its neighbour the place is halved. A turn inside of one step can be
/// missed; what is found is one, as the value that is given was scored.
struct Crossings {
  let served: ScoringService.Served
  /// A value for each input of the model.
  let row: [Cell]
  let threshold: Double
  let threads: Int
  private static let steps = 48
  private static let halvings = 12

  /// A field, and what is known of it.
  private struct Turn {
    let place: Int
    /// The last value known to leave the decision as it is.
    var kept: Cell
    /// The nearest value known to turn it, and its score.
    var turned: Cell
    var score: Double
    /// How far that lies from the row's value, in shares of the range.
    var distance: Double
  }

  init(_ served: ScoringService.Served, _ row: [Cell], threshold: Double, threads: Int) {
    (self.served, self.row, self.threshold, self.threads) = (served, row, threshold, threads)
  }

  var form: JSONValue {
    get throws {
      let score = try scores([row])[0]
      var turns = try firstTurns(isRefused: score >= threshold)
      for _ in 0..<Self.halvings { try halve(&turns, isRefused: score >= threshold) }
      turns.sort { ($0.distance, $0.place) < ($1.distance, $1.place) }
      return .members([
        "threshold": .double(threshold), "score": .double(score), "decision": .text(decision(score)),
        "crossings": .array(turns.map { turn in
          .members([
            "field": .text(served.contract.inputs[turn.place].name), "from": row[turn.place].json,
            "to": turn.turned.json, "score": .double(turn.score), "decision": .text(decision(turn.score)),
          ])
        }),
      ])
    }
  }

  private func decision(_ score: Double) -> String { score >= threshold ? "refuse" : "grant" }

  private func scores(_ rows: [[Cell]]) throws -> [Double] {
    try served.model.scores(served.contract.table(rows), threads: threads)
  }

  private func changed(_ place: Int, _ cell: Cell) -> [Cell] {
    var cells = row
    cells[place] = cell
    return cells
  }

  /// Other values of a field, each with how far it lies from the row's, in shares of the range.
  private func candidates(_ place: Int) -> [(cell: Cell, distance: Double)] {
    let input = served.contract.inputs[place], own = row[place]
    guard input.isUsed else { return [] }
    if case .bool(let value) = own { return [(.bool(!value), 1)] }
    if let levels = input.levels { return levels.map { (.text($0), 1) }.filter { $0.0 != own } }
    guard let range = input.range, range.lowerBound < range.upperBound, let value = own.number else { return [] }
    let width = range.upperBound - range.lowerBound
    return (0...Self.steps).compactMap { step in
      let number = range.lowerBound + width * Double(step) / Double(Self.steps)
      let cell = input.type == .int ? Cell.int(Int64(number.rounded())) : .float(number)
      return cell.number == value ? nil : (cell, abs((cell.number ?? value) - value) / width)
    }
  }

  private func firstTurns(isRefused: Bool) throws -> [Turn] {
    let all = row.indices.flatMap { place in
      candidates(place).map { (place: place, cell: $0.cell, distance: $0.distance) }
    }
    let scores = try scores(all.map { changed($0.place, $0.cell) })
    var turns: [Int: Turn] = [:]
    for (candidate, score) in zip(all, scores) where (score >= threshold) != isRefused {
      if let known = turns[candidate.place], known.distance <= candidate.distance { continue }
      turns[candidate.place] = Turn(
        place: candidate.place, kept: row[candidate.place], turned: candidate.cell, score: score,
        distance: candidate.distance)
    }
    return turns.values.sorted { $0.place < $1.place }
  }

  /// How much of the way to the value that turns the decision another one lies.
  private func share(of middle: Cell, in turn: Turn) -> Double {
    guard let own = row[turn.place].number, let turned = turn.turned.number, let middle = middle.number else {
      return 1
    }
    return (middle - own) / (turned - own)
  }

  /// Brings the value that turns the decision nearer to the row's, for all fields of numbers at once.
  private func halve(_ turns: inout [Turn], isRefused: Bool) throws {
    let middles = turns.map { turn -> Cell? in
      guard let kept = turn.kept.number, let turned = turn.turned.number, turn.turned.json.text == nil else {
        return nil
      }
      let middle = kept + (turned - kept) / 2
      let cell = served.contract.inputs[turn.place].type == .int ? Cell.int(Int64(middle.rounded())) : .float(middle)
      return cell.number == kept || cell.number == turned ? nil : cell
    }
    let open = middles.indices.filter { middles[$0] != nil }
    if open.isEmpty { return }
    let scores = try scores(open.map { changed(turns[$0].place, middles[$0] ?? .null) })
    for (index, score) in zip(open, scores) {
      guard let middle = middles[index] else { continue }
      if (score >= threshold) != isRefused {
        turns[index].distance *= share(of: middle, in: turns[index])
        (turns[index].turned, turns[index].score) = (middle, score)
      } else {
        turns[index].kept = middle
      }
    }
  }
}

extension ScoringService {
  func crossings(_ call: ServiceCall) throws -> JSONValue {
    let served = try served(call)
    guard let threshold = try call.share("threshold") ?? served.model.cut else {
      throw Problem(422, "No decision", "`\(served.name)` has no threshold; say one: `?threshold=0.1`.")
    }
    let (rows, isList) = try rows(call, served)
    if isList { throw Problem(422, "Wrong rows", "The decision on one row is asked for, and here is an array.") }
    return try Crossings(served, rows.cells(0), threshold: threshold, threads: options.threads).form
  }
}
