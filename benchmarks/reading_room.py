"""How fast the reading room answers when it is full of quotes.

    python -m benchmarks.reading_room fill 1000000
    python -m benchmarks.reading_room time

`fill` makes a room of so many quotes in the data folder, beside the product's own, and
`time` visits the pages of quotes in every room that was filled. Its table has, for each
page, the milliseconds of the processor's time that a visit takes (the median and what
19 of 20 stay under), the same of its statements alone (“raw”: executed again, past all
of Django), how many times longer the page takes than these, how many times longer than
in the smallest room, and the number of its statements.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from time import perf_counter

from django.db import connections
from django.utils.http import urlencode

from benchmarks.corpus import documents, person_slug, quote_id, topic_slug, word
from benchmarks.rooms import filled_rooms, make, room_file, use
from benchmarks.visits import Measured, visit
from profiles.databases import PUBLIC

#: The 200th page, the last that is offered, is there from so many on.
SMALLEST = 10_000
#: Rooms take turns, so that what else the machine does burdens each alike.
_TURNS = 3

_COMMON_TOPIC, _RARE_TOPIC = topic_slug(1), topic_slug(300)
#: By the share of the quotes that have them: 6 %, 0.02 %; 0.6 % each.
_COMMON, _RARE = word(57), word(20_000)
_UNCOMMON, _TWO_UNCOMMON = word(585), f"{word(585)} {word(590)}"
_PHRASE = f'"{word(3)} {word(4)}"'


def _listing(**filters: str | int) -> str:
    return f"/quotes/?{urlencode(filters)}"


PAGES = {
    "all": "/quotes/",
    "common topic": _listing(topic=_COMMON_TOPIC),
    "rare topic": _listing(topic=_RARE_TOPIC),
    "person and topic": _listing(person=person_slug(1), topic=_COMMON_TOPIC),
    "a person's": f"/people/{person_slug(1)}/quotes/",
    "three years": _listing(since=2010, until=2012),
    "all, by person": _listing(sort="person"),
    "common topic, by person": _listing(topic=_COMMON_TOPIC, sort="person"),
    "all, oldest first": _listing(sort="oldest"),
    "6 % word": _listing(q=_COMMON),
    "6 % word, by relevance": _listing(q=_COMMON, sort="relevance"),
    "6 % word and topic": _listing(q=_COMMON, topic=_COMMON_TOPIC),
    "6 % word, three years": _listing(q=_COMMON, since=2010, until=2012),
    "0.6 % word": _listing(q=_UNCOMMON),
    "two 0.6 % words": _listing(q=_TWO_UNCOMMON),
    "rare word": _listing(q=_RARE),
    "phrase and topic": _listing(q=_PHRASE, topic=_COMMON_TOPIC),
    "page 200": _listing(page=200),
    "one quote": f"/quotes/{quote_id(1, 1)}/",
}


def main() -> None:
    parser = ArgumentParser("benchmarks.reading_room", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    filling = commands.add_parser("fill", help="make a room")
    filling.add_argument("size", type=int, help=f"of quotes; {SMALLEST} or more")
    timing = commands.add_parser("time", help="measure the rooms that are there")
    timing.add_argument("--visits", type=int, default=30, help="to each page")
    arguments = parser.parse_args()
    if connections[PUBLIC].vendor != "sqlite":
        parser.error("rooms are SQLite files; unset PUBLIC_DATABASE_URL")
    if arguments.command == "fill":
        if arguments.size < SMALLEST:
            parser.error(f"a room of fewer than {SMALLEST} lacks pages to measure")
        _fill(arguments.size)
    elif not filled_rooms():
        parser.error("no room is there; fill one")
    else:
        _time(arguments.visits)


def _fill(size: int) -> None:
    started = perf_counter()

    def report(dossiers: int) -> None:
        seconds = perf_counter() - started
        sys.stderr.write(f"\r{dossiers} dossiers, {seconds:.0f} s ")

    make(room_file(size), documents(size), report)
    sys.stderr.write("\n")


def _time(visits: int) -> None:
    rooms = filled_rooms()
    found = {size: {name: Measured() for name in PAGES} for size in rooms}
    for _ in range(_TURNS):
        for size, room in rooms.items():
            use(room)
            for name, path in PAGES.items():
                visit(path, max(1, visits // _TURNS), found[size][name])
    smallest = next(iter(found.values()))
    for size, pages in found.items():
        sys.stdout.writelines(f"{line}\n" for line in _table(size, pages, smallest))


def _table(
    size: int, pages: Mapping[str, Measured], smallest: Mapping[str, Measured]
) -> Iterator[str]:
    headings = ("page", "p95", "raw", "p95", "ratio", "growth", "queries")
    title = f"{size:,} quotes"
    yield f"{title:<26}" + "".join(f"{each:>9}" for each in headings)
    for name, measured in pages.items():
        figures = [
            measured.page.median,
            measured.page.p95,
            measured.replay.median,
            measured.replay.p95,
            measured.ratio,
            measured.page.median / smallest[name].page.median,
        ]
        row = "".join(f"{each:9.2f}" for each in figures)
        yield f"{name:<26}{row}{len(measured.statements):9}"
    yield ""


if __name__ == "__main__":
    main()
