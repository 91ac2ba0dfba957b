"""That the list of screens for the pictures names every screen and form there is: speaks TAP.

test_screens.py SOURCE_ROOT. Takes nothing but Python: the pictures themselves are made by "make".
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
sys.dont_write_bytecode = True
sys.path.insert(0, str(root / "tests/screens"))
import screens  # noqa: E402


def declared(header, kind):
    """The names of all constants of a kind that a header declares."""
    text = re.sub(r"/\*.*?\*/", "", (root / header).read_text(encoding="utf-8"), flags=re.S)
    names = set()
    for declaration in re.findall(rf"extern const {kind}\s+([^;]*);", text):
        names.update(re.findall(r"[A-Z][A-Z0-9_]*", declaration))
    return names


def check_complete():
    wanted = declared("tui/screen/screen.h", "ScreenClass") | declared("tui/screen/form_class.h", "FormClass")
    if len(wanted) < 50:
        return ["the headers were not understood: the check is blind"]
    covered = {name for entry in screens.SCREENS for name in entry["covers"]}
    missing = [f"tests/screens/screens.py has no {name}" for name in sorted(wanted - covered)]
    stale = [f"tests/screens/screens.py names {name}, which is no more" for name in sorted(covered - wanted)
             if name.startswith(("SCREEN_", "FORM_"))]
    return missing + stale


def check_windows():
    """What is no screen and no form, but opens over them."""
    wanted = {"menu", "help", "palette", "themes", "ledgers", "first", "filter", "completion", "values", "question",
              "picker", "daypicker", "unitbox", "message"}
    covered = {name for entry in screens.SCREENS for name in entry["covers"]}
    return [f"tests/screens/screens.py has no {name}" for name in sorted(wanted - covered)]


def check_steps():
    """Each has a name of its own, and each action in its steps a key."""
    names = [entry["name"] for entry in screens.SCREENS]
    wrong = [f"{name} is there twice" for name in sorted(set(names)) if names.count(name) > 1]
    for entry in screens.SCREENS:
        try:
            list(screens.keys_of(entry, root / "data/keys.yaml", "/home"))
        except SystemExit as problem:
            wrong.append(str(problem))
    return wrong


checks = [check_complete, check_windows, check_steps]
print(f"1..{len(checks)}")
for number, check in enumerate(checks, 1):
    wrong = check()
    for line in wrong:
        print("#", line)
    print("not ok" if wrong else "ok", number, check.__name__)
