"""Add up what the tests of some build folders did: count.py FOLDER…

Reads the JUnit reports that `meson test` leaves, where every TAP line is a case of its own, and
ends with one plain line. A folder without a report, or with an empty one, counts as a failure.
"""
import sys
import xml.etree.ElementTree as ElementTree

passed = failed = 0
for folder in sys.argv[1:]:
    try:
        cases = list(ElementTree.parse(f"{folder}/meson-logs/testlog.junit.xml").iter("testcase"))
    except (OSError, ElementTree.ParseError) as problem:
        print(f"{folder}: {problem}")
        cases = []
    skipped = sum(case.find("skipped") is not None for case in cases)
    bad = [c for c in cases if c.find("failure") is not None or c.find("error") is not None]
    for case in bad:
        print(f"{folder}: {case.get('classname')} {case.get('name')}")
    passed += len(cases) - skipped - len(bad)
    failed += len(bad) + (not cases)
    print(f"{folder}: {len(cases)} cases, {skipped} skipped, {len(bad)} failed")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
