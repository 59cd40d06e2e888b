"""Whether a scorecard gives the same points wherever it goes; see scripts/scorecard-check.

    scorecard-check.py PROGRAM PLACE [CASE ...]

For each case Carnet fits a scorecard on made rows and writes it as JSON, SQL, PMML, CSV and as a folder. 10 000 fresh
rows, with values at each bound of the card and beside it, are then scored by Carnet, by the reader of JSON below, by
DuckDB, by PMML4S and by `carnet_apply.py` of the folder. The numbers of the card are counted again. Last, the forms are
changed in one place after another, and each change must be noticed: no comparison agrees with everything.

PMML is read by `pypmml`, that is PMML4S in a JVM: the readers that need no Java know no scorecards. It gets its rows as
JSON of our own, as it would write but ten digits of the numbers of a DataFrame.
"""

import copy
import csv
import importlib.util
import inspect
import json
import math
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys

import duckdb
import numpy
import pandas
from pypmml import Model
from pypmml.jvm import PMMLError

from checks import held

TRAIN_ROWS, ROWS = 6000, 10_000
KEY, TARGET, SPECIAL = "id", "bad", [365243, -1]
TOWNS = ["Bern", "it's", 'say "x"', "a,b", "Köln", "łódź", "", " Bern", "back\\", "two\\\\backs", "\\\"", "<&>", "日本",
         "tab\there", "line\nbreak"]
UNSEEN = ["bern", "Bern ", "KÖLN", "Ko\u0308ln", "its", "it''s", "back", "missing", "unseen", "NULL", "< 5", "0"]
TYPES = {"income": "float", "days employed": "int", 'the "rate"': "float", "order": "int", "vast": "int",
         "town": "text", "select": "text", "owns": "bool", "member": "bool"}
SQL_TYPES = {"float": "DOUBLE", "int": "BIGINT", "text": "VARCHAR", "bool": "BOOLEAN"}

# A recipe, parameters, whether points are whole numbers. Sums of doubles may be apart by as little as this.
SPECIALS = "special: [365243, -1]"
CASES = {
    "rounded": (f"bin @all, method: optimal, {SPECIALS}, output: woe", "", True),
    "not rounded": (f"bin @all, method: optimal, {SPECIALS}, output: woe", "", False),
    "bad sign": (
        f"bin @all, method: optimal, {SPECIALS}, output: woe, sign: bad", "base: 500, odds: 50, pdo: 40", True),
    "bad sign, not rounded": (
        f"bin @all, method: optimal, {SPECIALS}, trend: none, min_share: 0.01, output: woe, sign: bad",
        "base: -20, odds: 0.3, pdo: 7.3", False),
    "chosen": (
        f"bin @num, method: optimal, {SPECIALS}, bins: 8, min_share: 0.02, output: woe "
        "| bin @(text + bool), method: optimal, output: woe", "select: l1", True),
    "by hand": (
        "bin income, method: optimal, cuts: [1000.1, 20000.25, 3e9], special: [-1], output: woe "
        f"| bin town, method: optimal, merge: [1, 2], output: woe | bin order, method: optimal, {SPECIALS}, "
        "merge: [2, 3], output: woe, sign: bad | select income, town, order", "signs: no", True),
}
CLOSE = 1e-11


class Card:
    """The points of rows by a card in JSON, as anyone may read it."""

    def __init__(self, text):
        self.form = json.loads(text)

    def points(self, row):
        total = self.form["base_points"]
        for feature in self.form["features"]:
            total += self.part(feature, row[feature["column"]])
        return total

    def part(self, feature, value):
        if value is None:
            return feature["missing"]
        for special in feature.get("special", []):
            if value == special["value"]:
                return special["points"]
        for run in feature.get("runs", []):
            if "below" not in run or value < run["below"]:
                return run["points"]
        for group in feature["groups"]:
            if value in group["levels"]:
                return group["points"]
        return feature["unseen"]

    def probability(self, points):
        scale = self.form["scale"]
        odds = math.exp((points - scale["base"]) * math.log(2) / scale["pdo"]) * scale["odds"]
        return 1 / (1 + odds)


# Rows

def gap(draw, share, value):
    return None if draw.random() < share else value


