import AsyncHTTPClient
import Files
import Language

/// Who asks a server, as the environment tells. Nothing of it is written anywhere.
package struct Credentials: Sendable {
  private let token: String?
  private let user: (name: String, password: String)?

  /// - Parameter environment: the value of a variable of the process.
  package init(_ environment: (String) -> String?) {
    token = environment("MLFLOW_TRACKING_TOKEN")
    let name = environment("MLFLOW_TRACKING_USERNAME"), password = environment("MLFLOW_TRACKING_PASSWORD")
    user = if let name, let password { (name, password) } else { nil }
  }

  /// What the header says that tells who asks; nil where nobody has to.
  /// - Throws: `SendingError` where the file of the token cannot be read.
  func header(_ target: TrackingTarget) throws -> String? {
    if let path = target.tokenFile {
      guard let text = try? FileSystem.readText(path) else {
        throw SendingError.later("the token's file `\(path)` cannot be read")
      }
      let words = text.split(whereSeparator: \.isWhitespace).filter { $0.lowercased() != "bearer" }
      guard let token = words.first else { throw SendingError.later("the token's file `\(path)` is empty") }
      return "Bearer \(token)"
    }
    if let token { return "Bearer \(token)" }
    return user.map { HTTPClient.Authorization.basic(username: $0.name, password: $0.password).headerValue }
  }
}
