"""What may stand in a body, in what shape, and what an attacker tries in vain."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from story_desk import READING, body_of, html, read

from broadsheet.reporting.faults import Gravity
from broadsheet.story.instead import in_place_of
from broadsheet.story.nesting import nests_too_deep
from broadsheet.story.slots import Slot, SlotMaker
from broadsheet.story.targets import LinkTarget, content_path
from broadsheet.story.tree import append, parse, print_contents


class TestShape:
    def test_a_body_that_uses_the_first_level_moves_all_headings_down(self) -> None:
        """The headline is the only heading of the first level on a page."""
        assert [
            tag.name
            for tag in BeautifulSoup(html(body_of("# A\n\n## B\n\n### C")), "lxml").find_all(
                ["h1", "h2", "h3", "h4"]
            )
        ] == ["h2", "h3", "h4"]

    @pytest.mark.parametrize(
        ("written", "levels"),
        [
            ("### A\n\n### B", "h2 h2"),
            ("## A\n\n#### B\n\n#### C\n\n## D", "h2 h3 h3 h2"),
            ("## A\n\n#### B\n\n### C\n\n##### D", "h2 h3 h3 h4"),
            ("#### A\n\n### B\n\n## C", "h2 h2 h2"),
            ("# A\n\n#### B", "h2 h3"),
            ("> #### A\n\n## B\n\n### C", "h2 h2 h3"),
            ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F", "h2 h3 h4 h5 h6 h6"),
        ],
    )
    def test_no_level_of_headings_is_left_out(self, written: str, levels: str) -> None:
        """Each stands at most one level below the one before, however the writer counted."""
        tree = BeautifulSoup(html(body_of(written)), "lxml")
        assert " ".join(tag.name for tag in tree.find_all(re.compile("^h[1-6]$"))) == levels

    @given(st.lists(st.integers(2, 6), min_size=1, max_size=12))
    def test_headings_go_down_by_one_and_keep_their_order(self, written: list[int]) -> None:
        """One that stood below the heading before it still does, and one beside it too."""
        text = "\n\n".join(f"{'#' * level} Part {n}" for n, level in enumerate(written))
        tree = BeautifulSoup(html(body_of(text)), "lxml")
        levels = [int(tag.name[1]) for tag in tree.find_all(re.compile("^h[1-6]$"))]
        assert len(levels) == len(written) and levels[0] == 2
        for (before, after), (was, now) in zip(pairwise(written), pairwise(levels), strict=True):
            assert now == was + 1 if after > before else now <= was
            assert now == was or after != before

    def test_an_address_below_the_text_is_read_as_one_within_it(self) -> None:
        """A backslash stands for the sign behind it alone: a site that once wrote so still does."""
        text = '[A form][1], [b](https://a.example/a\\_b.do).\n\n[1]: https://a.example/start\\_it.do "A \\*new\\* form"'
        tree = BeautifulSoup(html(body_of(text)), "lxml")
        first, second = tree.find_all("a")
        assert (
            first["href"] == "https://a.example/start_it.do"
            and second["href"] == "https://a.example/a_b.do"
        )
        assert first["title"] == "A *new* form"

    def test_a_tag_whose_name_only_looks_like_a_heading_is_none(self) -> None:
        """It is told, and stays as it is beside a heading of the first level."""
        found, faults = read("# A\n\n<th1>x</th1>")
        assert "<h2" in html(found.body) and "<th1>x</th1>" in html(found.body)
        assert faults == ["7: `<th1>` is taken for a tag, and is not shown (write `&lt;th1>`)"]

    def test_a_body_without_the_first_level_keeps_its_headings(self) -> None:
        """Cross-heads of the second level stay where they are."""
        assert "<h2" in html(body_of("## B")) and "<h3" in html(body_of("## A\n\n### B"))

    def test_a_table_gets_a_frame_that_scrolls(self) -> None:
        """A wide table never makes the page wider, and a keyboard reaches it."""
        tree = BeautifulSoup(html(body_of("a | b\n-- | --\n1 | 2")), "lxml")
        frame = tree.find("table").parent
        assert (frame["class"], frame["tabindex"], frame["role"]) == (
            ["table-scroll"],
            "0",
            "region",
        )

    @pytest.mark.parametrize("note", ["<!-- ask Jane -->", "<!-- ask\n\nJane -->", "<!-- --!> -->"])
    def test_comments_are_not_for_readers(self, note: str) -> None:
        """What colleagues note for one another is not published."""
        text = html(body_of(f"One.\n\n{note}\n\nTwo."))
        assert "Jane" not in text and "<!--" not in text
        assert "One." in text and "Two." in text

    def test_words_are_counted_as_a_reader_reads(self) -> None:
        """Tags and comments are no words."""
        assert body_of("One *two*\n\n> [three](https://x.org)").words == 3

    @given(
        st.lists(
            st.sampled_from(
                [
                    "one",
                    "two",
                    "*three*",
                    "`four`",
                    "> five",
                    "- six",
                    "\n\n",
                    "<b>",
                    "</div>",
                    "<p>",
                    "&amp;",
                    "<",
                    ">",
                    '"',
                    "<!--",
                    "<a href=",
                    "&#",
                    "<![CDATA[",
                ]
            ),
            max_size=12,
        )
    )
    def test_no_word_of_a_body_is_lost(self, pieces: list[str]) -> None:
        """However broken the HTML between them, words reach the reader or a fault says why."""
        story, faults = read(" ".join(pieces))
        assert story.item is not None
        text = BeautifulSoup(html(story.body), "lxml").get_text()
        for word in ("one", "two", "three", "four", "five", "six"):
            if any(word in piece for piece in pieces) and not faults and "<!--" not in pieces:
                assert word in text


class TestMistakenTags:
    @pytest.mark.parametrize(
        ("body", "line", "tag"),
        [
            ("We saw <inaudible> go.", 5, "<inaudible>"),
            ("One.\n\nDear <Ship Name>, ahoy.", 7, "<Ship Name>"),
            ("- One\n- Two </inaudible>", 6, "</inaudible>"),
            ("<Harbour>\n\nOpen", 5, "<Harbour>"),
            ("> a<b or c>d", 5, "<b or c>"),
            ("Half of x<y>z", 5, "<y>"),
            ("Call <tel:+4412>", 5, "<tel:+4412>"),
            ("*The <own-ship>* left", 5, "<own-ship>"),
            ("| a |\n|--|\n| <none> |", 7, "<none>"),
            ("A[^1]\n\n[^1]: By <Name>.", 7, "<Name>"),
            ("<div>\n<Name>\n</div>", 6, "<Name>"),
            ("## The <none>", 5, "<none>"),
        ],
    )
    def test_words_in_angle_brackets_are_told(self, body: str, line: int, tag: str) -> None:
        """Browsers take them for tags, and readers do not see them."""
        mend = f"(write `&lt;{tag[1:]}`)"
        assert read(body)[1] == [f"{line}: `{tag}` is taken for a tag, and is not shown {mend}"]
        _, faults = read(body.replace(tag, f"&lt;{tag[1:]}"))
        assert faults == []

    def test_each_is_told_once_at_its_first_place(self) -> None:
        """With all others of the text."""
        _, faults = read("<a1> and <a2>\n\n<a2> and <a1>\n\n<a3>")
        assert [fault.partition(" is ")[0] for fault in faults] == [
            "5: `<a1>`",
            "5: `<a2>`",
            "9: `<a3>`",
        ]


FORBIDDEN_TAGS = [
    "script", "style", "object", "embed", "applet", "frameset", "base", "link", "meta",
    "form", "input", "button", "select", "textarea", "template", "noscript", "title", "svg", "math",
    "xmp", "plaintext", "noembed", "noframes",
]  # fmt: skip


class TestForbiddenMarkup:
    @pytest.mark.parametrize("place", ["first", "inline", "below", "upper case"])
    @pytest.mark.parametrize("tag", FORBIDDEN_TAGS)
    def test_tags_that_run_load_or_collect_are_refused_wherever_they_stand(
        self, tag: str, place: str
    ) -> None:
        """The fault names the tag and its line, even where a parser would move it to the head."""
        body, line = {
            "first": (f"<{tag} a=b>x", 5),
            "inline": (f"Text <{tag}> more", 5),
            "below": (f"One.\n\nTwo <{tag}/> three.", 7),
            "upper case": (f"One.\n\n<{tag.upper()}>x", 7),
        }[place]
        _, faults = read(body)
        assert f"{line}: the tag `<{tag}>` in the body ({in_place_of(tag)})" in faults

    @pytest.mark.parametrize("tag", ["html", "head", "body"])
    @pytest.mark.parametrize("spelling", ["<{}>", "</{}>", "<{} onload=x>", "</{} >"])
    def test_tags_of_a_whole_document_are_refused(self, tag: str, spelling: str) -> None:
        """A stray `</body>` would end the story there: it is a fault, and nothing is lost."""
        _, faults = read(f"One {spelling.format(tag)} two.")
        assert any(f"the tag `<{tag}>` in the body" in fault for fault in faults)

    @pytest.mark.parametrize(
        "markup",
        [
            "<p onclick=x>a</p>",
            "<P OnClick='x'>a</P>",
            "<b/onmouseover=x>a</b>",
            "<details open ontoggle=x>a</details>",
            "<video onerror=x></video>",
            "a\n{: onclick='x' }",
            "<p\nonfocus\n=\nx>a</p>",
        ],
    )
    def test_handlers_are_refused_in_every_spelling(self, markup: str) -> None:
        """No attribute that runs code gets onto a page."""
        _, faults = read(markup)
        assert any("the attribute `on" in fault for fault in faults), faults

    @pytest.mark.parametrize(
        "markup",
        [
            "<p style='background:url(//e.example/x)'>a</p>",
            "<p style='background:URL(x)'>a</p>",
            "<p style='background:u\\72l(https://e.example)'>a</p>",
            "<p style='background:image-set(\"https://e.example\" 1x)'>a</p>",
            "<video src='https://e.example/x'></video>",
            "<video poster='//e.example/x'></video>",
            "<audio src='\\\\e.example/x'></audio>",
            "<video src='ht&#9;tps://e.example/x'></video>",
            "<video src='&#10;//e.example/x'></video>",
            "<source srcset='a.jpg 1x, https://e.example/x 2x'>",
            "<img src='a.jpg' srcset='https://e.example/x 2x'>",
            "<table background='https://e.example/x'><tr><td>a</td></tr></table>",
            "<a href='https://x.example/' ping='https://e.example'>a</a>",
            "<iframe src='https://www.youtube-nocookie.com/' srcdoc='x'></iframe>",
        ],
    )
    def test_nothing_is_loaded_from_or_reported_to_another_host(self, markup: str) -> None:
        """A story cannot make its readers' browsers call anybody."""
        _, faults = read(markup)
        assert any(" in the body (" in fault for fault in faults), faults

    @pytest.mark.parametrize(
        "markup",
        [
            "<span class=own-x id=y lang=fr title='a > b'>a</span>",
            "`<script>`",
            "    <script>",
            "a &lt;script&gt; b",
            "<own-map>a</own-map>",
            "<b data-onclick=x>a</b>",
            "<details open><summary>a</summary></details>",
            "<p class='own-x' title='a > b'>a</p>",
            "<https://port.example> and <post@port.example>",
            r"\<redacted> and `<redacted>` and &lt;redacted>",
            "a < b and c > d, and 2<3, <3",
        ],
    )
    def test_harmless_markup_is_left_alone(self, markup: str) -> None:
        """The rules do not stand in the way of a reasonable article."""
        _, faults = read(markup)
        assert faults == []

    @pytest.mark.parametrize(
        "src",
        [
            "https://e.example/",
            "http://www.youtube-nocookie.com/embed/x",
            "//www.youtube-nocookie.com/embed/x",
            "https://www.youtube-nocookie.com.e.example/",
            "https://www.youtube-nocookie.com@e.example/",
            "https://e.example\\@www.youtube-nocookie.com/",
            "https://e.example&#9;@www.youtube-nocookie.com/",
            "https://[x",
            "javascript:alert(1)",
            "data:text/html,x",
            "",
        ],
    )
    def test_a_frame_comes_from_a_host_that_the_site_embeds(self, src: str) -> None:
        """No spelling of an address makes another host pass for one that is allowed."""
        _, faults = read(f'<iframe src="{src}"></iframe>')
        assert len(faults) == 1
        assert "a frame from a host that this site does not embed" in faults[0]

    def test_a_frame_from_an_allowed_host_stays(self) -> None:
        """EMBED_HOSTS names the hosts of videos and maps."""
        src = "https://www.youtube-nocookie.com/embed/x"
        assert src in html(body_of(f'<iframe src="{src}"></iframe>'))

    @pytest.mark.parametrize("entity", ["&#1;", "&#x1;", "&#8;", "&#x7f;", "&#11;", "&#xFFFE;"])
    @pytest.mark.parametrize("body", ["a{}b", "[x](https://e.example 'a{}')", "`a` *{}*"])
    def test_an_entity_cannot_smuggle_a_control_character(self, entity: str, body: str) -> None:
        """Characters that would break a feed are found after they are decoded, too."""
        _, faults = read(body.format(entity))
        assert any(fault.startswith("5: control character U+") for fault in faults), faults


