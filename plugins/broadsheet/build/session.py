"""The session: the store, digests and workers of a build; a preview keeps it between builds."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from jinja2.utils import import_string
from msgspec import Struct

from broadsheet.build.paper_words import words_of
from broadsheet.build.worker_settings import read_workers
from broadsheet.content.file_reading import FileReader
from broadsheet.content.memory import Memory
from broadsheet.incremental.file_digests import FileDigests
from broadsheet.incremental.fingerprints import (
    Fingerprint,
    code_fingerprint,
    is_installed,
    packages_fingerprint,
    setting_digest,
    zone_digest,
)
from broadsheet.incremental.locks import held
from broadsheet.incremental.store import Store
from broadsheet.incremental.workers import Workers
from broadsheet.plan.capabilities import (
    capabilities_of,
    keys_of_stories,
    nameless_passes,
    names_of_settings,
    passes_of,
    slots_of,
)
from broadsheet.plan.capability import Capability
from broadsheet.plan.clashes import clashes
from broadsheet.plan.plugin_loading import readers_of_settings
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Fault, in_words, setting_fault
from broadsheet.reporting.terminal import Reporter
from broadsheet.site.missing_commas import missing_commas
from broadsheet.site.output_folder import beside
from broadsheet.site.output_safety import check_output
from broadsheet.site.setting_names import setting_faults
from broadsheet.site.settings import Settings
from broadsheet.site.settings_source import source_of
from broadsheet.site.shapes import extension_advice
from broadsheet.story.keeping import Keeper
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.words.translating import Words

_NEEDED = (
    "broadsheet.story.reading",
    "broadsheet.content.file_reading",
    "broadsheet.render.rendering",
)
"""The modules that workers import before they get work."""

_FORMAT = b"1"  # of the rows that `memory.py` describes


class Session(Struct, frozen=True):
    """What a build works with.

    words: the translations of the messages of the program and the theme. faults: those of the
    catalogues and of all settings but the site's own. content: the digests of the files in the
    content folder. on_disk: the digests of the files in the output folder.
    """

    settings: Settings
    words: Words
    capabilities: list[Capability]
    faults: list[Fault]
    reader: FileReader
    memory: Memory
    workers: Workers
    content: FileDigests
    on_disk: FileDigests

    @property
    def outdated(self) -> list[str]:
        """The names of what has changed since the last build, if nothing of it could be reused."""
        return self.memory.store.outdated


@contextmanager
def open_session(settings: Settings, reporter: Reporter, afresh: bool = False) -> Iterator[Session]:
    """Lock the output folder and the store, and provide workers.

    afresh: whether to empty the store; a setting can ask for that too. Raises Busy, OSError if the
    disk fails, and BuildStopped, before anything is touched, if the output folder is not a safe one
    to build into, or a capability cannot be set up.
    """
    check_output(settings)
    additions = [*settings["JINJA_FILTERS"].values(), *settings["JINJA_TESTS"].values()]
    extensions = settings["JINJA_ENVIRONMENT"].get("extensions", ())
    with _workers_finding([*settings["PLUGIN_PATHS"], *_folders_of([*additions, *extensions])]):
        _require_extensions(extensions)
        capabilities = capabilities_of(settings)
        words, word_faults = words_of(settings)
        reading = ReadingSettings.from_settings(
            settings, passes_of(capabilities), words, keys_of_stories(capabilities)
        )
        reader = FileReader(reading, Keeper(slots_of(capabilities)))
        modules = [*_modules(settings, reading), *map(_module_of, additions)]
        environment = partial(_environment, modules, reading.timezone)
        workers, faults = read_workers(settings, _NEEDED, environment)
        faults += [fault for each in capabilities for fault in each.faults]
        faults += [*clashes(capabilities), *nameless_passes(capabilities), *word_faults]
        faults += setting_faults(settings, names_of_settings(capabilities), readers_of_settings)
        faults += extension_advice(settings)
        if source := source_of(settings):
            faults += missing_commas(source)
        file, version = store_file(settings), _version(settings, reader)
        afresh = afresh or not settings["LOAD_CONTENT_CACHE"]
        # Always in this order, to avoid a deadlock of two builds.
        with (
            _output_held(Path(settings["OUTPUT_PATH"]), reporter),
            held(Path(f"{file}.lock"), lambda: _say_waiting(reporter)),
            Store(file, version, afresh=afresh) as store,
        ):
            memory = Memory(store)
            content = FileDigests(settings["PATH"])
            on_disk = FileDigests(settings["OUTPUT_PATH"], is_patient=True)
            with workers, content, on_disk:
                yield Session(
                    settings, words, capabilities, faults, reader, memory, workers, content, on_disk
                )


def store_file(settings: Settings) -> Path:
    """Return where the store is kept: in CACHE_PATH, under the name of the output folder."""
    name = Path(settings["OUTPUT_PATH"]).name or "output"
    return Path(settings["CACHE_PATH"], f"{name}.store")


@contextmanager
def _output_held(folder: Path, reporter: Reporter) -> Iterator[None]:
    """Lock an output folder against builds with any store.

    The lock lies where files are staged, beside the folder or in it, so that all builds into the
    folder find it, by any name of the folder and on any machine, unless the folder is a mount point
    on one machine only. The system's folder for temporary files would differ between users and
    containers. If the lock cannot be written, the build goes on without: to check content needs
    none.
    """
    with suppress(OSError):
        folder.parent.mkdir(parents=True, exist_ok=True)
    lock = beside(folder, "lock")
    if not os.access(lock.parent, os.W_OK):
        yield
        return
    with held(lock, lambda: _say_waiting(reporter)):
        yield


@contextmanager
def _workers_finding(folders: Iterable[str]) -> Iterator[None]:
    """Put folders of code on Python's path, which workers inherit.

    Pelican does not do so: it imports plugins and settings by their files, in this process only.
    """
    more = [folder for folder in map(str, folders) if folder not in sys.path]
    sys.path += more
    try:
        yield
    finally:
        sys.path[:] = [folder for folder in sys.path if folder not in more]


def _require_extensions(extensions: Iterable[object]) -> None:
    """Raise BuildStopped if an extension of Jinja cannot be loaded."""
    for each in extensions:
        if isinstance(each, str):
            try:
                import_string(each)
            except Exception as error:  # its module may raise anything
                what = f"the extension {each} cannot be loaded: {in_words(error)}"
                mend = "correct its name, or install it"
                fault = setting_fault("JINJA_ENVIRONMENT.extensions", what, mend)
                raise BuildStopped.by([fault]) from error


def _folders_of(additions: Iterable[object]) -> Iterator[str]:
    """Yield the folders of the modules that define these functions, such as a settings file's."""
    for module in sorted({_module_of(each).partition(".")[0] for each in additions}):
        file = getattr(sys.modules.get(module), "__file__", None)
        if file and not is_installed(file):
            folder = Path(os.path.abspath(file)).parent  # noqa: PTH100 - links stay
            yield str(folder.parent if Path(file).name == "__init__.py" else folder)


