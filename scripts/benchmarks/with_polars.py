"""The tasks in polars. `streaming` picks its engine; the recipe is tuned by hand: only what is read is parsed, texts are
categorical, all aggregates of a table run in one lazy plan, and the tables are laid beside each other, not joined in turn."""

import polars as pl

import recipe
from recipe import KEY


def table(folder, name, columns=None):
    """A table of which only what is needed is parsed. Its texts become enumerations of the levels that it holds."""
    plan = pl.scan_csv(f"{folder}/{name}.csv", infer_schema_length=10000)
    frame = (plan.select(columns) if columns else plan).collect(engine="streaming")
    levels = {text: frame[text].drop_nulls().unique().sort().to_list()
              for text, kind in frame.schema.items() if kind == pl.String}
    return frame.with_columns(pl.col(text).cast(pl.Enum(values)) for text, values in levels.items()), levels


def load(path, engine):
    return pl.read_csv(path, infer_schema_length=10000)


def expression(name, function, column):
    of = pl.col(column)
    result = of.drop_nulls().n_unique() if function == "nunique" else getattr(of, function)()
    return result.alias(name)


def indicators(levels, prefix, texts):
    """The mean of each level's indicator, and of the nulls'."""
    for text in texts:
        for level in levels[text]:
            yield pl.col(text).eq_missing(pl.lit(level)).mean().alias(f"{prefix}{text}_{level}_MEAN")
        yield pl.col(text).is_null().mean().alias(f"{prefix}{text}_nan_MEAN")


def finite(ratio, name):
    return pl.when(ratio.is_finite()).then(ratio).alias(name)


def no_sentinel(name):
    return pl.when(pl.col(name) != recipe.SENTINEL).then(pl.col(name)).alias(name)


def application(folder, engine):
    frame, levels = table(folder, "application_train")
    plan = frame.lazy().filter(pl.col("CODE_GENDER") != "XNA")
    made = []
    for code in recipe.APPLICATION_CODES:
        order = [level for level in frame[code].unique(maintain_order=True) if level != "XNA"]
        made.append(pl.col(code).replace_strict(order, range(len(order)), return_dtype=pl.UInt8))
    texts = [text for text in levels if text not in recipe.APPLICATION_CODES]
    made += [pl.col(text).eq_missing(pl.lit(level)).cast(pl.UInt8).alias(f"{text}_{level}")
             for text in texts for level in levels[text]]
    plan = plan.with_columns(no_sentinel("DAYS_EMPLOYED"), *made).drop(texts)
    plan = plan.with_columns(finite(pl.col(a) / pl.col(b), name) for name, a, b in recipe.APPLICATION_RATIOS)
    return plan.collect(engine=engine)


def bureau(folder, engine):
    balance, levels = table(folder, "bureau_balance")
    by_loan = balance.lazy().group_by("SK_ID_BUREAU").agg(
        pl.col("MONTHS_BALANCE").min().alias("MONTHS_BALANCE_MIN"), pl.col("MONTHS_BALANCE").max().alias("MONTHS_BALANCE_MAX"),
        pl.len().alias("MONTHS_BALANCE_SIZE"), *indicators(levels, "", ["STATUS"])).collect(engine=engine)
    del balance
    loans, levels = table(folder, "bureau", recipe.BUREAU_READ)
    loans = loans.lazy().join(by_loan.lazy(), on="SK_ID_BUREAU", how="left")
    statuses = [name for name in by_loan.columns if name.startswith("STATUS_")]
    extra = [*indicators(levels, "BURO_", recipe.BUREAU_TEXTS),
             *[expression(f"BURO_{name}_MEAN", "mean", name) for name in statuses]]
    return by_states(loans, "BURO_", recipe.BUREAU_NUMBERS, extra, recipe.BUREAU_STATES, engine)


def by_states(plan, prefix, numbers, extra, states, engine):
    frame = plan.collect(engine=engine).lazy()
    plans = [frame.group_by(KEY).agg(*[expression(*item) for item in recipe.each(prefix, numbers)], *extra)]
    column, levels = states
    for level in levels:
        rows = frame.filter(pl.col(column) == level)
        plans.append(rows.group_by(KEY).agg(expression(*item) for item in recipe.each(f"{level.upper()}_", numbers)))
    return pl.collect_all(plans, engine=engine)


