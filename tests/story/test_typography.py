"""How texts are set: quotes, apostrophes, dashes, dots and spaces, in the language of the story."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from html import unescape
from time import process_time
from timeit import timeit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from story_desk import READING, body_of, good, html

from broadsheet.story.setter import DASHES
from broadsheet.story.tree import parse, text_of
from broadsheet.story.typography import FILTERS, Typography
from tests.support.halyard import ROOT

USUAL = Typography(omit=("caps", "initial_quotes"))
LANGUAGES = [
    "en",
    "de",
    "de-CH",
    "fr",
    "fr-CH",
    "es",
    "pt-PT",
    "sv",
    "da",
    "ru",
    "zh-CN",
    "ja",
    "ar",
]


class TestEnglish:
    @pytest.mark.parametrize(
        ("typed", "is_set"),
        [
            ("It's a 'fair' \"deal\"", "It’s a ‘fair’ “deal”"),
            ("the crews' pay, the boss's boat", "the crews’ pay, the boss’s boat"),
            ("\"He said 'no'\" 'and \"yes\"'", "“He said ‘no’” ‘and “yes”’"),
            ('("Ships") ["tides"]', "(“Ships”) [“tides”]"),
            ('Asked:"Why?"', "Asked:“Why?”"),
            ('"..." and "—"', "“…” and “—”"),
            ("Yahoo!'s ships", "Yahoo!’s ships"),
            ("a 6'2\" mast", "a 6’2” mast"),
        ],
    )
    def test_quotes_turn_by_their_neighbours(self, typed: str, is_set: str) -> None:
        """As typogrify has it, and where it is wrong as a reader expects."""
        assert USUAL.html(typed) == is_set

    @pytest.mark.parametrize(
        ("typed", "is_set"),
        [
            ('sailed--"at last"--home', "sailed—“at last”—home"),
            ("mast—'the tall one'—fell", "mast—‘the tall one’—fell"),
            ('"We never--" he said', "“We never—” he said"),
            ('"in"-"out", "in"/"out"', "“in”-“out”, “in”/“out”"),
            ('a–"b"', "a–“b”"),
            ('"No end here, he wrote--"never"', "“No end here, he wrote—“never”"),
        ],
    )
    def test_quotes_behind_dashes_and_slashes_open(self, typed: str, is_set: str) -> None:
        """Where a word follows; typogrify closed them."""
        assert USUAL.html(typed) == is_set

    @pytest.mark.parametrize(
        ("typed", "is_set"),
        [
            ("ships of the '70s, of '71 and '72", "ships of the ’70s, of ’71 and ’72"),
            ("'80s boats", "’80s boats"),
            ("Summer '69", "Summer ’69"),
            ("fish 'n' chips", "fish ’n’ chips"),
            ("'Twas late 'til we saw 'em", "’Twas late ’til we saw ’em"),
            ('"\'Tis late"', "“’Tis late”"),
            ("Harbour: '10 ships' lost", "Harbour: ‘10 ships’ lost"),
            ("the word 'em' stands", "the word ‘em’ stands"),
            ("'2024 was fine'", "‘2024 was fine’"),
        ],
    )
    def test_an_apostrophe_may_begin_a_word(self, typed: str, is_set: str) -> None:
        """Decades, years and words cut short have one; a quotation of a number has none."""
        assert USUAL.html(typed) == is_set

    @pytest.mark.parametrize(
        "owner",
        [
            "<em>Gazette</em>",
            '<a href="/x/">Gazette</a>',
            "<code>tide</code>",
            '<abbr title="Port Authority">PA</abbr>',
            "<strong><em>Gazette</em></strong>",
            '<span lang="ar">x</span>',
        ],
    )
    def test_an_apostrophe_may_stand_behind_a_tag(self, owner: str) -> None:
        """The letter before it is looked for across inline tags; a block ends a text."""
        assert USUAL.html(f"<p>The {owner}'s crew</p>") == f"<p>The {owner}’s crew</p>"
        assert USUAL.html(f'<p>"{owner}"</p><p>"</p>') == f"<p>“{owner}”</p><p>“</p>"

    def test_the_number_of_a_footnote_is_no_part_of_a_word(self) -> None:
        """What stands before it is set as if it were not there."""
        notes = "\n\n[^a]: A\n\n[^b]: B\n\n[^c]: C"
        typed = """Die '90er[^a], 'Flut'[^b] und "Ebbe"[^c].""" + notes
        shown = text_of(parse(html(body_of(typed, lang="de"))))
        assert shown.startswith("Die ’90er1, ‚Flut‘2 und „Ebbe“3.")

    def test_a_block_begins_a_text_of_its_own(self) -> None:
        """Neither the letter before it nor a quote that is still open there counts within."""
        typed = '<ul><li>"one<ul><li>"two"</li></ul>"three"</li></ul>'
        assert USUAL.html(typed) == "<ul><li>“one<ul><li>“two”</li></ul>“three”</li></ul>"

    @pytest.mark.parametrize(
        ("typed", "is_set"),
        [
            ("one--two", "one—two"),
            ("one---two", "one—two"),
            ("one----two", "one----two"),
            ("wait...", "wait…"),
            ("wait. . .", "wait…"),
            ("--&gt; &lt;!-- &lt;--", "--&gt; &lt;!-- &lt;--"),
            ("a day - a night", "a day – a night"),
            ("a <b>day</b> - <i>a</i> night", "a <b>day</b> – <i>a</i> night"),
            ("the day (2012) - a night", "the day (2012) – a night"),
            ("one - two - three", "one – two – three"),
            ("Part 3 - the return", "Part 3 – the return"),
            ("6 June - 7 July", "6 June – 7 July"),
            ("rose 5% - the most in a year - says", "rose 5% – the most in a year – says"),
            ("1,200 - 300 of them young - fled", "1,200 – 300 of them young – fled"),
            ("I - a doctor - say", "I – a doctor – say"),
            ("it went on -\nand on", "it went on –\nand on"),
            ("“day” - “night”", "“day” – “night”"),
            ("<code>a</code> - the first", "<code>a</code> – the first"),
            ("a\u00a0day\u00a0- a night", "a\u00a0day\u00a0– a night"),
        ],
    )
    def test_dashes_and_dots(self, typed: str, is_set: str) -> None:
        """Two hyphens and three are one dash, and so is one between spaces; lines, arrows stay."""
        assert USUAL.html(typed) == is_set

    @pytest.mark.parametrize(
        "typed",
        [
            *(
                "5 - 3",
                "won 3 - 1",
                "$5 - $9",
                "5% - 9%",
                "a - 3",
                "3 - a",
                "a - b",
                "A - Z",
                "x = - y",
                "a  -  b",
            ),
            *("well-known", "- first", "so -", "ls - / - so", "a - - b"),
        ],
    )
    def test_a_hyphen_that_reckons_or_counts_stays(self, typed: str) -> None:
        """Beside numbers, signs of maths and single letters; and one without words around it."""
        assert USUAL.html(typed) == typed

    @pytest.mark.parametrize(
        ("lang", "dash"), [("en", "–"), ("de", "–"), ("ru", "—"), ("zh", "-"), ("ar", "-")]
    )
    def test_a_hyphen_between_spaces_is_the_dash_of_its_language(
        self, lang: str, dash: str
    ) -> None:
        """As long as it has one with spaces around it."""
        assert USUAL.html("so be - it may", lang) == f"so be {dash} it may"

    @pytest.mark.parametrize(
        ("typed", "is_set"),
        [
            ("'It was the boys'' he said", "‘It was the boys’’ he said"),
            ("'Ulysses''s \"end\"", "‘Ulysses’’s “end”"),
            ("He typed '' and \"\" there", "He typed '' and \"\" there"),
            ("``so'' and ''so''", "“so” and “so”"),
            ("''tis late'", "‘’tis late’"),
            ("the boys'--all of them", "the boys’—all of them"),
            ("\"'90s\"'s", "“’90s”’s"),
        ],
    )
    def test_two_quotes_on_end(self, typed: str, is_set: str) -> None:
        """They are one only around words; else two; and with nothing in them they stay."""
        assert USUAL.html(typed) == is_set

    @pytest.mark.parametrize(
        ("typed", "is_set"),
        [
            ("It was '68 and the boys' club was full", "It was ’68 and the boys’ club was full"),
            ("Model '32 Ford, boys' toys", "Model ’32 Ford, boys’ toys"),
            ("The '68ers met at the boys' club", "The ’68ers met at the boys’ club"),
            ("\"it was '68\" and 'it was '68'.", "“it was ’68” and ‘it was ’68’."),
            ("in May '68 of the boys' year", "in May ’68 of the boys’ year"),
            ("'07 boats', '68's boats', '98/99", "’07 boats’, ’68’s boats’, ’98/99"),
            ("post-'68 boys' clubs", "post-’68 boys’ clubs"),
            ("O''Brien", "O’’Brien"),
            ("'Twould do; 'bout time, 'cause I say", "’Twould do; ’bout time, ’cause I say"),
            ("Put 'er there. Go 'round.", "Put ’er there. Go ’round."),
            ("the 'round table' talks", "the ‘round table’ talks"),
            ("rock 'n roll, rock-'n'-roll", "rock ’n roll, rock-’n’-roll"),
        ],
    )
    def test_a_later_apostrophe_makes_no_quotation(self, typed: str, is_set: str) -> None:
        """Of a year or a word cut short; what stands beside it tells."""
        assert USUAL.html(typed) == is_set

    @pytest.mark.parametrize(
        ("typed", "is_set"),
        [
            ("the '39 Steps' film", "the '39 Steps’ film"),
            ("in '10 Downing Street' he", "in '10 Downing Street’ he"),
            ("'round the boys' old club", "'round the boys’ old club"),
        ],
    )
    def test_what_nobody_can_tell_stays_straight(self, typed: str, is_set: str) -> None:
        """A straight sign is better than a curly one the wrong way round."""
        assert USUAL.html(typed) == is_set

    def test_numbers_and_signs_of_inches(self) -> None:
        """Fractions are numbers; what closes a quotation may stand for inches."""
        typed = """8½"×11", a 6'2" mast, "a 27" one" and 'a 6' one'"""
        assert USUAL.html(typed) == "8½”×11”, a 6’2” mast, “a 27” one” and ‘a 6’ one’"

    def test_last_words_and_lines_keep_their_spaces(self) -> None:
        """Nothing ties the last two words, which breaks words on phones; a break is no word."""
        assert (
            html(body_of("Ships sail,  \nships return."))
            == "<p>Ships sail,<br/>\nships return.</p>"
        )
        assert good(title="Ships return").headline == "Ships return"


