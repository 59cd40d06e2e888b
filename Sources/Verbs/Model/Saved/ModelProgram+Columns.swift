extension ModelProgram {
  /// Typed columns with nulls, and how values are written as texts.
  static let columns = #"""
    # Columns: typed values with a mark for each row that is not null.

    NUMBERS = frozenset(["int", "float", "bool"])
    DATES = frozenset(["date", "datetime"])
    Date = collections.namedtuple("Date", "days")
    Datetime = collections.namedtuple("Datetime", "microseconds")
    # The names of bands from low to high, and texts that steps may have put behind them.
    Bands = collections.namedtuple("Bands", "names added", defaults=(frozenset(),))
    CODE_POINTS = (None,)


    class Column:
        """Values of one type; a null row holds 0 or an empty text, and no float is NaN or infinite.

        `order` has all that texts may sort by, of which the other rows decide: `Bands`, or None for their code points.
        `constant` is a tuple of the one value that was written in an expression.
        """

        __slots__ = ("type", "values", "valid", "order", "constant", "is_indicator")

        def __init__(self, type, values, valid=None, order=None, constant=None, is_indicator=False):
            self.type, self.order = type, order or CODE_POINTS
            self.constant, self.is_indicator = constant, is_indicator
            self.valid = np.ones(len(values), bool) if valid is None else valid
            if type == "float" or type is None:
                self.valid = self.valid & np.isfinite(values)
            self.values = values if self.valid.all() else np.where(self.valid, values, blank(type))

        def __len__(self):
            return len(self.values)

        def numbers(self):
            """The values as floats, NaN for null."""
            return np.where(self.valid, self.values, np.nan).astype(np.float64)

        def floats(self):
            """The values as floats, 0 for null."""
            return self.values.astype(np.float64)

        def cell(self, row):
            """The value of a row as a Python value, None for null."""
            if not self.valid[row]:
                return None
            value = self.values[row]
            make = {"bool": bool, "float": float, "text": str, "date": lambda days: Date(int(days))}
            make["datetime"] = lambda moment: Datetime(int(moment))
            return make.get(self.type, int)(value)

        def keys(self):
            """For each row what finds its value in a dictionary, None for null."""
            return [value if ok else None for value, ok in zip(self.values.tolist(), self.valid.tolist())]

        def is_empty(self):
            """Whether no row has a value, so that the type means nothing."""
            return not self.valid.any()


    class Table:
        """Columns by name, in order, all of `count` rows."""

        def __init__(self, columns, count):
            self.columns, self.count = columns, count

        def column(self, name):
            if name not in self.columns:
                raise Misfit(f"there is no column `{name}`")
            return self.columns[name]

        def setting(self, additions):
            """The table with columns replaced where they exist, else appended."""
            return Table({**self.columns, **additions}, self.count)

        def keeping(self, names):
            return Table({name: self.columns[name] for name in names}, self.count)


    def blank(type):
        return "" if type == "text" else 0.0 if type in ("float", None) else 0


    def array(values, type):
        kind = object if type == "text" else np.float64 if type in ("float", None) else np.int64
        made = np.empty(len(values), kind)
        made[:] = values
        return made


    def column_of(values, type, **facts):
        """A column of Python values, of which None is null."""
        valid = np.array([value is not None for value in values], bool)
        return Column(type, array([blank(type) if value is None else value for value in values], type), valid, **facts)


    def nulls(count, type):
        return Column(type, array([blank(type)] * count, type), np.zeros(count, bool))


    def truths(values, valid=None):
        return Column("bool", np.asarray(values).astype(np.int64), valid)


    def cell_of(form):
        """The value that a piece of model.json stands for."""
        if not isinstance(form, dict):
            return form
        if "date" in form:
            return Date(form["date"])
        return Datetime(form["datetime"]) if "datetime" in form else float(form["float"])


    def raw(cell):
        """A value as a column holds it."""
        return cell[0] if isinstance(cell, (Date, Datetime)) else int(cell) if isinstance(cell, bool) else cell


    def type_of(cell):
        kinds = {bool: "bool", int: "int", float: "float", str: "text", Date: "date", Datetime: "datetime"}
        return kinds.get(type(cell))


    def constant_column(cell, count):
        type = type_of(cell)
        return Column(
            type, array([blank(type) if cell is None else raw(cell)] * count, type),
            np.full(count, cell is not None), constant=(cell,))


    def as_type(column, type):
        """The values as those of a type that holds them as well; a bare null fits any."""
        if column.type == type:
            return column
        if column.type is None:
            return nulls(len(column), type)
        return Column(type, column.floats() if type == "float" else column.values, column.valid)


    def float_text(value):
        """The shortest decimals that read back as the same number; an exponent stands above 2**53 and below 0.0001."""
        text = repr(value)
        if abs(value) <= EXACT_FLOATS or "e" in text:
            return text
        digits = text.removeprefix("-").removesuffix(".0")
        return f"{'-' * (value < 0)}{digits[0]}.{digits[1:].rstrip('0')}e+{len(digits) - 1}"


    def padded(number, width):
        return ("-" if number < 0 else "") + str(abs(number)).rjust(width, "0")


    def date_text(days):
        year, month, day = (int(part) for part in civil(days))
        return f"{padded(year, 4)}-{padded(month, 2)}-{padded(day, 2)}"


    def datetime_text(moment):
        day, rest = divmod(moment, MICROSECONDS_PER_DAY)
        seconds, fraction = divmod(rest, 1_000_000)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        return f"{date_text(day)} {clock}" + (f".{fraction:06}" if fraction else "")


    def value_text(value, type):
        """A value of a column as `cast` to text writes it."""
        if type == "text":
            return value
        if type == "bool":
            return "yes" if value else "no"
        make = {"float": float_text, "date": date_text, "datetime": datetime_text}
        return make.get(type, str)(value)


    def plain(cell):
        return "" if cell is None else value_text(raw(cell), type_of(cell))


    def texts_of(column):
        """Each row's value as text, None for null."""
        known = {}
        values = []
        for key in column.keys():
            # 0.0 and -0.0 are one key and two texts.
            if key is not None and (key not in known or key == 0):
                known[key] = value_text(key, column.type)
            values.append(None if key is None else known[key])
        return values


    def civil(days):
        """Year, month and day of days since 1970-01-01 (H. Hinnant, civil_from_days); for numbers and arrays."""
        shifted = days + 719_468
        era = shifted // 146_097
        of_era = shifted - era * 146_097
        year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
        of_year = of_era - (365 * year + year // 4 - year // 100)
        part = (5 * of_year + 2) // 153
        month = (part + 2) % 12 + 1
        return year + era * 400 + (month <= 2), month, of_year - (153 * part + 2) // 5 + 1


    def days_of(year, month, day):
        """Days since 1970-01-01, None where there is no such date (H. Hinnant, days_from_civil)."""
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        lengths = [31, 28 + is_leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
            return None
        year -= month <= 2
        era = year // 400
        of_era = year - era * 400
        of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
        return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468

    """#
}
