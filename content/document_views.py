"""Bringing a Word or ODT file: one form, then the editor with a list of what was not kept."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from core.languages import get_language

from .documents.drafts import create_draft, read_file
from .screens import WritersScreenMixin
from .writing import importable_types, languages_of, places_for


class DocumentForm(forms.Form):
    """Which file, and what becomes of it."""

    kind = forms.ChoiceField(label=gettext_lazy("What it becomes"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("Word or ODT file"),
        help_text=gettext_lazy("A .docx or .odt file of at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.odt"}),
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
        self.fields["kind"].initial = kinds[0][0]

    def clean_file(self):
        self.document, self.pictures = read_file(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class ImportView(WritersScreenMixin, FormView):
    """A document becomes a draft of the person in one of their languages."""

    template_name = "content/admin/import.html"
    form_class = DocumentForm
    page_title = gettext_lazy("Import from Word")
    header_icon = "upload"

    def dispatch(self, request, *args, **kwargs):
        codes = [language.code for language in languages_of(request.user)]
        if self.kwargs["code"] not in codes or not self.kinds:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def kinds(self):
        """Key → (type, place) of everything a document can become in this language."""
        user, code = self.request.user, self.kwargs["code"]
        return {
            f"{model.type_slug}-{place.pk}": (model, place)
            for model in importable_types(user)
            for place in places_for(model, user, code)
        }

    def get_form_kwargs(self):
        kinds = [(key, kind_label(*kind)) for key, kind in self.kinds.items()]
        return {**super().get_form_kwargs(), "kinds": kinds}

    def get_context_data(self, **kwargs):
        language = get_language(self.kwargs["code"])
        return {**super().get_context_data(**kwargs), "language": language}

    def form_valid(self, form):
        model, place = self.kinds[form.cleaned_data["kind"]]
        try:
            page = create_draft(form.document, form.pictures, model, place, self.request.user)
        except ValidationError as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        messages.success(self.request, told(form.document, page))
        return redirect("wagtailadmin_pages:edit", page.pk)


def kind_label(model, place):
    """Named with its place where there may be several, as with the sections of the toolkit."""
    name = capfirst(model._meta.verbose_name)
    return f"{name}: {place.title}" if hasattr(place, "type_slug") else name


def told(document, page):
    """What became of the document, and what is left to do."""
    lines = [*document.losses]
    missing = sum(
        block.block_type == "picture" and not block.value["image"].contextual_alt_text
        for block in page.body
    )
    if missing:
        lines.insert(
            0,
            _(
                "Pictures without a description: %(count)s. Describe each, or mark it as "
                "decorative, before you submit."
            )
            % {"count": missing},
        )
    if document.summary:
        lines.append(_("The summary is the beginning of your text: make it your own."))
    return format_html(
        "{} {}<ul>{}</ul>",
        _("Your document is a draft now. Read it through before you submit it."),
        _("What to know:") if lines else "",
        format_html_join("", "<li>{}</li>", ((line,) for line in lines)),
    )
