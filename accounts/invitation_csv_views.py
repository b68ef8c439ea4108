"""Inviting many people at once: a file is shown as it was understood, then confirmed."""

from hashlib import sha256

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, View

from .invitation_csv import UnreadableFile, check, decode, example
from .invitation_views import InvitersOnlyMixin
from .invitations import invite
from .people_views import PeopleScreenMixin
from .roles import PARTICIPANTS


class ListForm(forms.Form):
    """A file, or the list itself, as it was read and perhaps corrected."""

    file = forms.FileField(
        required=False,
        label=gettext_lazy("File (CSV)"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("The list"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("Correct it here, or choose a corrected file."),
    )

    def clean(self):
        """`text` becomes what is in the file, if there is one."""
        data = super().clean()
        if data.get("file"):
            try:
                data["text"] = decode(data["file"].read())
            except UnreadableFile as problem:
                self.add_error("file", str(problem))
        data["text"] = "\n".join(data.get("text", "").splitlines())
        if not data["text"].strip() and not self.errors:
            self.add_error("file", _("Choose a file."))
        return data


class InviteManyView(InvitersOnlyMixin, PeopleScreenMixin, FormView):
    """All or none: nothing is sent while one row has a problem, and nothing that was not shown."""

    template_name = "accounts/invite_many.html"
    form_class = ListForm
    page_title = gettext_lazy("Invite many people")
    header_icon = "mail"

    def form_valid(self, form):
        text = form.cleaned_data["text"]
        try:
            rows = check(text, self.request.user)
        except UnreadableFile as problem:
            return self.show(text, str(problem))
        troubled = any(row.problems for row in rows)
        shown = self.request.POST.get("shown") == digest(text)
        if "send" in self.request.POST and shown and not troubled:
            return self.send(rows)
        return self.show(text, rows=rows, troubled=troubled)

    def show(self, text, problem="", **found):
        """The page again, with the list to be corrected; nothing typed is lost."""
        form = self.form_class({"text": text})
        if problem:
            form.add_error("file", problem)
        context = self.get_context_data(form=form, text=text, shown=digest(text), **found)
        return self.render_to_response(context)

    @transaction.atomic
    def send(self, rows):
        for row in rows:
            invite(
                self.request.user,
                name=row.name,
                email=row.email,
                role=PARTICIPANTS,
                party=row.party,
                languages=row.languages,
            )
        count = len(rows)
        text = ngettext(
            "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count
        )
        messages.success(self.request, text % {"count": count})
        return redirect("people:invitations")


class ExampleView(InvitersOnlyMixin, View):
    """A file to fill in; the mark at its beginning tells spreadsheets that it is Unicode."""

    def get(self, request):
        content = example(request.user).encode("utf-8-sig")
        return HttpResponse(
            content,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="invitations.csv"'},
        )


def digest(text: str) -> str:
    """Names what was shown, so that nothing else is sent."""
    return sha256(text.encode()).hexdigest()
