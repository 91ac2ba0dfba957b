"""The table, the budgets and the JSON that come of the samples."""
import os
import platform
import re
import statistics
import subprocess

from subjects import OURS, YARDSTICK

NUMBERS = ("ms", "first_ms", "cpu_ms", "bytes", "peak", "count")
# What the design allows (part 7): line, screen, number, at most, how, beside. "x" is times the yardstick in
# the same run, "" the number itself; beside: what the yardstick took where the design was measured, which
# makes a ratio of the number, for machines that are slower or quicker than that one.
BUDGETS = [
    ("start", "80x24", "ms", 3, "x", None),
    ("overdue", "", "ms", 8, "", 1.8),
    *[(f"search-{word}", "80x24", "ms", 50, "", 30) for word in ("common-2", "rare-2", "common-4", "rare-4")],
    ("line", "80x24", "bytes", 400, "", None),
    ("line", "200x50", "bytes", 700, "", None),
    ("idle", "80x24", "bytes", 0, "", None),
    ("idle", "80x24", "cpu_ms", 1, "", None),
    ("peak", "80x24", "peak", 20e6, "", 5.4e6),
    ("peak", "200x50", "peak", 20e6, "", 5.4e6),
    ("import", "", "ms", 3, "x", None),
    ("people-save", "80x24", "ms", 10, "", 0.6),
    ("people-lost", "", "count", 0, "", None),
]
# Times as many tasks, and a key may take so many times as long before it is said to grow.
GROWS = 2.0


def middle(samples, number):
    values = [sample[number] for sample in samples if number in sample]
    if not values:
        return None
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def over_yardstick(ours, yard, number):
    """How many times the yardstick's a number is; None where one of them has none."""
    if not yard or number not in ours or not yard.get(number, {}).get("median"):
        return None
    return ours[number]["median"] / yard[number]["median"]


def entries(results):
    """A dict for each line, tasks, screen and subject, with the ratio to the yardstick."""
    made = []
    for (line, tasks, screen, subject), samples in results.samples.items():
        entry = {"line": line, "tasks": tasks, "screen": screen, "subject": subject, "samples": len(samples)}
        entry.update({number: found for number in NUMBERS if (found := middle(samples, number))})
        yard = {"ms": middle(results.samples.get((line, tasks, screen, YARDSTICK), []), "ms") or {}}
        ratio = over_yardstick(entry, yard, "ms")
        if ratio is not None:
            entry["ratio"] = ratio
        made.append(entry)
    return made


def first_of(made, **wanted):
    return next((entry for entry in made if all(entry[name] == value for name, value in wanted.items())), None)


def budgets(made, tasks):
    """A dict for each budget whose line was measured with that many tasks."""
    kept = []
    for line, screen, number, limit, how, beside in BUDGETS:
        asked = {"line": line, "screen": screen, "tasks": tasks}
        ours = first_of(made, subject=OURS, **asked)
        if not ours or number not in ours:
            continue
        ratio = over_yardstick(ours, first_of(made, subject=YARDSTICK, **asked), number)
        measured = ratio if how else ours[number]["median"]
        if measured is not None:
            kept.append({**asked, "number": number, "limit": limit, "how": how, "measured": measured, "ratio": ratio,
                         "cpu_ms": ours["cpu_ms"]["median"] if number == "ms" and "cpu_ms" in ours else None,
                         "met": measured <= limit, "ratio_limit": limit / beside if beside else None,
                         "met_by_ratio": ratio <= limit / beside if beside and ratio else None})
    return kept


def said(met):
    return {True: "yes", False: "NO", None: ""}[met]


def growth(made, counts):
    """What ours takes with the most tasks over what it takes with the fewest."""
    kept = []
    for few in made:
        if few["tasks"] != counts[0] or few["subject"] != OURS:
            continue
        many = first_of(made, line=few["line"], screen=few["screen"], tasks=counts[-1], subject=OURS)
        for number in ("cpu_ms", "bytes", "peak"):
            if many and number in few and number in many and few[number]["median"]:
                kept.append({"line": few["line"], "screen": few["screen"], "number": number,
                             "growth": many[number]["median"] / few[number]["median"]})
    return kept


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0]
    except (OSError, IndexError):
        return "unknown"


