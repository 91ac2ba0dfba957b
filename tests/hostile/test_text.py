"""Hostile text in every text field of every table, through every way out."""
import email
import email.policy
import io
import pathlib
import shutil
import sqlite3
import sys
import zipfile
import xml.etree.ElementTree as ElementTree

from hostile import FORBIDDEN, LONG, ROOT, Failed, Home, Terminal, check, check_screen, check_text, main
import example
import screens

# Each kind of thing that acts on terminals or hides in text; and lines that would be headers.
EVIL = ("\x1b]0;OWNED\x07\x1b]52;c;T1dORUQ=\x07\x1b]8;;http://o.example\x1b\\\x1b[2J\x1b[31m\x1bP1$r\x1b\\\x1b_x\x1b\\\x9b31m\x90\x85\x07\x08"
        "\u202e\u2066\u200f\u061c\u200b\u00ad\u2028\ufeff\U000e0041\ue000\tT\rR\r\nBcc: o@o.example\r\nX-OWNED: 1\nBEGIN:VALARM\nEND")
RAW = b"\xff\x9b31m\xc0\xaf\xed\xa0\x80"  # no UTF-8: a lone C1 byte, overlong, half of a character
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "=cmd|' /C calc'!A0"]

# Fields that hold days, and other codes that the file does not check: with text in them their rows
# would not show. test_every_field_wrong() has them.
CODES = set("issued due done_on made_on first last since ended anchor ended_on frozen_on filed_on adopted_on confirmed_on "
            "asked_on old_due new_due decided_on issued_on answer_by day month period key span digest every before after "
            "roll colours closing lead_in verb outcome state template".split())

HOME = None
PRISTINE = None


def make_home():
    """The example of the pictures, which has some of everything."""
    global HOME, PRISTINE
    if HOME is None:
        HOME = Home(ledger=False)
        example.make(HOME.program, HOME.path, HOME.environment)
        PRISTINE = HOME.path / "pristine.db"
        shutil.copy(HOME.db, PRISTINE)
    shutil.copy(PRISTINE, HOME.db)
    return HOME


def spoil(path, change):
    """Puts change(number) after what every text field holds, behind the program's back; a field that
    the file's own checks do not let have it stays. Gives the fields that were changed."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    done = []
    for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    tables = [name for name, in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    for table in tables:
        for column in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            if column[2] != "TEXT" or column[1] in CODES:
                continue
            try:
                connection.execute(
                    f'UPDATE "{table}" SET "{column[1]}" = CAST(CAST("{column[1]}" AS BLOB) || ? AS TEXT)'
                    f' WHERE "{column[1]}" IS NOT NULL', (change(len(done)),))
                done.append((table, column[1]))
            except sqlite3.Error:
                connection.execute("SELECT 1")
    connection.commit()
    connection.close()
    return done


def spoil_front(path, texts):
    """Puts one of texts before what each free text of tasks, units and cases holds."""
    connection = sqlite3.connect(path)
    for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for table, column in (("task", "goal"), ("task", "note"), ("task", "deadline_printed"), ("unit", "name"),
                          ("progress", "text"), ("case", "title"), ("topic", "title"), ("ledger", "title")):
        for row, in connection.execute(f'SELECT id FROM "{table}"').fetchall():
            try:
                connection.execute(f'UPDATE "{table}" SET "{column}" = ? || coalesce("{column}", \'\') WHERE id = ?',
                                   (texts[row % len(texts)], row))
            except sqlite3.Error:
                pass
    connection.commit()
    connection.close()


# ---- ways out -----------------------------------------------------------------------------------------

SHOWN = """list|list --overdue|show 4|show 7|show 8|show 12|show 13|show 38|show 50|evidence|remind|topics|cases|cases --unit 厅法规处
periods|bulletin|log|log 4|tag|trash|plan|notice|nudge|extend|score|score --system mot-2023|score 9 --system mot-2023
collect --status|calendar|ledgers|ledgers 1|policy 1|rule 38|units|unit 厅法规处|verify|templates|config|theme|drafts
nudge 4|notice 1|list 状态:未知|show 99999|unit 没有|due 每月5日|help list""".replace("\n", "|").split("|")


def outputs(home, formats=("", "json", "csv")):
    """What every command that shows something writes, and where."""
    for line in SHOWN:
        for form in formats:
            words = line.split() + (["--format", form] if form else [])
            yield form, words, home.run(*words)
    for words in (["__complete", "show", ""], ["__complete", "list", "--unit", ""], ["sql", "select * from 任务"],
                  ["list", "--format", "ids"]):
        yield "complete", words, home.run(*words)


def test_commands():
    """No command writes what a terminal would act on, in any form, about no matter what text."""
    home = make_home()
    fields = spoil(home.db, lambda n: EVIL if n % 3 else RAW)
    check(len(fields) > 40, f"only {len(fields)} fields take the text")
    shown = 0
    for form, words, done in outputs(home):
        also = {"csv": "\r\ufeff", "complete": "\t"}.get(form, "")
        text = check_text(done.stdout, f"{words}", also)
        check_text(done.stderr, f"{words}: complaint")
        shown += "OWNED" in text
    check(shown > 30, f"only {shown} outputs show the text")


def spoil_all(path, shift):
    """Puts into every other row what does not belong there, whatever the file's own checks say."""
    wrong = [EVIL.encode(), RAW, b"", b"\x00", b"9" * 400, b"2026-13-45", b"-1"]
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints=ON")
    connection.execute("PRAGMA foreign_keys=OFF")
    for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    turn = shift
    for table, in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall():
        for column in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            turn += 1
            if column[5]:
                continue
            try:
                if column[2] == "INTEGER":
                    value = (-(1 << 63) + turn, 0, 1 << 40, -1)[turn % 4]
                    connection.execute(f'UPDATE "{table}" SET "{column[1]}" = ? WHERE rowid % 2 = 0', (value,))
                else:
                    connection.execute(f'UPDATE "{table}" SET "{column[1]}" = CAST(? AS TEXT) WHERE rowid % 2 = 0',
                                       (wrong[turn % len(wrong)],))
            except sqlite3.Error:
                pass
    connection.commit()
    connection.close()


