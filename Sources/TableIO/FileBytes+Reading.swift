import Kernels

extension FileBytes {
  /// The bytes of a file that is to be read as a table.
  /// - Throws: `ReadError`; `InsufficientMemory`.
  convenience init(reading path: String) throws {
    do {
      try self.init(path: path)
    } catch let error as FileError {
      throw ReadError(missing: error)
    }
  }

  /// What `body` reads of the file. Where the file was changed meanwhile that is the error, whatever came of it: a
  /// table that mixes two states of a file, or a complaint about bytes that are gone.
  func unchanged(_ body: (FileBytes) throws -> ReadResult) throws -> ReadResult {
    do {
      let result = try body(self)
      if let change = change(knowing: result.fileHash) { throw ReadError(path: path ?? "", change: change) }
      return result
    } catch is Cancelled {
      throw Cancelled()
    } catch {
      guard let change = change() else { throw error }
      throw ReadError(path: path ?? "", change: change)
    }
  }
}

extension ReadError {
  init(path: String, change: String) {
    self.init(
      path: path, sentence: "\(change) while it was read",
      help: "run this again when nothing writes to the file any more")
  }

  init(missing error: FileError) {
    self.init(
      path: error.path,
      sentence: error.isMissing ? "there is no such file" : "the file cannot be read: \(error.reason)")
    isMissingFile = error.isMissing
  }
}
