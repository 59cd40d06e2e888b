extension LanguageReference {
  /// What a file of a model holds.
  static let savedModels = """
    ## Saved models

    `MODEL | export "folder"` writes a folder for other programs, whose `model.json` is the file described here; \
    `export` tells what lies beside it. `MODEL | export "m.json"` writes all that a model predicts by, decides by and \
    knows of its training; `NAME = load \
    "m.json"` reads it again, in any process. The model that was read predicts the same bits, is written as the same \
    bytes, and says the same: which rows or keys it was fitted on, that its scores are no probabilities, which leaks \
    were allowed, its cut, and what its scores tell of the target where they come back as features. `MODEL | steps` \
    lists what is in it, and `MODEL | step NAME` shows one part as a table; `TABLE | prepare MODEL` applies its \
    recipe.

    The file is JSON with sorted members. Floats have a point or an exponent and as many digits as give the same bits \
    when they are read; what JSON has no number for is `"nan"`, `"inf"` or `"-inf"`. Dates and times are `{"date": \
    days}` and `{"datetime": microseconds}` since 1970-01-01, words of 64 bits sixteen hexadecimal digits, many of \
    them Base64 of their bytes in little-endian order. This is version 1 of the form:

    - `carnet` is `"model"`, `version` the version of the form, and `xxh64` the XXH64 with seed 0 of the file's bytes \
    with sixteen zeros in its place. A file whose hash is another, or whose version is later than the program knows, \
    is refused.
    - `estimator` is the estimator as it was typed; `target`, `rows`, `positives` and `cut` are those of `fit`; \
    `decision` is what the cut was chosen by (`cost`, `total`, `honest`, `metrics` of the out-of-fold scores decided \
    at the cut, and in `lowest` and `greatest` those of the folds); \
    `calibration` are the maps that make probabilities of the scores (`text`, and as `steps` `platt` with `slope` and \
    `intercept`, `isotonic` with `scores` and `values`, `beta` with `a`, `b` and `c`, `shift` with `by`); \
    `leaks` are the leaks that were allowed; `reweighted` tells whether classes were weighed or rows resampled, so \
    that scores are no probabilities.
    - `inputs` are the columns that a table must have, in their order, with what training saw: `name`, `type`, \
    `isIndicator`, `nulls`, `low` and `high` of numbers, `levels` of texts (up to \(SeenColumn.mostLevels)).
    - `recipe.steps` are the fitted steps, each with `verb`, `text` (as it was typed) and `state`; `recipeName` is \
    what the recipe was called.
    - `model` is `estimator`, its name, and `state`: `features`, and behind them `prior` of `dummy`, \
    `coefficients`, `intercept`, `means` of the features and standard `errors` (of unpenalised ones) of `logistic`, \
    the `lines` of LightGBM's own text of a `lightgbm`, and those of XGBoost's own JSON of an `xgboost`, where \
    characters in names that Python's package refuses (`[`, `]`, `<`) are `_`; of `scorecard` `terms` \
    (`coefficient`, `error`, `inflation`, and the `lowest`, `mean` and `highest` points), `intercept`, \
    `interceptError`, `scale` (`base`, `odds`, `pdo`), `isRounded`, `rounding` and `remarks`.
    - `trainedRows` are hashes of the keys, or of the rows where there was no key: whoever knows a key can tell from \
    them whether its row was trained on.
    - `origin` is where the rows, the features and the target came from.

    The state of a step: `impute` has `method` (`name`, and a `value` or `settings`), `sources` (`name`, `type`, \
    `gaps`, `filling`), `addsIndicators`, and for `knn` `neighbours` (`settings`, `fallbacks`, and as `donors` the \
    training rows themselves, column by column, which `export` says in a note); `scale` `method` and `scales` \
    (`name`, `centre`, `spread`); `onehot` `keepsSource` and `sources` (`name`, `type`, `levels`, `names`, \
    `nullName`); `encode` `sources` (`name`, `type`, `levels`); `bin` `method`, `givesWeights`, `isBadPositive` \
    where it holds, `target` and `bands` (`name`, `breaks`, or of texts and bools `type` and the `levels` of each \
    band, `specials`, and as `evidence` `weights` and `contributions`, with `counts` of `events` and `nonEvents`, \
    those of special values and then of missing ones last); `clip` `isLearnt` and `bounds` (`name`, `low`, `high`); \
    `prune` `candidates`, `kept`, `sources`, `criterion` and `removals` (`name`, `partner`, `correlation`); `top` \
    `candidates`, `kept`, `sources`, `criterion` and `best`; of a model that ranked, `prune` and `top` keep its \
    `origin`. `derive`, `replace`, `select`, `drop` and `cast` have the `stage` (`text`, and the `scalars` and \
    `fields` of results that stand in it), the `roles`, and the columns that were `kept`.

    The lock of a script takes the hash of each line of the form, and of the donors and hashes as tables, so that one \
    changed scale is found; `origin` alone is left out, as the statements and inputs that it follows from are recorded \
    themselves.
    """
}
