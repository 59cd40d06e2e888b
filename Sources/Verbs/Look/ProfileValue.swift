import Columns
import Language

/// The facts about columns: a table to compute with, and a page to read.
struct ProfileValue: Value {
  let facts: Table
  let presentation: Presentation

  var kind: ValueKind { .table }
  var table: Table? { facts }
  var fields: [(name: String, cell: Cell)] { facts.fields }
  var contents: [(name: String, table: Table)] { facts.contents }

  /// - Parameters:
  ///   - facts: the row for each profile.
  ///   - twins: for each profile the name of the first column with the same values.
  init(
    _ facts: Table, of table: Table, _ profiles: [ColumnProfile], twins: [String?], rows: RowFindings
  ) {
    self.facts = facts
    var page = Presentation(facts: ProfilePage.size(of: table, profiles))
    page.sections = [
      Presentation.Section("worth a look", facts: ProfileFindings(profiles, twins: twins, rows: rows).lines)
    ] + ProfilePage.sections(profiles)
    presentation = page
  }
}
