"""Drawings in which a minifier easily changes what is seen."""

from __future__ import annotations

_HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def _drawing(inside: str, root: str = 'viewBox="0 0 200 120"') -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<svg {_HEAD} {root}>\n{inside}\n</svg>\n'


_SHAPES = """<g id="layer1">
  <path id="p1" d="M 10.00 , 10.50 L +30.0,40 C 50.500 60.25, 70 -0.50 90 10.0 z" fill="teal"/>
  <path id="p2" d="M60 60a10 20 -30 0110 25a10 20 0 1 0 20.0 0.50h-05.0v+7.10t3 4 5.5.5q1-1 2e1 2" fill="none" stroke="navy" stroke-width="0.70"/>
  <path id="p3" d="M 100 100 L 150 110 L 1. 3" stroke="red"/>
  <polygon points=" 120,20 140.0,20.00 130 , 40.5 "/>
  <polyline points="150,20 160,30 170,10 x" fill="none" stroke="green"/>
  <rect x="0.50" y="90.0" width="20.10" height="10" rx="02.0" opacity="0.50"/>
</g>"""

AWKWARD = {
    "shapes": _drawing(_SHAPES),
    "text": _drawing(
        """<text x="5" y="20" font-size="12.0">One  <tspan font-weight="bold">two</tspan> <tspan>three</tspan>
  four <a href="#x"> <tspan>five</tspan> </a></text>
<text x="5" y="40" font-size="12" xml:space="preserve">  kept   <tspan> blanks </tspan>  </text>
<g xml:space="preserve"> <text x="5" y="60" font-size="12"> in   <tspan>a</tspan> group </text> </g>
<text style="white-space: pre" x="5.0 12.0 30" y="80" font-size="12"> a  b c</text>
<text x="5" y="100" font-size="12">
  <tspan x="5" dy="0.0">under</tspan>
  <tspan x="50" dy="0.50em">each</tspan>
</text>"""
    ),
    "use and defs": _drawing(
        """<defs>
  <symbol id="s" viewBox="0 0 10.0 10.0"> <circle cx="5" cy="5.0" r="4.50"/> </symbol>
  <g id="h"> <rect width="20" height="8.0"/> </g>
</defs>
<use href="#s" x="10" y="10" width="30" height="30"/> <use xlink:href="#h" x="60.0" y="20"/>
<use href="#%68" x="100" y="20" fill="red"/>"""
    ),
    "styles": _drawing(
        """<style type="text/css"><![CDATA[
  #a > rect { fill: teal } g:empty + rect { fill: red } g:not(:empty) + rect { fill: blue }
  #\\62 { stroke: orange; stroke-width: 4 }
  rect + rect { opacity: .5 }
]]></style>
<g id="a"> <rect x="5" y="5" width="30" height="30"/> <rect x="20" y="20" width="30" height="30"/> </g>
<g> </g> <rect x="60" y="5" width="30" height="30"/>
<g></g> <rect id="b" x="100" y="5" width="30" height="30"/>
<g><!-- nothing --></g> <rect x="140" y="5" width="30" height="30"/>"""
    ),
    "styles by attributes": _drawing(
        """<style>[id] { fill: teal } [width="30.0"] { stroke: red } path[d^="M 0"] { fill: gold }</style>
<rect id="z" x="5" y="5" width="30.0" height="30"/> <path d="M 060 60.0 h 30 v 30 z"/>"""
    ),
    "paints and effects": _drawing(
        """<defs>
  <linearGradient id="lg" x1="0.0" x2="1.0"> <stop offset="0.00" stop-color="red"/> <stop offset="100%" stop-color="blue" stop-opacity="0.50"/> </linearGradient>
  <radialGradient id="rg" xlink:href="#lg" r="0.60"/>
  <pattern id="pt" width="10.0" height="10" patternUnits="userSpaceOnUse"> <path d="M 0 0 L 10 10" stroke="black"/> </pattern>
  <clipPath id="cp"> <circle cx="30" cy="30.0" r="25"/> </clipPath>
  <mask id="mk"> <rect width="200" height="120" fill="url(#lg)"/> </mask>
  <marker id="mr" viewBox="0 0 10 10" refX="5.0" refY="5" markerWidth="6" markerHeight="6" orient="auto"> <path d="M 0 0 L 10 5 L 0 10 z"/> </marker>
  <filter id="fl"> <feGaussianBlur stdDeviation="2.0" result="b"/> <feMerge> <feMergeNode in="b"/> <feMergeNode in="SourceGraphic"/> </feMerge> </filter>
</defs>
<rect width="60" height="60" fill="url(#lg)" clip-path="url(#cp)"/>
<rect x="65" width="60" height="60.0" style="fill:url('#rg')" mask="url(#mk)"/>
<rect x="130" width="60" height="60" fill="url( #pt )"/>
<path d="M 10 80 L 60 100 L 100 80" fill="none" stroke="black" marker-end="url(#mr)" marker-mid="url(#mr)"/>
<circle cx="150" cy="90" r="15.50" fill="teal" filter="url(#fl)"/>"""
    ),
    "switches and nested drawings": _drawing(
        """<switch> <g systemLanguage="xx"> <rect width="10" height="10"/> </g> <text x="5" y="20">else  <tspan>this</tspan></text> </switch>
<svg x="50.0" y="10" width="100" height="50" viewBox="0 0 50 50" preserveAspectRatio="xMaxYMid slice"> <circle cx="25" cy="25" r="25.0"/> </svg>"""
    ),
    "a size without a viewBox": _drawing(_SHAPES, 'width="180.0" height="90.50"'),
    "only a width": _drawing(_SHAPES, 'width="180" viewBox="0 0 100 60" preserveAspectRatio="none"'),
    "no size": _drawing(_SHAPES, ""),
    "a doctype and entities": (
        '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
        f'<svg {_HEAD} viewBox="0 0 200 120">\n<text x="5" y="30">&#160;&#x2014; &amp; &lt;a&gt;&#10;b  c</text>\n</svg>\n'
    ),
    "a prefix": (
        '<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 200 120">\n'
        '<s:g> <s:text x="5" y="30">a <s:tspan>b</s:tspan></s:text> </s:g>\n</s:svg>\n'
    ),
    "dark screens": _drawing(
        """<style>rect { fill: white } text { fill: currentColor } @media (prefers-color-scheme: dark) { rect { fill: black } svg { color: gold } }</style>
<rect width="200" height="120"/> <text x="10" y="60" font-size="30">Night</text>"""
    ),
    "the current colour": _drawing(
        """<g color="teal"> <rect width="50" height="50" fill="currentColor"/> <path d="M 60 0 l 50 50" stroke="currentColor"/> </g>"""
    ),
    "an animation": _drawing(
        """<rect id="r" width="50" height="50"> <set attributeName="fill" to="teal" begin="0s"/> </rect>
<rect x="60" width="50" height="50"> <set attributeName="fill" to="red" begin="r.click"/> </rect>"""
    ),
}  # fmt: skip