LEFT_ALONE = [
    """<code>"a"--'b'...</code>""",
    """<pre>"a"\n--b</pre>""",
    "<kbd>'x'</kbd>",
    '<samp>"x"</samp>',
    "<math><mi>f'</mi></math>",
    """<span class="arithmatex">\\(f''(x)\\)</span>""",
    """<a href="https://x.example/?q='a'--b">https://x.example/?q='a'--b</a>""",
    "https://x.example/it's--so...here",
    "www.x.example/a--b",
    "x.example/a--b",
    "jane--doe@x.example",
    "o'hara@x.example",
    "d'arcy@x.co.uk",
    "(http://x.example/'a')",
    "请看http://x.example/a--b",
    "xn--bcher-kva.example",
    "a--b.example",
    "www.a--b.example",
    "$$f''(x)$$",
    "<var>x'</var>",
    """<span translate="no">--x's</span>""",
    '<span lang="ar">"نعم"</span>',
    '<span lang="">"x"</span>',
    """<img alt="a 'b' -- c"/>""",
]


class TestLeftAlone:
    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("typed", LEFT_ALONE)
    def test_what_is_no_prose_stays_as_typed(self, typed: str, lang: str) -> None:
        """Code, maths, addresses and attributes, and words in a language without a rule."""
        assert USUAL.html(f"<p>See {typed} or more</p>", lang) == f"<p>See {typed} or more</p>"

    def test_quotes_around_an_address_are_set(self) -> None:
        """They are no part of it."""
        assert (
            USUAL.html("\"https://x.example/a\" 'j@x.example'")
            == "“https://x.example/a” ‘j@x.example’"
        )

    def test_an_address_ends_before_what_belongs_to_the_sentence(self) -> None:
        """A genitive behind a host, a dash behind a domain."""
        typed = """http://x.example's "page" and x.example--it's there"""
        assert USUAL.html(typed) == "http://x.example’s “page” and x.example—it’s there"

    @pytest.mark.parametrize("lang", LANGUAGES[:-1])
    def test_a_backslash_keeps_signs_as_typed(self, lang: str) -> None:
        """Quotes as smartypants has it, hyphens and dots as well."""
        assert USUAL.plain(r"""12\" 7\' \-- \--- \...""", lang) == """12" 7' -- --- ..."""
        assert USUAL.plain(r"one \- two", lang) == "one - two"

    @pytest.mark.parametrize("lang", ["en", "ar"])
    def test_a_backslash_in_markdown_keeps_signs_as_typed(self, lang: str) -> None:
        """In the text and in captions, whatever the language."""
        kept = '<span translate="no">{}</span>'
        body = body_of(r"a \-- b \... `\--` on \- on\-", lang=lang)
        assert html(body) == (
            f"<p>a {kept.format('--')} b {kept.format('...')} <code>\\--</code> "
            f"on {kept.format('-')} on-</p>"
        )
        assert READING.inline(r"a \-- b", "a.md", 1, lang)[0][0] == f"a {kept.format('--')} b"

    @pytest.mark.parametrize(
        ("typed", "is_set"),
        [
            ('It cost $$ in "old" days, $$ now', "It cost $$ in “old” days, $$ now"),
            ("$$, $$$ or $$--it's $5 and $6", "$$, $$$ or $$—it’s $5 and $6"),
            ('$$a$$ "b" $$c\'$$', "$$a$$ “b” $$c'$$"),
            ("$$ f''(x) -- y $$", "$$ f''(x) -- y $$"),
        ],
    )
    def test_maths_is_told_from_money(self, typed: str, is_set: str) -> None:
        """Two dollar signs enclose maths without a space at them, or stand around a paragraph."""
        assert USUAL.html(f"<p>{typed}</p>") == f"<p>{is_set}</p>"


