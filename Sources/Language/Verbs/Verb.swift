import Columns
import Diagnostics

/// One operation of the language. A verb is one file: this declaration is all that parsing of its arguments, help,
/// completion, the reference and the tests of its examples are made from.
public protocol Verb: Sendable {
  static var signature: Signature { get }
  /// One line for lists of verbs.
  static var summary: String { get }
  /// What the one line leaves open, in Markdown; may be empty.
  static var discussion: String { get }
  static var examples: [Example] { get }
  /// Whether it reads the table of a file whose path is its first argument.
  static var readsFile: Bool { get }
  /// Whether it names the server that experiments are told of, for all cells below it.
  static var setsTracking: Bool { get }
  /// Whether it fits or judges models: what it gives is what people call an experiment.
  static var isExperiment: Bool { get }
  /// Whether it needs such a server.
  static var needsTracking: Bool { get }
  /// Whether it holds a table whose lines are its arguments, each a text.
  static var holdsLines: Bool { get }
  /// Checks a stage against what is known of its input, and says how to run it.
  ///
  /// Throws a `Diagnostic`, or ``NeedsData`` where the input must be computed first.
  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step
}

extension Verb {
  /// Nothing more to say.
  public static var discussion: String { "" }
  /// Most verbs read none.
  public static var readsFile: Bool { false }
  /// Most verbs name none.
  public static var setsTracking: Bool { false }
  /// Most verbs do not.
  public static var isExperiment: Bool { false }
  /// Most verbs need none.
  public static var needsTracking: Bool { false }
  /// Most verbs hold none.
  public static var holdsLines: Bool { false }
  /// The verb's name, of one word or two.
  public static var name: String { signature.name }
}

/// The verbs of a session, by name.
public struct Catalog: Sendable {
  /// Every verb, in the order of lists.
  public let verbs: [any Verb.Type]
  private let byName: [String: any Verb.Type]
  /// Names of two words, which the parser must know to tell `left join a` from `left` with two arguments.
  public let compoundNames: Set<String>
  /// Made when they are first asked for, as a script without an error needs none of them.
  private let madeTopics: Once<[HelpTopic]>
  private let madeHabits: Once<[ForeignHabit]>

  /// - Parameter topics: the words that the verbs take, such as estimators.
  public init(
    _ verbs: [any Verb.Type], topics: @autoclosure @escaping @Sendable () -> [HelpTopic] = [],
    habits: @autoclosure @escaping @Sendable () -> [ForeignHabit] = []
  ) {
    madeTopics = Once { HelpTopic.functions + topics() }
    madeHabits = Once(habits)
    self.verbs = verbs.sorted { $0.name < $1.name }
    byName = Dictionary(verbs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    compoundNames = Set(verbs.map { $0.name }.filter { $0.contains(" ") })
  }

  /// The verb of a name; nil where there is none.
  public subscript(name: String) -> (any Verb.Type)? { byName[name] }
  /// The functions that a statement without a table may begin with.
  public var functionNames: Set<String> { Self.scalarNames }
  private static let scalarNames = Set(ScalarFunction.all.keys)
  /// The names of all verbs.
  public var names: [String] { verbs.map { $0.name } }

  /// The verb that reads the table of a file; nil where there is none.
  public var reader: (any Verb.Type)? { verbs.first { $0.readsFile } }
  /// The verb that holds a table in a script; nil where there is none.
  public var holder: (any Verb.Type)? { verbs.first { $0.holdsLines } }

  /// The words besides verbs: functions, and what the verbs bring along.
  public var topics: [HelpTopic] { madeTopics.value }
  /// What people write who come from other languages; the first that fits is told.
  public var habits: [ForeignHabit] { madeHabits.value }

  /// The words of a kind, by name.
  public func topics(_ kind: HelpTopic.Kind) -> [HelpTopic] { topics.filter { $0.kind == kind } }
}
