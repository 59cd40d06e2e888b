extension ModelProgram {
  /// What expressions are worth, by the rules of ``BlockEvaluator``.
  static let expressions = #"""
    # Expressions: what they are worth in each row, with null where nothing is known.

    RELATIONS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
                 ">=": operator.ge}
    ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "%": np.remainder}


    class Scope:
        """What `$name` and `$result.field` stand for."""

        def __init__(self, scalars, fields):
            self.scalars, self.fields = scalars, fields

        def binding(self, name, cell):
            return Scope({**self.scalars, name: cell}, self.fields)

        def value(self, path):
            """A cell, or a list of cells."""
            try:
                found = self.scalars[path[0]] if len(path) == 1 else self.fields[path[0]][path[1]]
            except KeyError:
                raise Unsupported(f"the model does not tell what `${'.'.join(path)}` is") from None
            return [cell_of(form) for form in found] if isinstance(found, list) else cell_of(found)


    def unify(one, other):
        """The type that holds values of both; null has none, and fits anywhere."""
        if one is None or other is None or one == other:
            return other if one is None else one
        if not {one, other} <= NUMBERS:
            raise Misfit(f"{one} and {other} do not go together")
        return "float" if "float" in (one, other) else "int"


    def require(column, types, what):
        if column.type is not None and column.type not in types:
            raise Misfit(f"{what} takes {' or '.join(sorted(types))}, and not {column.type}")
        return column


    def reach(values):
        """The size of the greatest number."""
        return max(-int(values.min()), int(values.max()), 0) if len(values) else 0


    def whole_arithmetic(symbol, x, y, valid, type):
        """Whole numbers of 64 bits; what leaves them is null, and so is a remainder by zero."""
        if symbol == "%":
            # The remainder by -1 is that by 1, and has no overflow.
            return Column(type, np.remainder(x, np.where((y == 0) | (y == -1), 1, y)), valid & (y != 0))
        operation = ARITHMETIC[symbol]
        most = reach(x) * reach(y) if symbol == "*" else reach(x) + reach(y)
        if most <= GREATEST:
            return Column(type, operation(x, y), valid)
        exact = operation(x.astype(object), y.astype(object)).tolist()
        fits = np.array([LEAST <= value <= GREATEST for value in exact], bool)
        return Column(type, array([value if ok else 0 for value, ok in zip(exact, fits)], type), valid & fits)


    def float_arithmetic(symbol, x, y, valid):
        if symbol == "%":
            rest = np.fmod(x, y)
            return Column("float", np.where((rest != 0) & ((rest < 0) != (y < 0)), rest + y, rest), valid)
        # By zero, also 0 / 0, nothing is known; infinities become null as well.
        return Column("float", np.where(y == 0, np.nan, x / y) if symbol == "/" else ARITHMETIC[symbol](x, y), valid)


    def within_calendar(column):
        """Dates outside the years 0 to 9999 are null."""
        inside = (column.values >= days_of(0, 1, 1)) & (column.values <= days_of(9999, 12, 31))
        return Column("date", column.values, column.valid & inside)


    def arithmetic(symbol, a, b):
        valid = a.valid & b.valid
        if "date" in (a.type, b.type):
            return date_arithmetic(symbol, a, b, valid)
        for side in (a, b):
            require(side, NUMBERS, f"`{symbol}`")
        is_float = symbol == "/" or "float" in (a.type, b.type) or a.type is None and b.type is None
        if is_float:
            with np.errstate(all="ignore"):
                return float_arithmetic(symbol, a.floats(), b.floats(), valid)
        a, b = as_type(a, "int"), as_type(b, "int")
        return whole_arithmetic(symbol, a.values, b.values, valid, "int")


    def date_arithmetic(symbol, a, b, valid):
        if symbol == "-" and a.type == b.type:
            return whole_arithmetic("-", a.values, b.values, valid, "int")
        if symbol not in ("+", "-") or a.type != "date" or b.type != "int":
            raise Misfit(f"`{symbol}` takes numbers, or a date and a whole number of days")
        return within_calendar(whole_arithmetic(symbol, a.values, b.values, valid, "date"))


    def negated(a):
        require(a, NUMBERS, "`-`")
        if a.type in ("float", None):
            return Column(a.type or "int", -a.values if a.type else np.zeros(len(a), np.int64), a.valid)
        return Column("int", np.where(a.values == LEAST, 0, -a.values), a.valid & (a.values != LEAST))


    def compared(symbol, a, b):
        """Whole numbers and floats are compared exactly, texts by their code points, bands in their order."""
        unify(a.type, b.type)
        valid, relation = a.valid & b.valid, RELATIONS[symbol]
        if None in (a.type, b.type):
            raise Misfit(f"`{symbol}` compares with null")
        if a.type == "text":
            x, y = text_keys(symbol, a, b)
        elif {a.type, b.type} >= {"float"} and a.type != b.type:
            whole = a if b.type == "float" else b
            exact = reach(whole.values) > EXACT_FLOATS
            # Python compares whole numbers with floats by their exact worth.
            x, y = (side.values.astype(object) if exact else side.floats() for side in (a, b))
        else:
            x, y = a.values, b.values
        return truths(relation(x, y), valid)


    def text_keys(symbol, a, b):
        """What the texts of both sides are compared by."""
        if symbol in ("==", "!="):
            return a.values, b.values
        ways = constant_ways(a, b.constant[0]) if b.constant else constant_ways(b, a.constant[0]) if a.constant else \
            {shared_names(one, other) for one in a.order for other in b.order}
        if len(ways) > 1 or UNKNOWN in ways:
            raise Unsupported(f"`{symbol}` compares texts of bands and others, whose order depends on further rows")
        names = ways.pop()
        if names is None:
            return a.values, b.values
        place = {text: rank for rank, text in reversed([*enumerate(names)])}
        return (np.array([place.get(text, len(names)) for text in side.values], np.int64) for side in (a, b))


    UNKNOWN = "unknown"


    def constant_ways(column, text):
        """The names of bands by whose order a column may be compared with one text; None for code points."""
        return {None if bands is None or text not in {*bands.names, *bands.added} else
                bands.names if text in bands.names else UNKNOWN for bands in column.order}


    def shared_names(one, other):
        """The names of the bands that two columns share."""
        if one is None or other is None:
            return None
        return UNKNOWN if one.added or other.added else one.names if one == other else None


    def one_of(a, cells):
        """Whether values occur in a list; where the list has a null, it is unknown of a value that it does not have."""
        wanted = {raw(cell) for cell in cells if cell is not None}
        for cell in cells:
            if a.type is not None:
                unify(a.type, type_of(cell))
        found = np.array([key in wanted for key in a.values.tolist()], bool)
        return truths(found, a.valid & found if None in cells else a.valid)


    def both(a, b):
        """`and` of truths: no wins over null."""
        a, b = as_type(require(a, {"bool"}, "`and`"), "bool"), as_type(require(b, {"bool"}, "`and`"), "bool")
        no = (a.valid & (a.values == 0)) | (b.valid & (b.values == 0))
        return truths(~no, no | (a.valid & b.valid))


    def opposite(a):
        a = as_type(require(a, {"bool"}, "`not`"), "bool")
        return truths(a.values == 0, a.valid)


    def either(a, b):
        return opposite(both(opposite(a), opposite(b)))


    def merged_order(a, b):
        """What texts of two columns may sort by: where all are of one column by its order, else by one that both share,
        or by code points. A bare null has no say."""
        if a.type is None or b.type is None:
            return b.order if a.type is None else a.order
        is_shared = a.order == b.order and len(a.order) == 1 and not (a.order[0] and a.order[0].added)
        return a.order if is_shared else tuple(dict.fromkeys([*a.order, *b.order, None]))


    def chosen(mask, a, b):
        """Where the mask is true the first value, elsewhere the second."""
        type, order = unify(a.type, b.type) or "float", merged_order(a, b)
        a, b = as_type(a, type), as_type(b, type)
        return Column(type, np.where(mask, a.values, b.values), np.where(mask, a.valid, b.valid), order)


    def first_present(a, b):
        return chosen(a.valid, a, b)


    class Evaluator:
        """Expressions over the rows of a table."""

        def __init__(self, table, scope):
            self.table, self.scope = table, scope

        def value(self, node):
            """The column that an expression is worth."""
            evaluate = getattr(self, f"{node[0]}_value", None)
            if evaluate is None:
                raise Unsupported(f"one value is needed where a {node[0]} stands")
            return evaluate(*node[1:])

        def cell(self, node):
            """The value of an expression without columns."""
            if node[0] == "scalar" and not isinstance(self.scope.value(node[1]), list):
                return self.scope.value(node[1])
            return Evaluator(Table({}, 1), self.scope).value(node).cell(0)

        def cells(self, node):
            """The values of a list, or the one value of anything else."""
            if node[0] == "list":
                return [self.cell(element) for element in node[1]]
            found = self.scope.value(node[1]) if node[0] == "scalar" else None
            return found if isinstance(found, list) else [self.cell(node)]

        def plain_text(self, pieces):
            def spelled(kind, piece):
                if kind == "scalar":
                    found = self.scope.value(piece)
                    return ", ".join(map(plain, found)) if isinstance(found, list) else plain(found)
                return piece if kind == "text" else insertion(piece)
            return "".join(spelled(kind, piece) for kind, piece in pieces)

        def constant_value(self, cell):
            return constant_column(cell, self.table.count)

        def scalar_value(self, path):
            return self.constant_value(self.cell(("scalar", path)))

        def name_value(self, name):
            return self.table.column(name)

        def text_value(self, pieces):
            if not any(kind == "column" for kind, _ in pieces):
                return self.constant_value(self.plain_text(pieces))
            return concat(self.table.count, [
                self.table.column(piece) if kind == "column" else self.constant_value(self.plain_text([(kind, piece)]))
                for kind, piece in pieces])

        def negate_value(self, a):
            return negated(self.value(a))

        def not_value(self, a):
            return opposite(self.value(a))

        def is_null_value(self, a, is_negated):
            return truths(self.value(a).valid == is_negated)

        def if_value(self, condition, yes, no):
            test = as_type(require(self.value(condition), {"bool"}, "`if`"), "bool")
            return chosen(test.valid & (test.values != 0), self.value(yes), self.value(no))

        def in_value(self, a, members):
            column = self.value(a)
            if members[0] != "range":
                return one_of(column, self.cells(members))
            low, high = (self.value(bound) for bound in members[1:])
            return both(compared(">=", column, low), compared("<=", column, high))

        def matches_value(self, a, source):
            column, pattern = as_type(require(self.value(a), {"text"}, "`~`"), "text"), compiled(source)
            return truths(by_text(column, pattern.occurs, False), column.valid)

        def binary_value(self, symbol, left, right):
            a, b = self.value(left), self.value(right)
            combine = {"and": both, "or": either, "??": first_present}.get(symbol)
            if combine:
                return combine(a, b)
            return compared(symbol, a, b) if symbol in RELATIONS else arithmetic(symbol, a, b)

        def call_value(self, name, arguments):
            return called(self, name, arguments)


    def insertion(name):
        return "{" + (name if is_plain_name(name) else "`" + name.replace("`", "``") + "`") + "}"


    PATTERNS = {}


    def compiled(source):
        if source not in PATTERNS:
            PATTERNS[source] = Pattern(source)
        return PATTERNS[source]


    def by_text(column, make, otherwise):
        """What is made of each row's text, once for each text; `otherwise` where a row is null."""
        known = {text: make(text) for text, ok in zip(column.values, column.valid) if ok}
        return [known[text] if ok else otherwise for text, ok in zip(column.values, column.valid)]

    """#
}
