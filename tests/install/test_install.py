"""What `meson install` puts down works away from the sources: test_install.py BUILD."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

WANTED = """bin/taizhang
share/bash-completion/completions/taizhang
share/man/man1/taizhang.1
share/man/zh_CN/man1/taizhang.1
share/zsh/site-functions/_taizhang
lib/taizhang/taizhang-office.so
lib/systemd/user/taizhang-remind.service
lib/systemd/user/taizhang-remind.timer
share/taizhang/data/TEMPLATES.zh-CN.md
share/taizhang/data/calendars/2026.yaml
share/taizhang/data/keys.yaml
share/taizhang/data/letters.yaml
share/taizhang/data/ledgers/ningxia-2020.yaml
share/taizhang/data/plans/xinzhou-2023-topics.yaml
share/taizhang/data/settings.yaml
share/taizhang/data/systems/mot-2023.yaml
share/taizhang/data/tips.yaml
share/taizhang/data/units/shandong-2023-pilots.yaml
share/taizhang/profile/taizhang.sh
share/taizhang/themes/colourblind.yaml
share/taizhang/themes/console16.yaml
share/taizhang/themes/contrast.yaml
share/taizhang/themes/dark.yaml
share/taizhang/themes/light.yaml
share/taizhang/themes/mono.yaml""".splitlines()

# What other folders install, or nobody needs.
UNWANTED = """share/taizhang/data/completions
share/taizhang/data/debian
share/taizhang/data/man
share/taizhang/data/profile
share/taizhang/data/systemd""".splitlines()


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
        env=environment | {"HOME": home, "TAIZHANG_SYSTEM": f"{home}/system"},
        cwd=home,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout if done.returncode == 0 else f"{done.returncode}: {done.stderr}"


def log_in(prefix, home, flags):
    """What a shell that reads the profile snippet writes, and that it goes on afterwards."""
    done = subprocess.run(
        ["sh", flags, "-c", f". {prefix}/share/taizhang/profile/taizhang.sh; echo in"],
        env={
            "HOME": home,
            "PATH": f"{prefix}/bin:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "TAIZHANG_SYSTEM": f"{home}/system",
            "TAIZHANG_TODAY": "2026-05-01",
        },
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # without a terminal a shell says so
        encoding="utf-8",
    )
    return done.stdout if done.returncode == 0 else f"{done.returncode}: {done.stdout}"


def verify_units(prefix):
    """What systemd finds wrong with the units; None where none can be asked."""
    program = shutil.which("systemd-analyze")
    if program is None:
        return None
    names = [f"{prefix}/lib/systemd/user/taizhang-remind.{kind}" for kind in ("service", "timer")]
    with tempfile.TemporaryDirectory() as runtime:
        done = subprocess.run(
            [program, "--user", "--man=no", "verify", *names],
            env=os.environ | {"XDG_RUNTIME_DIR": runtime},
            capture_output=True,
            encoding="utf-8",
        )
    if "Failed to initialize manager" in done.stderr:
        return None
    return "\n".join(line for line in done.stderr.splitlines() if "taizhang" in line)


def serve(prefix, home):
    """What the service hands to a mail program, which is sendmail in home."""
    unit = (prefix / "lib/systemd/user/taizhang-remind.service").read_text(encoding="utf-8")
    bindir = unit.split('"')[1]
    command = unit.split("ExecStart=/bin/sh -eu -c '")[1].rstrip().removesuffix("'")
    script = command.replace("\\\n", "").replace("$$", "$").replace("%u", "me")
    sendmail = pathlib.Path(home, "sendmail")
    sendmail.write_text('#!/bin/sh\necho "$*"\ncat\n', encoding="utf-8")
    sendmail.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "-eu", "-c", script.replace(bindir, f"{prefix}/bin/taizhang")],
        env={
            "HOME": home,
            "PATH": f"{home}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "TAIZHANG_SYSTEM": f"{home}/system",
            "OPTIONS": "--days 3",
        },
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout if done.returncode == 0 else f"{done.returncode}: {done.stderr}"


def check(prefix, home):
    """The tests, as (name, whether it holds, what was seen)."""
    silent = log_in(prefix, home, "-eui")
    yield "login before there is a ledger", silent == "in\n", silent
    missing = [name for name in WANTED if not (prefix / name).is_file()]
    yield "files", not missing, missing
    extra = [name for name in UNWANTED if (prefix / name).exists()]
    yield "no more files", not extra, extra
    templates = run(prefix, home, "templates")
    yield "templates", "ningxia-2020" in templates and "xinzhou-2023" in templates, templates
    made = run(
        prefix, home, "init", "--template", "ningxia-2020", "--template", "xinzhou-2023-topics"
    )
    ledger = pathlib.Path(home, ".local/share/taizhang/taizhang.db")
    yield "init", ledger.is_file(), made
    listed = run(prefix, home, "list", "--format", "json")
    yield "list", listed[:1] == "[" and len(json.loads(listed)) == 69, listed[:500]
    exported = run(prefix, home, "export", "-o", "tasks.xlsx")
    found = run(prefix, home, "import", "tasks.xlsx", "--dry-run")
    yield "office files", "69" in exported and "不变69项" in found, exported + found
    told = log_in(prefix, home, "-eui")
    yield "login", "逾期1天" in told and told.endswith("\nin\n"), told
    script = log_in(prefix, home, "-eu")
    yield "login of a script", script == "in\n", script
    mailed = serve(prefix, home)
    yield "service", mailed.startswith("-i -- me\nDate: ") and "\nSubject: =?" in mailed, mailed
    ledger.write_bytes(b"no ledger")
    broken = log_in(prefix, home, "-eui")
    yield "login with a broken ledger", broken == "in\n", broken
    wrong = verify_units(prefix)
    yield "units" + ("" if wrong is not None else " # SKIP no systemd-analyze"), not wrong, wrong


print("TAP version 13")
with tempfile.TemporaryDirectory() as top:
    os.mkdir(f"{top}/home")
    number = 0
    for number, (name, holds, seen) in enumerate(check(install(f"{top}/root"), f"{top}/home"), 1):
        print(f"{'ok' if holds else 'not ok'} {number} /install/{name}")
        if not holds:
            print(f"# {seen}".replace("\n", "\n# "))
    print(f"1..{number}")
