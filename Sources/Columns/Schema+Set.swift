extension Schema {
  /// The schema with a field replaced where its name exists, else appended.
  public func setting(_ field: Field) -> Schema {
    guard let index = index(of: field.name) else { return Schema(self, adding: field) }
    if fields[index] == field { return self }
    var fields = self.fields
    fields[index] = field
    return Schema(fields, roles: roles)
  }

  /// The schema with fields replaced where their names exist, else appended, one after another.
  public func setting(_ additions: [Field]) -> Schema {
    if additions.count == 1 { return setting(additions[0]) }
    var fields = self.fields, positions: [String: Int] = [:]
    for field in additions {
      if let index = index(of: field.name) ?? positions[field.name] {
        fields[index] = field
      } else {
        positions[field.name] = fields.count
        fields.append(field)
      }
    }
    return Schema(fields, roles: roles)
  }
}
