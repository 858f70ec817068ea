"""What a story is once it is read: its moments, its address, its typography, and nothing else."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_desk import PATH, READING, body_of, good, html, read

from broadsheet.site.addresses import safe_path
from broadsheet.story.reading import read_author, read_page, read_story
from broadsheet.story.slots import Slot
from broadsheet.story.slugs import slug_of
from broadsheet.story.targets import LinkTarget
from broadsheet.story.typography import Typography

ROOT = Path(__file__).resolve().parents[2]


class TestMoments:
    def test_a_date_without_a_zone_is_in_the_zone_of_the_site(self) -> None:
        """In June London is an hour ahead of Greenwich; in January it is not."""
        assert good(date="2024-06-11T08:00").date == datetime(2024, 6, 11, 7, tzinfo=UTC)
        assert good(date="2024-01-11T08:00").date == datetime(2024, 1, 11, 8, tzinfo=UTC)

    def test_a_date_with_a_zone_keeps_it(self) -> None:
        """An offset that was written is believed."""
        assert good(date="2024-06-11T08:00+02:00").date == datetime(2024, 6, 11, 6, tzinfo=UTC)

    def test_a_day_begins_at_midnight(self) -> None:
        """A date without a time is the first moment of that day on the site's clock."""
        moment = good(date="2024-06-11").date
        assert (moment.hour, moment.utcoffset()) == (0, timedelta(hours=1))

    def test_a_story_is_public_from_the_later_of_date_and_embargo(self) -> None:
        """An embargo holds a story back, and never lets it out early."""
        assert good(embargo="2024-07-01").public_from == good(date="2024-07-01").date
        assert good(embargo="2024-05-01").public_from == good().date

    def test_a_story_cannot_be_changed_before_it_appeared(self) -> None:
        """`modified` before `date` is a slip of the pen."""
        _, faults = read(modified="2024-06-10")
        assert faults == ["4: `modified` lies before `date` (correct one of the two)"]

    @pytest.mark.parametrize("moment", ["2024-03-31T01:30", "2024-10-27T01:30"])
    def test_hours_that_the_clock_skips_or_repeats_are_read(self, moment: str) -> None:
        """Summer time begins and ends without a fault."""
        assert good(date=moment).date.tzinfo is not None


class TestSlugs:
    @pytest.mark.parametrize(
        ("headline", "slug"),
        [
            ("Harbour reopens after the storm", "harbour-reopens-after-the-storm"),
            ("It’s 3:1 for Zürich!", "its-3-1-for-zurich"),
            ("Москва", "moskva"),
            ("北京", "bei-jing"),
            ("  -- A --  ", "a"),
            ("100 %", "100"),
            ("../../etc/passwd", "etc-passwd"),
            ("a\\b/c", "a-b-c"),
            ("snake_case", "snake_case"),
            ("...", ""),
            ("🎈", ""),
        ],
    )
    def test_a_headline_makes_an_address(self, headline: str, slug: str) -> None:
        """Letters of any script become Latin ones; everything else becomes a hyphen."""
        assert slug_of(headline) == slug

    def test_a_headline_of_signs_alone_asks_for_a_slug(self) -> None:
        """A story is never given an address that nobody chose."""
        _, faults = read(title="'!!!'")
        assert faults == ["2: the headline makes no address (add `slug:`)"]

    @given(st.text(max_size=80))
    def test_a_slug_stays_a_single_part_of_a_path(self, text: str) -> None:
        """Whatever a headline holds, its slug is a file name, and makes itself again."""
        slug = slug_of(text)
        if slug:
            assert safe_path(slug) == slug and "/" not in slug
            assert slug_of(slug) == slug


