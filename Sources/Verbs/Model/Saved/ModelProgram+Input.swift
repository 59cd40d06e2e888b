extension ModelProgram {
  /// The rows of a DataFrame or a CSV file as columns of the types that the model learnt from.
  static let input = #"""
    # Input: the columns of a DataFrame, or the fields of a CSV file, in the types that the model learnt from.

    ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
    ISO_TIME = re.compile(
        r"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?"
        r"(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?")
    DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
    TRUTHS = {"true": 1, "True": 1, "TRUE": 1, "false": 0, "False": 0, "FALSE": 0}


    def iso_days(text):
        match = ISO_DATE.fullmatch(text)
        return match and days_of(*map(int, match.groups()))


    def iso_microseconds(text):
        match = ISO_TIME.fullmatch(text)
        days = match and days_of(*map(int, match.groups()[:3]))
        if days is None:
            return None
        hour, minute, second = (int(part or 0) for part in match.groups()[3:6])
        fraction, zone = (match[7] or "").ljust(6, "0"), match[8]
        if hour > 23 or minute > 59 or second > 59 or fraction[6:].strip("0"):
            return None
        moment = days * MICROSECONDS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1_000_000 + int(fraction[:6])
        return moment - zone_minutes(zone) * 60_000_000


    def zone_minutes(zone):
        if zone in (None, "Z"):
            return 0
        digits = zone[1:].replace(":", "").ljust(4, "0")
        return (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if zone[0] == "-" else 1)


    def wrong_type(name, wanted, found):
        return Misfit(f"the column `{name}` should be {wanted}, and {found}")


    def series_column(series, type, name):
        """A column of a DataFrame as one of the type that the model learnt from, or as the other type of number."""
        missing = series.isna().to_numpy(bool)
        if missing.all():
            return nulls(len(series), type)
        kind = series.dtype.kind if isinstance(series.dtype, np.dtype) else "O"
        if isinstance(series.dtype, pd.DatetimeTZDtype):
            series, kind = series.dt.tz_convert("UTC").dt.tz_localize(None), "M"
        if kind in "iuf":
            found, values = number_array(series.to_numpy(), missing)
        elif kind == "b":
            found, values = "bool", series.to_numpy().astype(np.int64)
        elif kind == "M":
            found, values = "datetime", moments(series.to_numpy(), missing, name)
        else:
            found, values = object_array(series.astype(object).to_numpy(), missing, name)
        return fitted_type(found, values, ~missing, type, name)


    def number_array(values, missing):
        """Whole numbers of 64 bits, or floats."""
        if values.dtype.kind == "f":
            return "float", np.where(missing, 0, values).astype(np.float64)
        if values.dtype.kind == "u" and len(values) and values.max() > GREATEST:
            return "float", values.astype(np.float64)
        return "int", values.astype(np.int64)


    def moments(values, missing, name):
        """Microseconds since 1970-01-01."""
        coarse = values.astype("datetime64[us]")
        if (coarse.astype(values.dtype)[~missing] != values[~missing]).any():
            raise wrong_type(name, "of times to the microsecond", "holds finer ones or such that lie too far away")
        return np.where(missing, 0, coarse.astype(np.int64))


    def kind_of(value):
        if isinstance(value, (bool, np.bool_)):
            return "bool"
        if isinstance(value, (int, np.integer)):
            return "int" if LEAST <= value <= GREATEST else "float"
        if isinstance(value, (float, np.floating, decimal.Decimal)):
            return "float"
        if isinstance(value, str):
            return "text"
        if isinstance(value, (datetime.datetime, np.datetime64)):
            return "datetime"
        return "date" if isinstance(value, datetime.date) else type(value).__name__


    def object_array(values, missing, name):
        """Python's values, which are all of one kind."""
        kinds = {kind_of(value) for value, gone in zip(values, missing) if not gone}
        found = "float" if kinds == {"int", "float"} else " and ".join(sorted(kinds))
        convert = {"bool": int, "int": int, "float": float, "text": str}
        if found == "datetime":
            times = pd.to_datetime(pd.Series(values), utc=True).dt.tz_localize(None)
            return found, moments(times.to_numpy(), missing, name)
        if found == "date":
            convert[found] = lambda day: days_of(day.year, day.month, day.day)
        if found not in convert:
            raise Misfit(f"the column `{name}` holds values of {found}")
        blanks = [blank(found) if gone else convert[found](value) for value, gone in zip(values, missing)]
        return found, array(blanks, found)


    def fitted_type(found, values, valid, type, name):
        """A column of values, which are of the type that the model learnt from, or may serve as such."""
        if found == "text" and type in DATES:
            return calendar_column(values, valid, type, name)
        if found == "datetime" and type == "date":
            if (values % MICROSECONDS_PER_DAY != 0).any():
                raise wrong_type(name, "date", "holds times of day")
            return Column("date", values // MICROSECONDS_PER_DAY, valid)
        column = Column(found, values, valid)
        if column.is_empty():
            return nulls(len(column), type)
        if found != type and not {found, type} <= {"int", "float"}:
            raise wrong_type(name, type, f"is {found} here")
        return serving(column, type)


    def serving(column, type):
        """Whole numbers serve as floats and the other way round: of the type itself, wherever no value is lost by that,
        as selectors by type choose by it. So floats that are whole, as pandas makes them of whole numbers with gaps,
        become whole numbers again."""
        if (column.type, type) == ("float", "int"):
            # Beyond 2**53 digits may be lost already.
            fits = (column.values == np.floor(column.values)) & (np.abs(column.values) <= EXACT_FLOATS)
            return Column("int", column.values.astype(np.int64), column.valid) if fits.all() else column
        if (column.type, type) == ("int", "float"):
            is_exact = reach(column.values) <= EXACT_FLOATS or all(
                float(value) == value for value in column.values.tolist())
            return Column("float", column.floats(), column.valid) if is_exact else column
        return column


    def calendar_column(values, valid, type, name):
        read = {"date": iso_days, "datetime": lambda text: first(iso_microseconds(text), midnight(text))}[type]
        made = [read(text) if ok else None for text, ok in zip(values, valid)]
        for text, ok, value in zip(values, valid, made):
            if ok and value is None:
                raise wrong_type(name, type, f"holds the text {text!r}")
        return column_of(made, type)


    def first(value, other):
        return other if value is None else value


    def midnight(text):
        days = iso_days(text)
        return None if days is None else days * MICROSECONDS_PER_DAY


    def frame_table(frame, inputs):
        """The model's columns of a DataFrame, found by name."""
        if not isinstance(frame, pd.DataFrame):
            raise Misfit(f"rows come as a pandas DataFrame, not as {type(frame).__name__}")
        names = list(frame.columns)
        missing = [f"`{column['name']}`" for column in inputs if column["name"] not in names]
        if missing:
            raise ValueError(f"the rows lack {', '.join(missing)}, which the model was fitted on")
        twice = [f"`{column['name']}`" for column in inputs if names.count(column["name"]) > 1]
        if twice:
            raise ValueError(f"the rows have more than one column {', '.join(twice)}")
        columns = {}
        for column in inputs:
            made = series_column(frame[column["name"]], column["type"], column["name"])
            made.is_indicator = column.get("isIndicator", False)
            columns[column["name"]] = made
        return Table(columns, len(frame))


    def field_value(field, type):
        """The kind and the value of a field of a CSV file, as Carnet reads it."""
        if type == "text":
            return "text", field
        number = field.strip(" ")
        if DECIMAL.fullmatch(number):
            if number.lstrip("+-").isdigit() and LEAST <= int(number) <= GREATEST:
                return "int", int(number)
            return "float", float(number)
        if re.fullmatch(r"[+-]?(nan|inf|infinity)", number, re.IGNORECASE):
            return "float", None
        for found, value in (
            ("bool", TRUTHS.get(field)), ("date", iso_days(field)), ("datetime", iso_microseconds(field))
        ):
            if value is not None:
                return found, value
        return "text", field


    def fields_column(fields, type, name):
        """A column of a CSV file; None is an empty field, which is null."""
        read = [(None, None) if field is None or field == "" and type != "text" else field_value(field, type)
                for field in fields]
        kinds = {kind for kind, _ in read if kind}
        values = [value for _, value in read]
        if not kinds:
            return nulls(len(fields), type)
        if kinds == {"date", "datetime"}:
            values = [value * MICROSECONDS_PER_DAY if kind == "date" else value for kind, value in read]
            kinds = {"datetime"}
        found = "float" if kinds == {"int", "float"} else kinds.pop() if len(kinds) == 1 else "text"
        column = column_of(values, found)
        if column.is_empty():
            return nulls(len(fields), type)
        if found != type and not {found, type} <= {"int", "float"}:
            raise wrong_type(name, type, f"reads as {found} here")
        return serving(column, type)


    FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n][^,\r\n]*|))(,|\r\n|\r|\n|$)')


    def csv_rows(text):
        """The rows of a CSV file; an empty field is None, unless it stands in quotes."""
        rows, row, place = [], [], 0
        while place < len(text):
            match = FIELD.match(text, place)
            if not match:
                raise ValueError(f"the CSV file cannot be read behind character {place}")
            quoted, bare, end = match.groups()
            row.append(bare or None if quoted is None else quoted.replace('""', '"'))
            place = match.end()
            if end != ",":
                rows.append(row)
                row = []
        # A comma at the end of the file stands before an empty field.
        return rows + ([row + [None]] if row else [])


    def csv_table(text):
        """The columns of a CSV file by name, as lists of fields."""
        header, *rows = csv_rows(text.removeprefix("\ufeff"))
        # A line without anything is skipped, unless the table has but one column.
        rows = [row for row in rows if len(header) == 1 or row != [None]]
        for row in rows:
            if len(row) != len(header):
                raise ValueError(f"a row of the CSV file has {len(row)} fields, and the header {len(header)}")
        return {name: [row[place] for row in rows] for place, name in enumerate(header)}, len(rows)

    """#
}