# fmt: off
TABLE = [
    ("en", """"Tide", 'ebb' -- and... it's""", "“Tide”, ‘ebb’ — and… it’s"),
    ("de", """"Flut", 'Ebbe' -- und... geht's""", "„Flut“, ‚Ebbe‘ – und… geht’s"),
    ("de-AT", '"Flut"', "„Flut“"),
    ("de", "Hans' Boot, 's ist", "Hans’ Boot, ’s ist"),
    ("de", 'Die „Flut"', "Die „Flut“"),
    ("de-CH", """"Flut", 'Ebbe'""", "«Flut», ‹Ebbe›"),
    ("fr", """"L'eau", 'mer' -- et...""", "«\u00a0L’eau\u00a0», “mer” – et…"),
    ("fr", """L'"eau" ! Où ? Là ; ici : 10 %""", "L’«\u00a0eau\u00a0»\u202f! Où\u202f? Là\u202f; ici\u00a0: 10\u00a0%"),
    ("fr", "« Eau », «mer», 1 200 000 €, en 2024 300", "«\u00a0Eau\u00a0», «\u00a0mer\u00a0», 1\u202f200\u202f000\u00a0€, en 2024 300"),
    ("fr-CH", """"L'eau", 'mer'""", "«L’eau», ‹mer›"),
    ("es", """"Agua", 'mar' -- y...""", "«Agua», “mar” — y…"),
    ("es", '¿"Agua"? ¡"Mar"!', "¿«Agua»? ¡«Mar»!"),
    ("it", """"L'acqua", 'mare', po' -- gli '80""", "«L’acqua», “mare”, po’ – gli ’80"),
    ("pt", """"Água", 'mar' -- e""", "“Água”, ‘mar’ — e"),
    ("pt-PT", """"Água", 'mar' -- e""", "«Água», “mar” – e"),
    ("pl", """"Woda", 'morze' -- i""", "„Woda”, ‚morze’ – i"),
    ("nl", """"Zee", 'meer' -- 's avonds""", "“Zee”, ‘meer’ – ’s avonds"),
    ("sv", """"Hav", 'sjö' -- och""", "”Hav”, ’sjö’ – och"),
    ("fi", """"Meri", 'järvi' -- ja""", "”Meri”, ’järvi’ – ja"),
    ("da", """"Hav", 'sø' -- og""", "»Hav«, ›sø‹ – og"),
    ("nb", """"Hav", 'sjø' -- og""", "«Hav», ‘sjø’ – og"),
    ("nn", '"Hav"', "«Hav»"),
    ("no", '"Hav"', "«Hav»"),
    ("ru", """"Море", 'река' -- и""", "«Море», „река“ — и"),
    ("uk", """"Море", м'яч -- і""", "«Море», м’яч — і"),
    ("cs", """"Moře", 'řeka' -- a""", "„Moře“, ‚řeka‘ – a"),
    ("zh", """他说"海'河'"，走了--没有...""", "他说“海‘河’”，走了——没有……"),
    ("zh-Hant", """他說"海'河'"，""", "他說「海『河』」，"),
    ("zh_TW", '"海"', "「海」"),
    ("ja", """彼は"海'川'"と""", "彼は「海『川』」と"),
    # Elisions before quotation marks that were typed.
    ("fr", "d'« Alien », l'(eau), l'\"eau\"", "d’«\u00a0Alien\u00a0», l’(eau), l’«\u00a0eau\u00a0»"),
    ("fr", "'le film d'«Eau»' est", "“le film d’«\u00a0Eau\u00a0»” est"),
    ("fr-CH", "l'« Équipe » l'«Équipe»", "l’« Équipe » l’«Équipe»"),
    ("it", "l'«Unità», dell'“altro”", "l’«Unità», dell’“altro”"),
    ("es", "d'«x» l'“x”", "d’«x» l’“x”"),
    ("pt", "d'«x» d'“x”", "d’«x» d’“x”"),
    ("de", "d'«x»; »er sagte 'ja'«; „er rief 'nein'“", "d’«x»; »er sagte ‚ja‘«; „er rief ‚nein‘“"),
    ("da", "d'»x«; »han sagde 'ja'«", "d’»x«; »han sagde ›ja‹«"),
    ("uk", "в'«x»", "в’«x»"),
    ("ru", "д'«Артаньян»", "д’«Артаньян»"),
    # Years, and apostrophes further on.
    ("it", "Negli anni '90 un po' di pane", "Negli anni ’90 un po’ di pane"),
    ("it", "Gli anni '70, '80 e '90: un po' di storia", "Gli anni ’70, ’80 e ’90: un po’ di storia"),
    ("it", "'Un po' di mare', la citta' e '68", "“Un po’ di mare”, la citta’ e ’68"),
    ("es", "Los años '90: p'alante y pa' siempre", "Los años ’90: p’alante y pa’ siempre"),
    ("nl", "In de jaren '90 was het foto's maken duur, zei Jans' broer", "In de jaren ’90 was het foto’s maken duur, zei Jans’ broer"),
    ("nl", "EK '88 en Hans' doelpunt", "EK ’88 en Hans’ doelpunt"),
    ("fr", "Mai '68, puis l'autr' jour; en mai '68 l'autr' jour", "Mai ’68, puis l’autr’ jour; en mai ’68 l’autr’ jour"),
    ("pt", "A geração de '68 e os Santos' gols", "A geração de ’68 e os Santos’ gols"),
    ("pt-PT", "A geração de '68 e os Santos' golos", "A geração de ’68 e os Santos’ golos"),
    ("nb", "'68 og Lars' bok", "’68 og Lars’ bok"),
    ("no", "'68 og Lars' bok", "’68 og Lars’ bok"),
    ("nn", "'68 og Lars' bok", "’68 og Lars’ bok"),
    ("sv", "'68 och Lars' bok, '90-talet", "’68 och Lars’ bok, ’90-talet"),
    ("fi", "Vuonna '68 Lars' ei", "Vuonna ’68 Lars’ ei"),
    ("da", "I '90erne og '68 var Lars' bog", "I ’90erne og ’68 var Lars’ bog"),
    ("de", "Die '68er und '90er Jahre, Hans' Haus", "Die ’68er und ’90er Jahre, Hans’ Haus"),
    ("de", "Im Mai '68 stand Hans' Haus; '10 Regeln' gelten", "Im Mai ’68 stand Hans’ Haus; ‚10 Regeln‘ gelten"),
    ("de-CH", "Seit '68 steht Hans' Haus", "Seit ’68 steht Hans’ Haus"),
    ("pl", "'68 i Klaus' dom", "’68 i Klaus’ dom"),
    ("cs", "'68 a Klaus' dům", "’68 a Klaus’ dům"),
    ("ru", "'68-го, Кот-д'Ивуар' и", "’68-го, Кот-д’Ивуар’ и"),
    ("uk", "'90-х, Кот-д'Івуар' і", "’90-х, Кот-д’Івуар’ і"),
    ("ja", "'90年代の音楽。'08年。", "’90年代の音楽。’08年。"),
    ("zh", "在'68年说'好'", "在’68年说‘好’"),
    ("zh", "'10年后'的", "‘10年后’的"),
    ("ja", "'68年と'70年", "’68年と’70年"),
    ("fr", "l''eau' et", "l’“eau” et"),
    ("nl", "de jaren '80 en '90 waren Hans' jaren", "de jaren ’80 en ’90 waren Hans’ jaren"),
    ("zh", "'90年代，他说'好'", "’90年代，他说‘好’"),
    ("zh-TW", "'90年代，他說'好'", "’90年代，他說『好』"),
    # Inches and feet.
    ("fr", "27\" et 12\", 5'10\", \"un 27\" cher\"", "27\" et 12\", 5'10\", «\u00a0un 27\" cher\u00a0»"),
    ("fr", '"Il en a 27", dit-il', "«\u00a0Il en a 27\u00a0», dit-il"),
    ("es", "27\", 5'10\"", "27\", 5'10\""),
    ("it", "27\", 5' 10\"", "27\", 5' 10\""),
    ("pt-PT", '8½"×11"', '8½"×11"'),
    ("de", "27\"-Monitor, 5'10\"", "27\"-Monitor, 5'10\""),
    ("da", '27" og', '27" og'),
    ("nb", '27" og', '27" og'),
    ("ru", '27" и', '27" и'),
    ("uk", '27" і', '27" і'),
    ("cs", '27" a', '27" a'),
    ("ja", '27"', '27"'),
    ("zh-TW", '27"', '27"'),
    ("pl", "27\", 5'10\"", "27”, 5’10”"),
    ("sv", '27" och', "27” och"),
    # A name in the genitive within a quotation; dots.
    ("de", """"Ich sagte: 'Das ist Hans' Haus'", so er""", "„Ich sagte: ‚Das ist Hans’ Haus‘“, so er"),
    ("de", "Er rief 'los' und Hans' Haus", "Er rief ‚los‘ und Hans’ Haus"),
    ("zh", "等等......", "等等……"),
    ("zh-TW", "等等...... 等...", "等等…… 等……"),
    ("ja", "と......", "と……"),
    ("en", "wait......", "wait……"),
    ("ar", """قال "نعم" -- ثم...""", """قال "نعم" -- ثم..."""),
    ("he", 'צה"ל', 'צה"ל'),
    ("tlh", """"x" -- 'y'...""", """"x" -- 'y'..."""),
]
# fmt: on


