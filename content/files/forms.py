"""Forms of images and documents that say what is wrong with a file before anything is stored."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .storing import CleanFile, cleaned


class CleaningFormMixin:
    """Replaces an uploaded file by its cleaned one.

    It asks for no tags: they are one list for all, which would tell each of the others' files.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("tags", None)

    def clean_file(self):
        file = self.cleaned_data["file"]
        # Without an upload it is the file that is stored already.
        if "file" not in self.changed_data or isinstance(file, CleanFile):
            return file
        return cleaned(file, self._meta.model)


class ImageForm(CleaningFormMixin, BaseImageForm):
    """An image, without metadata."""


class DocumentForm(CleaningFormMixin, BaseDocumentForm):
    """A document, without its authors."""
