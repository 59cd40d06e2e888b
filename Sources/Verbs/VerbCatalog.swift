import Language

extension Catalog {
  /// Every verb of this version, and the names of those that are to come.
  public static let standard = Catalog(
    VerbList.all,
    planned: [
      "report",
    ], topics: HelpTopic.ofVerbs + HelpTopic.grammar, habits: ForeignHabit.all)
}
