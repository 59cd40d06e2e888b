extension ModelProgram {
  /// The parser of a stage.
  static let syntax = #"""
    # Syntax: a stage of Carnet's language, read into tuples whose first member is the kind of the node.

    RESERVED = frozenset("and or not in is null yes no if then else where as for by on".split())
    # Words of other languages, which name no column unless they stand in backticks.
    FOREIGN = frozenset("NULL Null None nil true True TRUE false False FALSE".split())
    SYMBOLS = sorted("| , : = @ $ . == != < <= > >= + - * / % ~ ?? .. & ( ) [ ] { }".split(), key=len, reverse=True)
    PRECEDENCES = {"or": 1, "and": 2, "??": 5, "+": 7, "-": 7, "*": 8, "/": 8, "%": 8}
    NOT, COMPARISON, RANGE, SUM, NEGATION = 3, 4, 6, 7, 9
    COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
    TOKEN = re.compile(
        r"(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|(?P<quoted>`(?:[^`\n]|``)+`)|(?P<string>\")"
        rf"|(?P<word>[^\W\d]\w*)|(?P<symbol>{'|'.join(map(re.escape, SYMBOLS))})")
    ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
    Token = collections.namedtuple("Token", "kind value start end")
    # One item of a stage: `name = value as template for variable in list`.
    Item = collections.namedtuple("Item", "value name template loop", defaults=(None, None, None))
    Stage = collections.namedtuple("Stage", "verb items options")


    def is_plain_name(text):
        return text.isidentifier() and text not in RESERVED and text not in FOREIGN


    class Parser:
        """Reads one stage: recursive descent, and precedences for operators."""

        def __init__(self, text):
            self.text, self.place = text, 0

        def fail(self, what):
            raise Unsupported(f"`{self.text}` cannot be read: {what} at character {self.place}")

        def token(self, start=None):
            """The token at the cursor, which stays."""
            start = self.place if start is None else start
            while self.text[start:start + 1] in (" ", "\t", "\n", "\r") and start < len(self.text):
                start += 1
            match = TOKEN.match(self.text, start)
            if not match:
                return Token("end" if start == len(self.text) else "unknown", None, start, start)
            kind, value = match.lastgroup, match[0]
            if kind == "quoted":
                kind, value = "name", value[1:-1].replace("``", "`")
            elif kind == "word":
                kind = "reserved" if value in RESERVED else "word"
            return Token(kind, value, start, match.end())

        def advance(self):
            token = self.token()
            self.place = token.end
            return token

        def is_at(self, value):
            token = self.token()
            return token.kind in ("symbol", "reserved") and token.value == value

        def take(self, value):
            if self.is_at(value):
                return self.advance()
            return None

        def expect(self, value):
            return self.take(value) or self.fail(f"`{value}` is missing")

        def name(self):
            token = self.advance()
            return token.value if token.kind in ("word", "name") else self.fail("a name is missing")

        def label(self):
            """A name with a colon behind it, which are taken; None where there is none."""
            token = self.token()
            follower = self.token(token.end)
            if token.kind not in ("word", "name", "reserved") or (follower.kind, follower.value) != ("symbol", ":"):
                return None
            self.place = follower.end
            return token.value

        # Stages

        def stage(self):
            verb, items, options = self.advance().value, [], {}
            while self.token().kind != "end":
                self.take(",")
                if self.take("{"):
                    while not self.take("}"):
                        items.append(self.item())
                        self.take(",")
                    continue
                label = self.label()
                if label is None:
                    items.append(self.item())
                else:
                    options[label] = self.expression()
            return Stage(verb, items, options)

        def item(self):
            token, name, template, loop = self.token(), None, None, None
            follower = self.token(token.end)
            if token.kind in ("word", "name", "reserved") and (follower.kind, follower.value) == ("symbol", "="):
                name, self.place = token.value, follower.end
            value = self.expression()
            while True:
                if self.take("as"):
                    template = self.template()
                elif self.take("for"):
                    variable = self.name()
                    self.expect("in")
                    loop = (variable, self.expression(RANGE))
                else:
                    return Item(value, name, template, loop)

        def template(self):
            if self.advance().kind != "string":
                self.fail("a template is missing")
            spell = {"text": lambda text: text, "column": lambda name: "{" + name + "}"}
            spell["scalar"] = lambda path: "{$" + ".".join(path) + "}"
            return "".join(spell[kind](piece) for kind, piece in self.pieces())

        # Expressions

        def expression(self, minimum=0):
            left = self.prefix()
            while True:
                infix = self.infix(minimum)
                if infix is None:
                    return left
                left = self.behind(left, infix)

        def infix(self, minimum):
            """The operator at the cursor, if it binds tightly enough."""
            token = self.token()
            if token.kind not in ("symbol", "reserved"):
                return None
            symbol, precedence = token.value, PRECEDENCES.get(token.value)
            if symbol in COMPARISONS or symbol in ("in", "~", "is"):
                precedence = COMPARISON
            elif symbol == "not" and self.token(token.end).value == "in":
                precedence = COMPARISON
            elif symbol == "..":
                precedence = RANGE
            return (symbol, precedence) if precedence is not None and precedence >= minimum else None

        def behind(self, left, infix):
            symbol, precedence = infix
            self.advance()
            if symbol == "is":
                is_negated = self.take("not") is not None
                self.expect("null")
                return ("is_null", left, is_negated)
            if symbol == "not":
                self.advance()
                return ("not", ("in", left, self.expression(RANGE)))
            if symbol == "in":
                return ("in", left, self.expression(RANGE))
            if symbol == "..":
                return ("range", left, self.expression(SUM))
            if symbol == "~":
                return ("matches", left, self.regex())
            return ("binary", symbol, left, self.expression(precedence + 1))

        def prefix(self):
            if self.take("not"):
                return ("not", self.expression(NOT))
            if self.take("-"):
                if self.token().value == str(-LEAST):
                    self.advance()
                    return ("constant", LEAST)
                return ("negate", self.expression(NEGATION))
            if self.take("if"):
                condition = self.expression()
                self.expect("then")
                yes = self.expression()
                self.expect("else")
                return ("if", condition, yes, self.expression())
            return self.primary()

        def primary(self):
            token = self.token()
            if token.kind == "symbol":
                return self.bracketed(token.value)
            self.advance()
            if token.kind == "number":
                is_whole = token.value.isdigit()
                return ("constant", int(token.value) if is_whole else float(token.value))
            if token.kind == "string":
                return ("text", self.pieces())
            if token.kind == "reserved" and token.value in ("yes", "no", "null"):
                return ("constant", {"yes": True, "no": False, "null": None}[token.value])
            if token.kind == "word":
                return self.named(token.value)
            return ("name", token.value) if token.kind == "name" else self.fail("a value is missing")

        def named(self, word):
            if self.is_at("("):
                return ("call", word, self.arguments())
            if word == "date" and self.token().kind == "string":
                self.advance()
                text = "".join(piece for _, piece in self.pieces())
                days = iso_days(text)
                return ("constant", Date(days)) if days is not None else self.fail("no date stands")
            return ("name", word)

        def bracketed(self, symbol):
            if symbol == "@":
                self.advance()
                return ("selector", self.atom())
            if symbol == "$":
                return self.scalar()
            if self.take("("):
                inner = self.expression()
                self.expect(")")
                return inner
            if not self.take("["):
                self.fail("a value is missing")
            items = []
            while not self.take("]"):
                items.append(self.expression())
                self.take(",")
            if self.is_at("("):
                return ("fan_out", [item[1] for item in items], self.arguments())
            return ("list", items)

        def arguments(self):
            """Pairs of a label, or None, and an expression."""
            self.expect("(")
            found = []
            while not self.take(")"):
                found.append((self.label(), self.expression()))
                self.take(",")
            return found

        def scalar(self):
            self.advance()
            path = [self.name()]
            while self.text[self.place:self.place + 1] == "." and self.text[self.place:self.place + 2] != "..":
                self.place += 1
                path.append(self.advance().value)
            return ("scalar", path)

        # Texts and patterns, which are read character by character

        def pieces(self):
            """The pieces of a text behind its first quote: `text`, the path of a `scalar`, the name of a `column`."""
            pieces, content = [], ""
            while True:
                rest = self.text[self.place:]
                insertion = re.match(r"\{\$(\w+(?:\.\w+)*)\}|\{(\w+)\}|\{`((?:[^`\"]|``)+)`\}", rest)
                if insertion and (insertion[2] is None or is_plain_name(insertion[2])):
                    pieces += [("text", content)] if content else []
                    content = ""
                    pieces.append(self.inserted(insertion))
                    self.place += insertion.end()
                    continue
                if not rest:
                    self.fail("a text does not end")
                self.place += 1
                if rest[0] == '"':
                    return pieces + ([("text", content)] if content else [])
                content += self.escaped() if rest[0] == "\\" else rest[0]

        @staticmethod
        def inserted(insertion):
            path, word, quoted = insertion.groups()
            if path is not None:
                return ("scalar", path.split("."))
            return ("column", word if quoted is None else quoted.replace("``", "`"))

        def escaped(self):
            character = self.text[self.place:self.place + 1]
            number = re.compile(r"u\{([0-9A-Fa-f]+)\}").match(self.text, self.place)
            self.place = number.end() if number else self.place + 1
            return chr(int(number[1], 16)) if number else ESCAPES.get(character, character)

        def regex(self):
            """A pattern between slashes; a slash inside has a backslash before it."""
            match = re.compile(r"\s*/((?:[^/\\\n]|\\.)*)/").match(self.text, self.place)
            if not match:
                self.fail("a pattern between slashes is missing")
            self.place = match.end()
            return re.sub(r"\\(.)", lambda pair: "/" if pair[1] == "/" else pair[0], match[1])

        def atom(self):
            """A part of a selector: a `glob`, a quoted `name`, a `regex`, or a `set` of atoms with their signs."""
            if self.text[self.place:self.place + 1] == "/":
                return ("regex", self.regex())
            match = re.compile(r"[\w*?]+").match(self.text, self.place)
            if match:
                self.place = match.end()
                if self.text[self.place:self.place + 1] == "(":
                    raise Unsupported(f"`{self.text}`: `@{match[0]}(…)` chooses columns by their rows")
                return ("glob", match[0])
            token = self.advance()
            if token.kind == "name":
                return ("name", token.value)
            return self.set() if token.value == "(" else self.fail("a pattern of names is missing")

        def set(self):
            parts, sign = [], "+"
            while True:
                self.place = self.token().start
                self.place += self.text[self.place] == "@"
                parts.append((sign, self.atom()))
                sign = self.advance().value
                if sign == ")":
                    return ("set", parts)
                if sign not in ("+", "-", "&"):
                    self.fail("a set of columns cannot be read")

    """#
}
