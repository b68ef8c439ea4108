"""Search knows live pages, as they are published, and nothing else."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from content.models import Attribution, ContentPage
from content.visibility import user_can_read
from parties.models import Party, PartyFamily
from search import described, documents
from search.engines import get_database_engine
from search.engines.base import Query
from search.models import SearchDocument
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingManualPage

from .people import approve, blog_index, draft, editor, moderator, participant, person, submit
from .search_helpers import Visibility, blog_post, case_study, counts, found, topic

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block that ends like a request: what waits for the commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def section(**fields):
    index = ToolkitIndexPage.objects.get(locale__language_code="en")
    fields = {"title": "Section", "summary": "S.", "locale": index.locale, **fields}
    return index.add_child(instance=ToolkitSectionPage(**fields))


def manual(parent, **fields):
    fields = {"title": "Manual", "summary": "S.", "audience": "All", **fields}
    return parent.add_child(instance=TrainingManualPage(locale=parent.locale, **fields))


def publish(page):
    page.save_revision().publish()
    return page


def test_a_draft_is_not_found_and_is_when_it_is_approved(committed):
    author = participant("green")
    with committed():
        page = draft(author, title="A secret draft")
        state = submit(page, author)
    assert found("secret") == found("", user=author) == []
    with committed():
        approve(state, by=moderator("green"))
    assert found("secret") == ["A secret draft"]


def test_an_unpublished_page_is_not_found(committed):
    page = blog_post("A post")
    with committed():
        page.unpublish()
    assert found("post") == found("") == []
    assert counts("type") == {}


def test_a_draft_of_changes_does_not_change_what_is_found(committed):
    page = blog_post("Donations")
    with committed():
        page.title = "Elephants"
        page.save_revision()
    documents.rebuild()
    assert found("donations") == ["Donations"]
    assert found("elephants") == []


@pytest.mark.parametrize("how", ["page", "specific", "queryset", "parent"])
def test_a_deleted_page_is_not_found(how, committed):
    page = publish(section(title="A section"))
    documents.write_document(publish(manual(page, title="A manual")))
    documents.write_document(page)
    assert len(found("manual section")) == 2
    with committed():
        match how:
            case "page":
                Page.objects.get(pk=page.pk).delete()
            case "specific":
                page.delete()
            case "queryset":
                ContentPage.objects.filter(pk=page.pk).delete()
            case "parent":
                Page.objects.get(pk=page.pk).get_parent().delete()
    assert found("manual section") == found("") == []


def test_a_page_published_again_is_found_as_it_is_now(committed):
    page = blog_post("Donations")
    with committed():
        page.title = "Elephants"
        publish(page)
    assert found("elephants") == ["Elephants"]
    assert found("donations") == []


def test_publishing_as_the_base_class_finds_the_types_own_text(committed):
    page = case_study("A study", lessons="<p>About elephants.</p>")
    SearchDocument.objects.all().delete()
    with committed():
        Page.objects.get(pk=page.pk).get_latest_revision().publish()
    assert found("elephants") == ["A study"]


def test_a_failure_to_index_is_logged_and_loses_no_publication(committed, monkeypatch, caplog):
    def fail(text, language_code):
        raise RuntimeError("no dictionary")

    monkeypatch.setattr(described, "index_terms", fail)
    with committed():
        page = publish(draft(participant("green")))
    assert ContentPage.objects.get(pk=page.pk).live
    assert "Search is not up to date" in caplog.text
    assert "no dictionary" in caplog.text


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("own", Visibility)
def test_a_page_below_is_as_closed_as_the_narrowest_above_it(visibility, own, committed):
    families = PartyFamily.objects.in_bulk(field_name="slug")
    with committed():
        above = publish(section(visibility=visibility, family=families["green"]))
    with committed():
        page = publish(manual(above, visibility=own, family=families["green"]))
    people = [AnonymousUser(), participant("green"), participant("liberal"), person("nobody")]
    people += [person("inactive", family="green", is_active=False), editor()]
    people += [person("root", is_superuser=True)]
    for user in people:
        visible = SearchDocument.objects.visible_to(user).filter(pk=page.pk).exists()
        assert visible == user_can_read(user, page)


def test_closing_a_section_closes_what_is_below_it_and_opening_opens(committed):
    above = publish(section())
    with committed():
        publish(manual(above))
    assert found("manual") == ["Manual"]
    with committed():
        above.visibility = Visibility.MEMBERS
        publish(above)
    assert found("manual") == []
    assert found("manual", user=participant("green")) == ["Manual"]
    with committed():
        above.visibility = Visibility.PUBLIC
        publish(above)
    assert found("manual") == ["Manual"]


def test_a_page_moved_below_a_closed_section_is_closed(committed):
    closed = publish(section(visibility=Visibility.MEMBERS))
    page = publish(manual(publish(section(title="Open", slug="open"))))
    documents.write_document(page)
    with committed():
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=closed.pk), pos="last-child")
    assert found("manual") == []


def test_a_restriction_of_wagtails_on_an_index_closes_its_pages(committed):
    blog_post("A post")
    with committed():
        restriction = PageViewRestriction.objects.create(
            page=blog_index(), restriction_type="login"
        )
    assert found("post") == []
    assert found("post", user=participant("green")) == ["A post"]
    with committed():
        restriction.delete()
    assert found("post") == ["A post"]


def test_below_another_familys_page_a_page_is_for_editors_only(committed):
    families = PartyFamily.objects.in_bulk(field_name="slug")
    above = publish(section(visibility=Visibility.FAMILY, family=families["green"]))
    with committed():
        publish(manual(above, visibility=Visibility.FAMILY, family=families["liberal"]))
    assert found("manual", user=participant("green")) == []
    assert found("manual", user=participant("liberal")) == []
    assert found("manual", user=editor()) == ["Manual"]


@pytest.mark.parametrize(
    ("attribution", "named"),
    [
        (Attribution.NAME, {"family", "country", "party"}),
        (Attribution.PARTY, {"family", "country", "party"}),
        (Attribution.FAMILY, {"family"}),
        (Attribution.ANONYMOUS, set()),
    ],
)
def test_a_page_is_found_by_what_it_names_of_its_author_only(attribution, named):
    page = blog_post("A post", family="green", attribution=attribution)
    document = SearchDocument.objects.get(pk=page.pk)
    assert {name for name in ("family", "country", "party") if getattr(document, name)} == named
    assert found("", family=["green"]) == (["A post"] if "family" in named else [])
    assert found("", country=["MK"]) == (["A post"] if "country" in named else [])
    assert bool(counts("family")) == ("family" in named)
    for text in ("party-green-mk", "green"):
        assert found(text) == []


def test_a_study_is_found_by_the_country_and_year_it_is_about():
    case_study("A study", country="SI", year=2019, family="green", date=date(2024, 1, 1))
    assert counts("country") == {"SI": 1}
    assert counts("year") == {"2019": 1}


def test_a_topic_that_is_deleted_or_renamed_is_so_for_search():
    page = blog_post("A post", topics=[topic("one").slug, topic("two").slug])
    topic("one").delete()
    renamed = topic("two")
    renamed.slug = "three"
    renamed.save()
    assert counts("topic") == {"three": 1}
    assert found("", topic=["three"]) == [page.title]


def test_a_party_renamed_is_found_in_what_is_written_about_it(committed):
    from .people import party

    case_study("A study", party=party("green"))
    with committed():
        renamed = Party.objects.get(pk=party("green").pk)
        renamed.name_en = "Elephants"
        renamed.save()
    assert found("elephants") == ["A study"]


def test_names_in_a_text_are_in_the_pages_language_whoever_publishes(settings):
    from django.utils.translation import override

    from .people import party

    subject = party("green")
    subject.name_mk, subject.name_en = "Зелени", "Greens"
    subject.save()
    with override("en"):
        case_study("Студија", code="mk", party=subject)
    assert found("зелени") == ["Студија"]
    assert found("greens") == []


def test_the_longest_and_strangest_text_is_indexed():
    text = " ".join(f"слово{number:x}ж" for number in range(30_000))
    blog_post("Long", code="mk", text=text + " \u202e😀")
    assert found("слово1ж") == ["Long"]


def rebuild(*options):
    out = StringIO()
    call_command("rebuild_search", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_rebuilding_writes_what_is_missing_and_removes_what_is_no_more():
    missing, gone = blog_post("Missing"), blog_post("Gone")
    blog_post("Kept")
    SearchDocument.objects.filter(pk=missing.pk).delete()
    ContentPage.objects.filter(pk=gone.pk).update(live=False)
    assert "1 search documents written" in rebuild()
    assert set(found("")) == {"Kept", "Missing"}


def test_rebuilding_all_of_it_writes_what_seems_right_too():
    page = blog_post("Kept")
    SearchDocument.objects.filter(pk=page.pk).update(title="Stale", title_exact="estale")
    assert "0 search documents written" in rebuild()
    assert found("stale") == ["Stale"]
    rebuild("--all")
    assert found("stale") == []
    assert found("kept") == ["Kept"]


def test_documents_made_by_older_rules_are_written_again(monkeypatch):
    blog_post("Kept")
    assert not documents.outdated().exists()
    monkeypatch.setattr(documents, "VERSION", documents.VERSION + 1)
    assert "1 search documents written" in rebuild()
    assert not documents.outdated().exists()


def test_rebuilding_tells_how_far_it_is(monkeypatch):
    monkeypatch.setattr(documents, "BATCH_SIZE", 2)
    for number in range(5):
        blog_post(f"Post {number}", slug=f"post-{number}")
    lines = rebuild("--all").splitlines()
    assert [line.split(",")[0] for line in lines[:3]] == ["2 of 5", "4 of 5", "5 of 5"]
    assert all("a second" in line and "left" in line for line in lines[:3])


def test_rebuilding_goes_on_where_it_was_interrupted(monkeypatch):
    monkeypatch.setattr(documents, "BATCH_SIZE", 2)
    for number in range(5):
        blog_post(f"Post {number}", slug=f"post-{number}")

    def pull_the_plug(done, of):
        raise KeyboardInterrupt

    SearchDocument.objects.update(analysis=0)
    with pytest.raises(KeyboardInterrupt):
        documents.rebuild(pull_the_plug)
    assert len(found("post")) == 5
    assert "3 search documents written" in rebuild()


def test_a_page_that_cannot_be_written_stops_no_other(monkeypatch, caplog):
    bad = blog_post("Bad luck", slug="bad")
    blog_post("Good luck", slug="good")
    SearchDocument.objects.all().delete()
    break_analysis(monkeypatch, of="Bad luck")
    with pytest.raises(SystemExit):
        rebuild()
    assert found("luck") == ["Good luck"]
    assert f"page {bad.pk}" in caplog.text


def break_analysis(monkeypatch, of):
    right = described.index_terms

    def fail(text, language_code):
        if text == of:
            raise RuntimeError("no dictionary")
        return right(text, language_code)

    monkeypatch.setattr(described, "index_terms", fail)


def test_what_a_batch_asks_of_the_database_does_not_grow_with_it():
    """Whatever pages name: rows of vocabularies, topics, who may read them."""
    ids = []
    for number in range(12):
        topics = [topic("one").slug]
        slug = f"study-{number}"
        family, country = (("green", "MK"), ("liberal", "SI"))[number % 2]
        fields = {"slug": slug, "family": family, "topics": topics}
        ids.append(case_study(f"Study {number}", country, **fields).pk)
        ids.append(blog_post(f"Post {number}", **fields).pk)
    with CaptureQueriesContext(connection) as few:
        documents.write_documents(ids[:4])
    with CaptureQueriesContext(connection) as many:
        documents.write_documents(ids)
    # SQLite takes a batch in several statements.
    assert len(many) - len(few) <= (2 if connection.vendor == "sqlite" else 0)


def test_a_page_that_withholds_its_author_names_nobody_from_that_moment_on():
    """Its text follows a little later; this does not wait for the task queue."""
    page = blog_post("A post", family="green")
    assert found("", family=["green"]) == ["A post"]
    page.attribution = Attribution.ANONYMOUS
    publish(page)
    assert found("", family=["green"]) == found("", country=["MK"]) == []
    assert found("") == ["A post"]


def test_a_closed_page_is_never_open_while_its_document_is_being_written(monkeypatch):
    page = blog_post("A post", visibility=Visibility.MEMBERS)
    SearchDocument.objects.all().delete()

    def look(pages):
        assert found("") == []
        return right(pages)

    right = documents.described
    monkeypatch.setattr(documents, "described", look)
    documents.write_document(page)
    assert found("", user=participant("green")) == ["A post"]


def test_stamps_grow_with_every_change_even_if_the_clock_goes_back(monkeypatch):
    page = blog_post("A post")
    stamps = [SearchDocument.objects.get(pk=page.pk).stamp]
    monkeypatch.setattr("search.models.time_ns", lambda: 0)
    for change in (
        lambda: documents.write_document(page),
        lambda: publish(page),
        lambda: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    ):
        change()
        stamps.append(SearchDocument.objects.get(pk=page.pk).stamp)
    assert stamps == sorted(set(stamps))


def test_a_database_counts_all_there_is_once_for_many_readers():
    blog_post("First"), blog_post("Second"), case_study("Third")
    query = Query("", "sq", {"type": ["blog"]}, every_language=True)
    engine = get_database_engine()
    with CaptureQueriesContext(connection) as counted:
        first = engine.search(query)
    with CaptureQueriesContext(connection) as remembered:
        again = engine.search(query)
    assert len(remembered) == len(counted) - 2
    assert not [key for key in cache._cache if "search" in key]  # where sign-in counts attempts
    assert (again.hits, again.facets) == (first.hits, first.facets)
    assert again.total == 2
