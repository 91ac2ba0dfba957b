"""What `meson install` puts down works away from the sources: test_install.py BUILD."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

WANTED = """bin/taizhang
share/taizhang/data/calendars/2026.yaml
share/taizhang/data/keys.yaml
share/taizhang/data/letters.yaml
share/taizhang/data/ledgers/ningxia-2020.yaml
share/taizhang/data/plans/xinzhou-2023-topics.yaml
share/taizhang/data/settings.yaml
share/taizhang/themes/dark.yaml
share/taizhang/themes/light.yaml
share/taizhang/themes/mono.yaml""".splitlines()


def install(folder):
    """Installs below folder; returns the prefix there."""
    subprocess.run(
        [os.environ["MESON"], "install", "-C", sys.argv[1], "--no-rebuild", "--destdir", folder],
        check=True,
        capture_output=True,
    )
    (program,) = pathlib.Path(folder).glob("**/bin/taizhang")
    return program.parent.parent


def run(prefix, home, *arguments):
    """What the installed program writes, with a home of its own and nothing of the sources."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TAIZHANG", "XDG"))}
    done = subprocess.run(
        [prefix / "bin/taizhang", *arguments],
        env=environment | {"HOME": home},
        cwd=home,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout if done.returncode == 0 else f"{done.returncode}: {done.stderr}"


def check(prefix, home):
    """The tests, as (name, whether it holds, what was seen)."""
    missing = [name for name in WANTED if not (prefix / name).is_file()]
    yield "files", not missing, missing
    templates = run(prefix, home, "templates")
    yield "templates", "ningxia-2020" in templates and "xinzhou-2023" in templates, templates
    made = run(
        prefix, home, "init", "--template", "ningxia-2020", "--template", "xinzhou-2023-topics"
    )
    ledger = pathlib.Path(home, ".local/share/taizhang/taizhang.db")
    yield "init", ledger.is_file(), made
    listed = run(prefix, home, "list", "--format", "json")
    yield "list", listed[:1] == "[" and len(json.loads(listed)) == 69, listed[:500]


print("TAP version 13")
with tempfile.TemporaryDirectory() as top:
    os.mkdir(f"{top}/home")
    number = 0
    for number, (name, holds, seen) in enumerate(check(install(f"{top}/root"), f"{top}/home"), 1):
        print(f"{'ok' if holds else 'not ok'} {number} /install/{name}")
        if not holds:
            print(f"# {seen}".replace("\n", "\n# "))
    print(f"1..{number}")
