"""Word and ODT files into drafts: what a page can keep is kept, the rest is named.

`archive` refuses what is no such document, `pandoc` reads it in a sandbox, `reading` makes the
blocks of a page of it, `losses` says in words what could not be kept, `drafts` stores the page.
Nothing in a document is ever run.
"""