class TestLanguages:
    @pytest.mark.parametrize(("lang", "typed", "is_set"), TABLE)
    def test_a_text_is_set_by_its_language(self, lang: str, typed: str, is_set: str) -> None:
        """And one without a rule keeps what was typed. HTML and plain text are set alike."""
        assert unescape(USUAL.html(typed, lang)) == is_set
        assert USUAL.plain(typed, lang) == is_set

    def test_a_story_says_its_language_and_words_in_it_their_own(self) -> None:
        """Headline, standfirst and body go by `lang`; so does a `span` with one."""
        story = good(title="""'"Flut"'""", summary="""'"Ebbe"'""", lang="de")
        assert (story.title, story.headline, story.standfirst) == ("„Flut“", "„Flut“", "„Ebbe“")
        mixed = """"Flut" <span lang="fr">"mer <i>x</i>"</span> "Ebbe\""""
        assert USUAL.html(mixed, "de") == (
            '„Flut“ <span lang="fr">«\u00a0mer <i>x</i>\u00a0»</span> „Ebbe“'
        )

    def test_a_paper_in_another_language_sets_all_by_it(self) -> None:
        """DEFAULT_LANG counts where a text says nothing."""
        paper = Typography.from_settings({"TYPOGRIFY": True, "DEFAULT_LANG": "fr"})
        assert paper.plain('"mer"') == "«\u00a0mer\u00a0»"


