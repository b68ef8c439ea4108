"""Panels of the editor."""

from wagtail.admin.panels import FieldPanel


class NotePanel(FieldPanel):
    """A field that is no part of the page: a comparison of versions leaves it out."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self):
            return []