def test_every_field_wrong():
    """Also what stands for a code, a date or a number may be anything: told of, never a crash."""
    problems = []
    for shift in range(28 if LONG else 1):
        home = make_home()
        spoil_all(home.db, shift)
        for form in ("", "json") if LONG else ("",):
            for line in SHOWN:
                words = line.split() + (["--format", form] if form else [])
                try:
                    done = home.run(*words)
                    check_text(done.stdout, f"{words}")
                    check_text(done.stderr, f"{words}: complaint")
                except Failed as problem:
                    problems.append(f"{shift}: {problem}")
    check(not problems, f"{len(problems)} failed:\n" + "\n".join(problems))


def lines_of(data):
    return data.replace(b"\r\n", b"\n").split(b"\n")


def test_mail():
    """Letters and reminders as mail: headers are the program's, whatever names and titles say."""
    home = make_home()
    spoil(home.db, lambda n: EVIL)
    for words in (["remind", "--format", "mail"], ["remind", "--format", "mail", "--unit", "厅法规处"]):
        data = home.run(*words).stdout
        if not data:
            continue
        check_text(data, f"{words}", "\r")
        message = email.message_from_bytes(data, policy=email.policy.default)
        check({"bcc", "x-owned"}.isdisjoint(name.lower() for name in message.keys()), f"{words}: {message.keys()}")
        for name, value in message.items():
            check("\n" not in value and not FORBIDDEN.search(str(value)), f"{words}: {name}: {value!r}")
    # A program that takes mail gets its words as they are, and the letter on its input.
    home.write("mta", '#!/bin/sh\nprintf "%s\\n" "$@" > "$HOME/words"\ncat > "$HOME/letter"\n')
    (home.path / "mta").chmod(0o700)
    home.write("config/taizhang/settings.yaml", f"mail: on\nsendmail: {home.path}/mta\n")
    home.run("nudge", "4", "--mail", "a@example.org")


def test_calendar():
    home = make_home()
    spoil(home.db, lambda n: EVIL)
    for words in (["remind", "--format", "ics"], ["export", "-o", str(home.path / "a.ics")]):
        data = home.run(*words).stdout
        if "export" in words:
            data = (home.path / "a.ics").read_bytes()
        check_text(data, f"{words}", "\r")
        for line in lines_of(data):
            check(len(line) <= 75, f"{words}: {line!r}")
            check(not line.startswith((b"X-OWNED", b"Bcc", b"BEGIN:VALARM\\", b"END\\")), f"{words}: {line!r}")
        check(data.count(b"\nBEGIN:VTODO") == data.count(b"\nEND:VTODO") > 9, f"{words}: tasks")