class TestInstead:
    @pytest.mark.parametrize(
        ("body", "mend"),
        [
            ('<audio src="a.mp3"></audio>', 'write `[audio](talk.mp3 "Title")` on a line'),
            ("<video controls></video>", 'write `[video](film.mp4 "Title")` on a line'),
            ("<form></form>", "link to the page that has the form"),
            ("<svg></svg>", "save it as a picture"),
            (
                "<script async src='https://platform.example/w.js'></script>",
                'of a post write `[embed](https://… "Title")`',
            ),
            (
                "<iframe src='https://e.example/'></iframe>",
                'write `[embed](https://… "Title")` on a line',
            ),
            ("<p style='margin:0cm'>a</p>", "paste text from Word without its formatting"),
            ("<p class='MsoNormal'>a</p>", "paste text from Word without its formatting"),
            ("<p>a<o:p></o:p></p>", "paste text from Word without its formatting"),
            ("<blockquote class='twitter-tweet'>a</blockquote>", "the words stay a quotation"),
            ("<font color=red>a</font>", "write `**bold**`"),
            ("<center>a</center>", "a picture stands in a paragraph of its own"),
            ("<strike>a</strike>", "write `~~struck~~`"),
        ],
    )
    def test_the_message_says_what_can_be_done_instead(self, body: str, mend: str) -> None:
        """In one line of plain words, once, with the line."""
        (fault,) = read(f"One.\n\n{body}\n\n{body}")[1]
        assert fault.startswith("7: ") and mend in fault

    def test_how_words_look_is_advice(self) -> None:
        """An old archive with `<font>` can still be published."""
        (fault,) = read("<font>a</font>")[0].faults
        assert fault.gravity is Gravity.ADVICE


