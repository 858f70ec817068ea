"""Years: the words beside a year written short, ’68, which tell it from the number of a quotation.

The names of months are those of Unicode's CLDR: https://cldr.unicode.org.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

_LONGEST = 24

# Words of time, behind which a number is a year.
_BEFORE = {
    "en": "in|of|since|until|till|before|after|by|from|early|mid|late|class|season|year|anno"
    "|spring|summer|autumn|fall|winter|christmas|easter|back",
    "de": "seit|bis|vor|nach|um|ab|anno|jahr|jahre|jahren|jahrgang|saison|anfang|mitte|ende|von"
    "|frühjahr|frühling|sommer|herbst|winter|weihnachten|ostern|wm|em",
    "fr": "en|depuis|avant|après|vers|années|année|an|ans|début|fin|saison|printemps|été|automne"
    "|hiver|noël|pâques|de",
    "es": "en|desde|hasta|antes|año|años|temporada|primavera|verano|otoño|invierno|navidad|del|de",
    "it": "nel|dal|al|del|dopo|anno|anni|stagione|primavera|estate|autunno|inverno|natale|fine",
    "pt": "em|desde|até|ano|anos|década|geração|temporada|primavera|verão|outono|inverno|natal|de",
    "pl": "w|od|do|po|przed|rok|roku|lat|lata|latach|sezon|wiosna|lato|jesień|zima|wiosną|latem"
    "|jesienią|zimą",
    "nl": "in|sinds|tot|voor|na|van|jaar|jaren|begin|eind|medio|seizoen|lente|zomer|herfst|winter"
    "|ek|wk|anno",
    "sv": "i|sedan|till|före|efter|år|åren|våren|sommaren|hösten|vintern|säsongen|vm|em|anno",
    "da": "i|siden|til|før|efter|år|årene|foråret|sommeren|efteråret|vinteren|sæsonen|vm|em|anno",
    "nb": "i|siden|til|før|etter|år|årene|våren|sommeren|høsten|vinteren|sesongen|vm|em|anno",
    "fi": "vuonna|vuoden|vuosi|vuosina|kesällä|talvella|keväällä|syksyllä|kausi",
    "ru": "в|с|до|после|к|год|года|году|годы|весной|летом|осенью|зимой|весна|лето|осень|зима",
    "uk": "в|у|з|до|після|рік|року|році|роки|навесні|влітку|восени|взимку",
    "cs": "v|ve|od|do|po|před|rok|roku|roce|let|léta|letech|jaro|léto|podzim|zima|sezona|sezóna",
}
# Words that go on with a sentence behind a year, and seldom stand behind the first of a quotation.
_BEHIND = {
    "en": r"and(?! \d)|but|was|is|were|when|had|has|while|because",
    "de": r"und(?! \d)|aber|war|ist|wurde|als|hat|hatte|kam|weil|waren",
    "fr": r"et(?! \d)|mais|était|fut|est|quand|où|a|avait",
    "es": r"y(?! \d)|pero|fue|era|es|cuando|había",
    "it": r"e(?! \d)|ed|ma|fu|era|è|quando|aveva",
    "pt": r"e(?! \d)|mas|foi|era|é|quando|havia",
    "pl": r"i(?! \d)|a|ale|był|była|było|jest|gdy|kiedy",
    "nl": r"en(?! \d)|maar|was|is|werd|toen|had|heeft",
    "sv": r"och(?! \d)|men|var|är|blev|när|hade",
    "da": r"og(?! \d)|men|var|er|blev|da|havde",
    "nb": r"og(?! \d)|men|var|er|ble|da|hadde",
    "fi": r"ja(?! \d)|mutta|oli|on|kun",
    "ru": r"и(?! \d)|а|но|был|была|было|когда",
    "uk": r"і(?! \d)|й|та|але|був|була|було|коли",
    "cs": r"a(?! \d)|ale|byl|byla|bylo|je|když",
}
_SAME = {"no": "nb", "nn": "nb"}


def stands_for_year(text: str, start: int, end: int, lang: str) -> bool:
    """Say whether the words beside two digits, from start to end, speak of a year.

    The sign of the apostrophe belongs to the digits.
    """
    lang = _SAME.get(lang, lang)
    before, behind = _words(lang)
    return bool(before.search(text[max(0, start - _LONGEST) : start]) or behind.match(text, end))


@cache
def _words(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = [_BEFORE.get(lang, "(?!)"), *map(re.escape, _months(lang))]
    behind = rf"[ \u00a0\u202f](?:{_BEHIND.get(lang, '(?!)')})(?!\w)"
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(before)})[ \u00a0\u202f]\Z", re.IGNORECASE),
        re.compile(behind, re.IGNORECASE),
    )


def _months(lang: str) -> list[str]:
    forms = Locale.parse(lang).months
    return sorted(
        {name for form in ("format", "stand-alone") for name in forms[form]["wide"].values()}
    )
