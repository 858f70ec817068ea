"""How the front matter of a file is split off, read as YAML, and checked by the typed model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.story.front import StoryFront
from broadsheet.story.front_matter import read_yaml, take_apart, validate

PATH = "articles/a.md"


def faults_of(data: bytes | str) -> list[str]:
    """Return the faults of a file, read as far as it can be."""
    source, faults = take_apart(PATH, data if isinstance(data, bytes) else data.encode())
    if source is not None:
        faults += validate(source, StoryFront)[1]
    return [str(fault) for fault in faults]


def front_of(yaml: str) -> StoryFront:
    """Return the checked front matter with these lines added to a title and a date."""
    source, faults = take_apart(PATH, f"---\ntitle: T\ndate: 2024-01-01\n{yaml}\n---\n".encode())
    assert source is not None, faults
    front, faults = validate(source, StoryFront)
    assert front is not None, faults
    return front


class TestSplitting:
    def test_the_body_begins_below_the_second_line_of_hyphens(self) -> None:
        """Front matter ends at the first `---`; a rule in the body stays in the body."""
        source, faults = take_apart(PATH, b"---\ntitle: A\n---\none\n---\ntwo\n")
        assert source is not None and not faults
        assert (source.body, source.body_line) == ("one\n---\ntwo\n", 4)

    @pytest.mark.parametrize("ending", [b"\r\n", b"\r", b"\n"], ids=["windows", "old mac", "unix"])
    def test_line_endings_of_any_system_are_read_alike(self, ending: bytes) -> None:
        """CRLF and CR files give the same source as LF files, line numbers included."""
        text = b"---\ntitle: A\ntags: [x]\n---\none\n\ntwo\n"
        assert take_apart(PATH, text.replace(b"\n", ending)) == take_apart(PATH, text)

    def test_a_byte_order_mark_is_not_part_of_the_text(self) -> None:
        """A file that Notepad saved begins with a mark, and is read all the same."""
        source, faults = take_apart(PATH, b"\xef\xbb\xbf---\ntitle: A\n---\n")
        assert source is not None and not faults

    def test_spaces_after_the_hyphens_do_no_harm(self) -> None:
        """`--- ` opens and closes front matter as `---` does."""
        source, _ = take_apart(PATH, b"--- \ntitle: A\n---\t\nbody")
        assert source is not None and source.body == "body"

    @pytest.mark.parametrize(
        ("data", "fault"),
        [
            (b"", "articles/a.md:1: the file is empty (write the story or delete the file)"),
            (b" \n\t\n", "articles/a.md:1: the file is empty (write the story or delete the file)"),
            (
                b"Just text\n",
                "articles/a.md:1: no front matter (begin the file with a line `---`, keys, and"
                " `---`)",
            ),
            (
                b"\n---\ntitle: A\n---\n",
                "articles/a.md:1: something stands above the front matter (have the file begin with"
                " the line `---`, without spaces before it)",
            ),
            (
                b"---\ntitle: A\n",
                "articles/a.md:3: the front matter does not end (close it with a line `---` here)",
            ),
            (
                b"---\ntitle: A\n---\n\n\xff",
                "articles/a.md:5: the file is not UTF-8 (save it as UTF-8)",
            ),
            (
                "---\ntitle: Ä\n---\n".encode("utf-16"),
                "articles/a.md:1: the file is not UTF-8 (save it as UTF-8)",
            ),
            (
                b"---\ntitle: A\n---\nab\x08c\n",
                "articles/a.md:4: control character U+0008 (delete it; it breaks feeds)",
            ),
            (
                "---\ntitle: A\x85\n---\n".encode(),
                "articles/a.md:2: control character U+0085 (delete it; it breaks feeds)",
            ),
        ],
    )
    def test_an_unreadable_file_is_one_fault_with_its_line(self, data: bytes, fault: str) -> None:
        """What cannot be read says where, and what to do."""
        assert faults_of(data) == [fault]

    @given(st.binary(max_size=200))
    def test_no_bytes_whatever_end_the_program(self, data: bytes) -> None:
        """Any file is either taken apart or faulted."""
        source, faults = take_apart(PATH, data)
        assert (source is None) == bool(faults)

    @given(st.text(max_size=60))
    def test_no_front_matter_whatever_ends_the_program(self, yaml: str) -> None:
        """Anything between the hyphens is either a story's front matter or a list of faults."""
        data = f"---\n{yaml}\n---\n".encode("utf-8", "surrogatepass")
        source, faults = take_apart(PATH, data)
        if source is not None:
            front, faults = validate(source, StoryFront)
            assert front is not None or faults
        assert source or faults


