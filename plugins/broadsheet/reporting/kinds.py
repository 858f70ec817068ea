"""The kinds of faults: codes that stay when words change, each with what it means.

A plugin may have kinds of its own besides. docs/reports.md has the same list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import nearest

KINDS = {
    "address-clash": "Two want one address, or none can be made of a name.",
    "address-lost": "An address that readers knew would lead nowhere.",
    "advice": "Advice of a plugin that gives no kind.",
    "agency-unruled": "A byline or credit holds an agency's name that no republishing rule sees.",
    "alt-missing": "A picture has no alt text.",
    "alt-repeats": "An alt text says what the caption says.",
    "alt-says-nothing": "An alt text is the name of a file, or says only that it is a picture.",
    "announcement-hidden": "Another announcement stands in the way of one all the time.",
    "author-twice": "Two files tell of one author.",
    "byline-doubtful": "A byline holds a title, or two authors as one.",
    "caption-hidden": "A caption is written where it cannot be shown.",
    "care": "A lack of care that a plugin found and gives no kind.",
    "catalogue": "A catalogue of words cannot be read as it stands.",
    "chart-data": "The numbers of a chart cannot be shown.",
    "class-unknown": "A text uses a class that texts may not use.",
    "comment": "A comment, or an instruction to a program, hides words that may be meant.",
    "copied-page": "A page that is published as it is has a fault.",
    "credit": "A missing credit that a plugin found and gives no kind.",
    "credit-link": "A credit holds a link, which it cannot keep.",
    "credit-missing": "A picture has no credit.",
    "credit-unclear": "A bracket in a caption may be a credit, and another one is used.",
    "crop-idle": "A focus or a crop is given for a picture that is never cropped.",
    "crop-small": "A crop leaves too few pixels of a picture to be shown.",
    "date-wrong": "A date or a moment contradicts another one.",
    "details-in-text": "`<details>` stands where it cannot hold paragraphs.",
    "direction": "An invisible sign turns the words behind a headline or another line round.",
    "drawing-unshared": "Other sites show no picture with links to a story that a drawing leads.",
    "embargo-late": "An embargo ends long after the date of the story.",
    "embargo-on-draft": "A draft has an embargo, and will not appear when that ends.",
    "embed-in-line": "A player or an embed is meant, and what is written is only a link.",
    "embed-untitled": "An embed does not say what it shows.",
    "entity-in-text": "Front matter holds HTML such as `&amp;`.",
    "feed-ids": "The list of ids of stories in feeds is faulty.",
    "file-astray": "A file lies where files of its kind do not belong, or out of reach.",
    "file-unreadable": "A file cannot be read as text, or holds signs that no text may hold.",
    "file-unused": "Nothing uses a file, and it is not published.",
    "folder-missing": "A setting names a folder that is not there.",
    "fragment-unknown": "A link leads to a place within a page that is not there.",
    "front-file": "A front file names a story or a section that cannot stand there.",
    "front-matter": "The lines above a text are not written as keys and values.",
    "honeypot-filled": "Browsers may fill in the field that is to catch robots.",
    "hook-misspelt": "A plugin's function is named nearly as one that is asked for.",
    "key-deprecated": "A key of front matter has another name now.",
    "key-missing": "A key of front matter is missing.",
    "key-unknown": "A key of front matter is not known.",
    "key-value": "A key of front matter has a value that it cannot have.",
    "letters-small": "Nobody can read the smallest letters of a drawing on a phone.",
    "link-dead": "A link leads nowhere.",
    "link-external": "A link to another site leads nowhere or has moved (only `--external` looks).",
    "link-malformed": "A link is written so that it is no link.",
    "link-refused": "A link leads to what is never published, or to no page.",
    "link-to-hidden": "A link leads to a story that readers cannot see yet.",
    "live": "The updates of live coverage are not in order.",
    "live-dropped": "The updates of a story have become mere headings.",
    "live-empty": "A story is live and has no update.",
    "loose-end": "Something in Markdown is begun and not ended, or written with a space too much.",
    "marker-idle": "A newsletter marker has no effect where it stands.",
    "markup": "HTML in a text is not closed, nested wrongly, or names a place twice.",
    "markup-of-looks": "A text holds HTML that only says how words look.",
    "markup-refused": "A text holds HTML that texts may not hold.",
    "markup-unseen": "A text holds tags, or words within tags, that no browser shows.",
    "name-near-another": "A topic or author is nearly named as another.",
    "name-twice": "A byline or the topics hold a name twice.",
    "newsletter": "A story asks for a newsletter that is not known, or in a place that cannot be.",
    "not-published": "A file is not published, or not yet.",
    "not-read": "A file lies among the stories, or elsewhere, and is not read.",
    "output-taken": "Something else lies where a file of the site is to be.",
    "picture": "A picture cannot be shown.",
    "picture-colours": "A picture does not say what its colours look like.",
    "picture-narrow": "A picture has too few pixels for its place.",
    "picture-source": "A `<picture>` offers other files than its `<img>`.",
    "picture-still": "A picture that moves stands still where it stands for another one.",
    "picture-wanted": "A front file names a story without a picture for a place that shows one.",
    "place-over": "A front file names a story whose time at its place is over.",
    "placeholder": "A placeholder such as `TK` stands where words were to be put.",
    "plugin": "A plugin of the paper fails, or is not written as it must be.",
    "plugin-idle": "A plugin does nothing here.",
    "quotation-marks": "Quotation marks around a caption or a value are not straight.",
    "recording": "A recording or an embed cannot be shown, or not in this way.",
    "recording-large": "A recording is large.",
    "recording-private": "A recording tells where or with what it was made.",
    "recording-still": "A recording of sound has a still, which is not shown.",
    "recording-unplayable": "Not all browsers play a recording or show its captions.",
    "rights": "A story names rights that are not known.",
    "section-unknown": "A story has no section, or one that is not known.",
    "security-expires": "security.txt is not to be relied on any more, or only for some days.",
    "setting": "A setting is wrong.",
    "setting-comma": "A comma may be missing between two texts of a setting.",
    "setting-deprecated": "A setting has another name now.",
    "setting-idle": "A setting has no effect.",
    "setting-link": "A setting names an address at which there is nothing.",
    "setting-unread": "Nothing reads a setting.",
    "signs-shown": "A headline or another plain line holds Markdown or HTML, which is shown.",
    "static-missing": "`STATIC_PATHS` or `STATIC_EXCLUDES` names what is not there.",
    "template": "A template cannot be printed, or prints what no page may hold.",
    "template-unused": "No page uses a template.",
    "transcript-missing": "Nobody can read what a recording says.",
    "unwritten": "A text has nothing in it, or what `new` wrote.",
    "version": "The paper was last worked on with another version than it can be.",
    "width-idle": "What says how wide a picture is to stand has no effect.",
    "wordmark-file": "Several files claim to be the wordmark, or one cannot be read.",
    "words-unused": "A catalogue translates what is said nowhere.",
    "wrong": "Any other error.",
}


class UnknownKind(BroadsheetError):
    """A kind was asked for that is none; the nearest was probably meant."""


def refuse_misspelt(asked: Iterable[str], found: Collection[str]) -> None:
    """Raise UnknownKind for a kind that is nearly one that there is; found: those of faults.

    One that is like none may be a plugin's that has no fault today.
    """
    known = {*KINDS, *found}
    for kind in asked:
        if kind in known:
            continue
        begun = (each for each in sorted(known) if each.startswith(kind))
        if near := nearest(kind, sorted(known)) or next(begun, None):
            raise UnknownKind(f"--kind: there is no kind `{kind}` (did you mean `{near}`?)")