def _documented() -> list[tuple[str, str]]:
    """Return what the table for writers shows as typed, and as it is set."""
    text = (ROOT / "docs/writers.md").read_text("utf-8")
    rows = text.partition("| Rule | Typed | Set in English |")[2].partition("\n\n")[0]
    cells = [row.strip("|").split(" | ") for row in rows.splitlines()[2:]]
    return [
        (re.sub(r"^(`+) ?(.*?) ?\1$", r"\2", typed), is_set.strip()) for _, typed, is_set in cells
    ]


class TestDocs:
    @pytest.mark.parametrize(
        ("typed", "is_set"), [row for row in _documented() if row[0][:8] != "authors:"]
    )
    def test_writers_are_shown_what_they_get(self, typed: str, is_set: str) -> None:
        """Each example in docs/writers.md is set as it says there."""
        as_it_stands = replace(READING, typography=Typography(on=False))
        shown = [html(body_of(typed)), html(body_of(is_set, as_it_stands))]
        assert text_of(parse(shown[0])) == text_of(parse(shown[1]))


class TestSettings:
    def test_without_typogrify_a_text_stays(self) -> None:
        """In HTML, and in plain text."""
        off = Typography(on=False)
        assert (off.html('"x" & y'), off.plain('"x"')) == ('"x" & y', '"x"')

    def test_each_filter_can_be_left_out(self) -> None:
        """Ampersands, quotes, capitals, first quotes."""
        typed = '<p>"DNA" &amp; it\'s</p>'
        assert Typography().html(typed) == (
            '<p><span class="dquo">“</span><span class="caps">DNA</span>” '
            '<span class="amp">&amp;</span> it’s</p>'
        )
        assert Typography(omit=FILTERS).html(typed) == typed

    def test_ampersands_in_code_stay(self) -> None:
        """And those that are part of a word."""
        assert USUAL.html("<code>a &amp; b</code> AT&amp;T") == "<code>a &amp; b</code> AT&amp;T"

    @pytest.mark.parametrize("ignored", ["q", "q.own-x", ".own-x", "q#id", "#id"])
    def test_elements_can_be_left_alone(self, ignored: str) -> None:
        """By their name, their class or their id."""
        typed = '<q class="a own-x" id="id">"x" <q>"y"</q></q>'
        assert (
            Typography(omit=USUAL.omit, ignore_tags=(ignored,)).html(f'{typed} "z"')
            == f"{typed} “z”"
        )

    @pytest.mark.parametrize(
        ("dashes", "is_set"),
        [("default", "a—b—c"), ("oldschool", "a–b—c"), ("oldschool_inverted", "a—b–c")],
    )
    def test_dashes_can_be_chosen(self, dashes: str, is_set: str) -> None:
        """How many hyphens make which."""
        assert Typography(omit=USUAL.omit, dashes=dashes).html("a--b---c") == is_set


