"""The blocks a text is made of, the same for every page type."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
NOTE_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and whose they are."""

    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(
        required=False, label=_("Who said it"), help_text=_("A name, or a name and an office.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of a person or a document, set apart from your own.")
        template = "core/blocks/quote.html"
        preview_value = {
            "text": "The rules come first, the names second.",
            "attribution": "A party's selection committee",
        }


class PictureBlock(ImageBlock):
    """Wagtail's, whose own field for the picture is called by its name in the code."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.child_blocks["image"].label = _("Picture")


class FigureBlock(blocks.StructBlock):
    """A picture with its description for those who cannot see it."""

    image = PictureBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with a caption beneath it.")
        template = "core/blocks/figure.html"


class KeyPointBlock(blocks.StructBlock):
    """What a reader should take away."""

    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(features=NOTE_FEATURES, label=_("Text"))

    class Meta:
        icon = "pick"
        label = _("Key point")
        description = _("A short passage in a frame: what a reader should take away.")
        template = "core/blocks/key_point.html"
        preview_value = {
            "title": "Write the criteria down",
            "text": "<p>Criteria that are known before the names protect everyone involved.</p>",
        }


class DownloadBlock(blocks.StructBlock):
    """A file to take along: a handout, a form, slides."""

    document = DocumentChooserBlock(label=_("File"))
    label = blocks.CharBlock(
        required=False,
        label=_("Words of the link"),
        help_text=_("What the file is, in a few words. Left empty, its title is shown."),
    )

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A file for readers to take along: a handout, a form, slides.")
        template = "core/blocks/download.html"


class TableBlock(TypedTableBlock):
    """Rows and columns, each column with a heading; cells of plain text."""

    text = blocks.CharBlock(required=False, label=_("Text"))

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns; the heading of a column says what stands below it.")
        template = "core/blocks/table.html"
        preview_value = {
            "columns": [{"type": "text", "heading": "Step"}, {"type": "text", "heading": "Days"}],
            "rows": [{"values": ["Nomination", "14"]}, {"values": ["Vote", "1"]}],
            "caption": "A timetable",
        }


class BodyBlock(blocks.StreamBlock):
    """A page's text."""

    text = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        icon="pilcrow",
        label=_("Text"),
        description=_("Paragraphs, headings, lists and links."),
        template="core/blocks/text.html",
        preview_value="<h2>A heading</h2><p>Paragraphs with <b>bold</b> words and lists:</p>"
        "<ul><li>one</li><li>two</li></ul>",
    )
    quote = QuoteBlock()
    picture = FigureBlock()
    key_point = KeyPointBlock()
    download = DownloadBlock()
    table = TableBlock()


class SourceBlock(blocks.StructBlock):
    """Where a fact comes from."""

    title = blocks.CharBlock(label=_("Title"), help_text=_("The document's title and publisher."))
    url = blocks.URLBlock(label=_("Address"), required=False)
    accessed = blocks.DateBlock(
        label=_("Read on"), required=False, help_text=_("The day you read it.")
    )

    class Meta:
        icon = "link"
        label = _("Source")
        description = _("A public document or page with a fact used here.")
        template = "core/blocks/source.html"
        preview_value = {"title": "Electoral code, official gazette", "url": "https://example.org/"}


class SessionBlock(blocks.StructBlock):
    """One part of a training."""

    title = blocks.CharBlock(label=_("Title"))
    minutes = blocks.IntegerBlock(min_value=1, max_value=600, label=_("Minutes"))
    aim = blocks.TextBlock(label=_("Aim"), help_text=_("What participants can do afterwards."))
    method = blocks.TextBlock(label=_("Method"), help_text=_("How you work: exercise, debate …"))
    materials = blocks.TextBlock(required=False, label=_("Materials"))

    class Meta:
        icon = "time"
        label = _("Session")
        description = _("One part of the training: how long, what for, how, with what.")
        template = "core/blocks/session.html"
        preview_value = {
            "title": "What is a fair selection?",
            "minutes": 45,
            "aim": "Name five criteria for a fair selection.",
            "method": "Work in pairs, then together.",
            "materials": "Cards, pens",
        }
