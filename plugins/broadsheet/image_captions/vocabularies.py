"""Vocabularies: how a picture came about, and whether programs may learn from it, by short codes.

IPTC's list of digital source types (https://cv.iptc.org/newscodes/digitalsourcetype/) without those
that are retired, and PLUS's of data mining (https://ns.useplus.org/LDF/ldf-XMPSpecification). Files
hold the full address of a term, and so does a sidecar once it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from broadsheet.reporting.faults import choose_from
from broadsheet.story.fields import Unfit

_SOURCES = (
    *("algorithmicMedia", "algorithmicallyEnhanced", "composite", "compositeCapture"),
    *("compositeSynthetic", "compositeWithTrainedAlgorithmicMedia", "computationalCapture"),
    *("dataDrivenMedia", "digitalCapture", "digitalCreation", "humanEdits", "negativeFilm"),
    *("positiveFilm", "print", "screenCapture", "trainedAlgorithmicMedia", "virtualRecording"),
)
_MINING = (
    *("allowed", "prohibited", "prohibited-aimltraining", "prohibited-genaimltraining"),
    "prohibited-exceptsearchengineindexing",
)
DIGITAL_SOURCES = {
    code: f"http://cv.iptc.org/newscodes/digitalsourcetype/{code}" for code in _SOURCES
}
DATA_MINING = {code: f"http://ns.useplus.org/ldf/vocab/DMI-{code.upper()}" for code in _MINING}


def _term(terms: Mapping[str, str], what: str) -> Callable[[Any], str]:
    def term(value: Any) -> str:
        found = terms.get(value) if isinstance(value, str) else None
        if found is None:
            raise Unfit(f"“{value}” is no {what}", choose_from(str(value), terms))
        return found

    return term


DigitalSource = Annotated[
    str,
    BeforeValidator(_term(DIGITAL_SOURCES, "digital source type of IPTC's")),
    WithJsonSchema({"type": "string", "enum": sorted(DIGITAL_SOURCES)}),
]
DataMining = Annotated[
    str,
    BeforeValidator(_term(DATA_MINING, "word of PLUS's on data mining")),
    WithJsonSchema({"type": "string", "enum": sorted(DATA_MINING)}),
]
