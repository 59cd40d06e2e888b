import Forms

/// A request as a service sees it, however it came.
package struct ServiceRequest: Sendable {
  package let method: String
  /// Without the query, as it was sent.
  package let path: String
  package let query: String
  /// By names in lower case.
  package let headers: [String: String]
  package let body: [UInt8]

  package init(
    _ method: String, _ path: String, query: String = "", headers: [String: String] = [:], body: [UInt8] = []
  ) {
    (self.method, self.path, self.query, self.headers, self.body) = (method, path, query, headers, body)
  }
}

/// What a service answers.
package struct ServiceResponse: Sendable {
  package let status: Int
  package let type: String
  package var headers: [(name: String, value: String)] = []
  package let body: [UInt8]

  package init(_ status: Int, type: String, headers: [(name: String, value: String)] = [], body: [UInt8]) {
    (self.status, self.type, self.headers, self.body) = (status, type, headers, body)
  }

  package init(_ value: JSONValue, status: Int = 200) {
    self.init(status, type: "application/json", body: value.compactBytes)
  }

  package init(_ problem: Problem) {
    self.init(
      problem.status, type: "application/problem+json", headers: problem.headers, body: problem.form.compactBytes)
  }
}

/// Why a request was not answered as it wished, RFC 9457.
package struct Problem: Error, Sendable {
  package let status: Int
  /// What went wrong, the same for all of a kind.
  package let title: String
  /// What went wrong this time.
  package let detail: String
  /// All that is wrong with the rows of a request.
  package var faults: [Fault] = []
  package var headers: [(name: String, value: String)] = []

  package init(_ status: Int, _ title: String, _ detail: String) {
    (self.status, self.title, self.detail) = (status, title, detail)
  }

  package var form: JSONValue {
    .members([
      "type": .text("about:blank"), "title": .text(title), "status": .int(status), "detail": .text(detail),
      "faults": faults.isEmpty ? nil : .array(faults.map(\.form)),
    ])
  }
}

/// Something wrong with one field of one row.
package struct Fault: Sendable, Equatable {
  /// The row of a list, from 0.
  package let row: Int
  package let field: String
  package let value: JSONValue?
  /// What the field should have been.
  package let expected: String

  package var form: JSONValue {
    .members(["row": .int(row), "field": .text(field), "value": value, "expected": .text(expected)])
  }
}

/// Something about a row that does not keep it from a score, and that one should know.
package struct Finding: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The row has no such field; training rows were without a value as well.
    case missing
    /// Null, where no training row was.
    case unseenNull = "unseen_null"
    /// Below the least or above the greatest number of training.
    case outOfRange = "out_of_range"
    /// A text that training did not see.
    case unseenLevel = "unseen_level"
    /// A number that seems to stand for something else: 365243, 999, -9999.
    case sentinel
  }

  package let kind: Kind
  package let field: String
  package let value: JSONValue?
  package let expected: String

  package var form: JSONValue {
    .members([
      "kind": .text(kind.rawValue), "field": .text(field), "value": value, "expected": .text(expected),
    ])
  }
}
