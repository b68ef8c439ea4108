"""What a document holds that a page cannot keep, in the author's words."""

import re

from django.utils.translation import gettext_lazy as _

from .archive import MAIN_PARTS, read_part

COMMENTS = _("Comments in the document were left out.")
TRACKED = _("Of tracked changes, insertions were taken and deletions left out.")
TEXT_BOXES = _("Text boxes: check whether their text is there, and where it stands.")
OBJECTS = _("Embedded objects, charts and drawings were left out.")
LOOKS = _("Fonts, sizes and colours were left out: readers see those of the site.")
PAGES = _("Page breaks, headers and footers were left out.")
NOTES = _("Footnotes stand as numbered notes at the end of the text.")
EQUATIONS = _("Equations were kept as plain text only.")
DEEP_HEADINGS = _("Headings of a deeper level became headings of the lowest level there is.")
CELLS = _("Tables keep the plain text of their cells; merged cells were divided.")
NESTED_TABLES = _("A table within a table became plain text.")
STYLES = _("Underlined, struck out, raised and lowered text became plain text.")
LINKS = _("Links within the document, and to files, became plain text.")
LINES = _("Horizontal lines were left out.")
CODE = _("Text set as code became plain paragraphs.")
QUOTATIONS = _("Indented paragraphs became quotations.")
PICTURES = _("Some pictures are of a kind the site cannot show, and were left out.")
NUMBERS = _("Lists that begin with another number than 1 now begin with 1.")

# What pandoc passes over in silence, by what stands in the parts of the file.
MARKS = {
    "docx": [
        (COMMENTS, r"<w:commentReference"),
        (TRACKED, r"<w:(ins|del|moveFrom|moveTo)\s"),
        (TEXT_BOXES, r"<w:txbxContent"),
        (OBJECTS, r"<w:object|<o:OLEObject|<c:chart|<dgm:relIds|<wps:wsp"),
        (LOOKS, r"<w:(highlight|rFonts)\s|<w:color w:val=\"(?!auto|000000)"),
        (PAGES, r"<w:br w:type=\"page\"|<w:(header|footer)Reference|<w:pageBreakBefore"),
    ],
    "odt": [
        (COMMENTS, r"<office:annotation\b"),
        (TRACKED, r"<text:tracked-changes"),
        (TEXT_BOXES, r"<draw:text-box"),
        (OBJECTS, r"<draw:object|<draw:custom-shape"),
        (LOOKS, r"fo:color=\"#(?!000000)|fo:background-color=\"#|style:font-name="),
        (PAGES, r"fo:break-(before|after)=\"page\""),
    ],
}


def losses_of_file(kind: str, archive) -> list:
    text = read_part(archive, MAIN_PARTS[kind])
    return [loss for loss, mark in MARKS[kind] if re.search(mark, text)]
