"""Add up what the tests of some build folders did: count.py FOLDER…

Reads the logs that `meson test` leaves and ends with one plain line. A case is one line of TAP; a
program that speaks none is one case. A program that went wrong beside its cases (it crashed, or
leaked memory at its end), a program that never ran, and a folder without a log count as failures.
"""
import json
import re
import sys

POINT = re.compile(r"^(not )?ok\b[^#\n]*(?:#\s*(SKIP|TODO))?", re.IGNORECASE | re.MULTILINE)


def cases_of(run):
    """The (passed, skipped, failed) of one test program's run."""
    passed = skipped = failed = 0
    for bad, directive in POINT.findall(run.get("stdout", "")):
        if directive:
            skipped += 1
        elif bad:
            failed += 1
        else:
            passed += 1
    if run["result"] == "SKIP":
        return passed, skipped or 1, failed
    if run["result"] not in ("OK", "EXPECTEDFAIL"):
        return passed, skipped, failed or 1
    return passed if passed + skipped + failed else 1, skipped, failed


def count(folder):
    """The (passed, skipped, failed) of a build folder; says which programs failed."""
    try:
        with open(f"{folder}/meson-info/intro-tests.json", encoding="utf-8") as file:
            expected = len(json.load(file))
        with open(f"{folder}/meson-logs/testlog.json", encoding="utf-8") as file:
            runs = [json.loads(line) for line in file]
    except (OSError, ValueError) as problem:
        print(f"{folder}: {problem}")
        return 0, 0, 1
    total = [0, 0, max(expected - len(runs), 0 if runs else 1)]
    if total[2]:
        print(f"{folder}: {total[2]} of {expected} tests did not run")
    for run in runs:
        cases = cases_of(run)
        total = [sum(pair) for pair in zip(total, cases)]
        if cases[2]:
            print(f"{folder}: {run['name']}: {cases[2]} failed ({run['result']})")
    print(f"{folder}: {total[0]} passed, {total[1]} skipped, {total[2]} failed")
    return total


totals = [sum(column) for column in zip(*map(count, sys.argv[1:]))]
print(f"{totals[0]} passed, {totals[2]} failed")
sys.exit(1 if totals[2] else 0)
