extension JSONValue {
  /// The path of the first place at which two forms differ; nil where their texts are equal. NaN equals NaN, and the
  /// two zeros differ.
  package func difference(from other: JSONValue) -> String? {
    difference(other, []).map(\.formPath)
  }

  private func difference(_ other: JSONValue, _ path: [any CodingKey]) -> [any CodingKey]? {
    if let mine = object, let others = other.object {
      for (index, member) in mine.enumerated() {
        let inner = path + [FormKey(member.name)]
        guard others.indices.contains(index), others[index].name == member.name else { return inner }
        if let found = member.value.difference(others[index].value, inner) { return found }
      }
      return others.count > mine.count ? path + [FormKey(others[mine.count].name)] : nil
    }
    if let mine = list, let others = other.list {
      if case .numbers(let a) = self, case .numbers(let b) = other, a.count == b.count {
        return a.indices.first { a[$0].formBits != b[$0].formBits }.map { path + [FormKey(index: $0)] }
      }
      for index in 0..<max(mine.count, others.count) {
        let inner = path + [FormKey(index: index)]
        guard mine.indices.contains(index), others.indices.contains(index) else { return inner }
        if let found = mine[index].difference(others[index], inner) { return found }
      }
      return nil
    }
    return isSamePlain(as: other) ? nil : path
  }

  private var list: [JSONValue]? {
    switch self {
    case .array(let elements): elements
    case .numbers(let numbers): numbers.map { .double($0) }
    case .columns(let columns): columns.map { .numbers($0) }
    default: nil
    }
  }

  private func isSamePlain(as other: JSONValue) -> Bool {
    switch (plain, other.plain) {
    case (.double(let a), .double(let b)): a.formBits == b.formBits
    case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
    case (let a, let b): a == b
    }
  }

  /// As it is after being written and read.
  private var plain: JSONValue {
    switch self {
    case .words(let words): .text(Base64.encode(words))
    case .double(let value) where !value.isFinite: .text(JSONValue.spelling(ofNonFinite: value))
    default: self
    }
  }
}

extension Double {
  fileprivate var formBits: UInt64 { isNaN ? Double.nan.bitPattern : bitPattern }
}