# fmt: off
PIECES = [
    "<p>", "</p>", "<a href='x'>", "</a>", "<em>", "</em>", "<br/>", "<li>", "</li>", "<h2>", "</h2>",
    '<span lang="fr">', '<span class="x">', "</span>", "<code>", "</code>", "<pre>", "</pre>", "<!-- a -->",
    "--", "---", "-", "...", ". . .", "'", '"', "``", "''", "&amp;", "&lt;", "&#38;", "&nbsp;", "(", ")",
    ".", "!", "?", ":", "«", "»", "“", "”", "1", "12", "300", "½", "'80s", "'90 ", "'cause", "po'", "Hans'", "5'10\"", "'s", "'n'", "'tis", " ", "  ", "\n",
    "\u00a0", "\u202f", "%", "€", "It", "word", "é", "不", "道", "https://x.example/a--b", "j@x.example", "/",
]
WORDS = st.text(alphabet="abcé不ה ,;0", min_size=1, max_size=4)
TYPED = st.lists(st.one_of(st.sampled_from(PIECES), WORDS), min_size=6, max_size=40).map("".join)
# fmt: on
MOVED = re.compile(r"""["'`“”‘’„‚«»‹›「」『』.…\s\u202f—–-]""")


def _bare(html: str) -> str:
    """Return HTML without what typography may change."""
    return MOVED.sub(
        "", html.replace('<span class="amp">&amp;</span>', "&amp;").replace("&#38;", "&amp;")
    )


