"""What a terminal shows after some bytes: as much of xterm as curses programs use.

Kept small: it exists to tell when a screen is right, so it knows cells and their looks and nothing
of windows, mice or titles.
"""
import re
import unicodedata

CONTROL = re.compile(
    r"\x1b\[(?P<private>[?>=<]?)(?P<numbers>[0-9;:]*)(?P<middle>[ !\"$'*]*)(?P<final>[@-~])"
    r"|\x1b\](?P<title>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[PX^_][^\x1b]*\x1b\\"
    r"|\x1b(?P<charset>[()*+])(?P<which>.)"
    r"|\x1b(?P<single>[^\[\]PX^_()*+])"
    r"|(?P<plain>[\x00-\x1a\x1c-\x1f])"
)
UNFINISHED = re.compile(r"\x1b(\[[?>=<]?[0-9;:]*[ !\"$'*]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[()*+])?$")
LINES = dict(zip("`afgjklmnopqrstuvwxyz{|}~", "◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"))
PLAIN = (frozenset(), None, None)
BLANK = (" ", PLAIN)


def width(char):
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Screen:
    """Rows of cells; a cell is a text and its look, and "" is the right half of a wide one."""

    def __init__(self, rows, columns):
        self.rows, self.columns = rows, columns
        self.cells = [[BLANK] * columns for _ in range(rows)]
        self.y = self.x = 0
        self.saved = (0, 0)
        self.top, self.bottom = 0, rows - 1
        self.look = PLAIN
        self.lines = False
        self.last = " "
        self.bytes = b""
        self.text = ""

    def feed(self, data):
        """Takes bytes as they come: a character or sequence may be cut between two calls."""
        data = self.bytes + data
        whole = len(data)
        for back in range(1, min(4, len(data)) + 1):
            lead = data[-back]
            if lead & 0xC0 == 0xC0:
                if back < (2 if lead < 0xE0 else 3 if lead < 0xF0 else 4):
                    whole -= back
                break
        self.bytes = data[whole:]
        text = self.text + data[:whole].decode("utf-8", "replace")
        cut = UNFINISHED.search(text)
        self.text = text[cut.start():] if cut else ""
        text = text[:cut.start()] if cut else text
        at = 0
        for match in CONTROL.finditer(text):
            self.put(text[at:match.start()])
            at = match.end()
            self.control(match)
        self.put(text[at:])

    def put(self, text):
        for char in text:
            if self.lines:
                char = LINES.get(char, char)
            wide = width(char)
            if wide == 0:
                continue
            if self.x + wide > self.columns:
                self.x = 0
                self.down()
            row = self.cells[self.y]
            if row[self.x][0] == "" and self.x > 0:  # half of a wide character is no character
                row[self.x - 1] = (" ", row[self.x - 1][1])
            row[self.x] = (char, self.look)
            if wide == 2:
                row[self.x + 1] = ("", self.look)
            self.x += wide
            if self.x < self.columns and row[self.x][0] == "":
                row[self.x] = (" ", row[self.x][1])
            self.last = char

    def down(self):
        if self.y == self.bottom:
            self.scroll(self.top, 1)
        elif self.y < self.rows - 1:
            self.y += 1

    def blank(self):
        return (" ", (frozenset(), None, self.look[2]))

    def scroll(self, top, count):
        """Moves the lines from top to the end of the region up by count, or down."""
        count = max(-(self.bottom - top + 1), min(count, self.bottom - top + 1))
        new = [[self.blank()] * self.columns for _ in range(abs(count))]
        part = self.cells[top:self.bottom + 1]
        self.cells[top:self.bottom + 1] = part[count:] + new if count >= 0 else new + part[:count]

    def wipe(self, y, start, end):
        self.cells[y][start:end] = [self.blank()] * max(0, end - start)

    def control(self, match):
        if match["final"]:
            if not match["middle"]:
                self.sequence(match["private"], match["final"], match["numbers"])
        elif match["charset"] == "(":
            self.lines = match["which"] == "0"
        elif match["single"]:
            if match["single"] == "M":
                if self.y == self.top:
                    self.scroll(self.top, -1)
                else:
                    self.y = max(0, self.y - 1)
            elif match["single"] == "D":
                self.down()
            elif match["single"] == "7":
                self.saved = (self.y, self.x)
            elif match["single"] == "8":
                self.y, self.x = self.saved
        elif match["plain"]:
            char = match["plain"]
            if char == "\r":
                self.x = 0
            elif char == "\n":
                self.down()
            elif char == "\b":
                self.x = max(0, min(self.x, self.columns) - 1)
            elif char == "\t":
                self.x = min(self.columns - 1, (self.x // 8 + 1) * 8)
            elif char == "\x0e":
                self.lines = True
            elif char == "\x0f":
                self.lines = False

    def sequence(self, private, final, numbers):
        values = [int(part.split(":")[0] or 0) for part in numbers.split(";")] if numbers else []
        first = values[0] if values else 0
        count = first or 1
        if final == "m" and not private:
            self.paint(values or [0])
        elif private:
            if private == "?" and final == "h" and 1049 in values:
                self.cells = [[BLANK] * self.columns for _ in range(self.rows)]
        elif final in "Hf":
            self.y = min(self.rows, count) - 1
            self.x = min(self.columns, values[1] if len(values) > 1 and values[1] else 1) - 1
        elif final == "d":
            self.y = min(self.rows, count) - 1
        elif final in "G`":
            self.x = min(self.columns, count) - 1
        elif final == "A":
            self.y = max(0, self.y - count)
        elif final in "Be":
            self.y = min(self.rows - 1, self.y + count)
        elif final in "Ca":
            self.x = min(self.columns - 1, self.x + count)
        elif final == "D":
            self.x = max(0, min(self.x, self.columns - 1) - count)
        elif final == "J":
            for y in range(self.rows):
                if first == 2 or (y > self.y and first == 0) or (y < self.y and first == 1):
                    self.wipe(y, 0, self.columns)
            if first < 2:
                self.wipe(self.y, *((self.x, self.columns) if first == 0 else (0, self.x + 1)))
        elif final == "K":
            start, end = ((self.x, self.columns), (0, self.x + 1), (0, self.columns))[min(first, 2)]
            self.wipe(self.y, start, end)
        elif final == "X":
            self.wipe(self.y, self.x, min(self.columns, self.x + count))
        elif final in "@P":
            row = self.cells[self.y]
            count = min(count, self.columns - self.x)
            tail = row[self.x:]
            gap = [self.blank()] * count
            row[self.x:] = (gap + tail if final == "@" else tail[count:] + gap)[:self.columns - self.x]
        elif final == "L":
            self.scroll(self.y, -count)
        elif final == "M":
            self.scroll(self.y, count)
        elif final == "S":
            self.scroll(self.top, count)
        elif final == "T":
            self.scroll(self.top, -count)
        elif final == "b":
            self.put(self.last * count)
        elif final == "r":
            self.top = count - 1
            self.bottom = (values[1] if len(values) > 1 and values[1] else self.rows) - 1
            self.y = self.x = 0

    def paint(self, values):
        marks, ink, ground = set(self.look[0]), self.look[1], self.look[2]
        values = list(values)
        while values:
            value = values.pop(0)
            if value == 0:
                marks, ink, ground = set(), None, None
            elif value in (38, 48) and values:
                taken = 2 if values[0] == 5 else 4
                colour, values = tuple(values[:taken]), values[taken:]
                ink, ground = (colour, ground) if value == 38 else (ink, colour)
            elif 30 <= value <= 37 or 90 <= value <= 97:
                ink = value
            elif 40 <= value <= 47 or 100 <= value <= 107:
                ground = value
            elif value == 39:
                ink = None
            elif value == 49:
                ground = None
            elif value < 20:
                marks.add(value)
            elif value == 22:
                marks -= {1, 2}
            else:
                marks.discard(value - 20)
        self.look = (frozenset(marks), ink, ground)

    def shown(self):
        """The rows as text, blanks at their ends cut."""
        return ["".join(text for text, _ in row).rstrip() for row in self.cells]

    def state(self):
        """All that is seen, to compare: a blank's ink is not seen."""
        return [[(text, look if text != " " else (look[0] & {4, 7}, None, look[2])) for text, look in row]
                for row in self.cells]