def sheet_texts(data):
    """The texts of all parts of an xlsx or docx, which must be XML without entities."""
    texts = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            check(".." not in name and not name.startswith("/"), name)
            part = archive.read(name)
            check(b"<!DOCTYPE" not in part and b"<!ENTITY" not in part, name)
            if name.endswith((".xml", ".rels")):
                root = ElementTree.fromstring(part)
                for node in root.iter():
                    if node.tag.endswith("}f") and "worksheets" in name:
                        check(not node.text or "cmd" not in node.text, f"{name}: formula {node.text!r}")
                    texts.append(node.text or "")
    return texts


def test_files():
    """What is exported opens, and holds no formula that a text made."""
    home = make_home()
    spoil(home.db, lambda n: EVIL)
    spoil_front(home.db, FORMULAS)
    for form in ("xlsx", "docx", "csv", "yaml", "json"):
        path = home.path / f"out.{form}"
        home.good("export", "--ledger", "1", "-o", str(path))
        data = path.read_bytes()
        if form in ("xlsx", "docx"):
            texts = sheet_texts(data)
            check(any("OWNED" in text for text in texts), f"{form} lacks the text")
        elif form == "csv":
            text = check_text(data, form, "\r\ufeff")
            check(not any(cell.lstrip('"').startswith(("=", "+", "@")) for line in text.split("\r\n")
                          for cell in line.split(",") if '"' not in cell[1:-1]), "csv has a formula")
        else:
            check_text(data, form)
    for words in (["list", "--format", "csv"], ["units", "--format", "csv"], ["cases", "--format", "csv"]):
        text = home.good(*words).decode()
        for start in ("=", "+", "@"):
            check(f",{start}" not in text and f'\n{start}' not in text and f'"{start}' not in text,
                  f"{words}: a cell begins with {start}")
    home.good("report", "-o", str(home.path / "report.xlsx"))
    sheet_texts((home.path / "report.xlsx").read_bytes())


def test_names_of_files():
    """Names made from titles and units stay in the folder that was asked for."""
    home = make_home()
    connection = sqlite3.connect(home.db)
    for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE unit SET name = '../../../' || id || '/$(touch OWNED);\n-rf \x1b]0;x\x07' WHERE id % 3 = 0")
    connection.execute("UPDATE unit SET name = '-rf' || id WHERE id % 3 = 1")
    connection.execute("UPDATE unit SET name = '`touch OWNED`|\"' || id WHERE id % 3 = 2")
    connection.commit()
    connection.close()
    folder = home.path / "sent"
    before = {path for path in home.path.rglob("*")}
    done = home.run("sendout", "--period", "2026-11", "--dir", str(folder), cwd=home.path)
    check_text(done.stdout, "sendout")
    check_text(done.stderr, "sendout: complaint")
    made = {path for path in home.path.rglob("*")} - before
    check(len(made) > 5, f"{len(made)} files: {done.stderr.decode()}")
    for path in made - {home.path / "taizhang.db-journal"}:
        check(path == folder or path.parent == folder, f"made {path}")
        check(not FORBIDDEN.search(path.name) and not path.name.startswith(("-", ".")), f"made {path.name!r}")


def test_arguments():
    """What is typed on the command line: refused with its words cleaned, or stored clean."""
    home = make_home()
    for words in ([EVIL], ["show", EVIL], ["list", EVIL], ["list", "--" + EVIL], ["--db", EVIL, "list"], ["list", "--format", EVIL],
                  ["export", "-o", str(home.path / "no") + "/" + EVIL], ["import", EVIL + ".csv"], ["sql", EVIL],
                  ["help", EVIL], ["theme", EVIL], ["config", EVIL], ["unit", EVIL], ["list", "--unit", EVIL], ["templates", EVIL],
                  ["drafts", "--show", EVIL], ["due", EVIL], ["case", EVIL], ["--as-of", EVIL, "list"], ["check-template", EVIL]):
        done = home.run(*words)
        check_text(done.stderr, f"{words}")
        check_text(done.stdout, f"{words}")
    for raw in (b"\xff\xfe", b"show\x9b31m"):
        home.refused("show", raw)
    for text in ("$(touch OWNED)", "; touch OWNED", "`touch OWNED`", "-- --db", "甲\n-乙", EVIL):
        home.good("progress", "4", "--text", "开始 " + text)
    for text in ("-rf", "--help", "\n=1"):
        home.run("progress", "4", "--text=" + text)
    check(not list(home.path.rglob("OWNED")), "a shell has run")
    connection = sqlite3.connect(home.db)
    for table in ("progress", "journal"):
        for row in connection.execute(f"SELECT * FROM {table}"):
            for value in row:
                if isinstance(value, str):
                    check_text(value.encode(), f"stored in {table}", "")
    check_text(home.good("log", "4"), "log")