class TestYaml:
    @pytest.mark.parametrize(
        ("yaml", "headline"),
        [
            ("title: NO", "NO"),
            ("title: 1984", "1984"),
            ("title: on", "on"),
            ("title: 3.10", "3.10"),
            ("title: 12:30", "12:30"),
            ("title: 2024-01-01", "2024-01-01"),
            ("title: 0x10", "0x10"),
            ("title: 'null'", "null"),
            ("title: '~'", "~"),
            ("title: .inf", ".inf"),
            ("title: ! 'Storm'", "Storm"),
        ],
    )
    def test_every_value_is_the_text_that_was_typed(self, yaml: str, headline: str) -> None:
        """Norway stays NO, a year stays a headline, and an old exporter's `!` is no part of it."""
        data, _, faults = read_yaml(PATH, yaml)
        assert (data, faults) == ({"title": headline}, [])

    @pytest.mark.parametrize("nothing", ["", "~", "null"])
    def test_a_key_without_a_value_is_as_good_as_absent(self, nothing: str) -> None:
        """`summary:` left blank, as `inv new` writes it, is no summary."""
        assert front_of(f"summary: {nothing}").summary is None

    @pytest.mark.parametrize(
        ("yaml", "fault"),
        [
            (
                "title: A\ntitle: B",
                "a.md:2: `title` stands twice (keep one of the two; the other is in line 1)",
            ),
            (
                "title: A\nimage:\n  src: a\n  src: b",
                "a.md:4: `src` stands twice (keep one of the two; the other is in line 3)",
            ),
            (
                "title: A\nslug: *x",
                'a.md:2: a value that begins with `*` (write `slug: "*x"`)',
            ),
            (
                "title: A: B",
                'a.md:1: a second `: ` in the line (write `title: "A: B"`)',
            ),
            (
                "title: A\n\tslug: b",
                "a.md:2: a tab before `slug` (write `slug: b`)",
            ),
            (
                'title: "A',
                'a.md:1: a quotation mark that is not closed (write `title: "A"`)',
            ),
            ("- a\n- b", "a.md:1: not a list of keys (write lines of `key: value`)"),
            ("just text", "a.md:1: not a list of keys (write lines of `key: value`)"),
            (
                'title: "bell\\a"',
                "a.md:1: control character U+0007, written as an escape"
                " (delete it; it breaks feeds)",
            ),
        ],
    )
    def test_bad_yaml_is_a_fault_with_its_line(self, yaml: str, fault: str) -> None:
        """The line is that of the file, and the words are those of a person."""
        _, _, faults = read_yaml("a.md", yaml)
        assert [str(each) for each in faults] == [fault]

    @pytest.mark.parametrize("depth", [30, 3_000, 300_000])
    def test_deep_nesting_is_a_fault_and_not_a_crash(self, depth: int) -> None:
        """A value of brackets alone can neither exhaust Python's stack nor that of C."""
        _, _, faults = read_yaml("a.md", f"tags: {'[' * depth}{']' * depth}")
        assert [str(each) for each in faults] == [
            "a.md:1: keys or brackets nested too deep (nest less)"
        ]

    @pytest.mark.parametrize(
        "yaml",
        [
            "- " * 21 + "a",
            "? " * 21 + "a",
            "\n".join(f"{' ' * level}a:" for level in range(21)),
            "\n".join(f"{' ' * level}a:\n{' ' * level}-" for level in range(11)),
            "- " * 11 + "[" * 10 + "]" * 10,
        ],
        ids=["lists", "complex keys", "mappings", "lists beside keys", "lists and brackets"],
    )
    def test_deep_nesting_is_found_in_every_spelling(self, yaml: str) -> None:
        """No way of writing YAML gets by the limit of twenty levels."""
        _, _, faults = read_yaml("a.md", yaml)
        assert [str(each) for each in faults] == [
            "a.md:1: keys or brackets nested too deep (nest less)"
        ]

    def test_an_error_of_grammar_and_an_unknown_alias_are_both_named(self) -> None:
        """A parser would stop at the first of them."""
        _, _, faults = read_yaml("a.md", 'title: *unknown\nsummary: "open')
        assert [str(each) for each in faults] == [
            'a.md:1: a value that begins with `*` (write `title: "*unknown"`)',
            'a.md:2: a quotation mark that is not closed (write `summary: "open"`)',
        ]

    def test_a_bomb_of_aliases_does_not_go_off(self) -> None:
        """Aliases are refused before they are multiplied."""
        lines = ["a: &a [x, x, x, x, x, x, x, x]"]
        lines += [
            f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]"
            for old, new in zip("abcdefg", "bcdefgh", strict=True)
        ]
        _, _, faults = read_yaml("a.md", "\n".join(lines))
        assert {fault.what for fault in faults} == {"a value that begins with `&`"}


