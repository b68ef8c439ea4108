"""Panels of the editor."""

from wagtail.admin.panels import FieldPanel, ObjectList


class NotePanel(FieldPanel):
    """A field that is no part of the page: a comparison of versions leaves it out."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self):
            return []


class OneColumn(ObjectList):
    """All panels below each other, without tabs.

    Wagtail's comments look for the tabs' content: without it no field can be commented on.
    """

    class BoundPanel(ObjectList.BoundPanel):
        template_name = "content/admin/one_column.html"