class TestTypography:
    def test_quotes_and_apostrophes_of_a_headline_are_curled(self) -> None:
        """A headline typed on a keyboard is set as a compositor would."""
        headline = good(title="""'It''s a "deal"'""").headline
        assert headline == "It’s a “deal”"

    def test_quotes_and_dashes_of_a_body_are_set(self) -> None:
        """Curly quotes and a dash; the last two words may be parted: narrow pages need it."""
        assert html(body_of('He said "no" -- twice over.')) == ("<p>He said “no” — twice over.</p>")

    def test_code_is_left_as_it_is(self) -> None:
        """A straight quote in code is part of the code."""
        assert '<code>"a" -- b</code>' in html(body_of('Type `"a" -- b` here.'))

    @pytest.mark.parametrize(
        "typography",
        [
            Typography(),
            Typography(on=False),
            Typography(omit=("smartypants",)),
            Typography(omit=("amp", "widont", "caps", "initial_quotes")),
        ],
    )
    @given(text=st.text(alphabet="<>&\"'\\ab -.!/=;#", max_size=40))
    def test_plain_text_never_becomes_a_tag(self, typography: Typography, text: str) -> None:
        """Whatever is typed into a headline, and however it is set, only our own spans are tags."""
        safe = str(typography.text(text))
        for ours in ('<span class="amp">', '<span class="caps">', '<span class="dquo">'):
            safe = safe.replace(ours, "")
        assert "<" not in safe.replace('<span class="quo">', "").replace("</span>", "")

    def test_an_untouched_headline_is_escaped_for_attributes_too(self) -> None:
        """With typography off, quotes are escaped as well."""
        plain = replace(READING, typography=Typography(on=False))
        headline = good(reading=plain, title="""'"x" <y>'""").headline
        assert headline == "&quot;x&quot; &lt;y&gt;"


class TestInlineTexts:
    def test_captions_and_corrections_take_inline_markdown(self) -> None:
        """Emphasis and full links work; HTML is shown as it was typed."""
        caption = "'The *Aurora*, [seen](https://example.org/) <b>here</b>'"
        story = good(image=f"{{src: a.jpg, caption: {caption}}}")
        assert story.lead is not None
        assert story.lead.caption == (
            'The <em>Aurora</em>, <a href="https://example.org/">seen</a> &lt;b&gt;here&lt;/b&gt;',
        )

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java&#9;script:alert(1)",
            "&#1;javascript:x",
            "data:text/html,x",
            "vbscript:x",
        ],
    )
    def test_a_link_in_a_caption_or_a_correction_cannot_run_code(self, address: str) -> None:
        """What the body may not do, a caption may not do either."""
        text = f"'[x]({address})'"
        _, faults = read(image=f"{{src: a.jpg, caption: {text}}}")
        _, more = read(corrections=f"[{{date: 2024-06-12, text: {text}}}]")
        for found in (faults, more):
            assert any(fault.startswith("4: ") and "a link of the kind" in fault for fault in found)

    @pytest.mark.parametrize(
        ("address", "target"),
        [
            ("{filename}b.md", LinkTarget("file", "articles/2024/b.md")),
            ("b.md#x", LinkTarget("file", "articles/2024/b.md", "#x")),
            ("#here", LinkTarget("file", PATH, "#here")),
            ("/about/", LinkTarget("site", "/about/")),
        ],
    )
    def test_a_link_that_only_the_site_can_finish_is_held(
        self, address: str, target: LinkTarget
    ) -> None:
        """As in a body; a place of the page is named with its page, for captions travel."""
        text = f"'*See* [x]({address}).'"
        front = {
            "image": f"{{src: a.jpg, caption: {text}}}",
            "corrections": f"[{{date: 2024-06-12, text: {text}}}]",
        }
        story = good(**front)
        assert story.lead is not None
        assert story.lead.caption[:2] == ("<em>See</em> <a", Slot("link", target, 4))
        (correction,) = body_of(**front).corrections
        assert correction == ("<em>See</em> <a", Slot("link", target, 5), ">x</a>.")


