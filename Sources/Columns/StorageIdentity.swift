/// Tells whether two columns share their memory. It holds as long as one of the columns lives.
public struct StorageIdentity: Hashable, Sendable {
  private let type: ColumnType
  private let parts: [ObjectIdentifier]
  private let code: Int64?

  /// The identity of the memory in which a column's values lie.
  public init(_ column: Column) {
    type = column.type
    let validity = column.validity.map { [ObjectIdentifier($0.words)] } ?? []
    switch column.storage {
    case .integers(let values): (parts, code) = ([values.identity] + validity, nil)
    case .floats(let buffer): (parts, code) = ([ObjectIdentifier(buffer)] + validity, nil)
    case .text(let codes, let dictionary):
      (parts, code) = ([codes.identity, ObjectIdentifier(dictionary)] + validity, nil)
    case .indicator(let codes, let codeValidity, let level):
      parts = [codes.identity] + (codeValidity.map { [ObjectIdentifier($0.words)] } ?? [])
      code = level ?? -1
    case .gathered(let base, let rows):
      let identity = StorageIdentity(base)
      (parts, code) = (identity.parts + [ObjectIdentifier(rows)], identity.code)
    }
  }
}

extension IntegerBuffer {
  fileprivate var identity: ObjectIdentifier {
    switch self {
    case .w8(let buffer): ObjectIdentifier(buffer)
    case .w16(let buffer): ObjectIdentifier(buffer)
    case .w32(let buffer): ObjectIdentifier(buffer)
    case .w64(let buffer): ObjectIdentifier(buffer)
    }
  }
}