class TestQuotationMarks:
    @pytest.mark.parametrize(
        "marks", ["“”", "»«", "«»", "‚‘", "„“", "‹›", "「」", "””", '"”', '“"']
    )
    def test_marks_of_print_around_a_title_are_told_and_read(self, marks: str) -> None:
        """The message has the title as it should be, and a draft shows what is meant."""
        body = f"One.\n\n[log](https://a.example {marks[0]}The log{marks[1]})"
        found, faults = read(body)
        mend = 'type straight quotation marks: `"The log"`'
        assert faults == [f"7: the quotation marks around `The log` are not straight ({mend})"]
        assert '<a href="https://a.example" title="The log">' in html(found.body)

    @pytest.mark.parametrize(
        "tag", ["<a href=“https://a.example”>", "<a href=‘https://a.example’>"]
    )
    def test_marks_of_print_in_a_tag_are_told_and_read(self, tag: str) -> None:
        """A browser would take them for a part of the address."""
        found, (fault,) = read(f"One.\n\n{tag}x</a>")
        assert fault.startswith("7: the quotation marks around `https://a.example`")
        assert 'href="https://a.example"' in html(found.body)

    def test_marks_of_print_in_braces_are_told(self) -> None:
        """A credit would else be printed behind the picture."""
        (fault,) = read("One.\n\nx{credit=“Jane Doe”}")[1]
        assert fault.startswith("7: quotation marks that are not straight in")

    @pytest.mark.parametrize(
        "body", ['[“Go”](https://a.example "“So” it is")', "[a](</b “c”.pdf>)"]
    )
    def test_marks_that_are_meant_stay(self, body: str) -> None:
        """Within words, and in the name of a file."""
        assert read(body)[1] == []