def previous(folder, engine):
    frame, levels = table(folder, "previous_application", recipe.PREVIOUS_READ)
    plan = frame.lazy().with_columns(finite(pl.col("AMT_APPLICATION") / pl.col("AMT_CREDIT"), "APP_CREDIT_PERC"))
    extra = list(indicators(levels, "PREV_", recipe.PREVIOUS_TEXTS))
    return by_states(plan, "PREV_", recipe.PREVIOUS_NUMBERS, extra, recipe.PREVIOUS_STATES, engine)


def point_of_sale(folder, engine):
    frame, levels = table(folder, "POS_CASH_balance", recipe.POS_READ)
    return [frame.lazy().group_by(KEY).agg(
        *[expression(*item) for item in recipe.each("POS_", recipe.POS_NUMBERS)],
        *indicators(levels, "POS_", recipe.POS_TEXTS), pl.len().alias("POS_MONTHS_BALANCE_SIZE"),
        pl.len().alias("POS_COUNT")).collect(engine=engine)]


def instalments(folder, engine):
    late = pl.col("DAYS_ENTRY_PAYMENT") - pl.col("DAYS_INSTALMENT")
    plan = pl.scan_csv(f"{folder}/installments_payments.csv").select(recipe.INSTALMENT_READ).with_columns(
        finite(pl.col("AMT_PAYMENT") / pl.col("AMT_INSTALMENT"), "PAYMENT_PERC"),
        (pl.col("AMT_INSTALMENT") - pl.col("AMT_PAYMENT")).alias("PAYMENT_DIFF"),
        late.clip(lower_bound=0).fill_null(0).alias("DPD"), (-late).clip(lower_bound=0).fill_null(0).alias("DBD"))
    return [plan.group_by(KEY).agg(
        *[expression(*item) for item in recipe.each("INSTAL_", recipe.INSTALMENT_NUMBERS)],
        pl.len().alias("INSTAL_COUNT")).collect(engine=engine)]


def cards(folder, engine):
    text = recipe.CARD_TEXTS[0]
    frame, levels = table(folder, "credit_card_balance")
    plan = frame.lazy().drop("SK_ID_PREV")
    made = [pl.col(text).eq_missing(pl.lit(level)).cast(pl.UInt8).alias(f"{text}_{level}")
            for level in levels[text]]
    plan = plan.with_columns(*made, pl.col(text).is_null().cast(pl.UInt8).alias(f"{text}_nan")).drop(text)
    names = [name for name in plan.collect_schema() if name != KEY]
    wanted = recipe.each("CC_", [(name, " ".join(recipe.CARD_FUNCTIONS)) for name in names])
    return [plan.group_by(KEY).agg(*[expression(*item) for item in wanted], pl.len().alias("CC_COUNT")).collect(engine=engine)]


def features(folder, out, engine):
    app = application(folder, engine)
    keys = app.lazy().select(KEY)
    parts = [app]
    for family in (bureau, previous, point_of_sale, instalments, cards):
        joined = [keys.join(frame.lazy(), on=KEY, how="left", maintain_order="left").drop(KEY)
                  for frame in family(folder, engine)]
        parts += pl.collect_all(joined, engine=engine)
    pl.concat(parts, how="horizontal").write_parquet(out, compression="zstd", compression_level=1)


def group(name, engine):
    key, plan, text = recipe.GROUPS[name]
    def prepare(folder):
        return table(folder, name)
    def run(prepared):
        frame, levels = prepared
        numbers = plan or [(name, " ".join(recipe.CARD_FUNCTIONS)) for name, kind in frame.schema.items()
                           if kind.is_numeric() and name not in (KEY, "SK_ID_PREV")]
        made = indicators(levels, "", [text]) if text else []
        return frame.lazy().group_by(key).agg(
            *[expression(*item) for item in recipe.each("", numbers)], *made, pl.len().alias("COUNT")).collect(engine=engine)
    return prepare, run


def join(left_key, engine):
    """Joins the tables to the left one and reads what was added: the mean of every new column."""
    def prepare(left, rights):
        return pl.read_parquet(left), [pl.read_parquet(right) for right in rights]
    def run(frames):
        left, rights = frames
        plan = left.lazy()
        for right in rights:
            plan = plan.join(right.lazy(), on=left_key, how="left", maintain_order="left")
        new = [name for right in rights for name in right.columns if name != left_key]
        return plan.collect(engine=engine).lazy().select(pl.col(new).cast(pl.Float64).mean()).collect(engine=engine)
    return prepare, run
