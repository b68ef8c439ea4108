"""What readers, authors and machines meet in German, run where it has been added.

Run by `test_new_language` in a copy of the code; pytest does not collect it.
"""

from django.core.management import call_command
from django.test import Client
from django.utils import translation

from blog.models import BlogIndexPage
from tests.people import live, participant
from topics.models import Topic


def visit():
    client = Client()

    def get(path):
        response = client.get(path)
        assert response.status_code == 200, path
        return response.content.decode()

    assert client.get("/", headers={"accept-language": "de-AT,en;q=0.5"}).url == "/de/"
    for path in ("", "blog/", "case-studies/", "toolkit/", "search/", "blog/feed/"):
        assert 'lang="de"' in get(f"/de/{path}"), path
    assert ">Suche</a>" in get("/de/blog/")
    assert "Deutsch" in get("/en/")
    index = BlogIndexPage.objects.get(locale__language_code="de")

    translation.activate("de")
    page = live(participant("green", "german", languages=["de"]), "Die Satzungen", "de")
    page.topics.set(Topic.objects.filter(slug="inclusion"))
    page.save_revision().publish()
    call_command("rebuild_search", verbosity=0)
    assert page.get_parent().pk == index.pk
    html = get(page.url)
    assert 'hreflang="de"' in html
    assert "Inclusion" in html, "a vocabulary without a German name falls back to English"
    assert page.title in get("/de/blog/feed/")
    assert page.url in get("/sitemap-de.xml")
    assert page.url in get("/de/search/?q=satzung"), "its dictionary knows the lemma"
    assert page.title in get("/hr/blog/"), "it is offered to readers of other languages"
    Topic.objects.filter(slug="inclusion").update(name_de="Teilhabe")
    assert "Teilhabe" in get(page.url)


visit()
