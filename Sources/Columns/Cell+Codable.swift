/// Null, bools, whole numbers, floats and texts stand for themselves; a date and a time are `{"date": 19753}`, in days,
/// and `{"datetime": 1706659200000000}`, in microseconds, since 1970-01-01.
extension Cell: Codable {
  private enum CodingKeys: String, CodingKey { case date, datetime, float }

  public func encode(to encoder: any Encoder) throws {
    var single: any SingleValueEncodingContainer { encoder.singleValueContainer() }
    switch self {
    case .null:
      var container = single
      try container.encodeNil()
    case .int(let value):
      var container = single
      try container.encode(value)
    case .float(let value) where value.isFinite:
      var container = single
      try container.encode(value)
    case .text(let text):
      var container = single
      try container.encode(text)
    case .bool(let value):
      var container = single
      try container.encode(value)
    case .date(let days):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(days, forKey: .date)
    case .datetime(let microseconds):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(microseconds, forKey: .datetime)
    case .float(let value):
      // Spelled out, it would come back as a text.
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(value, forKey: .float)
    }
  }

  public init(from decoder: any Decoder) throws {
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      self = .null
    } else if let text = try? single.decode(String.self) {
      self = .text(text)
    } else if let value = try? single.decode(Int64.self) {
      self = .int(value)
    } else if let value = try? single.decode(Double.self) {
      self = .float(value)
    } else if let value = try? single.decode(Bool.self) {
      self = .bool(value)
    } else {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      if let days = try members.decodeIfPresent(Int64.self, forKey: .date) {
        self = .date(days)
      } else if let value = try members.decodeIfPresent(Double.self, forKey: .float) {
        self = .float(value)
      } else {
        self = .datetime(try members.decode(Int64.self, forKey: .datetime))
      }
    }
  }
}
