"""Which addresses of the admin name a file, and which of those answer as missing.

Wagtail's views answer otherwise for a file one may not change than for one that is not there.
"""

from wagtail.models import UploadedFile
from wagtail.permissions import policy_registry

from .uses import file_models

NAMESPACES = {
    "wagtailimages": "image",
    "wagtailimages_chooser": "image",
    "wagtaildocs": "document",
    "wagtaildocs_chooser": "document",
}
ARGUMENTS = ("image_id", "document_id", "doc_id", "pk")
UPLOAD_ARGUMENT = "uploaded_file_id"


def names_anothers_file(user, match, kwargs) -> bool:
    """Whether the address names a file that the person has not added."""
    field = next((NAMESPACES[name] for name in match.namespaces if name in NAMESPACES), None)
    if field is None:
        return False
    model = file_models()[field]
    own = policy_registry.get_by_type(model).instances_user_has_permission_for(user, "choose")
    if UPLOAD_ARGUMENT in kwargs:
        own = UploadedFile.objects.filter(uploaded_by_user=user)
    names = {str(kwargs[name]) for name in (*ARGUMENTS, UPLOAD_ARGUMENT) if name in kwargs}
    return any(not (pk.isdecimal() and own.filter(pk=int(pk)).exists()) for pk in names)
