extension Schema {
  /// The schema with a field replaced where its name exists, else appended.
  public func setting(_ field: Field) -> Schema {
    var fields = self.fields
    if let index = index(of: field.name) { fields[index] = field } else { fields.append(field) }
    return Schema(fields, roles: roles)
  }
}
