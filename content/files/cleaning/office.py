"""What Word, Excel and PowerPoint write of people into their files (ECMA-376 and extensions)."""

import re

from lxml import etree

MAIN_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}
NOBODY = "Author"
LEFT_OUT = re.compile(r"docProps/thumbnail\.|_xmlsignatures/", re.IGNORECASE)
# Parts that are kept, because others refer to them, and say nothing any more.
EMPTIED = re.compile(r"/printerSettings/", re.IGNORECASE)
BLANK = re.compile(
    r"docProps/(core|app|custom)\.xml|docMetadata/.+\.xml|customXml/item\d+\.xml|word/people\.xml"
    r"|xl/revisions/userNames\.xml",
    re.IGNORECASE,
)
# Attributes by their local name, whatever the namespace, and what they say instead.
NEUTRAL = {
    "author": NOBODY,
    "initials": "A",
    "userId": NOBODY,
    "providerId": "None",
    "userName": NOBODY,
    "lastModifiedBy": NOBODY,
    "docname": NOBODY,
    "export-filename": NOBODY,
}
# Of elements that describe a person, further attributes.
PERSON_ELEMENTS = {"person", "cmAuthor", "author"}
PERSON_NEUTRAL = {"displayName": NOBODY, "name": NOBODY}
SAVE_IDS = "rsid"
# Whole elements that tell of people, printers and folders, and that no reader needs.
TELLING = {"absPath", "docVars", "rsids", "mailMerge", "presenceInfo", "metadata"}
LOCAL_ADDRESS = re.compile(r"^(file:|[a-z]:[\\/]|\\\\)", re.IGNORECASE)


def is_left_out(name: str) -> bool:
    return bool(LEFT_OUT.search(name))


def is_emptied(name: str) -> bool:
    return bool(EMPTIED.search(name))


def clean_xml(name: str, root):
    """The part's XML without names; parts of properties lose all they hold."""
    if BLANK.fullmatch(name):
        return etree.Element(root.tag, nsmap=root.nsmap)
    if name.endswith(".rels"):
        return _clean_relationships(root)
    if name == "[Content_Types].xml":
        return root
    authors = _excel_authors(root)
    for element in list(root.iter(etree.Element)):
        _clean_element(element)
    for text in root.iter("{*}t") if authors else ():
        _unsign(text, authors)
    return root


def _clean_relationships(root):
    """Without the thumbnail's; where a template or linked file lies is nobody's business."""
    for relation in list(root):
        target = relation.get("Target", "")
        if LEFT_OUT.search(target.lstrip("/")) or "digital-signature" in relation.get("Type", ""):
            root.remove(relation)
        elif LOCAL_ADDRESS.match(target):
            relation.set("Target", "about:blank")
    return root


def _clean_element(element):
    kind = etree.QName(element).localname
    if kind in TELLING:
        _remove(element)
        return
    if kind == "author" and element.text and not element.text.startswith("tc="):
        element.text = NOBODY
    neutral = NEUTRAL | (PERSON_NEUTRAL if kind in PERSON_ELEMENTS else {})
    for name in element.attrib:
        local = etree.QName(name).localname
        if local.lower().startswith(SAVE_IDS):
            del element.attrib[name]
        elif neutral.get(local):
            element.set(name, neutral[local])


def _remove(element):
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _excel_authors(root) -> set[str]:
    """Names under an old comment of Excel; they also begin its text."""
    return {author.text for author in root.iterfind("{*}authors/{*}author") if author.text}


def _unsign(text, authors):
    name, colon, rest = (text.text or "").partition(":")
    if colon and name in authors:
        text.text = f"{NOBODY}:{rest}"
