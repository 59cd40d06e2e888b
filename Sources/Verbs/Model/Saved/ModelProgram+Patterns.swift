extension ModelProgram {
  /// RE2's regular expressions as Python's.
  static let patterns = #"""
    # Patterns: RE2's regular expressions as Python's, with everything spelled out in which the two differ.

    WORD = [(48, 57), (65, 90), (95, 95), (97, 122)]
    CLASSES = {"d": [(48, 57)], "w": WORD, "s": [(9, 10), (12, 13), (32, 32)]}
    POSIX = {
        "alnum": [(48, 57), (65, 90), (97, 122)], "alpha": [(65, 90), (97, 122)], "ascii": [(0, 127)],
        "blank": [(9, 9), (32, 32)], "cntrl": [(0, 31), (127, 127)], "digit": [(48, 57)], "graph": [(33, 126)],
        "lower": [(97, 122)], "print": [(32, 126)], "punct": [(33, 47), (58, 64), (91, 96), (123, 126)],
        "space": [(9, 13), (32, 32)], "upper": [(65, 90)], "word": WORD, "xdigit": [(48, 57), (65, 70), (97, 102)],
    }
    CONTROLS = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
    # The Kelvin sign and the long s are a k and an s where case does not matter.
    FOLDS = {"k": 0x212A, "s": 0x17F}
    LAST = 0x10FFFF
    REPEAT = re.compile(r"[*+?]|\{[0-9]+(?:,[0-9]*)?\}")


    def inverted(ranges):
        gaps, next_free = [], 0
        for low, high in sorted(ranges):
            if low > next_free:
                gaps.append((next_free, low - 1))
            next_free = max(next_free, high + 1)
        return gaps + ([(next_free, LAST)] if next_free <= LAST else [])


    def class_text(ranges):
        def spelled(number):
            return f"\\U{number:08x}"
        return "[" + "".join(f"{spelled(low)}-{spelled(high)}" for low, high in ranges) + "]"


    class Pattern:
        """A regular expression of RE2's syntax, which knows the case of ASCII alone."""

        def __init__(self, source):
            self.source, self.place, self.groups = source, 0, 0
            text, _ = self.alternatives(frozenset())
            if self.place < len(source):
                self.refuse(source[self.place])
            self.compiled = re.compile(text)

        def refuse(self, what):
            raise Unsupported(f"the pattern /{self.source}/: `{what}` is not understood here as Carnet does")

        def occurs(self, text):
            return self.compiled.search(text) is not None

        def first(self, text):
            """The first match, or of it the first group where there is one."""
            match = self.compiled.search(text)
            return match and match[1 if self.groups else 0]

        # Each method gives Python's pattern, and whether it can match nothing at all.

        def peek(self, count=1):
            return self.source[self.place:self.place + count]

        def alternatives(self, flags):
            parts, is_empty = [], False
            while True:
                text, can_be_empty, flags = self.sequence(flags)
                parts.append(text)
                is_empty = is_empty or can_be_empty
                if self.peek() != "|":
                    return "|".join(parts), is_empty
                self.place += 1

        def sequence(self, flags):
            parts, is_empty = [], True
            while self.peek() not in ("", "|", ")"):
                setting = re.compile(r"\(\?([a-zA-Z-]+)\)").match(self.source, self.place)
                if setting:
                    flags, self.place = self.changed(flags, setting[1]), setting.end()
                    continue
                text, can_be_empty = self.repeated(*self.single(flags))
                parts.append(text)
                is_empty = is_empty and can_be_empty
            return "".join(parts), is_empty, flags

        def changed(self, flags, text):
            added, _, removed = text.partition("-")
            if set(added + removed) - set("ims"):
                self.refuse(f"(?{text})")
            return (flags | set(added)) - set(removed)

        def repeated(self, text, is_empty):
            match = REPEAT.match(self.source, self.place)
            if not match:
                return text, is_empty
            count, self.place = match[0], match.end()
            if is_empty:
                # What an empty round of a repetition comes to differs between the two.
                self.refuse(f"(…){count}")
            lazy = self.peek() == "?"
            self.place += lazy
            may_be_none = count[0] in "*?" or re.match(r"\{0+[,}]", count) is not None
            return f"(?:{text}){count}{'?' * lazy}", may_be_none

        def single(self, flags):
            character = self.peek()
            if character == "(":
                return self.group(flags)
            if character == "[":
                return self.bracket(flags), False
            if character == "\\":
                return self.escape(flags)
            self.place += 1
            if character == ".":
                return ("(?s:.)" if "s" in flags else "[^\\n]"), False
            if character == "^":
                return ("(?:\\A|(?<=\\n))" if "m" in flags else "(?:\\A)"), True
            if character == "$":
                return ("(?=\\n|\\Z)" if "m" in flags else "(?:\\Z)"), True
            return self.literal(ord(character), flags), False

        def group(self, flags):
            start = re.compile(r"\(\?(?:([a-zA-Z-]*):|P?<\w+>)|\((?!\?)").match(self.source, self.place)
            if not start:
                self.refuse(self.peek(4))
            self.place = start.end()
            is_capture = start[1] is None
            self.groups += is_capture
            text, is_empty = self.alternatives(self.changed(flags, start[1]) if start[1] else flags)
            if self.peek() != ")":
                self.refuse("(")
            self.place += 1
            return ("(" if is_capture else "(?:") + text + ")", is_empty

        def folded(self, ranges, flags):
            """The ranges with both cases of their letters, where case does not matter."""
            if "i" not in flags:
                return ranges
            more = []
            for low, high in ranges:
                if high > 127:
                    self.refuse("(?i) with letters beyond ASCII")
                for letter in map(chr, range(low, high + 1)):
                    if letter.isalpha():
                        more += [(ord(letter.swapcase()),) * 2]
                        more += [(FOLDS[letter.lower()],) * 2] if letter.lower() in FOLDS else []
            return ranges + more

        def literal(self, number, flags):
            is_plain = "i" not in flags or number > 127 and chr(number).lower() == chr(number).upper()
            return class_text([(number, number)] if is_plain else self.folded([(number, number)], flags))

        def escape(self, flags):
            self.place += 2
            letter = self.source[self.place - 1:self.place]
            word = class_text(WORD)
            if letter in ("A", "z"):
                return ("(?:\\A)" if letter == "A" else "(?:\\Z)"), True
            if letter == "b":
                return f"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))", True
            if letter == "B":
                return f"(?:(?<={word})(?={word})|(?<!{word})(?!{word}))", True
            if letter.lower() in CLASSES and letter:
                return class_text(self.named_class(letter, flags)), False
            return self.literal(self.number(letter), flags), False

        def named_class(self, letter, flags):
            ranges = self.folded(CLASSES[letter.lower()], flags)
            return ranges if letter.islower() else inverted(ranges)

        def number(self, letter):
            """The character that an escape stands for, whose letter is behind us."""
            if letter in CONTROLS:
                return CONTROLS[letter]
            if letter == "x":
                match = re.compile(r"\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2})").match(self.source, self.place)
                if match:
                    self.place = match.end()
                    return int(match[1] or match[2], 16)
            if not letter or letter.isalnum():
                self.refuse("\\" + letter)
            return ord(letter)

        def bracket(self, flags):
            self.place += 1
            is_negated = self.peek() == "^"
            self.place += is_negated
            ranges, is_first = [], True
            while is_first or self.peek() != "]":
                if self.peek() == "":
                    self.refuse("[")
                ranges += self.member(flags)
                is_first = False
            self.place += 1
            ranges = inverted(ranges) if is_negated else ranges
            return class_text(ranges) if ranges else "(?!)"

        def member(self, flags):
            named = re.compile(r"\[:(\^?)(\w+):\]").match(self.source, self.place)
            if named:
                self.place = named.end()
                ranges = self.folded(POSIX[named[2]] if named[2] in POSIX else self.refuse(named[0]), flags)
                return inverted(ranges) if named[1] else ranges
            if self.peek() == "\\" and self.peek(2)[1:].lower() in CLASSES and len(self.peek(2)) == 2:
                self.place += 2
                return self.named_class(self.source[self.place - 1], flags)
            low = high = self.member_character()
            if self.peek() == "-" and self.peek(2) not in ("-]", "-"):
                self.place += 1
                high = self.member_character()
            return self.folded([(low, high)], flags)

        def member_character(self):
            self.place += 1
            if self.source[self.place - 1] != "\\":
                return ord(self.source[self.place - 1])
            self.place += 1
            return self.number(self.source[self.place - 1:self.place])

    """#
}
