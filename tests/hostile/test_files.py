"""Hostile files: YAML, csv, xlsx, docx, and what is no file at all. All are refused or read in time,
and change nothing."""
import hashlib
import io
import os
import random
import shutil
import warnings
import zipfile

from hostile import LONG, Home, check, check_text, main

warnings.simplefilter("ignore") # of zips with a name twice

HOME = None
SECONDS = 30 if LONG else 10


def home():
    global HOME
    if HOME is None:
        HOME = Home()
    return HOME


def sum_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tried(path, *more, what=None, words=None):
    """Imports (or words) path as a trial and for good: it may be refused, or taken with nothing
    strange; what was refused has changed nothing."""
    place = home()
    before = sum_of(place.db)
    done = place.run(*(words or ("import", "--make-units", path, *more)), patience=SECONDS)
    check_text(done.stdout, what or path)
    said = check_text(done.stderr, what or path)
    if done.returncode != 0:
        check(sum_of(place.db) == before, f"{path}: refused, and changed all the same")
        check((said + done.stdout.decode()).strip(), f"{path}: refused without a word")
    left = [name for name in os.listdir(place.path) if name.startswith(".taizhang.")]
    check(not left, f"{path}: left {left}")
    return done.returncode, said + done.stdout.decode()


def refused(path, *more, **other):
    status, said = tried(path, *more, **other)
    check(status in (1, 2), f"{path}: was to be refused: {said[:400]}")
    return said


# ---- YAML ---------------------------------------------------------------------------------------------

def yamls():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for before, name in zip("abcdefgh", "bcdefghi"):
        bomb += f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    yield "bomb", bomb
    for levels in (65, 1000, 100000):
        yield f"flow-{levels}", "[" * levels + "]" * levels
        yield f"map-{levels}", "{a: " * levels + "1" + "}" * levels
    yield "block", "".join(" " * i + "-\n" for i in range(3000))
    yield "dashes", "- " * 100000 + "a"
    yield "question", "? " * 100000 + "a"
    yield "twice", "theme: dark\ntheme: light\n"
    yield "huge-number", "lead_days: " + "9" * 100000 + "\n"
    yield "negative", "lead_days: -9223372036854775809\n"
    yield "exponent", "lead_days: 1e400\n"
    yield "nan", "lead_days: .nan\n"
    yield "merge", "<<: {theme: dark}\n"
    yield "tag", "!!python/object/apply:os.system [touch OWNED]\n"
    yield "nul", b"theme: da\x00rk\n"
    yield "utf16", "theme: dark\n".encode("utf-16")
    yield "latin", b"theme: \xff\xfe\x9b\n"
    yield "surrogate", b"theme: \xed\xa0\x80\n"
    yield "escape", 'theme: "\\e]0;OWNED\\a\\x9b31m\\u202e"\n'
    yield "raw-escape", "theme: \x1b]0;OWNED\x07\n"
    yield "long-key", "k" * 100000 + ": 1\n"
    yield "long-line", "theme: " + "字" * 2000000 + "\n"
    yield "many-keys", "".join(f"key{i}: {i}\n" for i in range(50000 if LONG else 5000))
    yield "unclosed", 'theme: "' + "x" * 100000
    yield "documents", "---\ntheme: dark\n" * 1000
    yield "empty", ""
    yield "path", "theme: ../../../etc/passwd\n"
    yield "list", "- theme: dark\n"


def test_yaml():
    """As settings, keys, letters, phrases, theme, template and as content."""
    place = home()
    config = place.path / "config/taizhang"
    names = list(yamls())
    for name, text in names:
        path = place.write(f"in/{name}.yaml", text)
        said = refused(path) if name != "empty" else tried(path)[1]
        tried(path, words=("check-template", path), what=f"check-template {name}")
        for part in ("settings.yaml", "keys.yaml", "letters.yaml", "themes/odd.yaml"):
            (config / part).parent.mkdir(exist_ok=True)
            shutil.copy(path, config / part)
        for words in (("config",), ("theme",), ("remind",)) if LONG or len(name) % 2 else (("config",),):
            done = place.run(*words, patience=SECONDS)
            check_text(done.stdout, f"{words} with {name}")
            complaint = check_text(done.stderr, f"{words} with {name}")
            check(len(complaint) < 20000, f"{words} with {name}: complains in {len(complaint)} characters")
        shutil.rmtree(config)
        config.mkdir()
        os.unlink(path)
    check(not list(place.path.rglob("OWNED")), "something has run")