QUOTE = "(put the whole value into double quotes)"


class TestSigns:
    @pytest.mark.parametrize(
        ("value", "what"),
        [
            ("!Xoo singers on tour", "a value that begins with `!`"),
            ("!!str Wake up", "a value that begins with `!`"),
            ("! Wake up", "a value that begins with `!`"),
            ("&Juliet sells out", "a value that begins with `&`"),
            ("*Juliet* sells out", "a value that begins with `*`"),
            ("@port on the storm", "a value that begins with `@`"),
            ("%20 and other typos", "a value that begins with `%`"),
            ("`rm` and other orders", "a value that begins with a backtick"),
            ("[Live] The count", "a value that begins with `[`"),
            ("{Live} The count", "a value that begins with `{`"),
            ("> 100 ships", "a value that begins with `>`"),
            ("| 100 ships", "a value that begins with `|`"),
            ("- and then there were none", "a value that begins with `-`"),
            ("The port: a history", "a second `: ` in the line"),
            ("Ports:", "a second `: ` in the line"),
            ("Herring is #1 again", "what follows ` #` is left out"),
            ("Herring\n  is #1 again", "what follows ` #` is left out"),
            ("#herring is back", "what follows ` #` is left out"),
            ("Storm # ask Jane", "what follows ` #` is left out"),
        ],
    )
    @pytest.mark.parametrize("key", ["title", "caption", "credit"])
    def test_no_sign_of_a_value_is_lost(self, key: str, value: str, what: str) -> None:
        """What the grammar would take for its own is told, and no writer needs to know it."""
        _, _, faults = read_yaml("a.md", f"slug: a\n{key}: {value}\nlang: en")
        line = 3 if "\n" in value else 2
        quoted = " ".join(value.split())
        mend = QUOTE if "\n" in value else f'(write `{key}: "{quoted}"`)'
        assert [str(each) for each in faults] == [f"a.md:{line}: {what} {mend}"]
        data, _, faults = read_yaml("a.md", f'slug: a\n{key}: "{quoted}"\nlang: en')
        assert (data[key], faults) == (quoted, [])

    @pytest.mark.parametrize("text", ['"The port" reopens', "'The port' reopens", "''Tis so"])
    def test_words_behind_a_quotation_are_told(self, text: str) -> None:
        """The quotation marks are the writer's own."""
        _, _, faults = read_yaml("a.md", f"slug: a\ntitle: {text}")
        assert str(faults[0]).startswith("a.md:2: words behind a closing quotation mark (write `")

    @pytest.mark.parametrize("text", ["tags: [Ports", "tags: {Ports", "tags: [Ports\nlang: en"])
    def test_a_bracket_is_told_where_it_opens(self, text: str) -> None:
        """It is noticed further down."""
        _, _, faults = read_yaml("a.md", text)
        assert [fault.line for fault in faults] == [1]
        assert faults[0].what == "a bracket that is not closed"

    @pytest.mark.parametrize(
        "text",
        [
            "summary: # to come",
            "date: 2024-06-11 # a guess",
            "# A note\ntitle: A",
            'title: "A" # note',
        ],
    )
    def test_comments_that_leave_out_no_words_stay_comments(self, text: str) -> None:
        """On lines of their own, behind quotes, and for values that nobody reads."""
        assert read_yaml("a.md", text)[2] == []


