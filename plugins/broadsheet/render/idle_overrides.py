"""Idle overrides: templates of the paper's own that take no template's place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from broadsheet.render.theme import templates_in
from broadsheet.reporting.faults import A_SLIP, Fault, Gravity, nearest
from broadsheet.site.settings import Settings

_BY_THEIR_PLACE = "places/"  # where templates are found by the name of their folder


def idle_overrides(
    settings: Settings, texts: Mapping[str, str], more: Sequence[Path] = ()
) -> Iterator[Fault]:
    """Advise of overrides with a name that neither the theme nor any template knows.

    They are misspelt, or override a template that this version does not have.

    texts: those of all templates. more: the folders of capabilities' templates.
    """
    folders = [Path(settings["THEME"]) / "templates", *more]
    known = {name for folder in folders for name in templates_in(folder)}
    kinds = {PurePosixPath(name).suffix for name in known}
    for folder in map(Path, settings["THEME_TEMPLATES_OVERRIDES"]):
        for name, file in templates_in(folder).items():
            if name in known or name.startswith(_BY_THEIR_PLACE) or file.suffix not in kinds:
                continue
            if not any(name in text for other, text in texts.items() if other != name):
                near = nearest(name, known, A_SLIP)
                mend = f"did you mean `{near}`?" if near else "rename or delete it"
                what = "no page and no other template uses this one"
                yield Fault(str(file), 0, what, mend, Gravity.ADVICE, kind="template-unused")
