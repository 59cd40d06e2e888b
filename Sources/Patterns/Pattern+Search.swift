import CPattern

extension Pattern {
  /// What a search finds.
  enum Found: Equatable {
    case none
    /// A match, of which the group asked for is no part.
    case elsewhere
    /// The bytes of the group.
    case place(Range<Int>)
  }

  /// A search of so many steps takes well below a tenth of a second: nobody has to be asked meanwhile.
  private static let quickSteps = 1 << 22

  /// Looks for the first match.
  ///
  /// RE2 cannot be stopped. A search that may take long runs on a thread of its own, which is left to itself when the
  /// result is not wanted any more: it holds the pattern and a copy of the text, and ends, as all searches do.
  ///
  /// - Parameter group: what of the match is asked for; -1 for nothing.
  /// - Returns: nil where the search was not wanted to its end.
  func search(_ text: String, group: Int, _ isUnwanted: () -> Bool) -> Found? {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text -> Found? in
        let isLong = text.count.multipliedReportingOverflow(by: size).partialValue > Self.quickSteps
        guard isLong, let apart = carnet_search_begin(handle, text.baseAddress, text.count, Int32(group)) else {
          var start: Int64 = -1, end: Int64 = -1
          let isFound = carnet_pattern_find(handle, text.baseAddress, text.count, Int32(group), &start, &end) != 0
          return Found(isFound, start, end)
        }
        defer { carnet_search_leave(apart) }
        while carnet_search_wait(apart, 5) == 0 { if isUnwanted() { return nil } }
        var start: Int64 = -1, end: Int64 = -1
        let isFound = carnet_search_result(apart, &start, &end) != 0
        return Found(isFound, start, end)
      }
    }
  }
}

extension Pattern.Found {
  fileprivate init(_ isFound: Bool, _ start: Int64, _ end: Int64) {
    self = !isFound ? .none : start < 0 ? .elsewhere : .place(Int(start)..<Int(end))
  }
}