class TestModel:
    @pytest.mark.parametrize(
        ("yaml", "fault"),
        [
            ("date: 2024-01-01", "1: no title (add `title:`)"),
            ("title: A", "1: no date (add `date:`)"),
            (
                "title: ''\ndate: 2024-01-01",
                "2: `title`: empty (write it like `title: Harbour reopens after the storm`)",
            ),
            (
                "title: [A]\ndate: 2024-01-01",
                "2: `title`: not a text (put the whole value into double quotes)",
            ),
            (
                "title: A\ndate: 2024-01-01\nsumary: x",
                "4: unknown key `sumary` (did you mean `summary`?)",
            ),
            (
                "title: A\ndate: 2024-01-01\nTitle: x",
                "4: unknown key `Title` (did you mean `title`?)",
            ),
            (
                "title: A\ndate: 2024-01-01\nimage:\n  src: a.jpg\n  allt: x",
                "6: unknown key `image.allt` (did you mean `alt`?)",
            ),
            (
                "title: A\ndate: 2024-01-01\nimage:\n  alt: x",
                "4: `image.src` is missing (add `src:`)",
            ),
            (
                "title: A\ndate: 2024-01-01\nauthors: Jane Doe",
                "4: `authors`: not a list of names (write `authors: [Jane Doe]`)",
            ),
            (
                "title: A\ndate: 2024-01-01\nauthors: [{name: Jane}]",
                "4: `authors`: not a list of names (write it like `authors: [Jane Doe]`)",
            ),
            (
                "title: A\ndate: 2024-01-01\nauthors: [Jane, ~]",
                "4: `authors`: not a list of names (write it like `authors: [Jane Doe]`)",
            ),
            (
                "title: A\ndate: 2024-01-01\ntags: {a: b}",
                "4: `tags`: not a list of names (write it like `tags: [Shipping, Ports]`)",
            ),
            (
                "title: A\ndate: 2024-01-01\nstatus: hidden",
                "4: `status`: “hidden” is neither draft nor published"
                " (write `status: draft` to keep readers from it, or take the line out to publish"
                " it)",
            ),
            (
                "title: A\ndate: 2024-01-01\nlang: English",
                "4: `lang`: “English” is no language code (write it like `lang: es`)",
            ),
            (
                "title: A\ndate: 2024-01-01\ntranslation: maybe",
                "4: `translation`: neither true nor false (write it like `translation: true`)",
            ),
            (
                "title: A\ndate: 2024-01-01\ncorrections:\n  - date: soon\n    text: x",
                "5: `corrections.date`: “soon” is no date (write it like `date: 2024-06-12`)",
            ),
            (
                "title: A\ndate: 2024-01-01\ncorrections: none",
                "4: `corrections`: not a list"
                " (write `corrections:` and below it a list of `date:`, `text:`, `first:`)",
            ),
            (
                "title: A\ndate: 2024-01-01\nimage: a.jpg",
                "4: `image`: not a group of keys (write `image:`, and below it `  src: a.jpg`)",
            ),
        ],
    )
    def test_a_value_that_does_not_fit_is_a_fault_at_its_line(self, yaml: str, fault: str) -> None:
        """Each fault names the key as it is typed and gives an example of what to write."""
        assert faults_of(f"---\n{yaml}\n---\n") == [f"articles/a.md:{fault}"]

    def test_all_faults_of_a_file_come_together(self) -> None:
        """A writer mends a file once."""
        assert len(faults_of("---\ndate: soon\nauthors: Jane\nfoo: 1\n---\n")) == 4

    @pytest.mark.parametrize(
        "slug",
        [
            "../x",
            "a/b",
            ".",
            "..",
            "-",
            "_",
            "a b",
            "a.b",
            "a\\b",
            "",
            "%2e%2e",
            "a?b",
            "a#b",
            "/a",
            "a-",
            "a'b",
            "<b>",
        ],
    )
    def test_a_slug_that_could_leave_its_folder_is_refused(self, slug: str) -> None:
        """Only letters, digits, hyphens and underscores make an address."""
        quoted = "'" + slug.replace("'", "''") + "'"
        (fault,) = faults_of(f"---\ntitle: A\ndate: 2024-01-01\nslug: {quoted}\n---\n")
        assert "`slug`: “" in fault and "does not fit into an address" in fault

    def test_a_slug_with_a_nul_is_refused(self) -> None:
        """An escape cannot smuggle a character into a file's name."""
        (fault,) = faults_of('---\ntitle: A\ndate: 2024-01-01\nslug: "a\\0b"\n---\n')
        assert "control character U+0000" in fault

    @pytest.mark.parametrize(
        "alias",
        [
            "old/",
            "//evil.example/",
            "/../x",
            "/a/../../x",
            "/a/./b",
            "/a\\b",
            "/a /b",
            "https://x",
            "/a//b/",
        ],
    )
    def test_an_alias_is_a_plain_path_from_the_root_of_the_site(self, alias: str) -> None:
        """An old address can neither leave the site nor name another host."""
        (fault,) = faults_of(f"---\ntitle: A\ndate: 2024-01-01\naliases: ['{alias}']\n---\n")
        assert f"“{alias}” is no old address of this site" in fault.replace("\\\\", "\\")

    @pytest.mark.parametrize(
        ("alias", "what"),
        [
            ("/?p=123", "“/?p=123”: a static page cannot tell what follows a `?` or a `#`"),
            ("/a#b", "“/a#b”: a static page cannot tell what follows a `?` or a `#`"),
            ("/caf%E9/", "“/caf%E9/” is not encoded as UTF-8, as file names are"),
        ],
    )
    def test_an_old_address_that_no_file_can_answer_to_is_refused_with_the_reason(
        self, alias: str, what: str
    ) -> None:
        """The writer need not guess."""
        (fault,) = faults_of(f"---\ntitle: A\ndate: 2024-01-01\naliases: ['{alias}']\n---\n")
        assert what in fault


