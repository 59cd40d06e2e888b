import Files

/// Where the C library of a booster lies, and what is said where it is not there.
struct BoosterPlace: Sendable {
  private let title: String
  private let file: String
  private let variable: String

  /// - Parameter variable: of the environment, which tells the path.
  init(_ title: String, file: String, variable: String) {
    (self.title, self.file, self.variable) = (title, file, variable)
  }

  /// - Throws: ``LearningError`` that says where it was looked for and how to install it.
  func path() throws(LearningError) -> String {
    guard let path = InstalledLibrary.path(file, variable: variable) else {
      throw error("is not installed: there is no .deps/lib/\(file)")
    }
    return path
  }

  func error(_ what: String) -> LearningError {
    LearningError("\(title)'s library \(what)", help: "run scripts/setup, or set \(variable) to the path of \(file)")
  }
}
