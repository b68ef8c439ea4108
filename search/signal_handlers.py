"""Search follows what happens to pages.

Who may read a page is written at once, in the transaction that changed it: search never shows
more than the page. Its text follows once that is committed; a failure to index it is logged and
never undoes what caused it: `rebuild_search` makes good for it.
Deleting a page deletes its document by cascade. Names of countries, families and topics are read
from the vocabularies when shown: renaming one changes no document, except that texts may name a
party.
"""

import logging

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.models import ContentPage
from content.visibility import visibility_narrowed
from parties.models import Party

from . import documents

logger = logging.getLogger(__name__)


def register():
    page_published.connect(write_published, dispatch_uid="search.write_published")
    page_unpublished.connect(remove_unpublished, dispatch_uid="search.remove_unpublished")
    visibility_narrowed.connect(follow_page, dispatch_uid="search.follow_narrowing")
    post_page_move.connect(follow_page, dispatch_uid="search.follow_move")
    for signal in (post_save, post_delete):
        signal.connect(follow_restriction, PageViewRestriction, dispatch_uid="search.restriction")
    post_save.connect(follow_party, Party, dispatch_uid="search.follow_party")


def write_published(instance, **kwargs):
    if isinstance(instance, ContentPage):
        documents.update_readership(instance.pk)
        after_commit(documents.write_document, instance)


def remove_unpublished(instance, **kwargs):
    documents.remove_document(instance.pk)


def follow_page(instance, **kwargs):
    documents.update_readership(instance.pk)


def follow_restriction(instance, **kwargs):
    documents.update_readership(instance.page_id)


def follow_party(instance, created, raw, **kwargs):
    if not created and not raw:
        after_commit(documents.rewrite_country, instance.country_id)


def after_commit(action, *arguments):
    """Do it when the transaction is committed; what goes wrong is the log's."""

    def act():
        try:
            action(*arguments)
        except Exception:
            logger.exception("Search is not up to date: %s%s", action.__name__, arguments)

    transaction.on_commit(act)
