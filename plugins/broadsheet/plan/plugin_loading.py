"""Loading plugins: imports the plugins of the setting PLUGINS from where Pelican would.

Pelican skips a plugin that cannot be loaded, and the paper would be printed without its notices,
for example. Here everything wrong with a plugin is a fault.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, TypeGuard

from broadsheet.pelican_api import plugin_loading as pelicans_loading
from broadsheet.pelican_api import plugin_namespace as namespace
from broadsheet.plan.capability import Capability
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.faults import (
    SETTINGS,
    Fault,
    choose_from,
    in_words,
    nearest,
    setting_fault,
)
from broadsheet.site.options import defaults_of
from broadsheet.site.setting_names import Readers

logger = logging.getLogger(__name__)

_NAMESPACE = f"{namespace.__name__}."
# Frames of these modules lie between a plugin and our code, and are never to blame.
_LOADERS = (str(Path(importlib.__file__).parent), pelicans_loading.__file__, __file__, "<frozen")


def load_plugins(settings: Mapping[str, Any]) -> tuple[list[ModuleType], list[Fault]]:
    """Return the plugins of PLUGINS, registered and in their order, and what is wrong with any.

    A plugin is named, or given as a module. One that is installed as `pelican.plugins.NAME` may be
    named NAME. If PLUGINS is not set, Pelican would load all installed ones; this does not, since
    the plugins of a paper must not depend on what is installed on the machine.
    """
    wanted, folders = settings.get("PLUGINS"), settings.get("PLUGIN_PATHS")
    faults = list(_folder_faults(folders))
    if not isinstance(wanted, (list, tuple)):
        what = "PLUGINS is missing" if wanted is None else "PLUGINS: not a list"
        mend = "write a list of the plugins' names, with all of plugins/ that the paper needs"
        return [], [*faults, Fault(SETTINGS, 0, what, mend, setting="PLUGINS")]
    paths = [] if faults and not isinstance(folders, (list, tuple)) else list(folders or ())
    loaded: dict[str, ModuleType] = {}
    for each in wanted:
        found = _loaded(each, list(map(str, paths)))
        if isinstance(found, Fault):
            faults.append(found)
        elif found.__name__ in loaded:
            what = f"{found.__name__} stands twice"
            faults.append(_plugins_fault(what, "take one of them out"))
        else:
            loaded[found.__name__] = found
    for name, plugin in loaded.items():
        faults += _registered(name, plugin)
    faults += _shared_capabilities(loaded)
    return list(loaded.values()), faults


def _folder_faults(folders: Any) -> Iterator[Fault]:
    if not isinstance(folders, (list, tuple)) and folders is not None:
        yield setting_fault("PLUGIN_PATHS", "not a list", "write a list of folders")
        return
    for folder in folders or ():
        if not Path(folder).is_dir():
            what = f"there is no folder {seen_from_here(folder)}"
            yield setting_fault("PLUGIN_PATHS", what, "correct it, or take it out")


def _loaded(wanted: Any, folders: Sequence[str]) -> ModuleType | Fault:
    if isinstance(wanted, ModuleType):
        # Workers and the fingerprint of the code find a module by its name only.
        if sys.modules.get(wanted.__name__) is wanted:
            return wanted
        what = f"the module {wanted.__name__} cannot be imported by its name"
        return _plugins_fault(what, "write the name of the plugin")
    if not isinstance(wanted, str):
        what = f"{_shown(wanted)} is neither a name nor a module"
        return _plugins_fault(what, "write the name of the plugin's module")
    if not all(wanted.split(".")):  # a relative name, or none at all
        return _not_found(wanted, folders)
    try:
        return _imported(wanted, folders)
    except (Exception, SystemExit) as error:  # a plugin fails in as many ways as Python
        if _frames(error) or isinstance(error, SyntaxError):
            return _raised(f"the plugin {wanted} cannot be loaded", error)
        return _not_found(wanted, folders)


def _imported(name: str, folders: Sequence[str]) -> ModuleType:
    installed = name if name.startswith(_NAMESPACE) else _NAMESPACE + name
    if installed in _installed():
        return importlib.import_module(installed)
    plugin: ModuleType = pelicans_loading.load_legacy_plugin(name, list(folders))
    return plugin


def _registered(name: str, plugin: ModuleType) -> Iterator[Fault]:
    """Call a plugin's `register`, and yield the fault if it fails."""
    if not callable(getattr(plugin, "register", None)):
        yield _plugins_fault(
            f"{name} has no register()", "add that function, or take the plugin out"
        )
        return
    capability = getattr(plugin, "CAPABILITY", None)
    if capability is not None and not _is_capability(capability):
        what = f"CAPABILITY of {name} is no subclass of Capability"
        yield _plugins_fault(what, "name the class itself")
    try:
        plugin.register()
    except (Exception, SystemExit) as error:
        yield _raised(f"the plugin {name} cannot be registered", error)