def raw_row(draw, is_fresh):
    """A client, with gaps everywhere, and numbers that stand for something else."""
    row = {
        "income": gap(draw, 0.1, round(draw.lognormvariate(10, 1), 2)),
        "days employed": gap(draw, 0.1, 365243 if draw.random() < 0.15 else draw.randrange(0, 15000)),
        'the "rate"': gap(draw, 0.1, -1.0 if draw.random() < 0.06 else draw.gauss(0, 1)),
        "order": gap(draw, 0.1, draw.randrange(-1, 9)),
        "vast": gap(draw, 0.1, draw.randrange(-2**53, 2**53)),
        "town": gap(draw, 0.1, TOWNS[min(len(TOWNS) - 1, int(draw.expovariate(0.25)))]),
        "select": draw.choice("xyz"), "owns": gap(draw, 0.1, draw.random() < 0.4), "member": draw.random() < 0.5,
    }
    if is_fresh and draw.random() < 0.3:
        odd = {"income": [1e300, -1e300, 5e-324, -0.0, 1.7e308, -1], "days employed": [-2**53, 2**53, 0, -1, None],
               'the "rate"': [-0.0, -1, 365243, 1e-300], "order": [365243, -2, 2**40], "vast": [-1, 0, 365243],
               "town": UNSEEN, "select": [None, "X", ""], "owns": [None], "member": [None]}
        name = draw.choice(list(odd))
        row[name] = draw.choice(odd[name])
    return row


def risk(row):
    """The log-odds of a client."""
    rate, order = row['the "rate"'], row["order"]
    return (-1.2 - 0.5 * math.log((row["income"] or 9000) / 20000) + 0.7 * (row["days employed"] in (None, 365243))
            - (row["days employed"] or 0) % 365243 / 9000 + (0.8 if rate in (None, -1) else 0.6 * rate)
            + (-0.5 if order is None else 1.2 if order == -1 else order / 8) + (row["vast"] or 0) / 2**53
            + 0.9 * math.sin(3 * len(row["town"] or "") + ord((row["town"] or "?")[0]))
            + {"x": 0.6, "y": 0, "z": -0.4}[row["select"]] + 0.5 * (row["owns"] is not False) - 0.4 * row["member"])


def train_rows():
    draw = random.Random(11)
    rows = [{KEY: number, **raw_row(draw, False)} for number in range(TRAIN_ROWS)]
    for row in rows:
        row[TARGET] = int(draw.random() < 1 / (1 + math.exp(-risk(row))))
    return rows


def fresh_rows(card):
    """Rows that the card has not seen: one for each value at a bound or beside it, the others as they come."""
    draw = random.Random(12)
    rows = [raw_row(draw, True) for _ in range(ROWS)]
    places = iter(draw.sample(range(ROWS), ROWS))
    for feature in card.form["features"]:
        numbers = [run["below"] for run in feature.get("runs", []) if "below" in run]
        for number in numbers + [special["value"] for special in feature.get("special", [])]:
            for value in beside(number, TYPES[feature["column"]]):
                rows[next(places)][feature["column"]] = value
        for value in [level for group in feature.get("groups", []) for level in group["levels"]]:
            rows[next(places)][feature["column"]] = value
    return [{KEY: 10**6 + number, **row} for number, row in enumerate(rows)]


def beside(number, kind):
    """A number with its neighbours, of which there are whole ones and others."""
    if kind == "int":
        return sorted({math.floor(number) - 1, math.floor(number), math.ceil(number), math.ceil(number) + 1})
    return [math.nextafter(number, -math.inf), number, math.nextafter(number, math.inf)]


def write(path, rows):
    """A CSV file in which an empty text stands in quotes, and null is the empty field."""
    def field(value):
        if value is None:
            return ""
        if isinstance(value, str):
            return '"' + value.replace('"', '""') + '"'
        return str(value).lower() if isinstance(value, bool) else repr(value)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(field(name) for name in rows[0]) + "\n")
        file.writelines(",".join(map(field, row.values())) + "\n" for row in rows)


# Carnet

