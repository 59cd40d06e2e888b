extension ModelProgram {
  /// The functions of the values of one row; each is named as in ``ScalarFunction``.
  static let functions = #"""
    # Functions of the values of one row.

    ANY = NUMBERS | DATES | {"text"}
    WHOLE, TEXT = frozenset(["int", "bool"]), frozenset(["text"])
    ORDERED, TEXT_OR_DATES = NUMBERS | DATES, DATES | TEXT
    # What an argument can be beside a set of types: one value for all rows, or a list of such.
    CONSTANT, LIST = "constant", "list"
    Signature = collections.namedtuple("Signature", "function kinds required rest labels")
    FUNCTIONS = {}
    # What Swift's properties of characters call white space.
    SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


    def function(*kinds, required=None, rest=None, labels=(), name=None):
        """Declares a function by the types of its arguments; `rest` is that of all further ones."""
        def declare(make):
            least = len(kinds) if required is None else required
            FUNCTIONS[name or make.__name__.removesuffix("_")] = Signature(make, kinds, least, rest, labels)
            return make
        return declare


    def called(evaluator, name, arguments):
        signature = FUNCTIONS.get(name)
        if signature is None:
            raise Unsupported(f"the function `{name}` is not known here")
        columns, options = [], {}
        for label, node in arguments:
            if label is not None:
                options[label] = evaluator.cell(node)
                continue
            columns += argument(evaluator, name, signature, len(columns), node)
        is_whole = signature.required <= len(columns) and (signature.rest or len(columns) <= len(signature.kinds))
        if not is_whole or set(options) - set(signature.labels):
            raise Unsupported(f"the arguments of `{name}` are not known here")
        options = {f"{label}_": cell for label, cell in options.items()}
        return signature.function(evaluator.table.count, columns, **options)


    def argument(evaluator, name, signature, place, node):
        """The columns of an argument without a label; a selector may stand for several."""
        kind = signature.kinds[place] if place < len(signature.kinds) else signature.rest
        if kind in (CONSTANT, LIST):
            return [evaluator.cell(node) if kind == CONSTANT else evaluator.cells(node)]
        if kind is None:
            raise Unsupported(f"`{name}` has too many arguments")
        if node[0] == "selector" and not signature.kinds:
            columns = [evaluator.table.columns[chosen_name] for chosen_name in selected(node[1], evaluator.table)]
        else:
            columns = [evaluator.value(node)]
        return [require(column, kind, f"`{name}`") for column in columns]


    def valid_in_all(columns):
        return np.logical_and.reduce([column.valid for column in columns])


    def mapped(column, make):
        """A function of floats, value by value as the C library has it; what is outside its domain is null."""
        def value(number):
            try:
                return make(number)
            except (ValueError, OverflowError, ZeroDivisionError):
                return math.nan
        numbers = [value(number) if ok else 0.0 for number, ok in zip(column.floats().tolist(), column.valid)]
        return Column("float", array(numbers, "float"), column.valid)


    @function(NUMBERS)
    def abs_(count, columns):
        x = columns[0]
        if x.type == "float":
            return Column("float", np.abs(x.values), x.valid)
        x = as_type(x, "int")
        return Column("int", np.abs(np.where(x.values == LEAST, 0, x.values)), x.valid & (x.values != LEAST))


    @function(NUMBERS, CONSTANT, required=1)
    def round_(count, columns):
        x, digits = columns[0], int(columns[1]) if len(columns) > 1 else 0
        if x.type != "float":
            x = as_type(x, "int")
            values = [round_whole(value, digits) for value in x.values.tolist()]
            fits = np.array([LEAST <= value <= GREATEST for value in values], bool)
            return Column("int", array([value if ok else 0 for value, ok in zip(values, fits)], "int"), x.valid & fits)
        return Column("float", round_floats(x.values, digits), x.valid)


    def round_whole(value, digits):
        """To tens, hundreds … where `digits` is below zero; ties to even."""
        unit = 10 ** max(-digits, 0)
        low, rest = divmod(value, unit)
        return (low + (2 * rest > unit or 2 * rest == unit and low % 2 == 1)) * unit if unit > 1 else value


    def round_floats(x, digits):
        scale = math.pow(10, abs(digits))
        with np.errstate(all="ignore"):
            units = x / scale if digits < 0 else x * scale
            whole = np.rint(units)
            made = whole * scale if digits < 0 else whole / scale
        if abs(digits) > 22:
            # Beyond it the power of ten is no double, and what is read from a text is the nearest one.
            made = np.array([float(f"{int(unit)}e{-digits}") if abs(unit) < EXACT_FLOATS and unit else rounded
                             for unit, rounded in zip(whole.tolist(), made.tolist())], np.float64)
        # Units of larger numbers lie closer together than doubles of this size.
        return np.where(np.abs(units) < EXACT_FLOATS, made, x)


    def whole_or(make):
        def apply(count, columns):
            x = columns[0]
            return Column("float", make(x.values), x.valid) if x.type == "float" else as_type(x, "int")
        return apply


    function(NUMBERS, name="floor")(whole_or(np.floor))
    function(NUMBERS, name="ceil")(whole_or(np.ceil))


    def logit(x):
        """The log-odds; near a half x / (1 - x) loses digits, and log1p of the distance does not."""
        if not 0 < x < 1:
            return math.nan
        if 0.3 <= x <= 0.65:
            distance = 2 * (x - 0.5)
            return math.log1p(distance) - math.log1p(-distance)
        return math.log(x / (1 - x))


    for function_name, of_number in (
        ("log", math.log), ("log1p", math.log1p), ("logit", logit), ("exp", math.exp), ("sqrt", math.sqrt),
    ):
        function(NUMBERS, name=function_name)(lambda count, columns, of_number=of_number: mapped(columns[0], of_number))


    @function(NUMBERS, NUMBERS)
    def pow_(count, columns):
        x, y = columns
        pairs = list(zip(x.floats().tolist(), y.floats().tolist()))
        both_valid = Column("int", np.arange(count, dtype=np.int64), x.valid & y.valid)
        return mapped(both_valid, lambda row: math.pow(*pairs[int(row)]))


    def least_whole(bound):
        """The least whole number that is not below a bound; None where 64 bits hold none."""
        found = max(math.ceil(bound), LEAST)
        return found if found <= GREATEST else None


    def greatest_whole(bound):
        found = min(math.floor(bound), GREATEST)
        return found if found >= LEAST else None


    @function(NUMBERS, labels=("min", "max"))
    def clip_(count, columns, min_=None, max_=None):
        x = columns[0]
        is_whole = all(bound is None or float(bound).is_integer() for bound in (min_, max_))
        if x.type == "float" or not is_whole:
            values = x.floats()
            values = values if min_ is None else np.where(float(min_) >= values, float(min_), values)
            values = values if max_ is None else np.where(float(max_) < values, float(max_), values)
            return Column("float", values, x.valid)
        low = LEAST if min_ is None else least_whole(min_)
        high = GREATEST if max_ is None else greatest_whole(max_)
        if low is None or high is None:
            return nulls(count, "int")
        x = as_type(x, "int")
        return Column("int", np.minimum(np.maximum(x.values, low), high), x.valid)


    @function(ANY, ANY)
    def nullif_(count, columns):
        x, value = columns
        if x.type is None:
            return nulls(count, "float")
        equal = compared("==", x, value)
        return Column(x.type, x.values, x.valid & ~(equal.valid & (equal.values != 0)), x.order)


    @function(ANY, required=1, rest=ANY)
    def coalesce_(count, columns):
        *others, last = columns
        type = None
        for column in columns:
            type = unify(type, column.type)
        # A bare null keeps its open type, as it has no say in how texts sort.
        made = Column("float", last.floats(), last.valid) if type == "float" and last.type else \
            last if others and last.type is None else retyped(last, type or "float")
        for column in reversed(others):
            made = first_present(column, made)
        return made


    def retyped(column, type):
        order = column.order
        made = as_type(column, type)
        return made if made is column else Column(type, made.values, made.valid, order)


    @function(ANY, LIST)
    def isin_(count, columns):
        return one_of(*columns)


    def extreme(columns, type, wins):
        """The winning value of each row; nulls are passed over."""
        columns = [as_type(column, type) for column in columns]
        out, present = columns[0].values, columns[0].valid
        for column in columns[1:]:
            takes = column.valid & (~present | wins(column.values, out))
            out, present = np.where(takes, column.values, out), present | column.valid
        return Column(type, out, present)


    def common_type(columns):
        type = None
        for column in columns:
            type = unify(type, column.type)
        return type or "float"


    @function(ORDERED, ORDERED, rest=ORDERED)
    def min_(count, columns):
        return extreme(columns, common_type(columns), operator.lt)


    @function(ORDERED, ORDERED, rest=ORDERED)
    def max_(count, columns):
        return extreme(columns, common_type(columns), operator.gt)


    def short_number(number):
        if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
            return str(int(number))
        return plain(number)


    def band_names(breaks):
        """`< 25`, `[25, 35)`, …, `>= 65`."""
        if not breaks:
            return ["all"]
        written = [short_number(number) for number in breaks]
        middle = [f"[{low}, {high})" for low, high in zip(written, written[1:])]
        return [f"< {written[0]}", *middle, f">= {written[-1]}"]


    def band_places(column, breaks):
        """The number of each row's band; whole numbers of any size are compared exactly."""
        return np.array([bisect.bisect_right(breaks, value) for value in column.values.tolist()], np.int64)


    @function(NUMBERS, LIST)
    def cut_(count, columns):
        x, breaks = columns
        breaks = [number for number in breaks if number is not None]
        names = band_names(breaks)
        values = np.array(names, object)[band_places(x, breaks)]
        return Column("text", values, x.valid, (Bands(tuple(names)),))


    # Texts

    def strings(columns, make):
        """A text, or None, of each row's values; null where one of them is."""
        valid = valid_in_all(columns)
        values = [column.values.tolist() for column in columns]
        return column_of([make(*row) if ok else None for ok, *row in zip(valid.tolist(), *values)], "text")


    def as_texts(columns):
        return [as_type(column, "text") for column in columns]


    def concat(count, columns):
        parts = [[None] * count if column.type is None else texts_of(column) for column in columns]
        return column_of([None if None in row else "".join(row) for row in zip(*parts)], "text")


    function(ANY, required=1, rest=ANY, name="concat")(concat)


    def text_function(name, make):
        @function(TEXT, name=name)
        def apply(count, columns):
            x = as_type(columns[0], "text")
            return column_of(by_text(x, make, None), "text")


    # Letters of Unicode 14 to 17 with their small ones, which not every Python knows: first, first small one, how many.
    NEW_LETTERS = (
        (0x10570, 0x10597, 11), (0x1057C, 0x105A3, 15), (0x1058C, 0x105B3, 7), (0x10594, 0x105BB, 2),
        (0x10D50, 0x10D70, 22), (0x16EA0, 0x16EBB, 25), (0x2C2F, 0x2C5F, 1), (0xA7C0, 0xA7C1, 1),
        (0xA7D0, 0xA7D1, 1), (0xA7D6, 0xA7D7, 1), (0xA7D8, 0xA7D9, 1), (0x1C89, 0x1C8A, 1), (0xA7CB, 0x264, 1),
        (0xA7CC, 0xA7CD, 1), (0xA7CE, 0xA7CF, 1), (0xA7D2, 0xA7D3, 1), (0xA7D4, 0xA7D5, 1), (0xA7DA, 0xA7DB, 1),
        (0xA7DC, 0x19B, 1))
    SMALL = {chr(large + place): chr(small + place) for large, small, count in NEW_LETTERS for place in range(count)}
    LARGE = {small: large for large, small in SMALL.items()}
    # One character after another: whether a sigma ends its word makes no difference to Carnet.
    text_function("lower", lambda text: "".join(SMALL.get(letter) or letter.lower() for letter in text))
    text_function("upper", lambda text: "".join(LARGE.get(letter) or letter.upper() for letter in text))
    text_function("trim", lambda text: text.strip(SPACE))


    @function(TEXT)
    def length_(count, columns):
        x = as_type(columns[0], "text")
        return Column("int", array(by_text(x, len, 0), "int"), x.valid)


    def text_test(name, holds):
        @function(TEXT, TEXT, name=name)
        def apply(count, columns):
            x, part = as_texts(columns)
            return truths([holds(*pair) for pair in zip(x.values, part.values)], x.valid & part.valid)


    text_test("contains", lambda text, part: part in text)
    text_test("starts_with", str.startswith)
    text_test("ends_with", str.endswith)


    @function(TEXT, TEXT, TEXT)
    def replace_(count, columns):
        return strings(as_texts(columns), lambda text, part, by: text.replace(part, by) if part else text)


    def at_least(column, bound):
        """Whole numbers below a bound have no meaning, and are null; those that were written have been checked."""
        column = as_type(column, "int")
        return Column("int", column.values, column.valid & (column.values >= bound))


    @function(TEXT, WHOLE, WHOLE, required=2)
    def substr_(count, columns):
        x, start, *length = columns
        columns = [as_type(x, "text"), at_least(start, 1), *(at_least(size, 0) for size in length)]

        def part(text, start, size=None):
            return text[start - 1:] if size is None else text[start - 1:start - 1 + size]
        return strings(columns, part)


    @function(TEXT, CONSTANT)
    def extract_(count, columns):
        x, source = columns
        pattern = compiled(source)
        return column_of(by_text(as_type(x, "text"), pattern.first, None), "text")


    @function(TEXT, TEXT, WHOLE)
    def split_(count, columns):
        x, separator, place = columns

        def part(text, separator, place):
            parts = text.split(separator) if separator else []
            return parts[place - 1] if place <= len(parts) else None
        return strings([as_type(x, "text"), as_type(separator, "text"), at_least(place, 1)], part)


    # Dates

    def days(column):
        """Days since 1970-01-01 of a date or a datetime."""
        return column.values // MICROSECONDS_PER_DAY if column.type == "datetime" else as_type(column, "date").values


    def date_part(name, place):
        @function(DATES, name=name)
        def apply(count, columns):
            return Column("int", np.asarray(civil(days(columns[0]))[place], np.int64), columns[0].valid)


    for part_place, part_name in enumerate(("year", "month", "day")):
        date_part(part_name, part_place)


    @function(DATES, DATES)
    def days_between_(count, columns):
        a, b = columns
        return whole_arithmetic("-", days(b), days(a), a.valid & b.valid, "int")


    @function(TEXT_OR_DATES, labels=("format",))
    def date_(count, columns, format_="%Y-%m-%d"):
        x = columns[0]
        if x.type in DATES:
            return Column("date", days(x), x.valid)
        if not format_.isascii():
            raise Unsupported(f"the format {format_!r} of a date has characters beyond ASCII")
        return column_of(by_text(as_type(x, "text"), lambda text: read_date(text, format_), None), "date")


    MONTHS = ("january february march april may june july august september october november december").split()


    def read_date(text, format):
        """Days of a text in a format of strptime; the time of day is read and passed over. None where it is no date."""
        parts, place, at = {}, 0, 0
        while place < len(format):
            field = format[place + 1:place + 2] if format[place] == "%" else ""
            if not field:
                if text[at:at + 1] != format[place]:
                    return None
                place, at = place + 1, at + 1
                continue
            number, length = read_month(text[at:], field) if field in "bB" else read_number(text[at:], field)
            if number is None:
                return None
            parts["m" if field in "bB" else field] = number
            place, at = place + 2, at + length
        year = parts.get("Y", parts["y"] + (2000 if parts["y"] < 69 else 1900) if "y" in parts else None)
        if at < len(text) or year is None or "m" not in parts or "d" not in parts:
            return None
        return days_of(year, parts["m"], parts["d"])


    def read_number(text, field):
        digits = re.match(r"[0-9]{0,%d}" % (4 if field == "Y" else 2), text)[0]
        return (int(digits) if digits and (field != "Y" or len(digits) == 4) else None), len(digits)


    def read_month(text, field):
        for number, month in enumerate(MONTHS, 1):
            month = month[:3] if field == "b" else month
            if text.lower().startswith(month):
                return number, len(month)
        return None, 0


    # Across columns

    def number_type(columns):
        return "float" if any(column.type == "float" for column in columns) else "int"


    def float_sums(columns):
        """The sum of each row's values in the order of the columns, and how many there are."""
        sums, present = np.zeros(len(columns[0])), np.zeros(len(columns[0]), np.int64)
        with np.errstate(all="ignore"):
            for column in columns:
                sums = np.where(column.valid, sums + column.floats(), sums)
                present = present + column.valid
        return sums, present


    def exact_sums(columns):
        """The same of whole numbers, which are added up exactly."""
        rows = zip(*(as_type(column, "int").keys() for column in columns))
        present = [[value for value in row if value is not None] for row in rows]
        return [sum(row) for row in present], [len(row) for row in present]


    @function(rest=NUMBERS)
    def row_sum_(count, columns):
        if number_type(columns) == "float":
            return Column("float", float_sums(columns)[0])
        sums, _ = exact_sums(columns)
        return column_of([value if LEAST <= value <= GREATEST else None for value in sums], "int")


    @function(rest=NUMBERS)
    def row_mean_(count, columns):
        with np.errstate(all="ignore"):
            if number_type(columns) == "float" or any(column.type is None for column in columns):
                sums, present = float_sums(columns)
                return Column("float", sums / present)
            sums, present = exact_sums(columns)
            return column_of([float(value) / size if size else None for value, size in zip(sums, present)], "float")


    @function(rest=NUMBERS)
    def row_std_(count, columns):
        with np.errstate(all="ignore"):
            sums, present = float_sums(columns)
            mean, squares = sums / present, np.zeros(count)
            for column in columns:
                deviation = column.floats() - mean
                squares = np.where(column.valid, squares + deviation * deviation, squares)
            return Column("float", np.where(present > 1, np.sqrt(squares / (present - 1)), np.nan))


    @function(rest=NUMBERS)
    def row_min_(count, columns):
        return extreme(columns, number_type(columns), operator.lt)


    @function(rest=NUMBERS)
    def row_max_(count, columns):
        return extreme(columns, number_type(columns), operator.gt)


    @function(rest=ANY)
    def row_nulls_(count, columns):
        return Column("int", np.sum([~column.valid for column in columns], axis=0, dtype=np.int64))

    """#
}