def _say_waiting(reporter: Reporter) -> None:
    reporter.remark("another build is at work here: waiting until it is done")


def _version(settings: Settings, reader: FileReader) -> Fingerprint:
    """Return the fingerprint of what the store depends on: code, packages, reading settings."""
    reading = reader.settings
    rows: Mapping[str, object] = {
        "TIMEZONE": reading.timezone,
        "TYPOGRIFY": vars(reading.typography),
        "MARKDOWN": reading.markdown,
        "EMBED_HOSTS": reading.embed_hosts,
        "LINK_SCHEMES": reading.link_schemes,
        "PLUGINS": [
            reading.passes,
            _named(reader.keeper.slots),
            [f"{each.__module__}.{each.__qualname__}" for each in reading.story_keys],
        ],
    }
    return {
        "the form of the store": _FORMAT,
        **_environment(_modules(settings, reading), reading.timezone),
        **{f"the setting {name}": setting_digest(value) for name, value in rows.items()},
        "the words around texts": reading.words.digest,
    }


def _environment(modules: Sequence[str], timezone: str) -> Fingerprint:
    """Return the fingerprint of what workers depend on: code, packages, time zone."""
    return {
        **code_fingerprint(modules),
        **packages_fingerprint(),
        "the time zone": zone_digest(timezone),
    }


def _modules(settings: Settings, reading: ReadingSettings) -> list[str]:
    """Return the modules that the settings name."""
    named = (
        "broadsheet",
        *settings["PLUGINS"],
        *reading.passes,
        *(reading.markdown.get("extensions") or ()),
        *settings["JINJA_ENVIRONMENT"].get("extensions", ()),
    )
    return [_module_of(each) for each in named]


def _module_of(code: object) -> str:
    """Return the name of the module of a class, a function, an object or a dotted name."""
    if isinstance(code, str):
        return code.partition(":")[0]
    if isinstance(code, partial):
        return _module_of(code.func)
    return getattr(code, "__module__", None) or "builtins"  # `str.upper` has none


def _named(slots: Mapping[str, type]) -> list[str]:
    return sorted(f"{kind} {of.__module__}.{of.__qualname__}" for kind, of in slots.items())
