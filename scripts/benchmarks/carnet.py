"""The tasks as Carnet scripts. A task's time is that of the cells that are named, their recording included."""

import pathlib
import re

import recipe
from recipe import KEY

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = REPOSITORY / ".build/release/carnet"
FEATURES = REPOSITORY / "sessions/simple-features.carnet"

CARD_NUMBERS = "@(num - SK_ID_CURR - SK_ID_PREV)"
JOINED = {
    "bureau-1": ("bureau", ["DAYS_CREDIT", "CREDIT_DAY_OVERDUE", "AMT_CREDIT_SUM", "AMT_CREDIT_SUM_DEBT", "AMT_ANNUITY"]),
    "previous-2": ("previous_application", ["AMT_ANNUITY", "AMT_APPLICATION", "AMT_CREDIT", "AMT_GOODS_PRICE", "DAYS_DECISION"]),
    "pos-3": ("POS_CASH_balance", ["MONTHS_BALANCE", "CNT_INSTALMENT", "CNT_INSTALMENT_FUTURE", "SK_DPD", "SK_DPD_DEF"]),
    "instal-4": ("installments_payments", [name for name, _ in recipe.GROUPS["installments_payments"][1]]),
    "card-5": ("credit_card_balance", ["AMT_BALANCE", "AMT_DRAWINGS_CURRENT", "AMT_PAYMENT_CURRENT", "MONTHS_BALANCE", "SK_DPD"]),
}


def items(plan):
    for column, functions in plan:
        yield f'  [{", ".join(functions.split())}]({column}) as "{{col}}_{{FN}}"'


def load_task(folder, table):
    return f'loaded = load "{folder}/{table}.csv"\n', [1], "loaded"


def group_task(folder, table):
    key, plan, text = recipe.GROUPS[table]
    lines = list(items(plan or [(CARD_NUMBERS, " ".join(recipe.CARD_FUNCTIONS))]))
    lines += [f'  mean(@{text}_*) as "{{col}}_{{FN}}"'] if text else []
    onehot = f"  | onehot {text}, nulls: always\n" if text else ""
    body = "\n".join([*lines, "  COUNT = count()"])
    script = f'loaded = load "{folder}/{table}.csv"\nresult = loaded\n{onehot}  | agg {{\n{body}\n}} by {key}\n'
    return script, [2], "result"


def join_inputs(folder, joins):
    """The script that writes the tables which the joins start from."""
    script = f'bureau = load "{folder}/bureau.csv"\nbureau | export "{joins}/bureau.parquet"\n'
    script += group_task(folder, "bureau_balance")[0].replace("loaded", "balance").replace("result", "by_loan")
    script += f'by_loan | export "{joins}/bureau-1.parquet"\n'
    script += f'app = load "{folder}/application_train.csv"\napp | export "{joins}/application.parquet"\n'
    for place, (name, (table, columns)) in enumerate(JOINED.items()):
        prefix = name.split("-")[0].upper()
        body = "\n".join(f'  [min, max, mean, sum, var]({column}) as "{prefix}_{{col}}_{{FN}}"' for column in columns)
        # 124 columns in all, as in the measurements that this one continues.
        body = body.replace("[min, max, mean, sum, var](SK_DPD)", "[min, max, mean, sum](SK_DPD)") if place == 4 else body
        script += f'f{place} = load "{folder}/{table}.csv"\n  | agg {{\n{body}\n}} by {KEY}\n'
        script += f'f{place} | export "{joins}/application-{place + 1}.parquet"\n'
    return script


def join_task(folder, table):
    joins = folder.parent / "joins"
    key = "SK_ID_BUREAU" if table == "bureau" else KEY
    rights = sorted(joins.glob(f"{table}-*.parquet"))
    script = f'left = load "{joins}/{table}.parquet"\n'
    script += "".join(f'r{place} = load "{path}"\n' for place, path in enumerate(rights))
    new = [name for path in rights for name in columns_of(path) if name != key]
    script += "joined = left\n" + "".join(f"  | left join r{place} on {key}\n" for place in range(len(rights)))
    script += f"  | agg mean(@({' + '.join(map(quoted, new))})) as \"{{col}}\"\n"
    return script, [len(rights) + 2], "joined"


def quoted(name):
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) else f"`{name}`"  # as the language writes such names


def columns_of(path):
    import pyarrow.parquet
    return pyarrow.parquet.read_schema(path).names


TASKS = {"load": load_task, "group": group_task, "join": join_task}
