"""The editor's form: who wrote a page is taken from who is signed in."""

from wagtail.admin.forms import WagtailAdminPageForm

from .slugs import free_slug


class ContentPageForm(WagtailAdminPageForm):
    """Fills in what is not the writer's to choose: author, party, family and address."""

    def __init__(self, *args, instance=None, **kwargs):
        if instance and instance.pk is None and instance.starts_with_text and not instance.body:
            instance.body = [("text", "")]
        super().__init__(*args, instance=instance, **kwargs)

    def _post_clean(self):
        self._set_origin()
        super()._post_clean()

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
