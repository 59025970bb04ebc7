"""The style sheet of our pages. Mail programs know little: no variables, no grid, every colour said outright.

Contrast is 4.5 : 1 or better in both schemes (WCAG 2.2, 1.4.3); a sign and a word stand beside every colour.
"""

__all__ = ["STYLE"]

STYLE = """
html { background: #f6f5f2; }
body { margin: 0 auto; max-width: 44rem; padding: 2rem 1.25rem 3rem; background: #f6f5f2; color: #1d1d1b;
  font: 17px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; font-weight: 650; letter-spacing: -.01em; }
h2 { font-size: 1.05rem; line-height: 1.3; margin: 2.5rem 0 .75rem; padding-top: .6rem; border-top: 2px solid #1d1d1b;
  font-weight: 650; }
h3 { font-size: 1.06rem; line-height: 1.4; margin: .15rem 0 .2rem; font-weight: 600; }
p { margin: .3rem 0; }
a { color: #0b4f7a; text-decoration-thickness: 1px; text-decoration-color: #8fb0c4; text-underline-offset: .2em; }
a:hover { text-decoration-color: currentColor; }
a:focus-visible { outline: 3px solid #0b4f7a; outline-offset: 2px; }
mark { background: #fbeec2; color: inherit; padding: 0 .1em; border-radius: 2px; }
.kicker, .meta, .note, footer { color: #5a5852; }
.kicker { font-size: .95rem; margin: 0 0 .1rem; }
.meta, .note { font-size: .9rem; }
.number { white-space: nowrap; }
.total { font-size: 1.15rem; margin-top: 1.25rem; }
.labels { margin: .4rem 0 0; padding: 0; list-style: none; }
.labels li { display: inline-block; margin: 0 1.2rem .2rem 0; }
.trend { letter-spacing: .05em; color: #0b4f7a; }
.lines { margin: 0; padding: 0; list-style: none; }
.line { margin: 0 0 1.4rem; padding: 0 0 0 1rem; border-left: 3px solid #d5d2c8; }
.line.praise { border-left-color: #2c7a4b; }
.line.criticism { border-left-color: #b3372a; }
.line.mixed { border-left-color: #8a6400; }
.line.asks { border-left-color: #0b4f7a; }
.reason { font-size: .95rem; font-weight: 600; margin: 0; }
.praise .reason, .word.praise { color: #22633c; }
.criticism .reason, .word.criticism { color: #9c2c20; }
.mixed .reason, .word.mixed { color: #765500; }
.asks .reason { color: #0b4f7a; }
.plain { margin: 0; padding: 0 0 0 1.1rem; }
.plain li { margin: 0 0 .5rem; }
.news { margin: 1.5rem 0 0; padding: .8rem 1rem; background: #fff; border: 1px solid #d5d2c8; border-radius: 6px; }
.news ul { margin: 0; padding: 0; list-style: none; }
.news li { margin: 0 0 .9rem; }
.news li:last-child { margin-bottom: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .25rem .8rem .25rem 0; vertical-align: baseline; font-weight: 400; }
thead th { font-size: .9rem; color: #5a5852; }
td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.ours th, tr.ours td { font-weight: 600; }
.bar { color: #0b4f7a; letter-spacing: -.05em; white-space: nowrap; }
.end { font-weight: 600; margin-top: 2rem; }
footer { margin-top: 2.5rem; font-size: .85rem; }
@media (max-width: 30rem) { .bar { display: none; } h1 { font-size: 1.6rem; } }
@media (prefers-color-scheme: dark) {
  html, body { background: #171716; color: #ecebe6; }
  h2 { border-top-color: #ecebe6; }
  a, .trend, .bar, .asks .reason { color: #8ec5ea; }
  a:focus-visible { outline-color: #8ec5ea; }
  mark { background: #4d4115; }
  .kicker, .meta, .note, footer, thead th { color: #aaa79d; }
  .line { border-left-color: #45433d; }
  .line.praise { border-left-color: #5cb27c; } .praise .reason, .word.praise { color: #7fce9c; }
  .line.criticism { border-left-color: #e0705f; } .criticism .reason, .word.criticism { color: #f0998b; }
  .line.mixed { border-left-color: #cfa23a; } .mixed .reason, .word.mixed { color: #e3bd62; }
  .line.asks { border-left-color: #8ec5ea; }
  .news { background: #21211f; border-color: #45433d; }
}
@page { margin: 18mm 16mm; }
@media print {
  html, body { background: #fff; color: #000; font-size: 10.5pt; max-width: none; padding: 0; }
  .line, .news, .plain li, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  a { color: #000; }
  .line a::after { content: " (" attr(href) ")"; font-size: .8em; font-weight: 400; overflow-wrap: anywhere; }
  mark { background: none; font-weight: 600; }
}
"""
