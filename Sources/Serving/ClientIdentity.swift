import Crypto

/// Tells clients in the log apart without naming them: HMAC-SHA256 of an id, under a key that stays outside.
package struct ClientIdentity: Sendable {
  private let key: SymmetricKey

  package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

  /// Sixty-four hexadecimal digits.
  package func mark(_ id: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(id.utf8), using: key)
    return code.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