def _shared_capabilities(plugins: Mapping[str, ModuleType]) -> Iterator[Fault]:
    """Report plugins with the capability of another plugin, which would do its work twice."""
    owners: dict[object, str] = {}
    for name, plugin in plugins.items():
        capability = getattr(plugin, "CAPABILITY", None)
        if _is_capability(capability) and (owner := owners.setdefault(capability, name)) != name:
            what = f"{owner} and {name} bring the same capability, {capability.__qualname__}"
            yield _plugins_fault(what, "take one of the two out")


def readers_of_settings() -> Readers:
    """Return the settings that our own plugins read, whether PLUGINS names them or not."""
    found: dict[str, tuple[str, Any]] = {}
    for name in _own_plugins():
        capability = getattr(importlib.import_module(name), "CAPABILITY", None)
        if _is_capability(capability):
            for setting, default in defaults_of(capability.settings_model).items():
                found[setting] = name, default
    return found


def _own_plugins() -> list[str]:
    """Return the names of this program's own plugins."""
    package = importlib.import_module(__name__.partition(".")[0])
    found = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    homes = [Path(folder).parent for folder in package.__path__]
    return sorted(
        each.name
        for each in found
        if any(_has_register(home.joinpath(*each.name.split("."))) for home in homes)
    )


def _is_capability(value: object) -> TypeGuard[type[Capability]]:
    return isinstance(value, type) and issubclass(value, Capability)


def _not_found(name: str, folders: Sequence[str]) -> Fault:
    known = sorted({*_own_plugins(), *_plugins_in(folders), *_installed()})
    # Compared without the package's name, which would hide likeness.
    endings = {each.rpartition(".")[2]: each for each in known}
    ending = nearest(name.rpartition(".")[2], endings)
    mend = f"did you mean `{endings[ending]}`?" if ending else choose_from("", known)
    return _plugins_fault(f"there is no plugin {name}", mend)


def _raised(what: str, error: BaseException) -> Fault:
    """Return the fault of the line at which a plugin's own code failed."""
    logger.info("%s", what, exc_info=error)
    path, line = SETTINGS, 0
    frames = _frames(error)
    if isinstance(error, SyntaxError) and error.filename:
        path, line = error.filename, error.lineno or 0
    elif frames:
        # What it calls may lie deep in a library: the line that called it can be mended.
        home = Path(frames[0].filename).parent
        own = [frame for frame in frames if Path(frame.filename).is_relative_to(home)]
        path, line = own[-1].filename, own[-1].lineno or 0
    mend = "mend it, or take the plugin out of PLUGINS"
    setting = "PLUGINS" if path == SETTINGS else ""
    return Fault(path, line, f"{what}: {in_words(error)}", mend, setting=setting)


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Return the frames of the plugin's own code and of what that called."""
    frames = traceback.extract_tb(error.__traceback__)
    return [frame for frame in frames if not frame.filename.startswith(_LOADERS)]


def _installed() -> list[str]:
    found = pkgutil.iter_modules(namespace.__path__, _NAMESPACE)
    return sorted(each.name for each in found if each.ispkg)


def _plugins_in(folders: Iterable[str]) -> Iterator[str]:
    """Yield the names of the plugins in folders, and in the packages there."""
    for folder in folders:
        for module in pkgutil.iter_modules([folder]):
            if Path(folder, module.name, "__main__.py").exists():
                continue  # a program, in which modules may be plugins of its own
            below = pkgutil.iter_modules([f"{folder}/{module.name}"], f"{module.name}.")
            for name in (module.name, *(each.name for each in below)):
                if _has_register(Path(folder, *name.split("."))):
                    yield name


def _has_register(place: Path) -> bool:
    for file in (place.with_name(f"{place.name}.py"), place / "__init__.py"):
        with suppress(OSError):
            if b"\ndef register(" in file.read_bytes():
                return True
    return False


def _shown(value: object) -> str:
    """Return a value as a message shows it, without addresses in memory."""
    name = getattr(value, "__qualname__", None)
    return name or f"an object of the class {type(value).__qualname__}"


def _plugins_fault(what: str, mend: str) -> Fault:
    return setting_fault("PLUGINS", what, mend)
