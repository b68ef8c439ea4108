"""Statistics of reviewing, for editors and administrators."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dates import MONTHS
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from moderation.charts import bar_chart
from moderation.statistics import figures, start_of
from parties.models import PartyFamily

from .people import approve, draft, editor, participant, reject, submit

pytestmark = pytest.mark.django_db


def open_statistics(user, **query):
    client = Client()
    client.force_login(user)
    return client.get(reverse("statistics"), query)


def wait(state, **time):
    type(state).objects.filter(pk=state.pk).update(started_at=timezone.now() - timedelta(**time))
    return state


def row_of(rows, label):
    return next(row for row in rows if row.label == label)


def counts(row):
    return row.submitted, row.approved, row.rejected, row.days


def test_submissions_and_decisions_are_counted_in_each_breakdown(author, green):
    approve(wait(submit(draft(author), author), days=2), green)
    reject(wait(submit(draft(author), author), days=4), green)
    submit(draft(author, code="mk"), author)
    with translation.override("en"):
        found = figures(12)
        assert counts(found["total"][0]) == (3, 1, 1, 3.0)
        green_name = str(PartyFamily.objects.get(slug="green"))
        assert counts(row_of(found["family"], green_name)) == (3, 1, 1, 3.0)
        assert counts(row_of(found["language"], "English")) == (2, 1, 1, 3.0)
        assert counts(row_of(found["language"], "Македонски")) == (1, 0, 0, None)
        assert counts(found["month"][-1]) == (3, 1, 1, 3.0)
        assert {counts(row) for row in found["month"][:-1]} == {(0, 0, 0, None)}


def test_submitting_again_is_a_submission_and_withdrawing_no_decision(author, green):
    page = draft(author)
    reject(submit(page, author), green)
    state = submit(page, author)
    state.workflow_state.cancel(user=author)
    assert counts(figures(12)["total"][0])[:3] == (2, 0, 1)


def test_the_median_of_an_even_number_is_between_the_middle_two(author, green):
    for days in (1, 2, 4, 30):
        approve(wait(submit(draft(author, f"Page {days}"), author), days=days), green)
    assert figures(12)["total"][0].days == 3.0


def test_what_was_deleted_is_still_counted(author, green):
    approve(submit(draft(author), author), green).delete()
    assert counts(figures(12)["total"][0])[:2] == (1, 1)


def test_pages_without_a_family_have_their_row(site):
    secretary = editor()
    submit(draft(secretary), secretary)
    with translation.override("en"):
        assert row_of(figures(12)["family"], "Without a party family").submitted == 1


def test_only_the_chosen_months_are_counted(author):
    submit(draft(author), author)
    PageLogEntry.objects.update(timestamp=start_of(12) - timedelta(seconds=1))
    assert figures(12)["total"][0].submitted == 0
    assert figures(24)["total"][0].submitted == 1
    PageLogEntry.objects.update(timestamp=start_of(12))
    found = figures(12)
    assert found["month"][0].submitted == found["total"][0].submitted == 1
    assert len(found["month"]) == 12


def test_with_nothing_to_count_the_page_says_so(site):
    answer = open_statistics(editor())
    assert answer.status_code == 200
    assert "Nothing has happened yet." in answer.content.decode()


def test_editors_and_administrators_see_them_and_nobody_else(author, green):
    admin = participant("green", "admin", is_superuser=True)
    admin.groups.clear()
    for user, status in ((editor(), 200), (admin, 200), (green, 404), (author, 404)):
        assert open_statistics(user).status_code == status
        client = Client()
        client.force_login(user)
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (reverse("statistics") in home) is (status == 200)


@pytest.mark.parametrize("months", ["", "0", "7", "x", "-1", "9" * 30])
def test_a_period_that_is_not_offered_becomes_a_year(site, months):
    answer = open_statistics(editor(), months=months)
    assert answer.status_code == 200
    assert len(answer.context["sections"][0]["rows"]) == 12


def test_the_number_of_queries_does_not_grow(author, green):
    secretary = editor()
    client = Client()
    client.force_login(secretary)

    def queries():
        client.get(reverse("statistics"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("statistics"))
        return len(captured)

    approve(submit(draft(author, "First"), author), green)
    few = queries()
    for number in range(5):
        approve(submit(draft(author, f"Page {number}", code="mk"), author), green)
    assert queries() == few


def test_months_are_named_in_the_readers_language(site):
    secretary = editor()
    profile = UserProfile.get_for_user(secretary)
    profile.preferred_language = "mk"
    profile.save()
    now = timezone.localtime()
    with translation.override("mk"):
        name = f"{MONTHS[now.month]} {now.year}"
    assert name in open_statistics(secretary).content.decode()
    assert "November" not in name


def charts_in(html):
    return BeautifulSoup(html, "html.parser").select("svg.record-chart")


def test_each_chart_says_in_words_what_it_shows(author, green):
    approve(submit(draft(author), author), green)
    charts = charts_in(open_statistics(editor()).content.decode())
    assert len(charts) == 6
    for chart in charts:
        title, description = chart.find("title"), chart.find("desc")
        assert chart["role"] == "img"
        assert chart["aria-labelledby"] == f"{title['id']} {description['id']}"
        assert title.text
        assert description.text
    assert len({chart.find("title")["id"] for chart in charts}) == 6


def test_charts_need_no_script_and_no_inline_style(author, green):
    approve(submit(draft(author), author), green)
    for chart in charts_in(open_statistics(editor()).content.decode()):
        assert not chart.select("script, style, [style], [onclick], [onload]")


def test_widths_are_written_with_a_point_in_every_language(author):
    for title in ("One", "Two", "Three"):
        submit(draft(author, title), author)
    other = participant("liberal")
    submit(draft(other, "Four"), other)
    secretary = editor()
    profile = UserProfile.get_for_user(secretary)
    profile.preferred_language = "mk"
    profile.save()
    assert 'width="33.3%"' in open_statistics(secretary).content.decode()


def test_the_largest_fills_the_width_and_nothing_is_divided_by_zero():
    chart = bar_chart("x", "X", [("a", 4, "4"), ("b", 1, "1"), ("c", None, "–")])
    assert [bar.width for bar in chart.bars] == [100.0, 25.0, 0.0]
    assert [bar.width for bar in bar_chart("x", "X", [("a", 0, "0")]).bars] == [0.0]
    assert bar_chart("x", "X", []).bars == []