class TestLinks:
    @pytest.mark.parametrize(
        ("written", "target"),
        [
            ("b.md", LinkTarget("file", "articles/2024/b.md")),
            ("../b.md#part", LinkTarget("file", "articles/b.md", "#part")),
            ("{filename}/articles/b.md", LinkTarget("file", "articles/b.md")),
            ("|filename|b.md", LinkTarget("file", "articles/2024/b.md")),
            ("{static}/files/a%20b.pdf", LinkTarget("file", "files/a b.pdf")),
            ("{attach}a.pdf", LinkTarget("file", "articles/2024/a.pdf")),
            ("{category}World", LinkTarget("category", "World")),
            ("{tag}Deep sea", LinkTarget("tag", "Deep sea")),
            ("{author}Jane Doe", LinkTarget("author", "Jane Doe")),
            ("{index}", LinkTarget("site", "/")),
            ("/about/", LinkTarget("site", "/about/")),
            ("../../../../etc/passwd.md", LinkTarget("file", "../../etc/passwd.md")),
        ],
    )
    def test_a_link_that_only_the_site_can_finish_is_held(
        self, written: str, target: LinkTarget
    ) -> None:
        """Files, sections, topics, authors and the site's own pages become slots."""
        (slot,) = body_of(f"[x](<{written}>)").slots
        assert (slot.kind, slot.data, slot.line) == ("link", target, 5)

    @pytest.mark.parametrize(
        "written",
        [
            "https://example.org/a?b=c#d",
            "HTTP://EXAMPLE.ORG",
            "mailto:a@b.example",
            "tel:+44123",
            "irc://irc.port.example/news",
            "ircs://irc.port.example/news",
            "ftp://ftp.port.example/tides.txt",
            "xmpp:desk@port.example",
            "sip:desk@port.example",
            "geo:59.9,10.7",
            "news:no.port.tides",
            "nntp://news.port.example/tides",
            "magnet:?xt=urn:btih:abc",
            "callto:desk",
            "sms:+44123",
        ],
    )
    def test_a_complete_link_stays_as_it_was_written(self, written: str) -> None:
        """Addresses elsewhere are printed with the body."""
        assert f'href="{written}"' in html(body_of(f"[x]({written})"))

    def test_settings_add_kinds_but_none_that_runs_or_tricks(self) -> None:
        """LINK_SCHEMES names them; in captions they count too."""
        added = replace(READING, link_schemes=frozenset({"signal", "javascript"}))
        body = "[x](signal:desk)\n\n[y](javascript:alert)"
        found, faults = read(body, added)
        assert 'href="signal:desk"' in html(found.body)
        assert faults == ["7: a link of the kind `javascript:` (link to a page or an address)"]
        assert added.inline("[x](signal:desk)", "a.md", 1)[1] == []
        mend = "(link to a page or an address, or have its kind added to LINK_SCHEMES)"
        assert read("[x](signal:desk)")[1] == [f"5: a link of the kind `signal:` {mend}"]

    @pytest.mark.parametrize(
        ("written", "mend"),
        [
            ("http//a.example/x", "(write `http://a.example/x`)"),
            ("https/a.example", "(write `https://a.example`)"),
            ("htps://a.example", "(did you mean `https:`? Else link to a page"),
            ("mailt:a@a.example", "(did you mean `mailto:`? Else link to a page"),
        ],
    )
    def test_a_slip_in_the_kind_of_an_address_is_told(self, written: str, mend: str) -> None:
        """What is advised can be written so."""
        (fault,) = read(f"[x]({written})")[1]
        assert mend in fault

    @pytest.mark.parametrize("mark", ['<a name="part"></a>', "<a id=part></a>", "<i id='part'/>"])
    def test_places_of_old_archives_are_places(self, mark: str) -> None:
        """An `<a name>` is what HTML 4 had."""
        assert body_of(f"{mark}\n\n[x](#part)").slots[0].data.fragment == "#part"

    def test_a_link_without_a_scheme_gets_one(self) -> None:
        """A feed has no scheme of its own that a link could take."""
        assert 'href="https://example.org/x"' in html(body_of("[x](//example.org/x)"))

    @pytest.mark.parametrize("written", ["https:/x", "https:example.org", "///x"])
    def test_an_address_without_a_host_is_a_fault_and_no_link(self, written: str) -> None:
        """What browsers would make of it, nobody can tell; an old story is printed without it."""
        found, faults = read(f"[x]({written})")
        assert faults == [f"5: “{written}” is no address (mend the link)"]
        assert "href" not in html(found.body)

    @pytest.mark.parametrize(
        ("text", "line", "what"),
        [
            ("## A {#a}\n\n## B {#a}", 7, "the id “a” stands twice"),
            ('<p id="a">x</p>\n\n## A', 5, "the id “a” stands twice"),
            ('One #1.\n\n<p id="">x</p>', 7, "an empty id"),
            ("x\n\n## A {#page:request}", 7, "the id “page:request”: those with a colon"),
        ],
    )
    def test_an_id_that_no_link_could_reach_is_a_fault(
        self, text: str, line: int, what: str
    ) -> None:
        """Publishing would find it in the page; the writer finds it in the story."""
        (fault,) = read(text)[1]
        assert fault.startswith(f"{line}: {what}")

    def test_footnotes_keep_their_ids(self) -> None:
        """Markdown's own hold a colon."""
        assert "fnref2:1" in html(body_of("One[^1] and again[^1].\n\n[^1]: Note."))

    @pytest.mark.parametrize(
        "written",
        [
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            " javascript:alert(1)",
            "java&#9;script:alert(1)",
            "java&#10;script:alert(1)",
            "&#106;avascript:alert(1)",
            "javascript&colon;alert(1)",
            "&#1;javascript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:x",
            "view-source:x",
        ],
    )
    @pytest.mark.parametrize("tag", ["a", "area"])
    def test_a_link_of_a_dangerous_kind_is_refused(self, tag: str, written: str) -> None:
        """No spelling of `javascript:` gets past, in links and in maps of pictures."""
        _, faults = read(f'<{tag} href="{written}">x</{tag}>')
        assert any("a link of the kind" in fault for fault in faults), faults

    @pytest.mark.parametrize(
        ("written", "fault"),
        [
            ("", "5: a link without an address (give it one)"),
            ("https://[bad", "5: “https://[bad” is no address (mend the link)"),
            (
                "www.example.org",
                "5: the link `www.example.org` is neither a full address nor one from the site's"
                " root (write `https://www.example.org`)",
            ),
            (
                "editors@paper.example",
                "5: the link `editors@paper.example` is an address of e-mail"
                " (write `mailto:editors@paper.example`)",
            ),
            (
                "a@paper.example?subject=x",
                "5: the link `a@paper.example?subject=x` is an address of e-mail"
                " (write `mailto:a@paper.example?subject=x`)",
            ),
            (
                "a@paper.zip",
                "5: the link `a@paper.zip` is an address of e-mail (write `mailto:a@paper.zip`)",
            ),
            (
                "+44 20 7946 0000",
                "5: the link `+44 20 7946 0000` is a telephone number (write `tel:+442079460000`)",
            ),
        ],
    )
    def test_a_careless_link_is_a_fault(self, written: str, fault: str) -> None:
        """A link that leads nowhere is found before readers find it."""
        assert read(f"[x]({written})")[1] == [fault]

    @pytest.mark.parametrize(("sign", "kind"), [("!", "picture"), ("", "link")])
    def test_a_caption_whose_bracket_ends_the_address_is_told(self, sign: str, kind: str) -> None:
        """It is the bracket that is missing, and no quotation mark."""
        text = f'One.\n\n{sign}[A crane](a.png "A crane (Jane Doe)"\n\nMore.'
        told = (
            f'7: the {kind} with `A crane (Jane Doe)` is not closed (write `"A crane (Jane Doe)")`)'
        )
        assert told in read(text)[1]
        assert told not in read(text.replace('Doe)"', 'Doe)")'))[1]

    @pytest.mark.parametrize(
        "written",
        ["mailto:desk.example.org", "mailto:desk@", "mailto:@b.org", "mailto:a@b@c.org"],
    )
    def test_a_mail_link_that_names_no_mailbox_is_told(self, written: str) -> None:
        """A reader's letter to it would never arrive."""
        assert read(f"[x]({written})")[1] == [
            f"5: the link `{written}` is no address of e-mail"
            " (write it as in `mailto:desk@example.org`)"
        ]

    @pytest.mark.parametrize(
        "written",
        ["mailto:a@b.org", "mailto:a@b.org,c@d.org?subject=x@y", "mailto:?subject=x"],
    )
    def test_a_mail_link_may_name_many_mailboxes_or_none(self, written: str) -> None:
        """Without one, the reader chooses to whom the letter goes."""
        assert read(f"[x]({written})")[1] == []

    def test_a_link_to_a_place_in_the_same_text_needs_that_place(self) -> None:
        """A heading or a note has the id, or the writer is told."""
        (slot,) = body_of("## Part\n\n[x](#part)").slots
        assert slot.data == LinkTarget("here", "", "#part")
        (fault,) = read("## Part\n\n[x](#prat)")[1]
        assert fault.startswith("7: the link `#prat`: no heading or note of this text has that id")

    def test_the_second_of_two_equal_links_has_its_own_line(self) -> None:
        """A fault points at the link that it means."""
        assert [slot.line for slot in body_of("[a](b.md)\n\n[c](b.md)").slots] == [5, 7]

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_a_path_that_leaves_the_content_folder_shows_it(
        self, source: str, written: str
    ) -> None:
        """A content path begins with `..` or names something inside; it is never absolute."""
        path = content_path("articles/" + source, written)
        parts = path.split("/")
        assert parts[0] == ".." or ".." not in parts
        assert not path.startswith("/")


