"""The queue of a family with 10 and with 10,000 waiting pages; run by `scripts/bench.py`."""

import copy
import uuid

FEW, MANY = 10, 10_000
BATCH = 500


def report_queue():
    """Print the queries and the seconds of the queue's first page with few and many waiting."""
    from bench import median_and_queries
    from django.db import connection
    from django.test import Client

    author, moderator = add_people()
    state = submit_one(author)
    client = Client()
    client.force_login(moderator)
    multiply(state, FEW - 1)
    few, queries_few = median_and_queries(client, "/admin/review/")
    multiply(state, MANY - FEW, start=FEW)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself, some time after
    many, queries_many = median_and_queries(client, "/admin/review/")
    waiting = client.get("/admin/review/").context["paginator"].count
    assert waiting == MANY, waiting  # noqa: S101
    print(f"queue at {FEW}: {queries_few} queries, {few * 1000:.0f} ms")
    print(f"queue at {MANY}: {queries_many} queries, {many * 1000:.0f} ms, x {many / few:.2f}")


def add_people():
    """A participant and a moderator of one party."""
    from django.contrib.auth.models import Group

    from accounts.models import User
    from accounts.roles import MODERATORS, PARTICIPANTS
    from parties.models import Country, Party, PartyFamily

    family, country = PartyFamily.objects.get(slug="green"), Country.objects.first()
    party = Party.objects.create(slug="bench", name="Bench", family=family, country=country)
    people = []
    for name, role in (("bench-author", PARTICIPANTS), ("bench-moderator", MODERATORS)):
        person = User.objects.create_user(name, party=party, languages=["sq"])
        person.groups.add(Group.objects.get(name=role))
        people.append(person)
    return people


def submit_one(author):
    from blog.models import BlogIndexPage, BlogPage
    from moderation.models import FamilyTaskState

    index = BlogIndexPage.objects.get(locale__language_code="en")
    origin = {"owner": author, "author": author, "author_party": author.party}
    page = BlogPage(
        title="Waiting", summary="A summary.", live=False, locale=index.locale,
        family=author.family, submission_note="Please read it.", **origin,
    )  # fmt: skip
    index.add_child(instance=page)
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    return FamilyTaskState.objects.get(page=page)


def multiply(state, count, start=1):
    """Copy a submission with its page, row by row: nothing of it is saved one at a time."""
    from django.db import transaction
    from wagtail.models import Page, Revision, TaskState, WorkflowState

    from content.models import ContentPage

    page = state.page.specific
    tables = {model: highest(model) for model in (Page, Revision, WorkflowState, TaskState)}
    for first in range(start, start + count, BATCH):
        numbers = range(first, min(first + BATCH, start + count))
        rows = [copies(state, page, number, tables) for number in numbers]
        models = (Page, ContentPage, type(page), Revision, WorkflowState, TaskState, type(state))
        # A page names its revision and the other way round: both are there at the end.
        with transaction.atomic():
            for model, objects in zip(models, zip(*rows, strict=True), strict=True):
                insert(model, objects)
    Page.objects.filter(pk=page.get_parent().pk).update(
        numchild=10_001 + page.get_parent().numchild
    )


def highest(model):
    return model.objects.order_by("-pk").values_list("pk", flat=True).first()


def copies(state, page, number, tables):
    """The rows of one more submission, a table's each."""
    page, revision, workflow, state = (
        copy.copy(one) for one in (page, state.revision, state.workflow_state, state)
    )
    new = {model.__name__: start + number for model, start in tables.items()}
    page.pk = page.id = page.page_ptr_id = page.contentpage_ptr_id = new["Page"]
    page.path = page._get_path(page.path[:-4], page.depth, 20_000 + number)
    page.translation_key, page.slug = uuid.uuid4(), f"waiting-{number}"
    page.latest_revision_id = revision.pk = new["Revision"]
    revision.object_id = workflow.object_id = str(new["Page"])
    workflow.pk, workflow.current_task_state_id = new["WorkflowState"], None
    state.pk = state.id = state.taskstate_ptr_id = new["TaskState"]
    state.workflow_state_id, state.revision_id = new["WorkflowState"], new["Revision"]
    state.page_id = new["Page"]
    return page, page, page, revision, workflow, state, state


def insert(model, objects):
    """Insert into the model's own table only; parents' tables have theirs already."""
    from django.db import connection
    from django.db.models.sql import InsertQuery

    query = InsertQuery(model)
    query.insert_values(model._meta.local_concrete_fields, objects, raw=True)
    query.get_compiler(connection=connection).execute_sql()
