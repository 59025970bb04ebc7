"""How a report looks: one outline, told as a page, as Markdown, as a table for programs and as a workbook.

`outline` says in words and tables what the report says; `page`, `markdown` and `workbook` write that down,
`figures_csv` writes the figures alone. They are imported one by one: a workbook needs a package that the others do not.
"""