def printed_element(maker: SlotMaker, slot: Slot) -> str:
    """Return the placeholder of a slot as a body prints it."""
    root = parse("")
    append(root, maker.element(slot))
    return print_contents(root)


class TestSlots:
    def maker(self, markdown: str = "body") -> SlotMaker:
        return SlotMaker.for_body(markdown)

    @given(st.lists(st.one_of(st.none(), st.text(max_size=20)), max_size=8))
    def test_cutting_loses_no_text(self, pieces: list[str | None]) -> None:
        """Texts and slots come out as they went in, in their order."""
        maker = self.maker()
        printed, expected = "", []
        for number, piece in enumerate(pieces):
            if piece is None:
                slot = Slot("figure", number)
                printed += printed_element(maker, slot)
                expected.append(slot)
            else:
                printed += piece
                expected.append(piece)
        parts = maker.cut(printed)
        assert [part for part in parts if isinstance(part, Slot)] == [
            part for part in expected if isinstance(part, Slot)
        ]
        assert "".join(p for p in parts if isinstance(p, str)) == "".join(
            p for p in expected if isinstance(p, str)
        )

    @pytest.mark.parametrize(
        "forgery",
        [
            '<slot-0 data-slot="slot-0"></slot-0>',
            '<a data-slot="slot-0">x</a>',
            '<slot data-slot="0"></slot>',
            '` data-slot="slot-0"`',
        ],
    )
    def test_no_text_passes_for_a_placeholder(self, forgery: str) -> None:
        """A body that forges a placeholder prints it as the text that it is."""
        story, _ = read(f"{forgery}\n\n[real](b.md)")
        assert story.item is not None
        assert [slot.kind for slot in story.body.slots] == ["link"]

    def test_a_placeholder_copied_from_another_body_is_only_text(self) -> None:
        """A placeholder carries the digest of its own body, which no body can contain."""
        stolen = printed_element(self.maker("another body"), Slot("figure", None))
        story, _ = read(f"{stolen} [real](b.md)")
        assert story.item is not None
        assert [slot.kind for slot in story.body.slots] == ["link"]


