"""The files for a Debian package agree with the rest: test_package.py SOURCE VERSION: speaks TAP.

The package itself is made by data/debian/build, which takes minutes."""
import pathlib
import re
import subprocess
import sys

source = pathlib.Path(sys.argv[1])
debian = source / "data/debian"


def packages_of_run():
    """What ./run installs with apt-get for building."""
    table = (source / "run").read_text(encoding="utf-8")
    lines = table.split('build_needs="\n', 1)[1].split('"', 1)[0].splitlines()
    return {line.split()[1] for line in lines}


def build_depends():
    text = (debian / "control").read_text(encoding="utf-8")
    field = text.split("Build-Depends:", 1)[1].split("\n\n", 1)[0]
    return {re.split(r"[ (]", word.strip())[0] for word in field.split(",")}


def shell(name):
    done = subprocess.run(["sh", "-n", debian / name], capture_output=True, encoding="utf-8")
    return done.stderr


def dirty():
    """A package is made in a copy: nothing of it lies in the tree."""
    return [name for name in ("debian", "obj-x86_64-linux-gnu") if (source / name).exists()]


# What every machine that builds packages has.
ESSENTIAL = {"gcc", "libc6-dev"}

first = (debian / "changelog").read_text(encoding="utf-8").split("\n", 1)[0]
needed = packages_of_run() - ESSENTIAL
checks = [
    ("run's table was read", "" if len(needed) > 5 else needed),
    ("version of the changelog", "" if f"taizhang ({sys.argv[2]}) " in first else first),
    ("build dependencies", sorted(needed - build_depends())),
    ("the script", shell("build")),
    ("the rules may be run", "" if (debian / "rules").stat().st_mode & 0o100 else "not executable"),
    ("nothing beside", dirty()),
]
print("TAP version 13")
for number, (name, wrong) in enumerate(checks, 1):
    print(f"{'not ok' if wrong else 'ok'} {number} /package/{name}")
    if wrong:
        print(f"# {wrong}")
print(f"1..{len(checks)}")