class TestAnyText:
    @given(TYPED, st.sampled_from(LANGUAGES), st.sampled_from(sorted(DASHES)))
    def test_nothing_but_marks_and_spaces_changes(self, typed: str, lang: str, dashes: str) -> None:
        """Every word, every other sign and every tag stays, in its order."""
        typography = Typography(omit=USUAL.omit, dashes=dashes)
        assert _bare(typography.html(typed, lang)) == _bare(typed)

    @given(TYPED, st.sampled_from(LANGUAGES))
    @example('"<em>a</em>\'s"', "en")
    def test_what_is_set_stays_as_it_is(self, typed: str, lang: str) -> None:
        """To set a text once more changes nothing."""
        once = USUAL.html(typed, lang)
        assert USUAL.html(once, lang) == once

    @pytest.mark.parametrize(
        "unit",
        [
            "'90 ",
            "'\"",
            "'cause ",
            "Hans' x ",
            '12" a ',
            "<em>'a'</em> ",
            "a.a.",
            "a-",
            "a--b.",
            "1 000 ",
        ],
    )
    def test_its_time_grows_with_the_text_alone(self, unit: str) -> None:
        """Not with its square: eight times the text takes less than 30 times as long."""

        def least(times: int) -> float:
            text = f"see http://x.example 'go \"go {unit * times} end!'"
            return min(
                timeit(partial(USUAL.html, text, lang), timer=process_time, number=1)
                for lang in ["de", "fr"] * 3
            )

        assert least(4000) < 30 * least(500)

    @given(TYPED)
    def test_a_language_without_a_rule_keeps_every_sign(self, typed: str) -> None:
        """But for the look of ampersands."""
        plain = Typography(omit=FILTERS)
        assert USUAL.plain(typed, "ar") == typed
        assert plain.html(typed, "en") == typed
