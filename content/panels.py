"""Panels of the editor."""

from wagtail.admin.panels import CommentPanel, FieldPanel, ObjectList
from wagtail.models import COMMENTS_RELATION_NAME

from .comment_forms import KeptCommentForm, KnownCommentFormSet


class NotePanel(FieldPanel):
    """A field that is no part of the page: a comparison of versions leaves it out."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self):
            return []


class KeptCommentsPanel(CommentPanel):
    """Comments that only who wrote them changes or removes."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][COMMENTS_RELATION_NAME] |= {
            "form": KeptCommentForm,
            "formset": KnownCommentFormSet,
        }
        return options


class OneColumn(ObjectList):
    """All panels below each other, without tabs.

    Wagtail's comments look for the tabs' content: without it no field can be commented on.
    """

    class BoundPanel(ObjectList.BoundPanel):
        template_name = "content/admin/one_column.html"
