"""A program in a pseudo-terminal, and what a person would see of it as a picture.

Takes python3-pyte and python3-pil, and the fonts fonts-noto-cjk and fonts-dejavu-core.
"""
import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
import unicodedata

import pyte
import pyte.graphics
import pyte.screens
from PIL import Image, ImageDraw, ImageFont

WIDE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
WIDE_FACE = 7  # Noto Sans Mono CJK SC in that collection
NARROW = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
CELL = (10, 22)
DARK = ("#d8d8d8", "#1c1c1c")
LIGHT = ("#1c1c1c", "#fdfdf8")
BASE = {
    "black": "#000000", "red": "#d05050", "green": "#5fb85f", "brown": "#d7af00", "blue": "#4a78e0",
    "magenta": "#c678dd", "cyan": "#4fb8c4", "white": "#d8d8d8", "brightblack": "#808080",
    "brightred": "#ff7b7b", "brightgreen": "#8fe08f", "brightbrown": "#ffe066", "brightblue": "#8fb0ff",
    "brightmagenta": "#e0a0f0", "brightcyan": "#7fe0ea", "brightwhite": "#ffffff",
}

# pyte knows no faint letters; slanted ones, which nobody sends, stand for them.
pyte.graphics.TEXT[2] = "+italics"
# Older ones show bright colours as plain ones.
for i, name in enumerate(("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")):
    pyte.graphics.FG_AIXTERM[90 + i] = pyte.graphics.BG_AIXTERM[100 + i] = "bright" + name


def columns_of(wide_signs):
    """How many columns a character takes; wide_signs: as in a Chinese charset."""
    narrow = pyte.screens.wcwidth

    def width(character):
        if wide_signs and unicodedata.east_asian_width(character) == "A":
            return 2
        return narrow(character)

    return width


NARROW_SIGNS, WIDE_SIGNS = columns_of(False), columns_of(True)


class Screen(pyte.Screen):
    """As pyte has it, but what is shifted in has the colour in force, as in xterm and PuTTY."""

    def delete_characters(self, count=None):
        super().delete_characters(count)
        self.fill(self.columns - min(count or 1, self.columns - self.cursor.x), self.columns)

    def insert_characters(self, count=None):
        super().insert_characters(count)
        self.fill(self.cursor.x, min(self.cursor.x + (count or 1), self.columns))

    def fill(self, first, end):
        for column in range(first, end):
            self.buffer[self.cursor.y][column] = self.cursor.attrs._replace(data=" ")


class Program:
    """A full-screen program, with its screen as cells."""

    def __init__(self, command, columns, rows, environment, gb18030=False):
        self.charset = "gb18030" if gb18030 else "utf-8"
        self.width = WIDE_SIGNS if gb18030 else NARROW_SIGNS
        self.screen = Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        self.decoder = codecs.getincrementaldecoder(self.charset)("replace")
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            # The size is there before the program asks for it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            try:
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)  # and not on, with the parent's folders to be removed
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, quiet, patience=8.0):
        """Takes what the program writes until it is quiet for a time. False where it has ended."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if not select.select([self.terminal], [], [], quiet)[0]:
                return True
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                return False
            if not data:
                return False
            pyte.screens.wcwidth = self.width
            self.stream.feed(self.decoder.decode(data))
        return True

    def type(self, text):
        os.write(self.terminal, text.encode(self.charset, "replace"))

    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, text, patience=8.0):
        """Reads on until text (or one of several, with | between) is on the screen. False where none comes."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            alive = self.read(0.03)
            if any(part in self.text() for part in text.split("|")):
                return True
            if not alive:
                return False
        return False

    def end(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


class Painter:
    """Makes pictures; every different cell is drawn once."""

    def __init__(self, colours):
        self.foreground, self.background = colours
        self.cells = {}
        self.wide = ImageFont.truetype(WIDE, 2 * CELL[0], index=WIDE_FACE)
        self.narrow = ImageFont.truetype(NARROW, 16)

    def colour(self, name, default):
        if name == "default":
            return default
        return BASE.get(name, "#" + name)

    def cell(self, character, columns):
        key = (character, columns)
        if key in self.cells:
            return self.cells[key]
        front = self.colour(character.fg, self.foreground)
        back = self.colour(character.bg, self.background)
        if character.reverse:
            front, back = back, front
        image = Image.new("RGB", (columns * CELL[0], CELL[1]), back)
        if character.italics:
            blended = Image.blend(Image.new("RGB", (1, 1), front), Image.new("RGB", (1, 1), back), 0.45)
            front = "#%02x%02x%02x" % blended.getpixel((0, 0))
        draw = ImageDraw.Draw(image)
        if character.data.strip():
            place = (0, -5) if columns == 2 else (0, 1)
            draw.text(place, character.data, font=self.wide if columns == 2 else self.narrow, fill=front,
                      stroke_width=1 if character.bold and columns == 1 else 0, stroke_fill=front)
            if character.bold and columns == 2:
                draw.text((1, place[1]), character.data, font=self.wide, fill=front)
        if character.underscore:
            draw.line([0, CELL[1] - 2, image.width, CELL[1] - 2], fill=front)
        self.cells[key] = image
        return image

    def paint(self, program):
        screen = program.screen
        image = Image.new("RGB", (screen.columns * CELL[0], screen.lines * CELL[1]), self.background)
        for row in range(screen.lines):
            column = 0
            while column < screen.columns:
                character = screen.buffer[row][column]
                columns = max(1, program.width(character.data[0]) if character.data else 1)
                image.paste(self.cell(character, columns), (column * CELL[0], row * CELL[1]))
                column += columns
        if not screen.cursor.hidden:
            left, top = screen.cursor.x * CELL[0], screen.cursor.y * CELL[1]
            ImageDraw.Draw(image).rectangle([left, top, left + CELL[0] - 1, top + CELL[1] - 1], outline="#ff00ff")
        return image
