"""The look of a report: calm, one accent colour, light and dark, on a screen of any width and on paper."""

__all__ = ["RULES"]

_LIGHT = """
--paper:#fdfcfa;--ink:#1d2226;--soft:#5b646b;--line:#e3e0da;--fill:#c9cdd0;--band:#ece8e1;--accent:#0b6b66;
--accent-soft:#d5e9e6;--card:#f6f4f0;--rust:#8a3b12;
"""
_DARK = """
--paper:#14181b;--ink:#e9e7e2;--soft:#a3adb4;--line:#2c3338;--fill:#566069;--band:#232a2f;--accent:#6fd0c4;
--accent-soft:#1d3b3a;--card:#1a1f23;--rust:#f0a47c;
"""

RULES = (
    f":root{{color-scheme:light dark;{_LIGHT}}}"
    f"@media (prefers-color-scheme:dark){{:root{{{_DARK}}}}}"
    """
*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,
"Noto Sans","Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
.wrap{max-width:58rem;margin:0 auto;padding:0 1.5rem}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}
a:hover{text-decoration-thickness:2px}
:is(a,summary,.scroll,.chart):focus-visible{outline:3px solid var(--accent);outline-offset:2px;
border-radius:2px}
.skip{position:absolute;left:-200rem;background:var(--paper);padding:.5rem 1rem}
.skip:focus{left:1rem;top:1rem;z-index:1}
h1,h2,h3{font-family:ui-serif,Charter,"Bitstream Charter","Iowan Old Style","Palatino Linotype",Georgia,
"Noto Serif","Liberation Serif",serif;font-weight:500;line-height:1.2;letter-spacing:-.01em;text-wrap:balance}
h1{font-size:clamp(2.4rem,6vw,3.9rem);margin:.3rem 0 .6rem}
h2{font-size:1.75rem;margin:0 0 .9rem}
h3{font-size:1.15rem;margin:2rem 0 .5rem}
header{padding:5rem 0 0}
.over{color:var(--accent);font-weight:600;letter-spacing:.02em;margin:0}
.made,.note,.meta,figcaption,.behind .n{color:var(--soft);font-size:.9rem}
.made{margin:0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:2rem;
margin:3.2rem 0 0;padding:1.6rem 0;border:solid var(--line);border-width:1px 0;list-style:none}
.tiles b{display:block;font:500 2.6rem/1.1 ui-serif,Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Noto Serif",
"Liberation Serif",serif}
.tiles b a{color:inherit;text-decoration:none}
.tiles b a:hover{color:var(--accent)}
.tiles span{display:block;margin-top:.25rem}
.tiles small{display:block;color:var(--soft);font-size:.9rem}
nav{margin:1.6rem 0 0;font-size:.95rem}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;list-style:none;margin:0;padding:0}
nav a{display:inline-block;min-height:1.6rem;text-decoration:none}
nav a:hover{text-decoration:underline}
section{padding:4.2rem 0 0}
section p{max-width:44rem;margin:.4rem 0}
.lead p:first-child{font-size:1.2rem;line-height:1.5}
figure{margin:1.8rem 0 0}
.chart{overflow-x:auto;overflow-y:hidden}
svg{display:block;width:100%;height:auto;overflow:visible}
svg text{font-family:inherit;font-size:13px;fill:var(--ink)}
svg .soft{fill:var(--soft)}
svg .strong{font-weight:600}
svg .axis{stroke:var(--line);stroke-width:1}
svg .rule{stroke:var(--soft);stroke-width:1.5}
svg .usual{stroke:var(--soft);stroke-width:1.5;fill:none;stroke-dasharray:1 3;stroke-linecap:round}
svg .band{fill:var(--band)}
svg .bar{fill:var(--fill)}
svg .loud,svg .praise{fill:var(--accent)}
svg .criticism{stroke:var(--rust);stroke-width:1.2}
svg .hatch{stroke:var(--rust);stroke-width:2}
svg .whisker{stroke:var(--ink);stroke-width:1.5}
svg .dot{fill:var(--accent)}
svg .ring{fill:var(--paper);stroke:var(--soft);stroke-width:2}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1.6rem 2.4rem;margin-top:1.8rem}
.grid figure{margin:0}
.grid figcaption{color:var(--ink);font-size:1rem;margin-bottom:.2rem}
.grid figcaption span{color:var(--soft)}
details{margin:1.2rem 0 0}
summary{cursor:pointer;color:var(--soft);font-size:.95rem;min-height:1.6rem;width:fit-content}
summary:hover{color:var(--ink)}
.scroll{overflow-x:auto;margin:1rem 0 0}
table{border-collapse:collapse;width:100%;font-size:.95rem;line-height:1.5}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.3rem 0 .3rem 1.1rem;text-align:right;border-bottom:1px solid var(--line);vertical-align:top}
th:first-child,td:first-child{text-align:left;padding-left:0}
thead th{font-weight:500;color:var(--soft);vertical-align:bottom}
tbody th{font-weight:400;min-width:8rem}
td{white-space:nowrap}
td a{display:inline-block;min-width:1.6rem;min-height:1.6rem;text-decoration-color:var(--line)}
.quotes{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:0 3rem}
blockquote{margin:0 0 1.5rem;padding:0 0 0 1.1rem;border-left:2px solid var(--line)}
.is-praise blockquote{border-color:var(--accent)}
.is-criticism blockquote{border-left-style:dashed;border-color:var(--rust)}
blockquote p{margin:0 0 .3rem}
cite{font-style:normal;color:var(--soft);font-size:.9rem}
.lessons{font-size:1.1rem;max-width:44rem;padding-left:1.2rem}
.lessons li{margin:.5rem 0}
.behind{columns:2 20rem;column-gap:3rem;list-style:none;padding:0;font-size:.9rem}
.behind li{break-inside:avoid;padding:.25rem 0}
.behind a{display:inline-block;min-height:1.5rem;margin-right:.35rem}
.mentions{list-style:none;padding:0;font-size:.95rem}
.mentions li{padding:.9rem 0;border-top:1px solid var(--line);break-inside:avoid}
.mentions p{max-width:none;margin:.1rem 0}
:target{background:var(--accent-soft);box-shadow:0 0 0 .5rem var(--accent-soft)}
.notes{margin-top:1.4rem;color:var(--soft);font-size:.95rem}
footer{padding:5rem 0 4rem}
@media (max-width:34rem){header{padding-top:2.6rem}section{padding-top:3rem}.wrap{padding:0 1.1rem}
.tiles{gap:1.4rem 1rem;grid-template-columns:1fr 1fr}.tiles b{font-size:2.1rem}
.chart svg{min-width:38rem}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@page{size:A4;margin:18mm 16mm}
"""
    f"@media print{{:root{{color-scheme:light;{_LIGHT}--paper:#fff}}"
    """
html{font-size:9.5pt}
body{font-size:1rem;line-height:1.45}
.wrap{max-width:none;padding:0}
header{padding:0}
h1{font-size:30pt}h2{font-size:15pt;break-after:avoid}h3{font-size:11pt;break-after:avoid}
section{padding-top:9mm}
nav,.skip,summary{display:none}
.tiles{margin-top:8mm;grid-template-columns:repeat(4,1fr);gap:6mm}.tiles b{font-size:22pt}
figure,table,blockquote,.tiles,.lead{break-inside:avoid}
.lead{break-after:avoid}
.long{break-inside:auto}
tr,li{break-inside:avoid}
thead{display:table-header-group}
.scroll,.chart{overflow:visible}
table{font-size:9pt}
.grid{grid-template-columns:repeat(3,1fr);gap:5mm 8mm}
.quotes{grid-template-columns:1fr 1fr;gap:0 8mm}
a{color:inherit;text-decoration:none}
.mentions a[href^="http"]::after{content:" (" attr(href) ")";overflow-wrap:anywhere;color:var(--soft)}
.behind{columns:3;column-gap:6mm;font-size:7.5pt}
.behind .n,.mentions .meta{font-size:7.5pt}
.mentions{columns:2;column-gap:8mm;font-size:8pt}
.mentions li{padding:1.5mm 0}
:target{background:none;box-shadow:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""
)
"""The style sheet; the same text for every report."""
