extension Schema {
  /// The schema with the fields at the given positions, under the given names.
  public func projecting(_ columns: [(position: Int, name: String)]) -> Schema {
    var renamed: [String: String] = [:]
    let fields = columns.map { column in
      var field = self.fields[column.position]
      renamed[field.name] = column.name
      field.name = column.name
      return field
    }
    return Schema(fields, roles: roles.renamed { renamed[$0] })
  }
}