def test_no_files():
    """A FIFO, a socket, a device, a folder and links to nowhere and to themselves hang nothing."""
    place = home()
    config = place.path / "config/taizhang"
    for kind in ("fifo", "folder", "nowhere", "loop", "device", "unreadable"):
        for name in ("settings.yaml", "keys.yaml", "letters.yaml", "themes/odd.yaml"):
            path = config / name
            path.parent.mkdir(exist_ok=True)
            if kind == "fifo":
                os.mkfifo(path)
            elif kind == "folder":
                path.mkdir()
            elif kind == "nowhere":
                path.symlink_to("/nonexistent/a")
            elif kind == "loop":
                path.symlink_to(path.name)
            elif kind == "device":
                path.symlink_to("/dev/zero")
            else:
                path.write_text("theme: light\n")
                path.chmod(0)
        for words in (("config",), ("theme",), ("theme", "odd"), ("theme", "light"), ("remind",)):
            done = place.run(*words, patience=SECONDS)
            check_text(done.stdout + done.stderr, f"{kind}: {words}")
        for target in ("import", "check-template", "calendar"):
            words = [target] + (["import"] if target == "calendar" else []) + [str(config / "settings.yaml")]
            if kind != "unreadable":
                refused(str(config), words=words, what=f"{target} {kind}")
        shutil.rmtree(config)
        config.mkdir()
    os.mkfifo(place.path / "a.db")
    place.refused("--db", str(place.path / "a.db"), "list")
    place.refused("--db", "/dev/zero", "list")
    place.refused("import", "/dev/zero")
    place.refused("import", str(place.path / "a.db"))


# ---- csv ---------------------------------------------------------------------------------------------

HEAD = "序号,一级指标,二级指标,目标任务,责任单位,完成时限\n"


def csvs():
    row = "1,甲,乙,建立信用修复指南,厅法规处,2026年11月底\n"
    size = 100 if LONG else 20
    yield "line", HEAD + "1,甲,乙," + "x" * (size << 20)
    yield "quote", HEAD + '1,甲,乙,"' + "没有结束\n" * 100000
    yield "quotes", HEAD + '1,"""""",乙,"a"b"c,"d,' + row
    yield "nul", HEAD + "1,甲\x00,乙,丙\x00丁,厅法规处,2026年11月底\n"
    yield "utf16", (HEAD + row).encode("utf-16")
    yield "utf32", (HEAD + row).encode("utf-32")
    yield "gb18030", (HEAD + row).encode("gb18030")
    yield "bytes", HEAD.encode() + b"1,\xff\xfe,\xed\xa0\x80,\xc0\xaf,\x9b31m,2026\n"
    yield "columns", HEAD + ",".join(["x"] * 100000) + "\n"
    yield "head-columns", ",".join(["目标任务"] * 100000) + "\n" + row
    yield "escape", HEAD + "1,甲\x1b]0;OWNED\x07,乙\u202e,丙\x9b31m\t\x07丁,厅法规处,2026年11月底\n"
    yield "formula", HEAD + "1,=1+1,@SUM(1),\"=cmd|' /C calc'!A0\",+厅法规处,-1\n"
    yield "random", random.Random(1).randbytes(1 << 20)
    yield "cr", (HEAD + row).replace("\n", "\r")
    yield "empty", ""
    yield "newlines", "\n" * 2000000
    yield "commas", "," * 3000000


def test_csv():
    taken = 0
    for name, text in csvs():
        path = home().write(f"in/{name}.csv", text)
        status, said = tried(path, "--as-ledger", name)
        taken += status == 0
        os.unlink(path)
        check(len(said) < 400000, f"{name}: says {len(said)} characters")
    check(taken >= 3, f"only {taken} of them were read at all")
    for words in (["list"], ["ledgers"], ["units"], ["log"]):
        check_text(home().good(*words), f"after csv: {words}")


# ---- xlsx and docx ----------------------------------------------------------------------------------------

