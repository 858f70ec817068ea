"""The files of a new paper: the forms of the skeleton, filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from string import Template

import broadsheet
from broadsheet.commands.init.dependency import requirement, source
from broadsheet.commands.init.errors import CannotInit
from broadsheet.commands.init.questions import settings_of
from broadsheet.commands.init.quoting import markdown, python, toml, yaml
from broadsheet.commands.init.texts import SKELETON, Texts
from broadsheet.site.clock import read_now
from broadsheet.site.settings import read_site
from broadsheet.story.slugs import slug_of


class _Form(Template):
    """A file with `§{names}`: the signs of Python, YAML and shells stay what they are."""

    delimiter = "§"


def files_of(answers: Mapping[str, str], texts: Texts) -> dict[str, str]:
    """Return the texts of all files of the paper, by their paths."""
    fillings = _Fillings(answers, texts)
    files = {}
    for home, below in ((SKELETON / "paper", ""), (SKELETON / "texts" / texts.code, "content/")):
        for form in sorted(home.rglob("*.in")):
            name = form.relative_to(home).as_posix().removesuffix(".in")
            path = fillings.placed(below + name.replace("dot-", "."))
            files[path] = _Form(form.read_text("utf-8")).substitute(fillings.of(path))
    return dict(sorted(files.items()))


class _Fillings:
    """What stands for the names in the forms, written as each kind of file needs it."""

    def __init__(self, answers: Mapping[str, str], texts: Texts) -> None:
        self.settings = settings_of(answers)
        self.answers, self.words = answers, texts.words
        site, _ = read_site(self.settings)
        moment, faults = read_now({}, site.zone if site else UTC)
        if faults or site is None:
            raise CannotInit("; ".join(map(str, faults)))
        self.now: datetime = moment.astimezone(site.zone).replace(microsecond=0)
        self.author_slug = slug_of(answers["author"])

    def placed(self, path: str) -> str:
        """Return where a file lies: stories by their year, an author's page by the name."""
        path = path.replace("/articles/", f"/articles/{self.now.year}/")
        return path.replace("/author.md", f"/{self.author_slug}.md")

    def of(self, path: str) -> Mapping[str, str]:
        """Return the fillings of a file."""
        if path.endswith(".md") and path.startswith("content/"):
            return self._of_texts()
        if path.endswith(".md"):
            return {"name": markdown(self.answers["name"])}
        quoted = toml if path.endswith(".toml") else python
        return {
            **{name.lower(): quoted(value) for name, value in self.settings.items()},
            **{name.replace("-", "_"): quoted(value) for name, value in self.answers.items()},
            "publisher": quoted(self.settings["PUBLISHER"]) if quoted is python else "",
            "sections": quoted(self.settings["SECTIONS"]),
            "version": quoted(broadsheet.__version__),
            "today": quoted(self.now.date().isoformat()),
            "requirement": quoted(requirement(broadsheet.__version__)),
            "source": source() or "",
        }

    def _of_texts(self) -> Mapping[str, str]:
        """Return the fillings of content: front matter in YAML, and Markdown below it."""
        answers, year = self.answers, self.now.year
        email = answers["email"]
        write = self.words["write" if email else "write_nowhere"]
        return {
            "moment": self.now.isoformat(),
            "section": yaml(self.settings["SECTIONS"][0]),
            "author": yaml(answers["author"]),
            "author_slug": yaml(self.author_slug),
            "author_text": markdown(answers["author"]),
            "author_file": f"content/authors/{self.author_slug}.md",
            "story_file": f"content/articles/{year}/first-story.md",
            "name_text": markdown(answers["name"]),
            "sentence_text": markdown(answers["sentence"]),
            "contact": write.format(email=markdown(email)),
        }
