"""Which pages and images Wagtail's admin lists for a person.

Wagtail lets everyone who may add pages see everyone's drafts in the explorer, the choosers, the
admin's search and API. These policies, registered in Wagtail's policy registry, do not.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState, get_page_models
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from accounts.roles import MODERATORS, has_role, is_editor

from .files.permissions import is_settled


class ContentPagePermissionPolicy(PagePermissionPolicy):
    """The page tree as a person may see it: its structure, their own pages, those in review."""

    def explorable_instances(self, user):
        pages = super().explorable_instances(user)
        if not user.is_active or user.is_superuser or is_editor(user):
            return pages
        return pages.exclude(pk__in=self._hidden_from(user))

    def instances_user_has_any_permission_for(self, user, actions):
        pages = super().instances_user_has_any_permission_for(user, actions)
        if not user.is_active or user.is_superuser or is_editor(user):
            return pages
        return pages.exclude(pk__in=self._hidden_from(user))

    def user_has_any_permission_for_instance(self, user, actions, instance):
        from .models import ContentPage

        if "change" in actions and issubclass(instance.specific_class or Page, ContentPage):
            return instance.permissions_for_user(user).can_edit()
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def _hidden_from(self, user):
        """Ids of the content pages the person may not see in the admin."""
        from .models import ContentPage

        seen = Q(owner=user) | Q(pk__in=self._in_review_for(user))
        if has_role(user, MODERATORS) and user.family_id:
            seen |= Q(live=True, family=user.family_id)
        # Manuals and outlines are written below sections: those are structure to their readers.
        sections = ContentPage.objects.filter(content_type__in=_structure_types())
        seen |= Q(pk__in=sections.visible_to(user).values("pk"))
        return ContentPage.objects.exclude(seen).values("pk")

    def _in_review_for(self, user):
        states = TaskState.objects.reviewable_by(user)
        return [int(pk) for pk in states.values_list("revision__object_id", flat=True)]


def visible_in_chooser(pages, user):
    """Pages a person may link to: published ones they may read, and what they may explore."""
    if user.is_superuser or is_editor(user):
        return pages
    from .models import ContentPage

    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    readable = ContentPage.objects.visible_to(user)
    return pages.filter(Q(pk__in=explorable.values("pk")) | Q(pk__in=readable.values("pk")))


def _structure_types():
    from .models import ContentPage

    models = [model for model in get_page_models() if issubclass(model, ContentPage)]
    structure = [model for model in models if model.is_structure]
    return ContentType.objects.get_for_models(*structure).values()


class OwnFilesPolicy(CollectionOwnershipPermissionPolicy):
    """People choose among the images and documents they added; editors among all.

    What is published or in review its owner no longer changes: the text that uses it would
    change without review.
    """

    def instances_user_has_any_permission_for(self, user, actions):
        if "choose" not in actions or user.is_superuser or is_editor(user):
            return super().instances_user_has_any_permission_for(user, actions)
        if not self.user_has_permission(user, "add"):
            return self.model._default_manager.none()
        return self.model._default_manager.filter(uploaded_by_user=user)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if user.is_superuser or is_editor(user):
            return super().user_has_any_permission_for_instance(user, actions, instance)
        if instance.uploaded_by_user_id != user.pk or not self.user_has_permission(user, "add"):
            return False
        return "choose" in actions or not is_settled(instance)


def register():
    register_permission_policy(Page, ContentPagePermissionPolicy())
    for model in (get_image_model(), get_document_model()):
        policy = OwnFilesPolicy(model, auth_model=model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy)