def machine():
    found = {"system": platform.platform(), "cores": os.cpu_count(), "load": os.getloadavg()[0],
             "sqlite": first_line("pkg-config", "--modversion", "sqlite3"),
             "compiler": first_line("gcc", "--version"), "python": platform.python_version()}
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found["processor"] = re.search(r"model name\s*:\s*(.*)", file.read())[1]
    except (OSError, TypeError):
        found["processor"] = platform.processor() or "unknown"
    return found


def number(value):
    if value >= 1e6:
        return f"{value / 1e6:.4g}M"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def spread(entry, name):
    if name not in entry:
        return ""
    found = entry[name]
    text = number(found["median"])
    return text if found["min"] == found["max"] else f"{text} ({number(found['min'])}..{number(found['max'])})"


def columns(rows):
    """Rows of texts as a table, numbers to the right."""
    wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(size) if at < 3 else cell.rjust(size)
                        for at, (cell, size) in enumerate(zip(row, wide))).rstrip()


def table(made, tasks):
    head = ["line", "screen", "subject", "n", "ms", "cpu ms", "bytes", "peak", "count", "x yardstick"]
    rows = [head]
    order = []
    for entry in made:
        if entry["tasks"] == tasks and (entry["line"], entry["screen"]) not in order:
            order.append((entry["line"], entry["screen"]))
    for line, screen in order:
        same = [entry for entry in made
                if (entry["line"], entry["screen"], entry["tasks"]) == (line, screen, tasks)]
        for at, entry in enumerate(sorted(same, key=lambda entry: entry["subject"] not in (OURS,))):
            rows.append([line if at == 0 else "", screen if at == 0 else "", entry["subject"], str(entry["samples"]),
                         *(spread(entry, name) for name in ("ms", "cpu_ms", "bytes", "peak", "count")),
                         f"{entry['ratio']:.2f}" if "ratio" in entry else ""])
    # A column that nothing fills is left out.
    filled = [at for at in range(len(head)) if any(row[at] for row in rows[1:])]
    return columns([[row[at] for at in filled] for row in rows])


def in_words(results, counts, about):
    """The report as lines of text."""
    made = entries(results)
    yield ", ".join(f"{name} {value}" for name, value in about.items())
    if about["load"] > 0.3 * about["cores"]:
        yield "The machine was busy at the start: times are worth little, bytes and instructions hold."
    for tasks in counts:
        yield f"\n{tasks:,} tasks: median (least..most)"
        yield from table(made, tasks)
    if len(counts) > 1:
        rows = [["grows", "screen", "number", f"x from {counts[0]:,} to {counts[-1]:,}"]]
        rows += [[entry["line"], entry["screen"], entry["number"], f"{entry['growth']:.2f}"]
                 for entry in growth(made, counts) if entry["growth"] > GROWS]
        yield f"\nWhat grows more than {GROWS:g} times:"
        yield from columns(rows)
    rows = [["budget", "screen", "number", "at most", "measured", "cpu ms", "met", "at most x", "x yardstick", "met x"]]
    for budget in budgets(made, counts[-1]):
        rows.append([budget["line"], budget["screen"], budget["number"], number(budget["limit"]) + budget["how"],
                     number(budget["measured"]) + budget["how"],
                     number(budget["cpu_ms"]) if budget["cpu_ms"] is not None else "", said(budget["met"]),
                     f"{budget['ratio_limit']:.2f}" if budget["ratio_limit"] else "",
                     f"{budget['ratio']:.2f}" if budget["ratio"] else "", said(budget["met_by_ratio"])])
    yield f"\nBudgets, at {counts[-1]:,} tasks:"
    yield from columns(rows)
    for failure in results.failures:
        yield f"failed: {failure['what']}: {failure['problem']}"


def as_json(results, counts, about):
    made = entries(results)
    return {"machine": about, "tasks": counts, "lines": made, "growth": growth(made, counts) if len(counts) > 1 else [],
            "budgets": budgets(made, counts[-1]), "failures": results.failures}
