#!/usr/bin/env python3
"""Holds every #include "…" of src/ against layers.txt beside this file. Tests may include more: memory stores, testing headers."""
import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
src = here.parent.parent / "src"


def read_table():
    table = {}
    for line in (here / "layers.txt").read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            room, allowed = line.split(":")
            table[room.strip()] = allowed.split()
    return table


def room_of(path, table):
    """The longest room of the table that the file lies in."""
    folders = [room for room in table if path == room or path.startswith(room + "/")]
    return max(folders, key=len) if folders else None


def is_allowed(included, room, table):
    target = room_of(included, table)
    if target == room:
        return True
    return any(included == entry or included.startswith(entry + "/") for entry in table[room])


def main():
    table = read_table()
    wrong, checked = [], 0
    for file in sorted(src.rglob("*")):
        name = file.relative_to(src).as_posix()
        if file.suffix not in (".h", ".cpp") or name.startswith("main/") or re.search(r"_(test|bench|fuzz)\.cpp$|testing\.h$", name):
            continue
        room = room_of(name, table)
        if room is None:
            wrong.append(f"{name}: no line in layers.txt for its folder")
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            match = re.match(r'#include "([^"]+)"', line)
            if not match or not (src / match[1]).exists():
                continue
            checked += 1
            if not is_allowed(match[1], room, table):
                wrong.append(f"{name}:{number}: {room} may not include {match[1]}")
    for sentence in wrong:
        print(sentence)
    print(f"{checked} includes checked, {len(wrong)} not allowed")
    if checked < 100:
        sys.exit("the test looked at next to nothing: is src/ where it was?")
    sys.exit(1 if wrong else 0)


main()
