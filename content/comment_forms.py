"""Comments in the editor as they are sent: what others wrote stays as they wrote it.

Wagtail's editor offers to remove one's own comments only, and to say of any that it is settled, but
what is marked as removed Wagtail does not check. A comment that is not among the page's it takes
for a new one if there is such a comment anywhere, and refuses otherwise, which would tell.
"""

from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.comments import CommentForm, CommentFormSet, CommentReplyForm


class KeptForm:
    """What somebody else wrote is not removed: that is the error any change of it is."""

    def clean(self):
        if self.instance.pk and self.instance.user != self.for_user:
            self.cleaned_data[DELETION_FIELD_NAME] = False
        return super().clean()


class KnownFormSet:
    """What has a number that is none here is left out: it is elsewhere, or gone meanwhile."""

    def _should_delete_form(self, form):
        is_unknown = form.instance.pk is None and form.data.get(form.add_prefix("id"))
        return bool(is_unknown) or super()._should_delete_form(form)

    def _get_to_python(self, field):
        to_python = super()._get_to_python(field)

        def number(value):
            try:
                return to_python(value)
            except ValidationError:
                return None

        return number


class ResavedForm:
    """A form that the editor sends again and again, while it is open."""

    def get_field_updates_for_resave(self):
        """What was left out keeps its number and is left out again: without, it would be new."""
        updates = super().get_field_updates_for_resave()
        return [(name, value) for name, value in updates if value or self._is_removed(name)]

    def _is_removed(self, name):
        return bool(self.data.get(f"{name.removesuffix('id')}{DELETION_FIELD_NAME}"))


class KeptReplyForm(KeptForm, CommentReplyForm):
    pass


class KnownReplyFormSet(KnownFormSet, BaseChildFormSet):
    pass


class KnownCommentFormSet(KnownFormSet, CommentFormSet):
    pass


class KeptCommentForm(KeptForm, CommentForm):
    class Meta(CommentForm.Meta):
        formsets = {
            "replies": {
                **CommentForm.Meta.formsets["replies"],
                "form": KeptReplyForm,
                "formset": KnownReplyFormSet,
            }
        }

    def clean(self):
        # One without its place is refused already; Wagtail asks where it is all the same.
        self.cleaned_data.setdefault("contentpath", "")
        return super().clean()