def test_editor_and_environment():
    """The person's editor gets a file, never words of the text; names in the environment are only
    looked up, also where they are nonsense."""
    home = make_home()
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TAIZHANG_DB", "TZ", "LANGUAGE", "TMPDIR", "USER", "LOGNAME"):
        for value in (EVIL.replace("\x00", ""), "", "-rf", "/" + "x" * 5000):
            done = home.run("list", environment={name: value})
            check_text(done.stdout, f"{name}={value[:20]!r}")
            check_text(done.stderr, f"{name}={value[:20]!r}: complaint")


# ---- screens --------------------------------------------------------------------------------------------

SHORT = ("today", "ledger", "overdue", "topics", "periods", "supervision", "bulletin", "scores", "units", "trash", "task", "letter",
         "palette", "form-task-edit", "form-progress")


def walk(home, entry, size):
    """What the program writes on the way to one screen, through a narrow window, and at its end."""
    shutil.rmtree(home.path / "state", ignore_errors=True)
    with Terminal(home, rows=size[0], columns=size[1]) as terminal:
        terminal.begin()
        for keys in screens.keys_of(entry, ROOT / "data/keys.yaml", home.path):
            terminal.type(keys)
            terminal.read(0.05)
        terminal.resize(18, 60)
        terminal.read(0.05)
        terminal.process.terminate()
        status = terminal.ended()
        check(status == 0, f"{entry['name']}: ended with {status}: {terminal.output[-600:]!r}")
        terminal.check_settings(entry["name"])
        return check_screen(terminal.output, entry["name"])


def test_screens():
    """Every screen, form and window, with such text in every field that it can show."""
    home = make_home()
    spoil(home.db, lambda n: EVIL if n % 4 else RAW)
    home.write("config/taizhang/settings.yaml", "mail: on\n")
    spoiled = home.path / "spoiled.db"
    shutil.copy(home.db, spoiled)
    shown = walked = 0
    for entry in screens.SCREENS:
        if entry.get("new") or "terminal" in entry or not (LONG or entry["name"] in SHORT):
            continue
        for size in ((24, 80), (50, 200)) if LONG else ((24, 80),):
            shutil.copy(spoiled, home.db)
            text = walk(home, entry, size)
            shown += "OWNED" in text
            walked += 1
    check(shown * 2 > walked, f"only {shown} of {walked} show the text")
    print(f"# {walked} walks, {shown} show the text")


def test_huge():
    """A field of 10 MB, and 100,000 marks on one letter: everything shows, and in time."""
    home = make_home()
    size = 10 if LONG else 1
    connection = sqlite3.connect(home.db)
    for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE task SET goal = goal || ? WHERE number = 4", ("好" * (size * 1024 * 1024 // 3),))
    connection.execute("UPDATE task SET goal = goal || 'a' || ? WHERE number = 5", ("\u0301" * 100000,))
    connection.execute("UPDATE progress SET text = ?", ("字 " * (size * 1024 * 1024 // 4),))
    connection.commit()
    connection.close()
    for words in (["list"], ["show", "4"], ["show", "5"], ["remind"], ["list", "--format", "json"], ["list", "--format", "csv"], ["log"],
                  ["bulletin"], ["export", "-o", str(home.path / "a.xlsx")], ["export", "-o", str(home.path / "a.docx")],
                  ["report", "-o", str(home.path / "r.xlsx")]):
        done = home.run(*words, patience=200 if LONG else 60)
        if "csv" not in words:
            check_text(done.stdout, f"{words}")
    for name in ("ledger", "overdue", "task", "form-task-edit", "form-progress"):
        walk(home, next(entry for entry in screens.SCREENS if entry["name"] == name), (24, 80))


if __name__ == "__main__":
    try:
        main([test_commands, test_every_field_wrong, test_mail, test_calendar, test_files, test_names_of_files, test_arguments,
              test_editor_and_environment, test_screens, test_huge])
    finally:
        if HOME is not None:
            HOME.__exit__()
