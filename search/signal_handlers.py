"""Search follows what happens to pages.

Who may read a page, and what it names of its author, is written at once, in the transaction that
changed it: search never shows more than the page. Its text follows through the task queue once
that is committed: a failure to index it is logged and tried again, and never undoes what caused
it. Who may read it is then read once more, for what was written at the same moment.
Deleting a page deletes its document by cascade; whatever deletes one leaves a note for the index
outside the database (see `search.changes`), as those do who write one.
Names of countries, families and topics are read from the vocabularies when shown; still, whatever
names a row that changed or is gone is written again: texts may name it, or facets.
"""

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.models import ContentPage
from content.translated import attribution_narrowed
from content.visibility import visibility_narrowed
from parties.models import Country, Party, PartyFamily
from topics.models import Topic

from . import changes, documents, tasks, vocabulary
from .models import SearchDocument
from .queueing import after_commit

VOCABULARIES = (PartyFamily, Country, Party, Topic)


def register():
    page_published.connect(write_published, dispatch_uid="search.write_published")
    attribution_narrowed.connect(write_published, dispatch_uid="search.attribution_narrowed")
    page_unpublished.connect(remove_unpublished, dispatch_uid="search.remove_unpublished")
    visibility_narrowed.connect(follow_page, dispatch_uid="search.follow_narrowing")
    post_page_move.connect(follow_page, dispatch_uid="search.follow_move")
    for signal in (post_save, post_delete):
        signal.connect(follow_restriction, PageViewRestriction, dispatch_uid="search.restriction")
    pre_delete.connect(forget_words, SearchDocument, dispatch_uid="search.forget_words")
    post_delete.connect(note_deleted, SearchDocument, dispatch_uid="search.note_deleted")
    for model in VOCABULARIES:
        post_save.connect(follow_changed_name, model, dispatch_uid="search.changed_name")
        pre_delete.connect(follow_name, model, dispatch_uid="search.deleted_name")


def write_published(instance, **kwargs):
    if isinstance(instance, ContentPage):
        documents.outdate_published(instance)
        documents.update_readership(instance.pk)
        after_commit(tasks.write_documents, [instance.pk])


def remove_unpublished(instance, **kwargs):
    documents.remove_document(instance.pk)
    after_commit(tasks.write_documents, [instance.pk])


def follow_page(instance, **kwargs):
    follow_readership(instance.pk)


def follow_restriction(instance, **kwargs):
    follow_readership(instance.page_id)


def follow_readership(page_id):
    documents.update_readership(page_id)
    after_commit(tasks.update_readership, page_id)


def note_deleted(instance, **kwargs):
    changes.leave([instance.pk], narrows=True)


def forget_words(instance, **kwargs):
    vocabulary.forget(instance.pk)


def follow_changed_name(instance, created, raw, **kwargs):
    if not created and not raw:
        follow_name(instance)


def follow_name(instance, **kwargs):
    documents.outdate_naming(instance)
    after_commit(tasks.write_outdated)
