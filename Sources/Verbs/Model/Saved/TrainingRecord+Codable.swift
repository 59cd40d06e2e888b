import Language

/// The text, and where the rows, the target and the features came from, as numbers in a list of histories.
extension TrainingRecord: Codable {
  private enum CodingKeys: String, CodingKey { case text, target, features, rows, recipe, histories }

  package func encode(to encoder: any Encoder) throws {
    var histories = HistoryList()
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(text, forKey: .text)
    try container.encodeIfPresent(target.map { histories.add($0) }, forKey: .target)
    try container.encode(features.map { histories.add($0) }, forKey: .features)
    try container.encode(histories.add(rows), forKey: .rows)
    try container.encode(recipe, forKey: .recipe)
    try container.encode(histories, forKey: .histories)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let list = try container.decode(HistoryList.self, forKey: .histories)
    let target = try container.decodeIfPresent(Int.self, forKey: .target)
    let features = try container.decode([Int].self, forKey: .features)
    guard let histories = list.histories(),
      (features + (target.map { [$0] } ?? [])).allSatisfy(histories.indices.contains),
      let rows = list.rows(try container.decode(Int.self, forKey: .rows))
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .histories, in: container, debugDescription: "a number stands for no history")
    }
    self.init(
      text: try container.decode(String.self, forKey: .text), target: target.map { histories[$0] },
      features: features.map { histories[$0] }, rows: rows,
      recipe: try container.decode([String].self, forKey: .recipe))
  }
}
