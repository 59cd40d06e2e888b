import Language

extension Catalog {
  /// Every verb of the program, with what the verbs bring along.
  public static let standard = Catalog(
    VerbList.all, topics: HelpTopic.ofVerbs + HelpTopic.grammar, habits: ForeignHabit.all)
}
