"""Turn an SQL file into a C string: sql_to_c.py NAME IN.sql OUT.c

The text goes in as bytes: string literals over 4095 characters are not portable C.
"""
import sys

name, source, target = sys.argv[1:]
with open(source, "rb") as f:
    data = f.read() + b"\0"
with open(target, "w", encoding="ascii") as f:
    f.write("extern const char %s[];\nconst char %s[] = {\n" % (name, name))
    for i in range(0, len(data), 20):
        f.write("  %s\n" % "".join("(char)%d," % b for b in data[i : i + 20]))
    f.write("};\n")
