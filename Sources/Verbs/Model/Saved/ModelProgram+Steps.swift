extension ModelProgram {
  /// The steps of a recipe, each as its fitted preparation applies it.
  static let steps = #"""
    # Steps: what a recipe learnt, applied to other rows.

    def glob_pattern(glob):
        return re.compile("".join({"*": "(?s:.*)", "?": "(?s:.)"}.get(mark, re.escape(mark)) for mark in glob))


    def of_type(word, table):
        """The columns that the word for a type stands for; None for another word."""
        holds = {"num": lambda column: column.type in ("int", "float"), "onehot": lambda column: column.is_indicator}
        if word == "all" and "all" not in table.columns:
            holds["all"] = lambda column: True
        if word in ANY:
            holds[word] = lambda column: column.type == word
        return word in holds and [name for name, column in table.columns.items() if holds[word](column)]


    def selected(atom, table):
        """The columns that a selector chooses, in the order of the table."""
        kind, value = atom
        names = list(table.columns)
        if kind == "set":
            found = set()
            for sign, part in value:
                more = set(selected(part, table))
                found = found | more if sign == "+" else found - more if sign == "-" else found & more
            return [name for name in names if name in found]
        if kind == "regex":
            return [name for name in names if compiled(value).occurs(name)]
        if kind == "glob":
            chosen_names = of_type(value, table)
            if chosen_names is not False:
                return chosen_names
            if set(value) & set("*?"):
                return [name for name in names if glob_pattern(value).fullmatch(name)]
        table.column(value)
        return [value]


    def selection(items, table, scope, is_optional=False):
        """The columns of `AGE, @EXT_*`, each once."""
        names = []
        for item in items:
            kind, value = item.value[:2]
            if kind == "selector":
                names += selected(value, table)
                continue
            if kind not in ("name", "text"):
                raise Unsupported("a column is needed where an expression stands")
            name = value if kind == "name" else Evaluator(table, scope).plain_text(value)
            table.column(name)
            names.append(name)
        if not names and not is_optional:
            raise Misfit("the selection has no column")
        return list(dict.fromkeys(names))


    def is_row_function(node):
        return node[0] == "call" and node[1].startswith("row_")


    def broadcast_selector(node):
        """The first selector of an expression that stands for one item a column; None without one."""
        if not isinstance(node, (tuple, list)) or not node:
            return None
        if node[0] == "selector":
            return node[1]
        if is_row_function(node):
            return None
        for part in node:
            found = broadcast_selector(part)
            if found is not None:
                return found
        return None


    def with_column(node, name):
        """The expression with a column in the place of its selectors."""
        if not isinstance(node, (tuple, list)) or not node:
            return node
        if node[0] == "selector":
            return ("name", name)
        if is_row_function(node):
            return node
        return type(node)(with_column(part, name) for part in node)


    def only_column(node):
        """The column that a call is about: its first argument, where that is a name."""
        if node[0] == "name":
            return node[1]
        return only_column(node[2][0][1]) if node[0] == "call" and node[2] else None


    class Items:
        """The columns that the items of `derive` stand for."""

        def __init__(self, table, scope):
            self.table, self.scope = table, scope

        def of(self, item):
            """Triples of a name, an expression and the scope of its names."""
            if item.loop is None:
                return self.expanded(item, self.scope, {})
            variable, members = item.loop
            made = []
            for cell in Evaluator(self.table, self.scope).cells(members):
                text = plain(cell)
                words = {variable.upper(): text.upper(), variable: text}
                made += self.expanded(item, self.scope.binding(variable, cell), words)
            return made

        def expanded(self, item, scope, words):
            node = item.value
            if node[0] == "fan_out":
                return self.fanned(item, scope, words)
            function_name = node[1] if node[0] == "call" else None
            selector = broadcast_selector(node)
            if selector is None:
                return [(self.name(item, node, only_column(node), function_name, words), node, scope)]
            names = selected(selector, self.table)
            if not names:
                raise Misfit("a selector chooses no column")
            nodes = [(name, with_column(node, name)) for name in names]
            return [(self.name(item, made, name, function_name, words), made, scope) for name, made in nodes]

        def fanned(self, item, scope, words):
            _, functions, ((_, first_argument), *rest) = item.value
            if first_argument[0] == "selector":
                pairs = [(name, ("name", name)) for name in selected(first_argument[1], self.table)]
            else:
                pairs = [(only_column(first_argument) or "x", first_argument)]
            made = [(name, function_name, ("call", function_name, [(None, node), *rest]))
                    for name, node in pairs for function_name in functions]
            return [(self.name(item, None, name, function_name, words), call, scope)
                    for name, function_name, call in made]

        @staticmethod
        def name(item, node, column, function_name, words):
            if item.name is not None:
                return item.name
            if item.template is None:
                if node is None or node[0] != "name":
                    raise Unsupported("a column has no name")
                return node[1]
            known = {"col": column} if column is not None else {}
            if function_name is not None:
                known.update(fn=function_name.lower(), FN=function_name.upper())
            known.update(words)

            def word(match):
                if match[1] not in known:
                    raise Unsupported(f"`{match[0]}` means nothing in the template {item.template!r}")
                return known[match[1]]
            return re.sub(r"\{([^}]*)\}", word, item.template)


    # Row-wise steps

    class RowWise:
        """`derive`, `replace` and `cast`, which are kept as they were written."""

        def __init__(self, state):
            kept = state["stage"]
            self.stage = Parser(kept["text"]).stage()
            self.scope = Scope(kept["scalars"], kept["fields"])
            roles = state.get("roles", {})
            self.taken = {*roles.get("key", []), roles.get("target")}

        def option(self, name, otherwise=None):
            node = self.stage.options.get(name)
            if node is None:
                return otherwise
            # A word stands for itself: `to: float`.
            return node[1] if node[0] == "name" else Evaluator(Table({}, 1), self.scope).cell(node)

        def chosen(self, table):
            return selection(self.stage.items, table, self.scope, self.option("optional", False))


    class Derive(RowWise):
        def apply(self, table):
            if self.stage.options:
                raise Unsupported("`derive` looks at other rows")
            for item in self.stage.items:
                # Each item is written out over the columns as those before it left them, and each sees the ones before.
                for name, node, scope in Items(table, self.scope).of(item):
                    if name in self.taken:
                        raise Unsupported(f"`{name}` was the key or the target in training")
                    table = table.setting({name: self.made(table, node, scope)})
            return table

        @staticmethod
        def made(table, node, scope):
            column = Evaluator(table, scope).value(node)
            if node[0] == "name":
                return column
            return Column(column.type or "float", column.values, column.valid, column.order)


    class Replace(RowWise):
        def apply(self, table):
            evaluator = Evaluator(Table({}, 1), self.scope)
            old, new = evaluator.cells(self.stage.options["values"]), evaluator.cell(self.stage.options["with"])
            return table.setting({name: self.replaced(table.columns[name], old, new) for name in self.chosen(table)})

        @staticmethod
        def replaced(column, old, new):
            for cell in [*old, new]:
                kind = type_of(cell)
                if kind is not None and kind != column.type and not {kind, column.type} <= {"int", "float"}:
                    raise Misfit(f"{cell!r} is no {column.type}")
            found = one_of(column, old)
            hits = found.valid & (found.values != 0)
            if new is None:
                return Column(column.type, column.values, column.valid & ~hits, column.order, None, column.is_indicator)
            if column.type == "int" and isinstance(new, float) and not is_whole_number(new):
                return Column("float", np.where(hits, new, column.floats()), column.valid)
            value = int(new) if column.type == "int" else float(new) if column.type == "float" else raw(new)
            values = array(np.where(hits, array([value], column.type), column.values), column.type)
            return Column(column.type, values, column.valid, extended(column.order, [new]), None, column.is_indicator)


    def is_whole_number(number):
        return number.is_integer() and LEAST <= number <= GREATEST


    def extended(order, texts):
        """The order of bands with texts that may stand behind them."""
        return tuple(bands and Bands(bands.names, bands.added.union(texts).difference(bands.names)) for bands in order)


    class Cast(RowWise):
        def apply(self, table):
            return table.setting({name: self.converted(table.columns[name], name) for name in self.chosen(table)})

        def converted(self, column, name):
            wanted = self.option("to")
            if column.type == wanted:
                return column
            if column.is_empty():
                return nulls(len(column), wanted)
            if "text" not in (column.type, wanted) and (column.type in DATES) != (wanted in DATES):
                raise Misfit(f"`{name}` is {column.type}, which cannot become {wanted}")
            made = self.values(column, wanted)
            if self.option("strict", False) and (column.valid & ~made.valid).any():
                raise ValueError(f"`{name}` holds a value that does not fit {wanted}")
            return made

        def values(self, column, wanted):
            if wanted == "float" and column.type != "text":
                return Column("float", column.floats(), column.valid)
            if wanted == "text":
                return column_of(texts_of(column), "text")
            if column.type == "text":
                return column_of(by_text(column, lambda text: self.read(text, wanted), None), wanted)
            if wanted == "date":
                return Column("date", column.values // MICROSECONDS_PER_DAY, column.valid)
            if wanted == "datetime":
                return whole_arithmetic("*", column.values, np.full(len(column), MICROSECONDS_PER_DAY, np.int64),
                                        column.valid, "datetime")
            if wanted == "bool":
                return truths(column.values == 1, column.valid & ((column.values == 0) | (column.values == 1)))
            if column.type != "float":
                return as_type(column, "int")
            return column_of([int(value) if ok and is_whole_number(value) else None
                              for value, ok in zip(column.values.tolist(), column.valid)], "int")

        def read(self, text, wanted):
            """A text as a value, None where it is none."""
            if wanted in ("int", "float"):
                text = self.plain_number(text)
                if text is None:
                    return None
            text = text.strip(CAST_SPACE)
            read = {"int": read_whole, "float": read_float, "bool": read_truth, "datetime": read_moment}
            if wanted == "date":
                moment = read_moment(text)
                return None if moment is None else moment // MICROSECONDS_PER_DAY
            return read[wanted](text)

        def plain_number(self, text):
            """The text with a point for the fraction and no other marks."""
            fraction, group = self.option("decimal", "."), self.option("thousands")
            text = text.replace(group, "") if group else text
            if fraction == ".":
                return text
            return None if "." in text else text.replace(fraction, ".")


    # What Foundation takes for white space at the ends of a text.
    CAST_SPACE = SPACE + "\u200b"


    def read_float(text):
        if not DECIMAL.fullmatch(text):
            return None
        number = float(text)
        return number if math.isfinite(number) else None


    def read_whole(text):
        if re.fullmatch(r"[+-]?[0-9]+", text):
            if LEAST <= int(text) <= GREATEST:
                return int(text)
        else:
            whole, point, zeros = text.partition(".")
            if point and not zeros.strip("0") and read_float(text) is not None:
                is_digits = re.fullmatch(r"[+-]?[0-9]+", whole) and LEAST <= int(whole) <= GREATEST
                return int(whole) if is_digits else None
        number = read_float(text)
        # What has an exponent has few digits, or is no number that a double tells from its neighbours.
        is_exact = number is not None and (abs(number) <= EXACT_FLOATS or len(text.encode()) <= 17)
        return int(number) if is_exact and is_whole_number(number) else None


    def read_truth(text):
        word = text.lower()
        return 1 if word in ("yes", "true", "1") else 0 if word in ("no", "false", "0") else None


    CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,6}))?)?")


    def read_moment(text):
        """Microseconds of `2024-01-31`, with a time of day behind a space or a `T`."""
        day, *clock = re.split("[ T]", text.lstrip(" T"), maxsplit=1)
        match = re.fullmatch(r"(\+[0-9]{3}|[0-9]{4})-(\+[0-9]|[0-9]{2})-(\+[0-9]|[0-9]{2})", day)
        days = match and days_of(*map(int, match.groups()))
        if days is None:
            return None
        if not clock or not clock[0]:
            return days * MICROSECONDS_PER_DAY
        time = CLOCK.fullmatch(clock[0])
        if not time:
            return None
        hour, minute, second = (int(part or 0) for part in time.groups()[:3])
        return days * MICROSECONDS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1_000_000 + int(
            (time[4] or "").ljust(6, "0"))


    class Choice:
        """`select` and `drop`: the columns that stay, which the training rows decided."""

        def __init__(self, state):
            if "kept" not in state:
                raise Unsupported("the columns that stay are not told")
            roles = state["roles"]
            others = {*roles["key"], roles.get("target")}
            self.names = [name for name in state["kept"] if name not in others]

        def apply(self, table):
            for name in self.names:
                table.column(name)
            return table.keeping(dict.fromkeys(self.names))


    # Steps that choose

    class Prune:
        def __init__(self, state):
            self.gone = {removal["name"] for removal in state["removals"]}

        def apply(self, table):
            return table.keeping([name for name in table.columns if name not in self.gone])


    class Top:
        def __init__(self, state):
            self.kept = set(state["kept"])

        def apply(self, table):
            return table.keeping([name for name in table.columns if name in self.kept])


    class Balance:
        """It changed the training rows, and leaves others as they are."""

        def __init__(self, state):
            pass

        def apply(self, table):
            return table


    # Steps that scale

    def fitted_column(table, name, types, wanted):
        column = table.column(name)
        if column.type not in types:
            raise Misfit(f"`{name}` was {wanted} when the model was fitted, and is {column.type}")
        return column


    class Scale:
        def __init__(self, state):
            self.scales = state["scales"]

        def apply(self, table):
            return table.setting({scale["name"]: self.scaled(table, scale) for scale in self.scales})

        @staticmethod
        def scaled(table, scale):
            column = fitted_column(table, scale["name"], NUMBERS | DATES, "a number")
            with np.errstate(all="ignore"):
                return Column("float", (column.floats() - scale["centre"]) / scale["spread"], column.valid)


    class Clip:
        def __init__(self, state):
            self.bounds = [(bound["name"], cell_of(bound.get("low")), cell_of(bound.get("high")))
                           for bound in state["bounds"]]

        def apply(self, table):
            return table.setting({name: self.clipped(table, name, low, high) for name, low, high in self.bounds})

        @staticmethod
        def clipped(table, name, low, high):
            column = fitted_column(table, name, NUMBERS | DATES, "a number")
            is_whole = all(bound is None or is_whole_number(float(bound)) for bound in (low, high))
            if column.type == "int" and is_whole:
                values = np.maximum(column.values, LEAST if low is None else int(low))
                return Column("int", np.minimum(values, GREATEST if high is None else int(high)), column.valid)
            values = column.floats()
            values = values if low is None else np.where(values < low, float(low), values)
            values = values if high is None else np.where(values > high, float(high), values)
            return Column("float", values, column.valid)


    class Bin:
        def __init__(self, state):
            self.bands, self.gives_weights = state["bands"], state["givesWeights"]
            self.is_bad_positive = state.get("isBadPositive", False)

        def apply(self, table):
            return table.setting({bands["name"]: self.binned(table, bands) for bands in self.bands})

        def binned(self, table, bands):
            evidence, specials = bands.get("evidence"), bands.get("specials", [])
            places, missing = self.places(table, bands)
            if self.gives_weights:
                weights = [0 - weight if self.is_bad_positive else weight for weight in evidence["weights"]]
                # Levels that were not learnt tell nothing.
                return Column("float", array([*weights, 0.0], "float")[places])
            groups = bands.get("levels")
            names = band_names(bands["breaks"]) if groups is None else [group_name(group) for group in groups]
            others = ["= " + short_number(float(special)) for special in specials]
            # Where the target had a part, gaps are a band of their own.
            others += (["missing"] if evidence else []) + ([] if groups is None else ["unseen"])
            names = [*distinct(names, others), *others]
            values = np.array([*names, ""], object)[places]
            return Column("text", values, None if evidence else places != missing, (Bands(tuple(names)),))

        @staticmethod
        def places(table, bands):
            """The number of each row's band, and the one of gaps."""
            if bands.get("levels") is not None:
                column = levelled(table, bands)
                levels = [level for group in bands["levels"] for level in group]
                place_of = [place for place, group in enumerate(bands["levels"]) for _ in group]
                missing = len(bands["levels"])
                numbers = level_numbers(column, levels)
                return np.array([*place_of, missing + 1, missing], np.int64)[numbers], missing
            column = fitted_column(table, bands["name"], NUMBERS | DATES, "a number")
            breaks, specials = bands["breaks"], bands.get("specials", [])
            missing = len(breaks) + 1 + len(specials)
            places = np.where(column.valid, band_places(column, breaks), missing)
            for place, special in enumerate(specials):
                places = np.where(column.valid & (column.floats() == special), len(breaks) + 1 + place, places)
            return places, missing


    def group_name(levels):
        """`A, B, C`, or the first few of many levels."""
        texts = [plain(cell_of(level)) for level in levels]
        if len(", ".join(texts)) <= 48 or len(texts) < 3:
            return ", ".join(texts)
        length, shown = -2, 0
        for text in texts:
            length += len(text) + 2
            shown += length <= 36
        return ", ".join(texts[:max(1, shown)]) + f", … ({len(texts)} levels)"


    def distinct(names, taken):
        """Names of which none is another's or among those that are taken: a later one has a number behind it."""
        seen = set(taken)
        for name in names:
            unique, number = name, 2
            while unique in seen:
                unique, number = f"{name} ({number})", number + 1
            seen.add(unique)
            yield unique


    # Steps that encode

    def levelled(table, source):
        """A column with levels, which is of the type that it was fitted with unless it is empty."""
        column = table.column(source["name"])
        if column.is_empty():
            return nulls(len(column), source["type"])
        return fitted_column(table, source["name"], {source["type"]}, source["type"])


    def level_numbers(column, levels):
        """For each row the number of its level; -1 for null, -2 for a level that was not learnt."""
        numbers = {raw(cell_of(level)): number for number, level in enumerate(levels)}
        return np.array([-1 if key is None else numbers.get(key, -2) for key in column.keys()], np.int64)


    class OneHot:
        def __init__(self, state):
            self.sources = {source["name"]: source for source in state["sources"]}
            self.keeps_source = state["keepsSource"]

        def apply(self, table):
            made = {}
            for name in self.sources:
                table.column(name)
            for name, column in table.columns.items():
                additions = self.indicators(table, self.sources[name]) if name in self.sources else {}
                if name not in self.sources or self.keeps_source:
                    additions = {name: column, **additions}
                twice = made.keys() & additions.keys()
                if twice:
                    raise Misfit(f"two columns would be called `{twice.pop()}`")
                made.update(additions)
            return Table(made, table.count)

        @staticmethod
        def indicators(table, source):
            numbers = level_numbers(levelled(table, source), source["levels"])
            names = [*enumerate(source["names"])] + ([(-1, source["nullName"])] if source.get("nullName") else [])
            return {name: Column("int", (numbers == number).astype(np.int64), is_indicator=True)
                    for number, name in names}


    class Encode:
        def __init__(self, state):
            self.sources = state["sources"]

        def apply(self, table):
            made = {}
            for source in self.sources:
                numbers = level_numbers(levelled(table, source), source["levels"])
                made[source["name"]] = Column("int", numbers, numbers >= 0)
            return table.setting(made)


    class TargetRate:
        def __init__(self, state):
            self.sources, self.whole = state["sources"], state["whole"]

        def apply(self, table):
            made = {}
            for source in self.sources:
                numbers = level_numbers(levelled(table, source), source["levels"])
                # From behind: null, and levels that were not learnt.
                rates = np.array([*source["rates"], self.whole, source["rateOfNull"]], np.float64)
                made[source["name"]] = Column("float", rates[numbers])
            return table.setting(made)

    """#
}
