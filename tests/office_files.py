"""Office documents whose every corner names their author."""

import zipfile
from io import BytesIO

SECRET = "Zagonetka-7319"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<dc:creator>{SECRET}</dc:creator><cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy>"
    "</cp:coreProperties>"
)
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
SVG = (
    f'<svg xmlns="http://www.w3.org/2000/svg"><!-- {SECRET} --><metadata>{SECRET}</metadata>'
    "<path/></svg>"
)


def pack(parts: dict) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def office(parts, picture, folder) -> dict:
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="r1" Type="{PROPERTIES}x" Target="docProps/thumbnail.jpeg"/>'
        "</Relationships>",
        "docProps/core.xml": CORE,
        "docProps/app.xml": f'<Properties xmlns="{PROPERTIES}extended-properties">'
        f"<Company>{SECRET}</Company><Manager>{SECRET}</Manager></Properties>",
        "docProps/custom.xml": f'<Properties xmlns="{PROPERTIES}custom-properties">'
        f'<property name="Owner">{SECRET}</property></Properties>',
        "docProps/thumbnail.jpeg": picture,
        "customXml/item1.xml": f"<root>{SECRET}</root>",
        f"{folder}/media/image1.jpg": picture,
        f"{folder}/media/image2.svg": SVG,
        **parts,
    }


def docx(picture: bytes, more=None) -> bytes:
    by = f'w:author="{SECRET}" w:initials="{SECRET}"'
    parts = {
        "word/document.xml": f'<w:document {W}><w:body><w:p w:rsidR="00A1" w:rsidRDefault="00A2">'
        f'<w:ins w:id="1" {by} w:date="2026-01-01T00:00:00Z"><w:r><w:t>What it is about</w:t></w:r>'
        f"</w:ins></w:p><!-- {SECRET} --></w:body></w:document>",
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="0" {by}/></w:comments>',
        "word/people.xml": '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/'
        f'wordml"><w15:person w15:author="{SECRET}"><w15:presenceInfo w15:userId="{SECRET}"/>'
        "</w15:person></w15:people>",
        "word/settings.xml": f'<w:settings {W}><w:rsids><w:rsid w:val="00A1"/></w:rsids>'
        f'<w:docVars><w:docVar w:name="x" w:val="{SECRET}"/></w:docVars></w:settings>',
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship '
        f'Id="r1" Type="{PROPERTIES}attachedTemplate" TargetMode="External" '
        f'Target="file:///C:\\Users\\{SECRET}\\x.dotx"/></Relationships>',
    }
    return pack({**office(parts, picture, "word"), **(more or {})})


def xlsx(picture: bytes, more=None) -> bytes:
    parts = {
        "xl/workbook.xml": f'<workbook {S} xmlns:x15ac="http://schemas.microsoft.com/office/'
        f'spreadsheetml/2010/11/ac"><fileSharing userName="{SECRET}"/>'
        f'<x15ac:absPath url="C:\\Users\\{SECRET}\\"/><sheets/></workbook>',
        "xl/sharedStrings.xml": f"<sst {S}><si><t>What it is about</t></si></sst>",
        "xl/comments1.xml": f"<comments {S}><authors><author>{SECRET}</author></authors>"
        f'<commentList><comment ref="A1" authorId="0"><text><r><t>{SECRET}:</t></r></text>'
        "</comment></commentList></comments>",
        "xl/persons/person.xml": '<personList xmlns="http://schemas.microsoft.com/office/'
        f'spreadsheetml/2018/threadedcomments"><person displayName="{SECRET}" id="{{1}}" '
        f'userId="{SECRET}" providerId="AD"/></personList>',
        "xl/printerSettings/printerSettings1.bin": SECRET.encode("utf-16-le") + SECRET.encode(),
    }
    return pack({**office(parts, picture, "xl"), **(more or {})})


def pptx(picture: bytes, more=None) -> bytes:
    parts = {
        "ppt/presentation.xml": f"<p:presentation {P}/>",
        "ppt/slides/slide1.xml": f"<p:sld {P}><p:t>What it is about</p:t></p:sld>",
        "ppt/commentAuthors.xml": f'<p:cmAuthorLst {P}><p:cmAuthor id="1" name="{SECRET}" '
        f'initials="{SECRET}"/></p:cmAuthorLst>',
        "ppt/authors.xml": '<p188:authorLst xmlns:p188="http://schemas.microsoft.com/office/'
        f'powerpoint/2018/8/main"><p188:author id="{{1}}" name="{SECRET}" initials="{SECRET}" '
        f'userId="{SECRET}" providerId="AD"/></p188:authorLst>',
    }
    return pack({**office(parts, picture, "ppt"), **(more or {})})


def odt(picture: bytes, more=None) -> bytes:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">'
        '<m:file-entry m:full-path="content.xml"/>'
        '<m:file-entry m:full-path="Thumbnails/thumbnail.png"/></m:manifest>',
        "meta.xml": f"<office:document-meta {spaces}><office:meta>"
        f"<meta:initial-creator>{SECRET}</meta:initial-creator><dc:creator>{SECRET}</dc:creator>"
        "</office:meta></office:document-meta>",
        "content.xml": f"<office:document-content {spaces}><text:p>What it is about"
        f"<office:annotation><dc:creator>{SECRET}</dc:creator>"
        f"<meta:creator-initials>{SECRET}</meta:creator-initials></office:annotation></text:p>"
        "<text:tracked-changes><office:change-info>"
        f"<dc:creator>{SECRET}</dc:creator></office:change-info></text:tracked-changes>"
        "</office:document-content>",
        "settings.xml": f"<office:document-settings {spaces}><config:config-item-set>"
        f'<config:config-item config:name="PrinterName">{SECRET}</config:config-item>'
        "</config:config-item-set></office:document-settings>",
        "Thumbnails/thumbnail.png": picture,
        "Pictures/1.jpg": picture,
        "Pictures/2.svg": SVG,
    }
    return pack({**parts, **(more or {})})
