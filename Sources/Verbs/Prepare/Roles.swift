/// Columns that are no features.
package struct Roles: Sendable {
  package var target: String?
  package var key: [String]

  package init(target: String? = nil, key: [String] = []) { (self.target, self.key) = (target, key) }

  /// What type words such as `@num` pass over.
  package var exclusions: Set<String> { Set(key).union(target.map { [$0] } ?? []) }
}