class TestKeysThatKeepAStory:
    @pytest.mark.parametrize("value", ["", " ~", " # to be agreed", " <!-- ask -->"])
    @pytest.mark.parametrize(
        ("key", "told"),
        [
            ("embargo", "no moment, and the story is not kept back (write when it ends, or take"),
            ("withdrawn", "no reason, and the story is not withdrawn (write why, for readers, or"),
        ],
    )
    def test_one_without_a_value_is_told(self, key: str, value: str, told: str) -> None:
        """Readers would see what somebody meant to keep from them."""
        (fault,) = faults_of(f"---\ntitle: A\ndate: 2024-01-01\n{key}:{value}\n---\n")
        assert fault.startswith(f"articles/a.md:4: `{key}`: {told}")

    @pytest.mark.parametrize("value", ["yes", "no", "true", "False", '"1"'])
    def test_a_yes_or_a_no_is_no_reason(self, value: str) -> None:
        """Of `withdrawn: no`, readers would see a page that says “no” and nothing else."""
        (fault,) = faults_of(f"---\ntitle: A\ndate: 2024-01-01\nwithdrawn: {value}\n---\n")
        assert "is no reason (write why, for readers, or take the line out" in fault

    @pytest.mark.parametrize("value", ["2027-01-01", "2027-01-01T10:00", "1. 1. 2027", "…"])
    def test_a_day_is_no_reason(self, value: str) -> None:
        """Readers would see a page that says the day, which may be one to come, and not why."""
        (fault,) = faults_of(f"---\ntitle: A\ndate: 2024-01-01\nwithdrawn: {value}\n---\n")
        assert fault == (
            f"articles/a.md:4: `withdrawn`: “{value}” is no reason (write `withdrawn:`, and below "
            "it `  date:` and, with the reason, `  text:`)"
        )

    @pytest.mark.parametrize("key", ["kicker", "status", "summary", "slug"])
    def test_others_may_be_left_empty(self, key: str) -> None:
        """They count as left out."""
        assert faults_of(f"---\ntitle: A\ndate: 2024-01-01\n{key}:\n---\n") == []


class TestDates:
    @pytest.mark.parametrize(
        "date",
        [
            "soon",
            "2024-13-01",
            "2024-02-30",
            "June 2024",
            "2024-06-11T25:00",
            "0001-01-01",
            "9999-12-31",
        ],
    )
    def test_a_date_that_is_no_date_is_a_fault(self, date: str) -> None:
        """Nothing is guessed, and no year is taken with which clocks cannot reckon."""
        (fault,) = faults_of(f"---\ntitle: A\ndate: {date}\n---\n")
        assert fault.startswith("articles/a.md:3: `date`: ")
        assert fault.endswith("(write it like `date: 2024-06-11T07:30:00+00:00`)")

    @pytest.mark.parametrize("key", ["date", "modified", "embargo"])
    def test_a_list_is_no_date(self, key: str) -> None:
        """A structure where a moment belongs is a fault, not a crash."""
        faults = faults_of(f"---\ntitle: A\n{key}: [2024-01-01]\n---\n")
        assert any(f"`{key}`: not a date" in fault for fault in faults)
