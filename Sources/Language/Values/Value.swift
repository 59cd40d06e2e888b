import Columns

/// What a name can be bound to, or a pipeline can carry: a table, a recipe, a model …
///
/// A kind is declared by the module that brings it; `Language` itself knows only tables.
public struct ValueKind: Hashable, Sendable, CustomStringConvertible {
  /// The kind as people read it: `table`, `model`.
  public let name: String
  /// What ``Value/mainTable`` holds, for the reference: `the metrics, a row each`; nil where values have none.
  public let mainTable: String?
  /// A kind with a name of its own, and what the table holds that stands for its values where a table is wanted.
  public init(_ name: String, mainTable: String? = nil) { (self.name, self.mainTable) = (name, mainTable) }
  /// The name.
  public var description: String { name }

  /// Rows and columns.
  public static let table = ValueKind("table")
}

/// The result of a pipeline. Values never change.
public protocol Value: Sendable {
  var kind: ValueKind { get }
  /// The scalars that `$name.field` reads.
  var fields: [(name: String, cell: Cell)] { get }
  /// What a person sees.
  var presentation: Presentation { get }
  /// The rows and columns of a value of the kind `table`; nil for any other.
  var table: Table? { get }
  /// The columns of a value of the kind `table`, which are known also where its rows are not here.
  var heading: Schema? { get }
  /// The table that stands for a value of another kind where a verb takes a table; nil where none does.
  var mainTable: Table? { get }
  /// The estimators of what people call an experiment, as they were typed: of a model that was fitted, or of models
  /// that were judged. Nil for any other value.
  var experiment: String? { get }
  /// Numbers that come in steps, for a list of experiments.
  var series: [StepSeries] { get }
  /// The server that experiments below are told of, where the value names one.
  var tracking: TrackingTarget? { get }
  /// Everything the value consists of, as tables: what the lock hashes and verification compares.
  var contents: [(name: String, table: Table)] { get }
}

extension Value {
  /// None: most kinds are no table.
  public var table: Table? { nil }
  /// The value itself, where it is a table.
  public var mainTable: Table? { table }
  /// That of the table, where the value is one.
  public var heading: Schema? { table?.schema }
}

/// What a value shows, for any front end to draw.
public struct Presentation: Sendable {
  /// A value in one line; nil for what has parts.
  public var text: String?
  /// Labelled facts, one a line: `AUC  0.7512`.
  public var facts: [(label: String, text: String)]
  /// Tables, with a title where there are several.
  public var tables: [(title: String?, table: Table)]
  /// The parts of a page, under a title each.
  public var sections: [Section] = []
  /// The lines of a drawing in characters, for a terminal of a given width; none where there is nothing to draw.
  public var preview: @Sendable (_ width: Int) -> [String]
  /// A drawing for everything else.
  public var svg: String?

  /// What there is to show; all of it may be left out.
  public init(
    facts: [(label: String, text: String)] = [], tables: [(title: String?, table: Table)] = [],
    preview: @escaping @Sendable (_ width: Int) -> [String] = { _ in [] }, svg: String? = nil
  ) {
    (self.facts, self.tables, self.preview, self.svg) = (facts, tables, preview, svg)
  }

  /// A value in one line.
  public init(text: String) {
    self.init()
    self.text = text
  }
}

extension Presentation {
  /// A part of a page: facts, or a listing.
  public struct Section: Sendable {
    /// What the part is about.
    public let title: String
    /// Labelled facts, one a line.
    public let facts: [(label: String, text: String)]
    /// Rows of texts; nil where there are none.
    public let listing: Listing?

    /// A part with facts or a listing.
    public init(_ title: String, facts: [(label: String, text: String)] = [], listing: Listing? = nil) {
      (self.title, self.facts, self.listing) = (title, facts, listing)
    }
  }
}

extension Table: Value {
  /// A table.
  public var kind: ValueKind { .table }
  /// The table itself.
  public var table: Table? { self }

  /// The cells of a table of one row, by column; a longer table has only its size.
  public var fields: [(name: String, cell: Cell)] {
    let own = rowCount == 1 ? zip(schema.names, columns).map { (name: $0, cell: $1[0]) } : []
    return own + [("rows", .int(Int64(rowCount))), ("columns", .int(Int64(columns.count)))]
  }

  /// The rows.
  public var presentation: Presentation { Presentation(tables: [(nil, self)]) }
  /// The table itself, without a name.
  public var contents: [(name: String, table: Table)] { [("", self)] }
}
