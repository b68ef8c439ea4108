"""The blog: what members of the parties write."""

from django.utils.translation import gettext_lazy as _

from content.index_pages import IndexPage
from content.models import ContentPage


class BlogIndexPage(IndexPage):
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.BlogPage"]

    class Meta:
        verbose_name = _("blog")


class BlogPage(ContentPage):
    """A post: an author's view, experience or report."""

    type_slug = "blog"
    schema_type = "BlogPosting"
    write_label = _("Write a blog post")
    is_creatable = True
    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("blog post")
        verbose_name_plural = _("blog posts")
