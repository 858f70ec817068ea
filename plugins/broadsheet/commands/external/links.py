"""External links, asked: every host by one worker at a time, a few hosts at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

from broadsheet.commands.external.answers import Answer, AnswerCache
from broadsheet.commands.external.asking import Asker
from broadsheet.commands.external.collecting import Place, Places
from broadsheet.commands.external.pacing import Stopped
from broadsheet.reporting.faults import Fault
from broadsheet.reporting.progress import Track

_AT_A_TIME = 8  # hosts
_WRITTEN_EVERY = 200  # answers, so that little is lost if the machine goes down

_Result = tuple[str, Answer | Exception]


def answers_to(
    addresses: Iterable[str], asker: Asker, cache: AnswerCache, track: Track
) -> dict[str, Answer]:
    """Return the answers to addresses: from the cache, or asked for now.

    At Ctrl+C the answers so far are in the cache. Raises OSError where that cannot be written.
    """
    wanted = list(addresses)
    known = cache.known(wanted)
    missing = [address for address in wanted if address not in known]
    try:
        asked = track(_asked(missing, asker), "asked", len(missing))
        for number, (address, answer) in enumerate(asked, 1):
            known[address] = answer
            cache.note(address, answer)
            if number % _WRITTEN_EVERY == 0:
                cache.write()
    finally:
        asker.pace.stop()
        if missing:
            cache.write()
    return known


def _asked(addresses: list[str], asker: Asker) -> Iterator[tuple[str, Answer]]:
    """Yield answers as they come; whatever a worker raises is raised here."""
    hosts: SimpleQueue[list[str]] = SimpleQueue()
    results: SimpleQueue[_Result] = SimpleQueue()
    by_host = _by_host(addresses)
    for of_host in sorted(by_host, key=len, reverse=True):  # which take the longest
        hosts.put(of_host)

    def work() -> None:
        try:
            while True:
                for address in hosts.get_nowait():
                    results.put((address, asker.ask(address)))
        except (Empty, Stopped):
            pass
        except Exception as error:
            results.put(("", error))

    for _ in range(min(_AT_A_TIME, len(by_host))):
        # Python does not wait for these when it ends: Ctrl+C is heeded at once.
        Thread(target=work, daemon=True).start()
    for _ in addresses:
        address, answer = results.get()
        if isinstance(answer, Exception):
            raise answer
        yield address, answer


def _by_host(addresses: Iterable[str]) -> list[list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            host = ""
        found[host].append(address)
    return list(found.values())


def faults_of(places: Places, answers: Mapping[str, Answer], content: Path) -> list[Fault]:
    """Return a warning for each place of a link that leads nowhere, or that has moved for good.

    content: the content folder, in which lines are looked up.
    """
    faults: list[Fault] = []
    for address, found in places.items():
        answer = answers[address]
        for place in found if answer.problem or answer.moved else ():
            place = place.looked_up(content)
            if answer.problem:
                faults.append(place.fault(f"the link {place.link}: {answer.problem}", answer.mend))
            else:
                faults.append(_moved(place, answer.moved))
    return sorted(set(faults), key=lambda fault: (fault.path, fault.line, fault.what))


def _moved(place: Place, to: str) -> Fault:
    what = f"the link {place.link}: the site has moved that page for good"
    _, mark, fragment = place.link.partition("#")
    return place.fault(what, f"write {to}{mark}{fragment}")
