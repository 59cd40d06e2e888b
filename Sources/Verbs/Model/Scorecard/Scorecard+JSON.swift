import Columns
import Forms
import Language

extension Scorecard {
  /// The card for other programs: the base, and for each column the points of its gaps, special values, runs of numbers
  /// (each up to `below`, the last one without) or groups of levels.
  var json: String {
    let scale = model.scale
    return JSONValue.members([
      "format": .text("carnet.scorecard"), "version": .int(1), "target": .text(target),
      "base_points": .double(model.basePoints),
      "scale": .members(["base": .double(scale.base), "odds": .double(scale.odds), "pdo": .double(scale.pdo)]),
      "rounded": .bool(model.isRounded), "features": .array(features.map(form)),
    ]).lined
  }

  private func form(_ feature: Feature) -> JSONValue {
    let bands = feature.bands
    let specials = bands.specials.enumerated().map { place, value in
      JSONValue.members(["value": .double(value), "points": .double(feature.special(place))])
    }
    let runs = bands.levels == nil ? (0...bands.breaks.count).map { place in
      JSONValue.members([
        "below": place < bands.breaks.count ? .double(bands.breaks[place]) : nil,
        "points": .double(feature.points[place]),
      ])
    } : nil
    let groups = bands.levels.map { levels in
      zip(levels, feature.points).map { group, points in
        JSONValue.members(["levels": .array(group.map(Self.form)), "points": .double(points)])
      }
    }
    return .members([
      "column": .text(feature.name), "missing": .double(feature.missing),
      "special": specials.isEmpty ? nil : .array(specials), "runs": runs.map { .array($0) },
      "groups": groups.map { .array($0) }, "unseen": groups.map { _ in .double(feature.unseen) },
    ])
  }

  private static func form(_ level: Cell) -> JSONValue {
    if case .bool(let value) = level { return .bool(value) }
    return .text(CellFormat.plain(level))
  }
}
