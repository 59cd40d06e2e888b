import Columns
import Diagnostics
import Language
import TableIO

/// The name of an encoding: `"latin-1"`, or the bare word `latin1`.
struct EncodingName: ParameterType {
  let encoding: TextEncoding

  static var typeName: String { "name of an encoding" }

  static func bind(_ syntax: ArgumentSyntax) throws -> EncodingName {
    let name: String
    switch try syntax.expression().kind {
    case .name(let word): name = word.text
    case .string: name = try String.bind(syntax)
    default: throw syntax.wrongValue("takes the name of an encoding", help: help(nil))
    }
    guard let encoding = TextEncoding(name: name) else {
      throw syntax.wrongValue("cannot be `\(name)`", help: help(name))
    }
    return EncodingName(encoding: encoding)
  }

  private static func help(_ name: String?) -> String {
    let names = TextEncoding.allCases.map(\.rawValue)
    if let near = name.flatMap({ Suggestions.nearest(to: $0, in: names).first }) { return "did you mean \"\(near)\"?" }
    return "write one of: \(names.map { "\"\($0)\"" }.joined(separator: ", "))"
  }
}