def test_a_text_that_is_nested_too_deep_spoils_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it leaves within Markdown's parser made raw text of all that were read after it."""

    def give_up(*_: object) -> None:
        raise RecursionError

    with monkeypatch.context() as patch:
        patch.setattr("markdown.blockprocessors.ParagraphProcessor.run", give_up)
        with pytest.raises(RecursionError):
            read("- a list")
    told = html(body_of("A *word*.\n\n- one"))
    assert told.replace("\n", "") == "<p>A <em>word</em>.</p><ul><li>one</li></ul>"


def test_a_quotation_may_be_as_deep_as_mails_have_it() -> None:
    """Each sign doubled the time: with forty of them the program never came to an end."""
    assert html(body_of("> " * 60 + "x")).count("<blockquote>") == 60


@pytest.mark.parametrize(
    "body",
    [
        "\n".join("    " * depth + "- a" for depth in range(300)),
        "\n".join("  " * depth + "1. a" for depth in range(300)),
        "\n".join("> " * depth + "a" for depth in range(300)),
        "> - " * 300 + "a",
    ],
)
def test_a_text_that_is_nested_too_deep_is_refused_in_time(body: str) -> None:
    """Markdown's parser reads each level anew, and would take seconds before it gives up."""
    begun = time.process_time()
    with pytest.raises(RecursionError):
        read(body)
    assert time.process_time() - begun < 1


def test_lists_below_each_other_are_not_nested() -> None:
    """Nor are a long list, one with deep code in it, and a hundred of two levels."""
    assert not nests_too_deep("- a\n  - b\n" * 500)
    assert not nests_too_deep("1. a\n" * 500 + "\n".join(" " * n + "a" for n in range(500)))
    assert nests_too_deep("\n".join("    " * depth + "- a" for depth in range(102)))


def test_a_paste_from_word_is_told_once() -> None:
    """Its tags, classes and styles have one cause, and go in one go."""
    pasted = '<p class="MsoNormal"><span style="font-size:12pt">The harbour.<o:p></o:p></span></p>'
    assert read(f"Words.\n\n{pasted}\n\n{pasted}\n\nA <font>word</font>.")[1] == [
        "7: the attribute `style` in the body, and 2 more signs of a paste from Word (paste text "
        "from Word without its formatting, or take out the tags, classes and styles)",
        "11: the tag `<font>`: the theme says how words look (take it out, or write `**bold**`, "
        "`*emphasis*` or `==marked==`)",
    ]
