"""The tasks in duckdb: one statement a table, in which only what is read is parsed and all aggregates run in one pass."""

import duckdb

import recipe
from recipe import KEY


def connect(threads):
    connection = duckdb.connect()
    connection.execute(f"set threads = {threads}")
    connection.execute("set preserve_insertion_order = false")
    return connection


def source(folder, table):
    """The file, with the one column of words that would be taken for a truth value."""
    types = ", types = {'EMERGENCYSTATE_MODE': 'VARCHAR'}" if table == "application_train" else ""
    return f"read_csv('{folder}/{table}.csv'{types})"


def load(connection, folder, table):
    connection.execute(f"create or replace temp table loaded as from {source(folder, table)}")


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def aggregate(name, function, column, where=None):
    """An expression whose empty sums are 0 and whose groups without rows are null, as everywhere else."""
    of = quoted(column)
    name_of = {"mean": f"avg({of})", "var": f"var_samp({of})", "nunique": f"count(distinct {of})"}
    call = name_of.get(function, f"{function}({of})")
    if where:
        call += f" filter ({where})"
    if function == "sum":
        call = f"coalesce({call}, 0)"
        if where:
            call = f"case when count(*) filter ({where}) > 0 then {call} end"
    return f"{call} as {quoted(name)}"


def levels(connection, relation, text):
    rows = connection.execute(
        f"select distinct {quoted(text)} from {relation} where {quoted(text)} is not null order by 1").fetchall()
    return [row[0] for row in rows]


def is_level(text, level):
    literal = level.replace("'", "''")
    return f"coalesce({quoted(text)} = '{literal}', false)"


def indicators(connection, relation, prefix, texts):
    for text in texts:
        for level in levels(connection, relation, text):
            yield f"avg({is_level(text, level)}::int) as {quoted(f'{prefix}{text}_{level}_MEAN')}"
        yield f"avg(({quoted(text)} is null)::int) as {quoted(f'{prefix}{text}_nan_MEAN')}"


def read(connection, folder, table, columns=None):
    chosen = ", ".join(map(quoted, columns)) if columns else "*"
    connection.execute(f"create or replace temp table {table} as select {chosen} from {source(folder, table)}")


def by_states(relation, prefix, numbers, states):
    column, names = states
    items = [aggregate(*item) for item in recipe.each(prefix, numbers)]
    for level in names:
        where = is_level(column, level)
        items += [aggregate(*item, where) for item in recipe.each(f"{level.upper()}_", numbers)]
    return items


def grouped(connection, out, relation, key, items):
    connection.execute(f"create or replace temp table {out} as select {quoted(key)}, {', '.join(items)} "
                       f"from {relation} group by {quoted(key)}")


def application(connection, folder):
    read(connection, folder, "application_train")
    kinds = connection.execute("describe application_train").fetchall()
    texts = [row[0] for row in kinds if row[1] == "VARCHAR" and row[0] not in recipe.APPLICATION_CODES]
    made = ["nullif(DAYS_EMPLOYED, 365243) as DAYS_EMPLOYED"]
    for code in recipe.APPLICATION_CODES:
        order = [row[0] for row in connection.execute(
            f"select {code} from application_train where CODE_GENDER <> 'XNA' group by 1 order by min(rowid)").fetchall()]
        cases = " ".join(f"when '{level}' then {place}" for place, level in enumerate(order))
        made.append(f"(case {code} {cases} end) as {code}")
    for text in texts:
        made += [f"{is_level(text, level)}::utinyint as {quoted(f'{text}_{level}')}"
                 for level in levels(connection, "application_train", text)]
    for name, a, b in recipe.APPLICATION_RATIOS:
        a = f"nullif({a}, 365243)" if a == "DAYS_EMPLOYED" else a
        made.append(f"{a} / nullif({b}, 0) as {name}")
    left_out = ", ".join(["DAYS_EMPLOYED", *recipe.APPLICATION_CODES, *texts])
    connection.execute(f"create temp table app as select * exclude ({left_out}), {', '.join(made)} "
                       "from application_train where CODE_GENDER <> 'XNA'")
    connection.execute("drop table application_train")


def bureau(connection, folder):
    read(connection, folder, "bureau_balance")
    status = list(indicators(connection, "bureau_balance", "", ["STATUS"]))
    grouped(connection, "by_loan", "bureau_balance", "SK_ID_BUREAU", [
        "min(MONTHS_BALANCE) as MONTHS_BALANCE_MIN", "max(MONTHS_BALANCE) as MONTHS_BALANCE_MAX",
        "count(*) as MONTHS_BALANCE_SIZE", *status])
    connection.execute("drop table bureau_balance")
    read(connection, folder, "bureau", recipe.BUREAU_READ)
    extra = list(indicators(connection, "bureau", "BURO_", recipe.BUREAU_TEXTS))
    names = [row[0] for row in connection.execute("describe by_loan").fetchall() if row[0].startswith("STATUS_")]
    extra += [aggregate(f"BURO_{name}_MEAN", "mean", name) for name in names]
    items = by_states("bureau", "BURO_", recipe.BUREAU_NUMBERS, recipe.BUREAU_STATES) + extra
    grouped(connection, "bureau_f", "(from bureau left join by_loan using (SK_ID_BUREAU))", KEY, items)
    connection.execute("drop table bureau; drop table by_loan")