def run(program, folder, text):
    """Runs a script and returns what it wrote to stdout."""
    (folder / "case.carnet").write_text("carnet 1\n" + text, encoding="utf-8")
    done = subprocess.run([program, "run", "case.carnet"], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout


def load(name, more=""):
    types = ", ".join(f"`{column}`: {kind}" for column, kind in TYPES.items())
    return f"{name} = load \"{name}.csv\", key: {KEY}, types: [{types}]{more}\n"


def fit(program, folder, recipe, parameters, is_rounded):
    """Leaves the card in all its forms, the points of the training rows, and what rounding is said to do."""
    given = [parameters] if parameters else []
    rounded = ", ".join(given + ([] if is_rounded else ["round: no"]))
    shown = run(program, folder, f"""{load("train", f", target: {TARGET}")}prep = recipe | {recipe}
m = train | fit scorecard({rounded}), prep: prep
exact = train | fit scorecard({", ".join([*given, "round: no"])}), prep: prep
card = m | points
card
card | export "card.json"
card | export "card.sql"
card | export "card.pmml"
card | export "card.csv"
m | export "model"
exact | export "exact"
train | points m | points exact, as: "exact" | select {KEY}, points, exact | export "train_points.csv"
range 1 | derive rounding = $card.rounding | export "facts.csv"
""")
    bound = re.search(r"moves a score by at most ([0-9.]+) points", shown)
    return float(bound[1]) if bound else None


def score(program, folder):
    """The points and scores that Carnet gives by the models of the folders."""
    run(program, folder, f"""{load("fresh")}m = load "model"
exact = load "exact"
fresh | predict m | points m | points exact, as: "exact" | select {KEY}, points, exact, score | export "points.csv"
m | points | export "again.json"
m | points | export "again.sql"
m | points | export "again.pmml"
""")


def columns(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


# The other readers

class Database:
    """DuckDB with the file that Carnet read."""

    def __init__(self, path):
        self.connection = duckdb.connect()
        kinds = {KEY: "BIGINT", **{name: SQL_TYPES[kind] for name, kind in TYPES.items()}}
        self.connection.execute(
            "CREATE TABLE fresh AS SELECT * FROM read_csv($path, columns = $kinds, header = true, delim = ',', "
            "quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, auto_detect = false, "
            "parallel = false)", {"path": str(path), "kinds": kinds})

    def gaps(self, name):
        name = name.replace('"', '""')
        return self.connection.execute(f'SELECT count(*) - count("{name}") FROM fresh').fetchone()[0]

    def points(self, text):
        found = self.connection.execute(f"SELECT\n{text}\nFROM fresh ORDER BY {KEY}").fetchall()
        return [float(row[0]) for row in found]


def pmml_points(text, rows):
    """The points by PMML4S; none where it does not take the file."""
    try:
        model = Model.fromString(text)
    except PMMLError as problem:
        print(f"PMML4S: {problem}", flush=True)
        return []
    # A null is left out: one of a bool would be read as false.
    data = [{name: row[name] for name in TYPES if row[name] is not None} for row in rows]
    return [row["points"] for row in json.loads(model.predict(json.dumps(data)))]


def frame(rows):
    """Rows as pandas users have them: whole numbers with gaps, and bools with gaps as objects."""
    kinds = {"int": "Int64", "float": "float64", "text": object, "bool": object}
    return pandas.DataFrame({name: pandas.Series([row[name] for row in rows], dtype=kinds[kind])
                             for name, kind in TYPES.items()})


def folder_scores(folder, rows):
    """The scores by the program that the folder of a model carries."""
    spec = importlib.util.spec_from_file_location("carnet_apply", folder / "carnet_apply.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["carnet_apply"] = module
    spec.loader.exec_module(module)
    return module._load_pyfunc(str(folder)).predict(frame(rows))["score"].tolist()


def apart(ones, others):
    """The greatest distance of two lists of numbers; infinite where one is longer, or no number."""
    if len(ones) != len(others):
        return math.inf
    distances = [math.inf if a is None or b is None else abs(a - b) for a, b in zip(ones, others)]
    return max(math.inf if math.isnan(distance) else distance for distance in distances)


# What is checked

def alike(name, own, read, is_rounded):
    """Whether points by another reader are those of Carnet."""
    distance = apart(own, read)
    limit = 0 if is_rounded else CLOSE
    told = "all equal" if distance == 0 else f"{distance:.1e} apart"
    held(distance <= limit, f"{name}: {len(own)} points, {told}")


def odd_enough(rows, database, own):
    """The fresh rows have what makes reading hard, and all readers start from the same."""
    gaps = {name: sum(row[name] is None for row in rows) for name in TYPES}
    held(len(rows) == ROWS and all(gaps.values()) and all(database.gaps(name) == count for name, count in gaps.items()),
         f"{len(rows)} rows with {sum(gaps.values())} gaps in all columns, the same in DuckDB")
    towns = {row["town"] for row in rows}
    held(set(TOWNS) | set(UNSEEN) <= towns and len(set(own)) > 50,
         f"all levels and {len(UNSEEN)} unseen ones; {len(set(own))} different points")


def probabilities(card, folder, rows, own, scores, is_rounded):
    """The scores are what the points stand for, in Carnet and in the program of the folder."""
    distance = apart(scores, [card.probability(points) for points in own])
    held(distance <= 1e-14, f"scores are what points stand for: {distance:.1e} apart")
    by_program = folder_scores(folder / "model", rows)
    distance = apart(scores, by_program)
    held(distance <= 1e-15, f"carnet_apply.py: {len(by_program)} scores, {distance:.1e} apart")
    scale, factor = card.form["scale"], card.form["scale"]["pdo"] / math.log(2)
    back = [scale["base"] + factor * (math.log1p(-score) - math.log(score) - math.log(scale["odds"]))
            for score in by_program]
    if is_rounded:
        held([round(points) for points in back] == own, "the points of the program's scores, rounded, are those of "
             "Carnet")


def rounding(folder, bound, points, is_rounded):
    """Rounding moves no score by more than is said, and one of the training rows by just as much as is said."""
    train = columns(folder / "train_points.csv")
    worst, fresh = apart(train["points"], train["exact"]), apart(points["points"], points["exact"])
    said = columns(folder / "facts.csv")["rounding"][0]
    if not is_rounded:
        return held(bound is None and said == worst == fresh == 0, "nothing is rounded")
    chosen = len(json.loads((folder / "card.json").read_text(encoding="utf-8"))["features"])
    held(math.isclose(said, worst, rel_tol=1e-9) and said > 0,
         f"rounding moves training rows by {worst:.3f}, as is said")
    held(bound == (chosen + 1) / 2 and max(worst, fresh) <= bound,
         f"it moves fresh rows by {fresh:.3f}, and none by more than {bound}")


def parts(feature):
    """What carries points in a feature, in the order of the table."""
    return (feature.get("runs", []) + feature.get("groups", []) + feature.get("special", [])
            + [Part(feature, "missing")] + ([Part(feature, "unseen")] if "unseen" in feature else []))


class Part:
    """The points of gaps or of unseen levels, as those of other parts."""

    def __init__(self, feature, name):
        self.feature, self.name = feature, name

    def __getitem__(self, _):
        return self.feature[self.name]

    def __setitem__(self, _, value):
        self.feature[self.name] = value


def numbered(feature):
    """The feature with the numbers of its parts in the place of their points."""
    feature = copy.deepcopy(feature)
    for place, part in enumerate(parts(feature)):
        part["points"] = place
    return feature


def counted(card, recipe, folder, train):
    """The table of the card, its rows, weights and points counted again from the training rows."""
    with open(folder / "card.csv", encoding="utf-8", newline="") as file:
        base, *table = csv.DictReader(file)
    bands = [(feature, place, part) for feature in card.form["features"] for place, part in enumerate(parts(feature))]
    held([row["feature"] for row in table] == [feature["column"] for feature, _, _ in bands]
         and [float(row["points"]) for row in [base, *table]] == [card.form["base_points"]]
         + [part["points"] for _, _, part in bands], f"CSV: the points of {len(table)} bands are those of the JSON")
    places = {feature["column"]: [card.part(numbered(feature), row[feature["column"]]) for row in train]
              for feature in card.form["features"]}
    counts = [Counts([row[TARGET] for row, found in zip(train, places[feature["column"]]) if found == place])
              for feature, place, _ in bands]
    held([(row["rows"], row["events"]) for row in table] == [(str(own.rows), str(own.bads)) for own in counts],
         "rows and events of the bands, counted again")
    weighed(table, counts, recipe, Counts([row[TARGET] for row in train]))
    worst = max(off_points(card, row) for row in [base, *table])
    held(worst <= (0 if card.form["rounded"] else CLOSE), f"points are coefficients times weights: {worst:.1e} apart")
    steep(base, table, places, train)


class Counts:
    """The rows of a band by their target."""

    def __init__(self, targets):
        self.rows, self.bads = len(targets), sum(targets)

    def evidence(self, every):
        """ln(share of the zeros / share of the ones); 0 without rows. Where one is none each has half a row more, but no
        weight speaks against the only kind that there is."""
        bads, goods = self.bads, self.rows - self.bads
        if not self.rows:
            return 0.0
        if not bads or not goods:
            bads, goods = bads + 0.5, goods + 0.5
        weight = math.log(goods / (every.rows - every.bads)) - math.log(bads / every.bads)
        return max(0.0, weight) if not self.bads else min(0.0, weight) if self.bads == self.rows else weight


def weighed(table, counts, recipe, every):
    """The weights are the evidence, and turned round for those columns that were asked to be."""
    apart_by_column = {}
    for row, own in zip(table, counts):
        both = apart_by_column.setdefault(row["feature"], ([], []))
        for sign, distances in zip((1, -1), both):
            distances.append(abs(float(row["weight"]) - sign * own.evidence(every)))
    worst = max(min(max(one), max(other)) for one, other in apart_by_column.values())
    turned = [name for name, (one, other) in apart_by_column.items() if max(other) < max(one)]
    wanted = [name for name in apart_by_column if "sign: bad" in recipe and (name == "order" or "@all" in recipe)]
    held(worst < 1e-12 and turned == wanted, f"weights are ln(share of zeros / share of ones): {worst:.1e} apart; "
         f"turned round in {len(turned)} columns")


def off_points(card, row):
    """How far the points of a row of the table are from what its coefficient and weight make."""
    scale, coefficient = card.form["scale"], float(row["coefficient"])
    factor = scale["pdo"] / math.log(2)
    exact = (-factor * coefficient * float(row["weight"]) if row["weight"]
             else scale["base"] - factor * (coefficient + math.log(scale["odds"])))
    if card.form["rounded"]:
        # Halves go away from zero.
        exact = math.copysign(math.floor(abs(exact) + 0.5), exact)
    return abs(float(row["points"]) - exact)


def steep(base, table, places, train):
    """The coefficients are where the likelihood has no slope."""
    odds, used = numpy.full(len(train), float(base["coefficient"])), [numpy.ones(len(train))]
    for name, found in places.items():
        own = [row for row in table if row["feature"] == name]
        used.append(numpy.array([float(row["weight"]) for row in own])[found])
        odds = odds + float(own[0]["coefficient"]) * used[-1]
    left = numpy.array([row[TARGET] for row in train]) - 1 / (1 + numpy.exp(-odds))
    slope = max(abs(float(left @ values)) for values in used)
    held(slope < 1e-5, f"the likelihood has no slope there: {slope:.1e}")


# What must be noticed

def strong(card, rows):
    """Each part of the card has fresh rows, and each bound has some on both sides."""
    weak, tried = [], 0
    for feature in card.form["features"]:
        plain, values = numbered(feature), [row[feature["column"]] for row in rows]
        found = [card.part(plain, value) for value in values]
        for changed in changes(plain, TYPES[feature["column"]]):
            tried += 1
            if [card.part(changed, value) for value in values] == found:
                weak.append(feature["column"])
    held(not weak and tried > 20, f"JSON: {tried} changes of points, bounds, special values and levels are noticed"
         + (f", but not in {weak}" if weak else ""))


def changes(plain, kind):
    """A feature with one change."""
    def changed(action):
        other = copy.deepcopy(plain)
        action(other)
        return other
    for place, part in enumerate(parts(plain)):
        # A bool has no level that training did not have.
        if kind == "bool" and isinstance(part, Part) and part.name == "unseen":
            continue
        yield changed(lambda other: parts(other)[place].__setitem__("points", -1))
    for place, group in enumerate(plain.get("groups", [])):
        for level in group["levels"]:
            yield changed(lambda other: other["groups"][place]["levels"].remove(level))
    for name, key in (("runs", "below"), ("special", "value")):
        for place, part in enumerate(plain.get(name, [])):
            for value in neighbours(part[key], kind) if key in part else []:
                yield changed(lambda other: other[name][place].__setitem__(key, value))


def neighbours(number, kind):
    if kind == "int":
        return [number - 1, number + 1]
    return [math.nextafter(number, -math.inf), math.nextafter(number, math.inf)]


def altered(text, pattern):
    """The text with one number after another that is greater by one."""
    for found in re.finditer(pattern, text):
        start, end = found.span(1)
        yield text[:start] + repr(float(found[1].replace("E", "e").strip("()")) + 1) + text[end:]


def noticed(name, texts, points, own, hidden=0):
    """Changed forms give other points, but for those hidden ones that no row can show."""
    found = [apart(points(text), own) > 0.5 for text in texts]
    held(sum(found) == len(found) - hidden > 0, f"{name}: {sum(found)} of {len(found)} changes of points are noticed")


def program_notices(folder, rows, scores):
    """Another weight in the folder makes other scores."""
    other = folder / "changed"
    shutil.copytree(folder / "model", other)
    form = json.loads((other / "model.json").read_text(encoding="utf-8"))
    found = [weights for weights in lists(form, "weights")]
    for weights in found[:1]:
        weights[0] += 1
    (other / "model.json").write_text(json.dumps(form), encoding="utf-8")
    held(bool(found) and apart(folder_scores(other, rows), scores) > 1e-3, "carnet_apply.py: a change of a weight is "
         "noticed")


def lists(form, name):
    """The lists of that name, wherever they are."""
    for key, value in form.items() if isinstance(form, dict) else enumerate(form):
        if key == name:
            yield value
        elif isinstance(value, (dict, list)):
            yield from lists(value, name)


def check(program, folder, name):
    recipe, parameters, is_rounded = CASES[name]
    print(f"-- {name}: {recipe}; scorecard({parameters})", flush=True)
    train = train_rows()
    write(folder / "train.csv", train)
    bound = fit(program, folder, recipe, parameters, is_rounded)
    json_text, sql, pmml = ((folder / f"card.{form}").read_text(encoding="utf-8") for form in ("json", "sql", "pmml"))
    card = Card(json_text)
    rows = fresh_rows(card)
    write(folder / "fresh.csv", rows)
    score(program, folder)
    points, database = columns(folder / "points.csv"), Database(folder / "fresh.csv")
    own = points["points"]
    held(points[KEY] == [row[KEY] for row in rows], "Carnet's points are in the order of the rows")
    odd_enough(rows, database, own)
    held(all((folder / f"again.{form}").read_bytes() == (folder / f"card.{form}").read_bytes()
             for form in ("json", "sql", "pmml")), "the model of the folder has the same card, byte for byte")
    alike("JSON", own, [card.points(row) for row in rows], is_rounded)
    alike("SQL in DuckDB", own, database.points(sql), is_rounded)
    alike("PMML in PMML4S", own, pmml_points(pmml, rows), is_rounded)
    probabilities(card, folder, rows, own, points["score"], is_rounded)
    rounding(folder, bound, points, is_rounded)
    counted(card, recipe, folder, train)
    strong(card, rows)
    # No bool is unseen.
    bools = sum(TYPES[feature["column"]] == "bool" for feature in card.form["features"])
    noticed("SQL", altered(sql, r"(?:THEN|ELSE) (\S+)"), database.points, own, bools)
    # One in nine, as a reader in another process takes its time.
    changed = list(altered(pmml, r'partialScore="([^"]*)"><(?!True)'))[::9]
    noticed("PMML", changed, lambda text: pmml_points(text, rows), own)
    program_notices(folder, rows, points["score"])


def main():
    program, place = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    lines = len(inspect.getsource(Card).splitlines())
    held(lines <= 40, f"a reader of the JSON has {lines} lines")
    for number, name in enumerate(sys.argv[3:] or CASES):
        folder = place / str(number)
        folder.mkdir()
        check(program, folder, name)
    sys.exit(1 if held.failures else 0)


main()
