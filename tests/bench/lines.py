"""Slow lines, keys typed ahead, and many people at once."""
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
import traceback

import data
from measure import open_viewer
from subjects import OURS, PAGE_DOWN, YARDSTICK, viewers
from terminal import REPEAT, Gone

# What is typed on a slow line: name, what comes before it, the key.
KEYS = [("line", [], "j"), ("page", [], PAGE_DOWN), ("end", [], "G"), ("home", [], "g"), ("move", [], "j"), ("filter", ["/"], "整"),
        ("overdue", ["\x1b", "\x1b"], "3"), ("today", [], "1")]


def ours_in_ledger(made, size, **line):
    """Ours, with its list open and the line below the middle chosen."""
    viewer = next(viewers(made, {}))
    terminal = open_viewer(made, viewer, size, **line)
    try:
        terminal.until(viewer.ready)
        terminal.settle()
        terminal.key("2")
    except Gone:
        terminal.close()
        raise
    return terminal


def measure_typing_ahead(made, results):
    """Keys typed one by one, held down, and all at once: same screen, fewer bytes."""
    if not results.wanted("ahead slow", "slow"):
        return
    for size in made.plan.sizes:
        screen = f"{size[1]}x{size[0]}"
        with ours_in_ledger(made, size) as terminal:
            terminal.key("j" * 2 * terminal.screen.rows)
            single = sum(terminal.key("j").bytes for _ in range(made.plan.burst))
            right = terminal.look().state()
        results.add("ahead-single", made.count, OURS, screen, bytes=single)
        for name, bits, pause in [("ahead-at-once", 0, 0), ("ahead-held", 0, REPEAT),
                                  *[(f"slow-{bits}-held", bits, REPEAT) for bits in made.plan.speeds]]:
            with ours_in_ledger(made, size) as terminal:
                terminal.key("j" * 2 * terminal.screen.rows)
                if bits:
                    terminal.speed, terminal.delay = bits / 10, made.plan.delay
                answer = terminal.burst(["j"] * made.plan.burst, pause)
                same = terminal.look().state() == right
            # What is there before the last key took no time.
            results.add(name, made.count, OURS, screen, ms=max(0, answer.last or 0) * 1e3, bytes=answer.bytes,
                        count=int(not same))
            if not same:
                results.fail(f"{name} at {screen}", "keys typed ahead brought another screen than keys one by one")


def measure_slow(made, results):
    """Each key on a slow line: until the screen is right."""
    if not results.wanted("slow", "slow"):
        return
    for bits in made.plan.speeds:
        for size in made.plan.sizes:
            screen = f"{size[1]}x{size[0]}"
            results.say(f"  {bits} bit/s, {screen}")
            with ours_in_ledger(made, size) as terminal:
                terminal.key("j" * (terminal.screen.rows + 2))
                terminal.speed, terminal.delay = bits / 10, made.plan.delay
                for name, before, key in KEYS:
                    for other in before:
                        terminal.key(other)
                    results.key(f"slow-{bits}-{name}", made.count, OURS, screen, terminal.key(key))


# ---- many people ----------------------------------------------------------------------------------


def rows_of_people(made, people):
    """For each of people how many lines above the last one a task of his own is: one under way, since
    what is paused or done takes no progress, and no two the same, which would ask whose text is to stay."""
    upwards = reversed(data.in_order(data.rows(made.count)))
    ways = [way for way, row in enumerate(upwards) if row.state == "办理中"]
    return ways[:people]


def one_person(made, number, way, saves, tell):
    """Saves progress of a task again and again, with pauses; tells of each, a line of JSON."""
    chance = random.Random(number)
    with ours_in_ledger(made, made.plan.sizes[0]) as terminal:
        terminal.key("G")
        terminal.key("k" * way)
        for save in range(saves):
            terminal.key("p", shows="Ctrl-S 保存")
            terminal.key(f"第{number}人第{save}次", shows=f"进展情况 +第{number}人第{save}次")
            time.sleep(chance.random() * 0.5)
            answer = terminal.key("\x13", shows="已保存")
            told = {"ms": answer.last * 1e3, "first_ms": answer.first * 1e3, "cpu_ms": answer.cpu * 1e3}
            os.write(tell, json.dumps(told).encode() + b"\n")


def measure_people(made, results):
    """people processes at once: how long a save takes, and that none is lost."""
    if not results.wanted("people", "people"):
        return
    people, saves = made.plan.people, made.plan.saves
    results.say(f"  {people} people saving")

    def count():
        with sqlite3.connect(f"file:{made.ledger}?mode=ro", uri=True) as db:
            return db.execute("SELECT COUNT(*) FROM progress WHERE text LIKE '第%人第%次'").fetchone()[0]

    before = count()
    pipes = []
    for number, way in enumerate(rows_of_people(made, people)):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                one_person(made, number, way, saves, writing)
                status = 0
            except (Gone, OSError) as problem:
                print(f"bench: person {number}: {problem}", file=sys.stderr)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(status)
        os.close(writing)
        pipes.append((child, reading))
    done = 0
    for child, reading in pipes:
        with os.fdopen(reading, "rb") as file:
            told = file.read().splitlines()
        os.waitpid(child, 0)
        for line in told:
            results.add("people-save", made.count, OURS, "80x24", **json.loads(line))
            done += 1
    lost = done - (count() - before)
    results.add("people-lost", made.count, OURS, "", count=max(lost, people * saves - done))
    if lost or done < people * saves:
        results.fail("people", f"{people * saves} saves, {done} said to be done, {lost} lost")
    children = [subprocess.Popen([made.yardstick, "save", made.plain, str(saves), "250"], stdout=subprocess.PIPE)
                for _ in range(people)]
    for child in children:
        for line in child.communicate()[0].split():
            results.add("people-save", made.count, YARDSTICK, "80x24", ms=int(line) / 1e3)
