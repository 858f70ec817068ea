"""Where everything stands: no address leaves the output folder, and no two claim one place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.site.addresses import file_of, safe_path
from broadsheet.site.collisions import collisions, each_file_once
from broadsheet.site.outputs import Copy, Output

ROOT = Path("/srv/output")

HOSTILE = st.text(alphabet=st.sampled_from("./\\\0\nab~:é"), max_size=20)


def planned(path: str, origin: str = "articles/a.md", line: int = 0) -> Output:
    return Copy(path, Path(origin), origin, line)


def faults_of(*outputs: Output) -> list[str]:
    return [str(fault) for fault in collisions(outputs)]


class TestSafePath:
    @given(st.one_of(HOSTILE, st.text(max_size=40)))
    def test_whatever_passes_stays_inside_its_folder(self, path: str) -> None:
        """A path that is let through names one thing strictly below any folder it is joined to."""
        try:
            safe = safe_path(path)
        except ValueError:
            return
        assert safe == path
        normal = Path(ROOT, safe)
        assert normal.parts[: len(ROOT.parts)] == ROOT.parts and ".." not in normal.parts
        assert normal.relative_to(ROOT).as_posix() == safe

    @pytest.mark.parametrize(
        "path",
        [
            "", "/", "/etc/passwd", "..", "../x", "../output-evil/x", "a/../../x", "a/./b", "a//b",
            "a/", "a\\..\\b", "a\0", "a\nb", "a\x7fb", ".broadsheet", ".Broadsheet",
            ".broadsheet.new", ".broadsheet.Lock", ".broadsheet/x", "a/" + "é" * 126, "\udcff",
        ],
    )  # fmt: skip
    def test_a_path_that_could_leave_or_mislead_is_refused(self, path: str) -> None:
        """Parts are compared, not beginnings; the press's own list is out of reach too."""
        with pytest.raises(ValueError):
            safe_path(path)

    @pytest.mark.parametrize(
        "path", ["index.html", "2024/06/a/index.html", "...", ".well-known/x", "a b/é", "..a/b.."]
    )
    def test_an_ordinary_path_passes(self, path: str) -> None:
        """Dots in names are only dots."""
        assert safe_path(path) == path

    @pytest.mark.parametrize(
        ("path", "file"),
        [
            ("/", "index.html"),
            ("/a/", "a/index.html"),
            ("/a", "a/index.html"),
            ("/a.html", "a.html"),
            ("/v1.0/", "v1.0/index.html"),
            ("/old.htm", "old.htm"),
            ("/old.xhtml", "old.xhtml"),
            ("/2014/story.php", "2014/story.php/index.html"),
            ("/article123.ece", "article123.ece/index.html"),
            ("/Default.ASPX", "Default.ASPX/index.html"),
            ("/docs/version-1.2", "docs/version-1.2/index.html"),
            ("/old feed.xml", "old feed.xml/index.html"),
        ],
    )
    def test_an_address_is_answered_by_a_file(self, path: str, file: str) -> None:
        """Folders answer with their index; what does not end as pages do would be a download."""
        assert file_of(path) == file


class TestCollisions:
    def test_two_outputs_of_one_path_are_a_fault_that_names_both(self) -> None:
        """The writer of the second story learns which one has the address."""
        outputs = (
            planned("x/index.html", "articles/a.md", 3),
            planned("x/index.html", "articles/b.md", 4),
        )
        assert faults_of(*outputs) == [
            "articles/b.md:4: duplicate address /x/ (articles/a.md:3 has it; change one)"
        ]

    def test_names_that_differ_only_in_case_collide(self) -> None:
        """Half of the world's disks cannot hold both."""
        outputs = planned("X/index.html", "a.md"), planned("x/index.html", "b.md")
        assert faults_of(*outputs) == ["b.md: duplicate address /x/ (a.md has it; change one)"]

    @pytest.mark.parametrize("turned", [False, True])
    def test_a_file_and_a_folder_of_one_name_collide(self, turned: bool) -> None:
        """In whatever order they come."""
        outputs = [planned("old.html", "a.md"), planned("old.html/x/index.html", "b.md")]
        assert len(faults_of(*(reversed(outputs) if turned else outputs))) == 1

    def test_outputs_that_leave_the_folder_are_faults(self) -> None:
        """Nothing that is planned outside is ever printed."""
        (fault,) = faults_of(planned("../x/index.html", "a.md", 4))
        assert fault == (
            "a.md:4: “../x/index.html” leaves the output folder (choose another slug or alias)"
        )

    def test_neighbours_do_not_collide(self) -> None:
        """Names that only begin alike are different."""
        assert not faults_of(planned("a/index.html"), planned("ab/index.html"), planned("a.html"))

    def test_a_file_that_two_pages_need_is_printed_once(self) -> None:
        """Two stories may link to the same document."""
        copy = Copy("a.pdf", Path("a.pdf"), "a.md")
        other = Copy("a.pdf", Path("b.pdf"), "b.md")
        assert each_file_once([copy, copy, other]) == [copy, other]