EXPORTED = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<!-- © Ann Lee 2026, all rights reserved -->

<svg
   width="120mm"
   height="80mm"
   viewBox="0 0 120 80"
   version="1.1"
   id="svg5"
   inkscape:version="1.3 (0e150ed6c4, 2023-07-21)"
   sodipodi:docname="/home/ann/harbour.svg"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:xlink="http://www.w3.org/1999/xlink"
   xmlns="http://www.w3.org/2000/svg"
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
   xmlns:cc="http://creativecommons.org/ns#"
   xmlns:dc="http://purl.org/dc/elements/1.1/">
  <title>The harbour</title>
  <desc>Quays  and ships</desc>
  <sodipodi:namedview
     id="namedview7"
     pagecolor="#ffffff"
     inkscape:zoom="0.73"
     inkscape:window-width="1920" />
  <defs
     id="defs2" />
  <g
     inkscape:label="Layer 1"
     inkscape:groupmode="layer"
     id="layer1">
    <path
       style="fill:#3c5a73;stroke-width:0.264583"
       d="M 10.000,10.000 C 20.500,20.250 30.000,40.000 60.000,70.500 Z"
       id="path3471"
       sodipodi:nodetypes="ccc" />
  </g>
  <metadata
     id="metadata5">
    <rdf:RDF>
      <cc:Work
         rdf:about="">
        <dc:format>image/svg+xml</dc:format>
        <dc:creator>
          <cc:Agent>
            <dc:title>Ann Lee</dc:title>
          </cc:Agent>
        </dc:creator>
        <cc:license
           rdf:resource="http://creativecommons.org/licenses/by/4.0/" />
      </cc:Work>
    </rdf:RDF>
  </metadata>
</svg>
"""
"""A drawing as Inkscape saves it."""
