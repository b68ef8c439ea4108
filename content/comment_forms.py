"""Comments in the editor as they are sent: what others wrote stays as they wrote it.

Wagtail's editor offers to remove one's own comments only, and to say of any that it is settled, but
what is marked as removed Wagtail does not check. A comment that is not among the page's it takes
for a new one if there is such a comment anywhere, and refuses otherwise, which would tell.
"""

from django.forms.formsets import DELETION_FIELD_NAME
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.comments import CommentForm, CommentFormSet, CommentReplyForm


class KeptForm:
    """What somebody else wrote is not removed: that is the error any change of it is."""

    def clean(self):
        cleaned_data = super().clean()
        if self.instance.pk and self.instance.user != self.for_user:
            cleaned_data[DELETION_FIELD_NAME] = False
        return cleaned_data


class KnownFormSet:
    """What has a number that is none here is left out: it is elsewhere, or gone meanwhile."""

    def _should_delete_form(self, form):
        is_unknown = form.instance.pk is None and form.data.get(form.add_prefix("id"))
        return bool(is_unknown) or super()._should_delete_form(form)


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
        # Without its place, a comment is refused already, and Wagtail's own check is an error.
        return super().clean() if "contentpath" in self.cleaned_data else self.cleaned_data
