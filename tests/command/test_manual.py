"""The manual pages: test_manual.py PROGRAM MAKER ENGLISH PAGE…: speaks TAP.

That all commands and options are in them, that the English says something of each, and that troff
and mandoc, where they are there, find nothing wrong."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

program, maker, english, *pages = sys.argv[1:]
UTF8 = os.environ | {"LC_ALL": "C.UTF-8"}


def output(*command):
    """What a command writes, on both streams."""
    done = subprocess.run(command, env=UTF8, capture_output=True, encoding="utf-8")
    return done.stdout + done.stderr


def plain(page):
    """A page without what is for troff only."""
    text = pathlib.Path(page).read_text(encoding="utf-8")
    for mark, letter in (("\\fB", ""), ("\\fI", ""), ("\\fR", ""), ("\\-", "-"), ("\\:", "")):
        text = text.replace(mark, letter)
    return text


def lacking(page):
    """Commands and options that page does not name."""
    data = json.loads(output(program, "__manual"))
    text = plain(page)
    wrong = []
    for command in data["commands"]:
        start = text.find(f"\n.TP\ntaizhang {command['name']} ")
        part = text[start + 5 :].split("\n.TP\ntaizhang ", 1)[0]
        wrong += [command["name"]] if start < 0 else []
        wrong += [
            f"{command['name']} --{option['name']}"
            for option in command["options"]
            if f"--{option['name']}" not in part
        ]
    if not data["commands"]:
        wrong.append("the program told of no commands: the check is blind")
    return wrong


def checks():
    told = output(sys.executable, maker, program, "check", "", english, "")
    yield "english.txt lacks nothing, and has nothing too much", told
    for number, page in enumerate(pages):
        name = ("en", "zh_CN")[number]
        yield f"all in it: {name}", "\n".join(lacking(page))
        if shutil.which("groff"):
            groff = ["groff", "-Kutf8", "-Tutf8", "-man", "-ww", "-rLL=78n", "-z", page]
            yield f"groff: {name}", output(*groff)
        else:
            yield f"groff: {name} # SKIP no groff", ""
        if shutil.which("mandoc"):
            yield f"mandoc: {name}", output("mandoc", "-Tlint", "-Wwarning", page)
        else:
            yield f"mandoc: {name} # SKIP no mandoc", ""


print("TAP version 13")
count = 0
for count, (title, wrong) in enumerate(checks(), 1):
    name, _, skip = title.partition(" # ")
    print(f"{'not ok' if wrong else 'ok'} {count} /manual/{name}{' # ' + skip if skip else ''}")
    for line in wrong.splitlines():
        print(f"# {line}")
print(f"1..{count}")
