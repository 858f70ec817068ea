"""The tables of modules in docs/developers.md, made of the first lines of docstrings.

`inv docs` writes them. A docstring begins with what its module is for, in one sentence.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

BEGIN, END = "<!-- modules: `inv docs` writes them -->", "<!-- end of modules -->"


def written(guide: str, package: Path) -> str:
    """Return the guide with the tables of a package between its two marks.

    Raises ValueError where the guide has no such marks.
    """
    head, _, rest = guide.partition(BEGIN)
    _, mark, tail = rest.partition(END)
    if not mark:
        raise ValueError(f"the guide has no “{BEGIN}” … “{END}”")
    return f"{head}{BEGIN}\n\n{tables(package)}\n{END}{tail}"


def tables(package: Path) -> str:
    """Return a heading and a table for the package and for each of its folders."""
    folders = [package, *sorted(each for each in package.iterdir() if _is_package(each))]
    return "\n".join(_table(folder, package) for folder in folders)


def _is_package(folder: Path) -> bool:
    return (folder / "__init__.py").is_file()


def _table(folder: Path, package: Path) -> str:
    name = folder.relative_to(package.parent).as_posix()
    purpose = _first_sentence(folder / "__init__.py")
    lines = [f"### `{name}`", "", purpose, "", "| Module | What it is for |", "|:--|:--|"]
    lines += [f"| `{file.name}` | {_first_sentence(file)} |" for file in _modules(folder)]
    return "\n".join([*(lines if len(lines) > 6 else lines[:3]), ""])


def _modules(folder: Path) -> Iterator[Path]:
    yield from (file for file in sorted(folder.glob("*.py")) if file.name != "__init__.py")


def _first_sentence(file: Path) -> str:
    docstring = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    paragraph = " ".join(docstring.partition("\n\n")[0].split())
    return paragraph.replace("|", "\\|")
