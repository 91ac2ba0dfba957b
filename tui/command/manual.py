"""Makes a manual page: manual.py PROGRAM LANGUAGE PAGE.in ENGLISH OUTPUT.

PAGE.in is the page written by hand; a line "@commands@" in it becomes all commands with their
options, "@options@" the options of every command, @version@ the version. The program tells what
there is (taizhang __manual); ENGLISH is english.txt, of which LANGUAGE zh has no need. With "check"
for LANGUAGE, writes what english.txt lacks or has too much, a line each.
"""
import json
import os
import re
import subprocess
import sys


def roff(text):
    """Text as roff takes it: no control at the start of a line, hyphens as typed."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60“”‘’…—]"
CLOSING = "，。；：！？、）》」』”’…"
OPENING = "（《「『“‘"


def breakable(line):
    """A line in which troff, which breaks at blanks only, may break between Chinese characters."""
    return re.sub(f"(?<={WIDE})(?<![{OPENING}])(?![{CLOSING}])(?={WIDE})", r"\\:", line)


class English:
    """english.txt."""

    def __init__(self, path):
        self.texts, self.values, self.used = {}, {}, set()
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if line.startswith("= "):
                chinese, english = line[2:].rsplit(" ", 1)
                self.values[chinese] = english
            elif line and not line.startswith("#"):
                key, text = line.split(": ", 1)
                self.texts[key] = text
        self.missing = []

    def value(self, chinese):
        if chinese not in self.values:
            self.missing.append(f"= {chinese} …")
        return self.values.get(chinese, chinese)

    def text(self, *keys):
        for key in keys:
            if key in self.texts:
                self.used.add(key)
                return self.texts[key]
        self.missing.append(f"{keys[0]}: …")
        return ""

    def usage(self, usage):
        program, name, *rest = usage.split(" ")
        return " ".join([program, name] + [self.usage_word(word) for word in rest])

    def usage_word(self, word):
        if word == "[选项]":
            return "[options]"
        core = word.strip("[]").removesuffix("…")
        return word.replace(core, self.value(core)).replace("…", "...")


class Chinese:
    """The program's own words, in the same manner."""

    def value(self, chinese):
        return chinese

    def usage(self, usage):
        return usage


def option_lines(option, words, text):
    name = (f"-{option['letter']}, " if option["letter"] else "") + f"--{option['name']}"
    value = f" \\fI{roff(words.value(option['value']))}\\fR" if option["value"] else ""
    return [".TP", f"\\fB{roff(name)}\\fR{value}", roff(text)]


def sentence(text):
    return text[:1].upper() + text[1:] + "."


LEVELS = ["reader", "clerk", "supervisor", "admin"]


def needs(command):
    """Which role a command needs, in English; "" where it changes nothing."""
    deeds = {}
    for deed in command["deeds"]:
        deeds.setdefault(deed["level"], []).append(deed["verb"])
    levels = sorted(deeds, key=LEVELS.index)
    if not levels:
        return ""
    more = [f"; {level} for {', '.join(deeds[level])}" for level in levels[1:]]
    return f" Needs the role {levels[0]}{''.join(more)}."


def command_lines(command, words, english):
    name = command["name"]
    lines = [".TP", f"\\fB{roff(words.usage(command['usage']))}\\fR"]
    if english:
        lines.append(roff(sentence(words.text(name)) + needs(command)))
    else:
        lines.append(roff(command["details"] or command["summary"] + "。"))
        if command["more"]:
            lines += [".sp", ".nf", roff(command["more"]), ".fi"]
        if command["needs"]:
            lines += [".sp", roff(command["needs"] + "。")]
    if command["options"]:
        lines += [".RS"]
        for option in command["options"]:
            key = f"--{option['name']}"
            text = words.text(f"{name} {key}", f"* {key}") if english else option["text"]
            lines += option_lines(option, words, text)
        lines += [".RE"]
    if command["examples"] and not english:
        lines += [".RS", ".sp", ".nf"]
        lines += [roff(f"taizhang {line}") for line in command["examples"].split("\n")]
        lines += [".fi", ".RE"]
    return lines


# The groups of help, in English.
GROUPS = {
    "日常": "Daily work",
    "督办与通报": "Supervision and reports",
    "周期": "Periods",
    "典型案例": "Typical cases",
    "测评": "Scores",
    "进出": "In and out",
    "台账与维护": "Ledgers and upkeep",
}


def all_commands(data, words, english):
    lines, groups = [], []
    for command in data["commands"]:
        if command["group"] not in groups:
            groups.append(command["group"])
    for group in [g for g in GROUPS if g in groups] + [g for g in groups if g not in GROUPS]:
        lines.append(f".SS {GROUPS.get(group, group) if english else group}")
        for command in data["commands"]:
            if command["group"] == group:
                lines += command_lines(command, words, english)
    return lines


def global_options(data, words, english):
    lines = []
    for option in data["options"]:
        text = words.text(f"* --{option['name']}") if english else option["text"]
        lines += option_lines(option, words, text)
    return lines


def main():
    program, language, page, table, output = sys.argv[1:]
    told = subprocess.run(
        [program, "__manual"],
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    data = json.loads(told)
    english = language != "zh"
    words = English(table) if english else Chinese()
    parts = {
        "@commands@": all_commands(data, words, english),
        "@options@": global_options(data, words, english),
    }
    if language == "check":
        wrong = words.missing + [f"{key}: no more" for key in words.texts if key not in words.used]
        print("".join(line + "\n" for line in wrong), end="")
        return
    lines = []
    for line in open(page, encoding="utf-8").read().split("\n"):
        lines += parts.get(line, [line.replace("@version@", data["version"])])
    lines = "\n".join(lines).split("\n")
    lines = [line if line.startswith(".") else breakable(line) for line in lines]
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


main()
