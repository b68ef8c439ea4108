"""What the editor asks of a translation, and what it leaves to the source."""

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.roles import is_editor

from .versions import published_at
from .visibility import user_can_read


class TranslationFormMixin(forms.Form):
    """Of an outdated translation: does it say by now what its source says?

    The answer names the version of the source that was shown, so that of one published meanwhile
    nothing is said. It is the draft's until that is published, and can be taken back till then.
    """

    says_source = forms.BooleanField(required=False)

    def _ask_for_source(self):
        page, user = self.instance, self.for_user
        # The author's choice, unless the person is the author or stands in for them.
        if page.is_translation and user and user.pk != page.author_id and not is_editor(user):
            self.fields.pop("attribution", None)
        if "says_source" not in self.fields:
            return
        source = page.translated_from
        if not (source and page.pk and user and self._says_more(source)):
            del self.fields["says_source"]
            return
        field = self.fields["says_source"]
        field.widget.attrs["value"] = source.major_version
        field.label = _("This translation now says what the original says (version of %(date)s).")
        moment = localtime(published_at(source))
        field.label %= {"date": date_format(moment, "DATE_FORMAT")}
        self.initial["says_source"] = page.translated_version == source.major_version

    def _says_more(self, source) -> bool:
        """Whether the person may read a source that says more than readers of the page have got."""
        stored = type(self.instance).objects.filter(pk=self.instance.pk)
        self.published_version = stored.values_list("translated_version", flat=True).first()
        if self.published_version is None or source.major_version <= self.published_version:
            return False
        return user_can_read(self.for_user, source)

    def clean_says_source(self):
        """The version of the source that was shown beside the question, if it was said yes to."""
        shown = self.data.get(self.add_prefix("says_source"), "")
        version = int(shown) if shown.isdecimal() and len(shown) < 10 else 0
        newest = self.instance.translated_from.major_version
        return version if self.published_version < version <= newest else 0

    def _answer_for_source(self):
        if "says_source" not in self.fields:
            return
        page, said = self.instance, self.cleaned_data.get("says_source")
        if said:
            page.translated_version = said
        elif page.translated_version == page.translated_from.major_version:
            page.translated_version = self.published_version