def previous(connection, folder):
    read(connection, folder, "previous_application", recipe.PREVIOUS_READ)
    extra = list(indicators(connection, "previous_application", "PREV_", recipe.PREVIOUS_TEXTS))
    items = by_states("previous_application", "PREV_", recipe.PREVIOUS_NUMBERS, recipe.PREVIOUS_STATES) + extra
    ratio = "(select *, AMT_APPLICATION / nullif(AMT_CREDIT, 0) as APP_CREDIT_PERC from previous_application)"
    grouped(connection, "previous_f", ratio, KEY, items)
    connection.execute("drop table previous_application")


def point_of_sale(connection, folder):
    read(connection, folder, "POS_CASH_balance", recipe.POS_READ)
    items = [aggregate(*item) for item in recipe.each("POS_", recipe.POS_NUMBERS)]
    items += indicators(connection, "POS_CASH_balance", "POS_", recipe.POS_TEXTS)
    grouped(connection, "pos_f", "POS_CASH_balance", KEY, [
        *items, "count(*) as POS_MONTHS_BALANCE_SIZE", "count(*) as POS_COUNT"])
    connection.execute("drop table POS_CASH_balance")


def instalments(connection, folder):
    derived = f"""(select {', '.join(recipe.INSTALMENT_READ)}, AMT_PAYMENT / nullif(AMT_INSTALMENT, 0) as PAYMENT_PERC,
      AMT_INSTALMENT - AMT_PAYMENT as PAYMENT_DIFF,
      coalesce(greatest(DAYS_ENTRY_PAYMENT - DAYS_INSTALMENT, case when DAYS_ENTRY_PAYMENT is not null then 0 end), 0) as DPD,
      coalesce(greatest(DAYS_INSTALMENT - DAYS_ENTRY_PAYMENT, case when DAYS_ENTRY_PAYMENT is not null then 0 end), 0) as DBD
      from read_csv('{folder}/installments_payments.csv'))"""
    items = [aggregate(*item) for item in recipe.each("INSTAL_", recipe.INSTALMENT_NUMBERS)]
    grouped(connection, "instal_f", derived, KEY, [*items, "count(*) as INSTAL_COUNT"])


def cards(connection, folder):
    read(connection, folder, "credit_card_balance")
    kinds = connection.execute("describe credit_card_balance").fetchall()
    columns = [(row[0], quoted(row[0])) for row in kinds
               if row[1] != "VARCHAR" and row[0] not in (KEY, "SK_ID_PREV")]
    text = recipe.CARD_TEXTS[0]
    columns += [(f"{text}_{level}", f"{is_level(text, level)}::int") for level in levels(connection, "credit_card_balance", text)]
    columns.append((f"{text}_nan", f"({text} is null)::int"))
    chosen = ", ".join(f"{code} as {quoted(name)}" for name, code in columns)
    plan = recipe.each("CC_", [(name, " ".join(recipe.CARD_FUNCTIONS)) for name, _ in columns])
    grouped(connection, "card_f", f"(select {KEY}, {chosen} from credit_card_balance)", KEY, [
        *[aggregate(*item) for item in plan], "count(*) as CC_COUNT"])
    connection.execute("drop table credit_card_balance")


def features(connection, folder, out):
    for family in (application, bureau, previous, point_of_sale, instalments, cards):
        family(connection, folder)
    joins = " ".join(f"left join {table} using ({KEY})" for table in ("bureau_f", "previous_f", "pos_f", "instal_f", "card_f"))
    connection.execute(f"copy (from app {joins}) to '{out}' (format parquet, compression zstd, compression_level 1)")


def group(connection, name):
    key, plan, text = recipe.GROUPS[name]
    def prepare(folder):
        read(connection, folder, name)
        if text:
            kind = ", ".join(f"'{level}'" for level in levels(connection, name, text))
            connection.execute(f"alter table {name} alter {text} type enum ({kind})")
    def run(_):
        kinds = connection.execute(f"describe {name}").fetchall()
        numbers = plan or [(row[0], " ".join(recipe.CARD_FUNCTIONS)) for row in kinds
                           if row[1] != "VARCHAR" and row[0] not in (KEY, "SK_ID_PREV")]
        items = [aggregate(*item) for item in recipe.each("", numbers)]
        items += indicators(connection, name, "", [text]) if text else []
        grouped(connection, "result", name, key, [*items, 'count(*) as "COUNT"'])
        return "result"
    return prepare, run


def join(connection, key):
    def prepare(left, rights):
        connection.execute(f"create temp table l as from '{left}'")
        names = []
        for place, right in enumerate(rights):
            connection.execute(f"create temp table r{place} as from '{right}'")
            names += [row[0] for row in connection.execute(f"describe r{place}").fetchall() if row[0] != key]
        return len(rights), names
    def run(prepared):
        count, names = prepared
        joins = " ".join(f"left join r{place} using ({quoted(key)})" for place in range(count))
        connection.execute(f"create or replace temp table joined as select l.*, {', '.join(map(quoted, names))} from l {joins}")
        means = ", ".join(f"avg({quoted(name)}) as {quoted(name)}" for name in names)
        connection.execute(f"create or replace temp table result as select {means} from joined")
        return "result"
    return prepare, run
