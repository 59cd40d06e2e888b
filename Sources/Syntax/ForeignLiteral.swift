/// The literals of SQL, Python, R and JavaScript that have another spelling here.
enum ForeignLiteral {
  case null, yes, no

  init?(_ word: String) {
    switch word {
    case "NULL", "Null", "None", "nil": self = .null
    case "true", "True", "TRUE": self = .yes
    case "false", "False", "FALSE": self = .no
    default: return nil
    }
  }

  var spelling: String {
    switch self {
    case .null: "null"
    case .yes: "yes"
    case .no: "no"
    }
  }

  var kind: Expression.Kind {
    switch self {
    case .null: .null
    case .yes: .bool(true)
    case .no: .bool(false)
    }
  }
}