class TestPurity:
    @given(st.text(alphabet="ab *_`#<>&[]()!\n\"'-{}:/|", max_size=120))
    def test_the_same_bytes_make_an_equal_story(self, body: str) -> None:
        """Reading keeps nothing from one file to the next."""
        data = f"---\ntitle: A\ndate: 2024-06-11\n---\n{body}".encode()
        first = read_story(PATH, data, READING)
        read_story(PATH, b"---\ntitle: B\ndate: 2024-06-11\n---\n[a]: /b\n\n*[a]: c\n", READING)
        assert read_story(PATH, data, READING) == first

    def test_reading_does_not_depend_on_the_hash_seed(self) -> None:
        """Two processes with different seeds read the same story."""
        program = (
            "import hashlib, sys; sys.path[:0] = ['tests/story', '.'];"
            "from story_desk import body_of, good;"
            "s = [each('# A\\n\\n*x* [y](b.md) `z` | <b id=q>1</b>', tags='[c, a, b]')"
            " for each in (good, body_of)];"
            "print(hashlib.sha256(repr(s).encode()).hexdigest())"
        )
        digests = {
            subprocess.run(
                [sys.executable, "-c", program],
                cwd=ROOT,
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(digests) == 1 and len(digests.pop().strip()) == len(hashlib.sha256().hexdigest())


class TestAuthorsAndPages:
    def test_an_author_is_read_with_a_bio(self) -> None:
        """An author's page has a name, an address made of it, and a Markdown body."""
        read = read_author("authors/j.md", b"---\nname: Jane Doe\n---\nBio.", READING)
        assert read.item is not None and not read.faults
        assert (read.item.name, read.item.slug, read.body.words) == ("Jane Doe", "jane-doe", 1)

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "data:x", "ftp:x", "www.x.org", ""])
    def test_a_profile_link_is_a_web_address(self, url: str) -> None:
        """Nothing that could run code stands on an author's page."""
        text = f"---\nname: J\nlinks:\n  - label: x\n    url: '{url}'\n---\n"
        read = read_author("a.md", text.encode(), READING)
        assert [str(fault) for fault in read.faults] == [
            "a.md:5: `links.url`: it does not look right"
            " (write it like `url: https://example.org/@jane`)"
        ]

    def test_a_static_page_takes_its_address_from_its_file(self) -> None:
        """pages/about.md answers to /about/ unless it says otherwise."""
        read = read_page("pages/about.md", b"---\ntitle: About us\n---\nWe.", READING)
        assert read.item is not None and not read.faults and read.item.slug == "about"


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        (
            "pages/a.md",
            "title: A\ndate: 2024-06-11",
            "pages/a.md:3: a story among the pages (move it to the folder of stories)",
        ),
        (
            "pages/a.md",
            "name: Jane Doe",
            "pages/a.md:2: an author's file among the pages (move it to the folder of authors)",
        ),
        (
            "articles/a.md",
            "name: Jane Doe",
            "articles/a.md:2: an author's file among the stories (move it to the folder of authors)",
        ),
        (
            "authors/a.md",
            "title: A\ndate: 2024-06-11",
            "authors/a.md:3: a story among the authors (move it to the folder of stories)",
        ),
        (
            "authors/a.md",
            "title: About",
            "authors/a.md:2: a page among the authors (move it to the folder of pages)",
        ),
    ],
)
def test_a_file_in_the_folder_of_another_kind_is_told(path: str, text: str, fault: str) -> None:
    """Once, and not key by key."""
    reader = {"pages": read_page, "articles": read_story, "authors": read_author}[path[:-5]]
    assert [
        str(each) for each in reader(path, f"---\n{text}\n---\nText.\n".encode(), READING).faults
    ] == [fault]


@pytest.mark.parametrize("front", ["title: A: B\ndate: 2024-06-11", "- a list", "title: *A*"])
def test_front_matter_that_cannot_be_read_hides_no_fault_of_the_text(front: str) -> None:
    """A writer sees all at once; an empty text is no fault, for the story may be a draft."""
    text = f"---\n{front}\n---\n\nA note.[^9]\n"
    found = read_story(PATH, text.encode(), READING)
    assert found.item is None
    above, below = (str(fault) for fault in found.faults)
    assert above.startswith(f"{PATH}:2: ")
    assert below.startswith(f"{PATH}:{text[: text.find('A note')].count(chr(10)) + 1}: no note")
    empty = read_story(PATH, f"---\n{front}\n---\n".encode(), READING)
    assert len(empty.faults) == 1
