"""What LibreOffice and others write of people into OpenDocument files (ISO/IEC 26300)."""

import re

from lxml import etree

TYPE = "application/vnd.oasis.opendocument."
MIMETYPES = {
    "odt": f"{TYPE}text",
    "ods": f"{TYPE}spreadsheet",
    "odp": f"{TYPE}presentation",
}
NOBODY = "Author"
LEFT_OUT = re.compile(
    r"Thumbnails/|META-INF/(documentsignatures|macrosignatures)\.xml|Basic/|Scripts/"
    r"|layout-cache$|Configurations2/|ObjectReplacements/"
)
# Names of people in comments and tracked changes; initials beside them.
PEOPLE = {"creator", "initial-creator", "printed-by", "sender-initials", "creator-initials"}
PEOPLE_ATTRIBUTES = {"author", "initials", "docname", "export-filename"}
# In settings.xml, by their names.
TELLING_SETTINGS = re.compile(r"Printer|Rsid|TemplateURL|RedlineProtection", re.IGNORECASE)
ENCRYPTED = "encryption-data"


def is_left_out(name: str) -> bool:
    return bool(LEFT_OUT.match(name))


def is_emptied(name: str) -> bool:
    return False


def clean_xml(name: str, root):
    if name.rpartition("/")[2] == "meta.xml":
        return _blank_meta(root)
    if name == "META-INF/manifest.xml":
        return _clean_manifest(root)
    for element in list(root.iter(etree.Element)):
        _clean_element(element)
    return root


def _blank_meta(root):
    """Nothing but what makes it valid: its version, and an empty list."""
    blank = etree.Element(root.tag, attrib=dict(root.attrib), nsmap=root.nsmap)
    namespace = etree.QName(root).namespace
    etree.SubElement(blank, f"{{{namespace}}}meta")
    return blank


def _clean_manifest(root):
    for entry in list(root.iter(etree.Element)):
        if etree.QName(entry).localname == ENCRYPTED:
            raise ValueError("encrypted")
        path = next((value for name, value in entry.items() if name.endswith("full-path")), "")
        if is_left_out(path):
            root.remove(entry)
    return root


def _clean_element(element):
    kind = etree.QName(element).localname
    if kind in PEOPLE:
        for child in list(element):
            element.remove(child)
        element.text = NOBODY
    if kind == "metadata" or _is_telling_setting(kind, element):
        element.getparent().remove(element)
        return
    for name in element.attrib:
        if etree.QName(name).localname in PEOPLE_ATTRIBUTES:
            element.set(name, NOBODY)


def _is_telling_setting(kind, element) -> bool:
    return kind == "config-item" and any(map(TELLING_SETTINGS.search, element.values()))
