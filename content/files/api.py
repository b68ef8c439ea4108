"""The admin's own API of images and documents: what the person may choose among, no more."""

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class OwnFilesMixin:
    def get_queryset(self):
        policy = policy_registry.get_by_type(self.model)
        own = policy.instances_user_has_permission_for(self.request.user, "choose")
        return super().get_queryset().filter(pk__in=own.values("pk"))


class OwnImagesAPIViewSet(OwnFilesMixin, ImagesAdminAPIViewSet):
    """Images the person may choose."""


class OwnDocumentsAPIViewSet(OwnFilesMixin, DocumentsAdminAPIViewSet):
    """Documents the person may choose."""