def packed(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()


def made(form):
    place = home()
    path = place.path / f"good.{form}"
    if not path.exists():
        place.good("export", "--ledger", "1", "-o", str(path))
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def with_part(parts, ending, change):
    return [(name, change(data) if name.endswith(ending) else data) for name, data in parts]


def offices(form):
    """Name, bytes, and whether it has to be refused."""
    parts = made(form)
    main_part = "worksheets/sheet1.xml" if form == "xlsx" else "word/document.xml"
    good = packed(parts)
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    bomb_size = (1 << 30) if LONG else (300 << 20)
    chunk = b" " * (1 << 20)

    def bomb():
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in parts:
                with archive.open(name, "w", force_zip64=False) as file:
                    file.write(data)
                    if name.endswith(main_part):
                        for _ in range(bomb_size >> 20):
                            file.write(chunk)
        return out.getvalue()

    yield "bomb", bomb(), True
    yield "deep", packed(with_part(parts, main_part, lambda d: head + b"<a>" * 100000 + b"</a>" * 100000)), True
    deep_inside = b"<w:sdt>" * 5000 if form == "docx" else b"<x>" * 5000
    yield "entities", packed(with_part(parts, main_part, lambda d: head + b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((chr(98 + i).encode(),) + (chr(97 + i).encode(),) * 8) for i in range(9))
        + b"]><a>&j;</a>")), True
    yield "external", packed(with_part(parts, main_part, lambda d: head + b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                                       b"<a>&x;</a>")), True
    yield "dtd", packed(with_part(parts, main_part, lambda d: d.replace(b"standalone", b"standalone", 1).replace(
        b"?>", b'?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">', 1))), True
    yield "dotdot", packed([("../../../OWNED", b"x"), ("/tmp/OWNED", b"x"), ("..\\OWNED", b"x")] + parts), False
    yield "many", packed([(f"x{i}", b"") for i in range(20000)] + parts), True
    yield "twice", packed(parts + [(main_part if form == "docx" else "xl/" + main_part, b"<no/>")]), False
    yield "no-main", packed([p for p in parts if not p[0].endswith(main_part)]), True
    yield "empty-parts", packed([(name, b"") for name, data in parts]), True
    yield "stored", packed(parts, zipfile.ZIP_STORED), False
    yield "nothing", b"", True
    yield "empty-zip", packed([]), True
    yield "no-zip", b"PK\x03\x04" + b"\xff" * 1000, True
    yield "ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), True
    encrypted = bytearray(good)
    for at in range(len(encrypted) - 4):  # the flag that a part is encrypted
        if encrypted[at:at + 4] == b"PK\x03\x04":
            encrypted[at + 6] |= 1
        elif encrypted[at:at + 4] == b"PK\x01\x02":
            encrypted[at + 8] |= 1
    yield "encrypted", bytes(encrypted), True
    sizes = bytearray(good)
    for at in range(len(sizes) - 4):
        if sizes[at:at + 4] == b"PK\x01\x02":
            sizes[at + 24:at + 28] = b"\xff\xff\xff\x7f"
    yield "wrong-sizes", bytes(sizes), False
    for part in range(1, 8 if LONG else 4):
        yield f"truncated-{part}", good[:len(good) * part // 8], True
    rng = random.Random(7)
    for turn in range(200 if LONG else 12):
        broken = bytearray(good)
        for _ in range(rng.randrange(1, 30)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        yield f"flipped-{turn}", bytes(broken), False
    for turn in range(200 if LONG else 12):  # inside the parts, past the sums of the zip
        name = rng.choice([n for n, d in parts if len(d) > 10])

        def flip(data):
            data = bytearray(data)
            for _ in range(rng.randrange(1, 6)):
                at = rng.randrange(len(data))
                data[at:at + rng.randrange(3)] = rng.choice([b"<", b">", b'"', b"&", b"\x00", b"\xff", b"999999999999", b"-1", b"/>", b""])
            return bytes(data)

        yield f"inside-{turn}", packed(with_part(parts, name, flip)), False
    if form == "xlsx":
        row = b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
        yield "corner", packed(with_part(parts, main_part, lambda d: d.replace(b"</sheetData>", b'<row r="1048576">' + row + b"</row></sheetData>"))), False
        yield "claim", packed(with_part(parts, main_part, lambda d: d.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'))), False
        yield "merged", packed(with_part(parts, main_part, lambda d: d.replace(b"</sheetData>", b"</sheetData><mergeCells>"
                               + b'<mergeCell ref="A1:XFD1048576"/>' * 2000 + b"</mergeCells>"))), False
        yield "strings", packed(with_part(parts, main_part, lambda d: d.replace(b"<v>", b"<v>99999999999"))), False
        yield "rows", packed(with_part(parts, main_part, lambda d: d.replace(b"</sheetData>", b"<row/>" * 2000000 + b"</sheetData>"))), False
        yield "order", packed(with_part(parts, main_part, lambda d: d.replace(b'r="2"', b'r="4294967299"').replace(b'r="3"', b'r="0"'))), False
    else:
        yield "spans", packed(with_part(parts, main_part, lambda d: d.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="2147483647"/>'))), False
        nested = b"<w:tbl><w:tr><w:tc>" * 2000
        yield "nested", packed(with_part(parts, main_part, lambda d: d.replace(b"<w:body>", b"<w:body>" + nested
                               + b"</w:tc></w:tr></w:tbl>" * 2000))), False
        yield "linked", packed(with_part(parts, "document.xml.rels", lambda d: d.replace(b"</Relationships>",
                               b'<Relationship Id="r9" TargetMode="External" Type="http://x/y" Target="file:///etc/passwd"/></Relationships>'))), False
    yield "deep-inside", packed(with_part(parts, main_part, lambda d: d.replace(
        b"<sheetData>" if form == "xlsx" else b"<w:body>", (b"<sheetData>" if form == "xlsx" else b"<w:body>") + deep_inside))), True


def office(form):
    place = home()
    before = sum_of(place.db)
    taken = 0
    for name, data, must in offices(form):
        path = place.write(f"in/{name}.{form}", data)
        status, said = tried(path, "--dry-run", what=f"{form} {name}")
        check(not must or status != 0, f"{form} {name}: was to be refused")
        check("root:" not in said, f"{form} {name}: shows another file")
        taken += status == 0
        os.unlink(path)
    check(sum_of(place.db) == before, "a trial has changed the ledger")
    check(taken > 3, f"{form}: only {taken} were read at all")
    check(not list(place.path.rglob("*OWNED*")), "a path has led out of the zip")


def test_xlsx():
    office("xlsx")


def test_docx():
    office("docx")


if __name__ == "__main__":
    try:
        main([test_yaml, test_no_files, test_csv, test_xlsx, test_docx])
    finally:
        if HOME is not None:
            HOME.__exit__()
