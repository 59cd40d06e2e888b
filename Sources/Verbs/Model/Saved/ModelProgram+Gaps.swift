extension ModelProgram {
  /// The step that fills gaps, and the names of all steps.
  static let gaps = #"""
    # Steps that fill gaps

    def filled(column, fillings):
        """A column with its gaps filled by a value for each row, of which no gap's is None."""
        if column.valid.all():
            return column
        gaps = [filling for filling, ok in zip(fillings, column.valid) if not ok]
        if column.type in ("int", "float"):
            return filled_numbers(column, gaps)
        values = column.values.copy()
        values[~column.valid] = array([raw(cell) for cell in gaps], column.type)
        return Column(column.type, values, order=column.order)


    def filled_numbers(column, gaps):
        """Whole numbers stay such if all that fills them is whole."""
        is_whole = column.type == "int" and all(not isinstance(gap, float) or is_whole_number(gap) for gap in gaps)
        values = column.values.copy() if is_whole else column.floats()
        type = "int" if is_whole else "float"
        values[~column.valid] = array([int(gap) if is_whole else float(gap) for gap in gaps], type)
        return Column(type, values)


    class Impute:
        def __init__(self, state):
            self.sources, self.adds_indicators = state["sources"], state["addsIndicators"]
            self.neighbours = Neighbours(state["neighbours"]) if state.get("neighbours") else None
            self.groups = Groups(state["groups"]) if state.get("groups") else None

        def apply(self, table):
            columns = [self.column(table, source, place) for place, source in enumerate(self.sources)]
            made = dict(zip([source["name"] for source in self.sources], self.filled(table, columns)))
            if self.adds_indicators:
                for source, column in zip(self.sources, columns):
                    if source["gaps"] > 0:
                        made[f"{source['name']}_missing"] = Column("int", (~column.valid).astype(np.int64))
            return table.setting(made)

        def column(self, table, source, place):
            column, type = table.column(source["name"]), source["type"]
            if column.type == type == "text":
                fillings = [cell_of(source.get("filling")), *(self.groups.fillings(place) if self.groups else ())]
                order = extended(column.order, [cell for cell in fillings if cell is not None])
                return Column(type, column.values, column.valid, order)
            if column.type == type or {column.type, type} <= {"int", "float"}:
                return column
            if not column.is_empty():
                fitted_column(table, source["name"], {type}, type)
            return nulls(len(column), type)

        def filled(self, table, columns):
            if self.neighbours:
                parts = self.groups.rows_of(table) if self.groups else [(None, np.arange(table.count))]
                return self.filled_by_neighbours(columns, parts)
            general = [cell_of(source.get("filling")) for source in self.sources]
            if self.groups:
                return self.groups.filled(table, columns, general)
            return [column if cell is None else filled(column, [cell] * table.count)
                    for column, cell in zip(columns, general)]

        def filled_by_neighbours(self, columns, parts):
            """Each part of the rows from donors of its own group."""
            matrix = np.column_stack([column.numbers() for column in columns])
            for group, rows in parts:
                donors = group["neighbours"] if group else self.neighbours
                matrix[rows] = donors.filled(matrix[rows])
            return [filled(column, matrix[:, place].tolist()) for place, column in enumerate(columns)]


    class Groups:
        """What the training rows of each group say."""

        def __init__(self, state):
            self.keys, self.types, self.known = state["keys"], state["types"], {}
            for group in state["groups"]:
                key = tuple(raw(cell_of(form)) for form in group["key"])
                neighbours = group.get("neighbours")
                self.known.setdefault(key, {
                    "fillings": [cell_of(form) for form in group["fillings"]],
                    "neighbours": Neighbours(neighbours) if neighbours else None})

        def fillings(self, place):
            return [group["fillings"][place] for group in self.known.values()]

        def keys_of(self, table):
            columns = []
            for name, type in zip(self.keys, self.types):
                column = table.column(name)
                columns.append(column if column.is_empty() else fitted_column(table, name, {type}, type))
            return list(zip(*(column.keys() for column in columns)))

        def rows_of(self, table):
            """Pairs of a group, None for one that training did not have, and the numbers of its rows."""
            rows = {}
            for row, key in enumerate(self.keys_of(table)):
                rows.setdefault(key, []).append(row)
            return [(self.known.get(key), np.array(own)) for key, own in rows.items()]

        def filled(self, table, columns, general):
            groups = [self.known.get(key) for key in self.keys_of(table)]
            return [column if cell is None else self.column_filled(column, cell, place, groups)
                    for place, (column, cell) in enumerate(zip(columns, general))]

        @staticmethod
        def column_filled(column, general, place, groups):
            fillings = [general if group is None else first(group["fillings"][place], general) for group in groups]
            # A float among the fillings makes floats of all, also where its own group has no gap.
            if column.type == "int" and not column.valid.all() and any(isinstance(cell, float) for cell in fillings):
                column = Column("float", column.floats(), column.valid)
            return filled(column, fillings)


    class Neighbours:
        """The nearest training rows that have a value where a gap is."""

        def __init__(self, state):
            settings, donors = state["settings"], state["donors"]
            self.count, self.weights, self.combination = (
                settings["neighbours"], settings["weights"], settings["combination"])
            self.fallbacks = [float(number) for number in state["fallbacks"]]
            columns = [[float(number) for number in column] for column in donors["columns"]]
            self.donors = np.array(columns, np.float64).reshape(len(self.fallbacks), donors["rows"]).T
            self.observed = ~np.isnan(self.donors)

        def filled(self, rows):
            rows = rows.copy()
            for row in np.flatnonzero(np.isnan(rows).any(axis=1)):
                rows[row] = self.filled_row(rows[row])
            return rows

        def filled_row(self, row):
            made, gaps = row.copy(), np.isnan(row)
            shared = (self.observed & ~gaps).sum(axis=1)
            with np.errstate(all="ignore"):
                distances = squared_distances(self.donors, row)
                distances = np.where(shared == len(row), distances, distances * len(row) / shared)
            for column in np.flatnonzero(gaps):
                donors = np.flatnonzero(self.observed[:, column] & (shared > 0))
                nearest = donors[np.argsort(distances[donors], kind="stable")[:self.count]]
                pairs = list(zip(distances[nearest].tolist(), self.donors[nearest, column].tolist()))
                made[column] = self.combined(pairs) if pairs else self.fallbacks[column]
            return made

        def combined(self, donors):
            """The value of donors, each with its squared distance, nearest first."""
            if self.weights == "distance":
                donors = [pair for pair in donors if pair[0] == 0] or donors
            weights = [1.0 if self.weights == "uniform" or distance == 0 else 1 / math.sqrt(distance)
                       for distance, _ in donors]
            # Distances beyond the range of floats weigh nothing; if all do, they weigh the same.
            weights = weights if any(weights) else [1.0] * len(donors)
            pairs = [(weight, value) for weight, (_, value) in zip(weights, donors)]
            return weighted_median(pairs) if self.combination == "median" else weighted_mean(pairs)


    def squared_distances(donors, row):
        """The sums of squared differences over the columns that both have, added up in the order in which Carnet does:
        in sixteen lanes, which are folded by halves, and what is left over one after another."""
        differences = donors - row
        squares = np.where(np.isnan(differences), 0, differences * differences)
        width = len(row) // 16 * 16
        lanes = np.zeros((len(donors), 16))
        for start in range(0, width, 16):
            lanes = lanes + squares[:, start:start + 16]
        while lanes.shape[1] > 1:
            half = lanes.shape[1] // 2
            lanes = lanes[:, :half] + lanes[:, half:]
        sums = lanes[:, 0]
        for place in range(width, len(row)):
            sums = sums + squares[:, place]
        return sums


    def weighted_mean(pairs):
        total, whole = 0.0, 0.0
        for weight, value in pairs:
            total += weight * value
            whole += weight
        return total / whole


    def weighted_median(pairs):
        pairs = sorted(pairs, key=lambda pair: pair[1])
        half, running = plain_sum(weight for weight, _ in pairs) / 2, 0.0
        for place, (weight, value) in enumerate(pairs):
            running += weight
            if running == half and place + 1 < len(pairs):
                return value / 2 + pairs[place + 1][1] / 2
            if running > half:
                return value
        return pairs[-1][1]


    def plain_sum(numbers):
        """One after another; Python's own `sum` compensates for what rounding loses."""
        total = 0.0
        for number in numbers:
            total += number
        return total


    STEPS = {
        "balance": Balance, "bin": Bin, "cast": Cast, "clip": Clip, "derive": Derive, "drop": Choice, "encode": Encode,
        "impute": Impute, "onehot": OneHot, "prune": Prune, "replace": Replace, "scale": Scale, "select": Choice,
        "target_rate": TargetRate, "top": Top,
    }

    """#
}
