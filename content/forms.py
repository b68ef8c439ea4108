"""The editor's form: who wrote a page is taken from who is signed in."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from core.name_fields import offer_by_name

from .comment_forms import ResavedForm
from .files.permissions import borrowed_files
from .links import borrowed_links
from .slugs import free_slug
from .translation_forms import TranslationFormMixin


class ContentPageForm(TranslationFormMixin, ResavedForm, WagtailAdminPageForm):
    """Fills in what is not the writer's to choose: author, party, family and address."""

    def __init__(self, *args, instance=None, **kwargs):
        if instance and instance.pk is None and instance.starts_with_text and not instance.body:
            instance.body = [("text", "")]
        super().__init__(*args, instance=instance, **kwargs)
        if "topics" in self.fields:
            offer_by_name(self.fields["topics"])
        self._ask_for_significance()
        self._ask_for_source()
        if instance and instance.pk and instance.workflow_in_progress:
            # The note was the author's to write, with what they submitted.
            self.fields.pop("submission_note", None)

    def _ask_for_significance(self):
        """Editors who publish say how much changed, each time; a first publication is major."""
        if "significance" not in self.fields:
            return
        if self.instance.first_published_at is None:
            del self.fields["significance"]
            return
        self.fields["significance"] = forms.ChoiceField(
            label=self.fields["significance"].label,
            help_text=_(
                "Needed when you publish. After a major change, the translations of this page are "
                "marked as outdated; after a minor one they stay as they are."
            ),
            choices=[choice for choice in self.fields["significance"].choices if choice[0]],
            widget=forms.RadioSelect,
            required=False,
        )
        self.initial["significance"] = ""

    def clean_significance(self):
        significance = self.cleaned_data["significance"]
        if not significance and "action-publish" in self.data:
            raise forms.ValidationError(_("Please say how much has changed."))
        return significance or "major"

    def _post_clean(self):
        self._set_origin()
        self._answer_for_source()
        super()._post_clean()
        self._refuse_borrowed_files()
        self._refuse_borrowed_links()

    def _refuse_borrowed_files(self):
        if self.for_user and borrowed_files(self.for_user, self.instance):
            self.add_error(None, _("A picture or file here is not yours. Please choose your own."))

    def _refuse_borrowed_links(self):
        if self.for_user and borrowed_links(self.for_user, self.instance):
            self.add_error(
                None, _("A link here leads to no page you may read. Please choose another page.")
            )

    def clean(self):
        """A taken address gets another: to say so would tell of pages one may not see."""
        if self.cleaned_data.get("slug"):
            self.cleaned_data["slug"] = free_slug(
                self.instance, self.parent_page, wanted=self.cleaned_data["slug"]
            )
        return super().clean()

    def _set_origin(self):
        """Before validation, so that the page is validated as it will be stored."""
        page, user = self.instance, self.for_user
        if page.pk is None and user and page.author_id is None:
            page.author = user
            page.author_party = user.party
            page.family = user.family
        if "slug" not in self.fields and page.first_published_at is None:
            title = self.cleaned_data.get("title")
            if title:
                page.title = title
                page.slug = free_slug(page, self.parent_page)
