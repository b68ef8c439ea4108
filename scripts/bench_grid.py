"""The grid with 50 and with 5,000 pages in ten languages; run by `scripts/bench.py`.

Of each page some languages are missing, some are drafts, some published and some outdated.
"""

import copy
import uuid

FEW, MANY = 50, 5_000
BATCH = 100
DRAFT, PUBLISHED, OUTDATED = "draft", "published", "outdated"
STATES = (DRAFT, PUBLISHED, OUTDATED, PUBLISHED, None)
ADDRESSES = (
    "/admin/translations/",
    "/admin/translations/?language=mk&state=missing",
    "/admin/translations/?language=mk&state=outdated",
    "/admin/translations/?q=4",
    "/admin/",
)


def report_grid():
    """Print queries and seconds of the grid, and of the first screen, for a translator."""
    from bench import median_and_queries
    from django.db import connection
    from django.test import Client

    clients = {}
    for name, person in add_people().items():
        clients[name] = Client()
        clients[name].force_login(person)
    source = publish_one()
    asked = [(name, address) for name in clients for address in ADDRESSES]
    multiply(source, FEW - 1)
    few = {each: median_and_queries(clients[each[0]], each[1]) for each in asked}
    multiply(source, MANY - FEW, start=FEW)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself, some time after
    for name, address in asked:
        before, queries_few = few[name, address]
        after, queries_many = median_and_queries(clients[name], address)
        print(
            f"grid, {name}, {address}: {queries_few} queries at {FEW}, {queries_many} at {MANY}, "
            f"{before * 1000:.0f} ms, {after * 1000:.0f} ms, x {after / before:.2f}"
        )


def add_people():
    from django.contrib.auth.models import Group

    from accounts.models import User
    from accounts.roles import EDITORS, TRANSLATORS
    from parties.models import Country, Party, PartyFamily

    family, country = PartyFamily.objects.get(slug="green"), Country.objects.first()
    party = Party.objects.create(slug="grid", name="Grid", family=family, country=country)
    people = {}
    for name, role in (("translator", TRANSLATORS), ("editor", EDITORS)):
        people[name] = User.objects.create_user(f"grid-{name}", party=party, languages=["mk"])
        people[name].groups.add(Group.objects.get(name=role))
    return people


def publish_one():
    """The English page of which the others are copies; its second major version is published."""
    from blog.models import BlogIndexPage, BlogPage
    from content.models import ContentPage

    index = BlogIndexPage.objects.get(locale__language_code="en")
    page = BlogPage(title="Page 0", summary="A summary.", locale=index.locale)
    index.add_child(instance=page)
    page.save_revision().publish()
    ContentPage.objects.filter(pk=page.pk).update(major_version=2)
    return BlogPage.objects.get(pk=page.pk)


def multiply(source, count, start=1):
    """Copy a page with its translations, row by row: nothing of it is saved one at a time."""
    from bench_queue import highest, insert
    from django.db import transaction
    from wagtail.models import Page

    from content.models import ContentPage, MajorVersion

    sections = indexes()
    for first in range(start, start + count, BATCH):
        pages, next_pk = [], highest(Page) + 1
        for number in range(first, min(first + BATCH, start + count)):
            pages += group(source, number, sections, next_pk + len(pages))
        with transaction.atomic():
            for model in (Page, ContentPage, type(source)):
                insert(model, pages)
            originals = [page for page in pages if page.translated_version is None]
            MajorVersion.objects.bulk_create(
                MajorVersion(page_id=page.pk, number=2, text={}) for page in originals
            )
    for section in sections.values():
        Page.objects.filter(pk=section.pk).update(numchild=MANY + section.numchild)


def indexes():
    """The blog of each language."""
    from blog.models import BlogIndexPage

    return {index.locale.language_code: index for index in BlogIndexPage.objects.all()}


def group(source, number, sections, pk):
    """The English page and what there is of it in other languages, with keys from `pk` on."""
    original = _copy(source, number, sections["en"], pk)
    original.translation_key = uuid.uuid4()
    original.visibility = ("public", "public", "members", "family", "public")[number % 5]
    pages = [original]
    for place, (code, section) in enumerate(sections.items()):
        state = STATES[(number + place) % len(STATES)]
        if code == "en" or state is None:
            continue
        page = _copy(original, number, section, pk + len(pages))
        page.live = state != DRAFT
        page.translated_from_id = original.pk
        page.translated_version = 1 if state == OUTDATED else 2
        page.major_version = 1
        pages.append(page)
    return pages


def _copy(page, number, section, pk):
    page = copy.copy(page)
    page.pk = page.id = page.page_ptr_id = page.contentpage_ptr_id = pk
    page.title = page.draft_title = f"Page {number}"
    page.slug, page.locale_id = f"page-{number}", section.locale_id
    page.path = page._get_path(section.path, section.depth + 1, 20_000 + number)
    page.live_revision_id = page.latest_revision_id = None
    return page
