"""Who may read a file: whoever may read a page that uses it, and nobody finds out otherwise."""

import re
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, PageViewRestriction, UploadedFile

from accounts.models import User
from blog.models import BlogPage
from content.files.models import FileUse
from content.models import ContentPage
from toolkit_pages.models import ToolkitIndexPage, ToolkitSectionPage, TrainingManualPage

from .files import (
    add_document,
    add_image,
    addresses,
    block_of,
    draft_with,
    live_with,
    pdf,
    png,
)
from .people import (
    again,
    approve,
    blog_index,
    change,
    editor,
    moderator,
    participant,
    person,
    submit,
    translator,
)

pytestmark = pytest.mark.django_db

READERS = {
    "anybody": lambda: None,
    "the uploader": lambda: User.objects.get(username="participant-green"),
    "somebody of the family": lambda: participant("green", "other"),
    "somebody of another family": lambda: participant("liberal"),
    "a moderator of the family": lambda: moderator("green"),
    "a moderator of another family": lambda: moderator("liberal"),
    "a translator of another family": lambda: translator("mk", "liberal"),
    "an editor": editor,
    "an administrator": lambda: person("root", is_superuser=True),
}
ALL = set(READERS)
SIGNED_IN = ALL - {"anybody"}
STAFF = {"an editor", "an administrator"}
OWN = STAFF | {"the uploader"}
FAMILY = OWN | {"somebody of the family", "a moderator of the family"}
USES = {
    "public": (ALL, lambda user, *files: live_with(user, *files)),
    "members": (SIGNED_IN, lambda user, *files: live_with(user, *files, visibility="members")),
    "family": (FAMILY, lambda user, *files: live_with(user, *files, visibility="family")),
    "nowhere": (OWN, lambda user, *files: None),
    "a draft": (OWN, lambda user, *files: draft_with(user, *files)),
    "in review": (
        OWN | {"a moderator of the family"},
        lambda user, *files: submit(draft_with(user, *files), user),
    ),
    "a newer draft": (OWN, lambda user, *files: newer_draft(live_with(user), user, *files)),
    "unpublished": (OWN, lambda user, *files: live_with(user, *files).unpublish()),
    "deleted": (OWN, lambda user, *files: live_with(user, *files).delete()),
}


def newer_draft(page, user, *files):
    change(page, user, body=[block_of(file) for file in files])


@pytest.fixture
def green(site):
    return participant("green")


@pytest.fixture
def files(green):
    image, document = add_image(green), add_document(green)
    return SimpleNamespace(image=image, document=document, both=(image, document))


def content(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


def get(client, address, user=None):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(address)


def test_the_grid_is_whole():
    assert len(USES) * len(READERS) == 81


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("use", USES)
def test_a_file_is_read_by_whoever_reads_a_page_that_uses_it(client, green, files, use, who):
    allowed, make = USES[use]
    make(green, *files.both)
    user = READERS[who]()
    for kind, address in addresses(*files.both).items():
        expected = 200 if who in allowed else 404
        assert get(client, address, user).status_code == expected, (kind, address)


def plain(response, address):
    """A response without its own address, which an invitation to sign in leads back to."""
    text = content(response).decode()
    for own in (address, quote(address, safe="")):
        text = text.replace(own, "")
    return response.status_code, sorted(response.headers.items()), text


@pytest.mark.parametrize("who", ["anybody", "somebody of another family"])
def test_what_is_hidden_answers_as_what_is_missing(client, green, files, who):
    live_with(green, *files.both, visibility="family")
    user = READERS[who]()
    image, rendition, document = addresses(*files.both).values()
    number = str(files.document.pk)
    pairs = [
        (image, re.sub(r"[0-9a-f]{24}", "0" * 24, image)),
        (rendition, re.sub(r"[0-9a-f]{24}", "0" * 24, rendition)),
        (document, document.replace(f"/{number}/", f"/{'9' * len(number)}/")),
        (document, re.sub(r"[0-9a-f]{24}", "0" * 24, document)),
    ]
    for hidden, missing in pairs:
        assert hidden != missing
        there, nowhere = get(client, hidden, user), get(client, missing, user)
        assert plain(there, hidden) == plain(nowhere, missing), hidden
        assert there.status_code == 404


def test_a_deactivated_person_reads_public_files_only(client, green, files):
    live_with(green, files.image, visibility="family")
    client.force_login(green)
    assert client.get(files.image.file.url).status_code == 200
    User.objects.filter(pk=green.pk).update(is_active=False)
    assert client.get(files.image.file.url).status_code == 404


def test_who_left_the_family_reads_its_files_no_more(client, green, files):
    other = participant("green", "other")
    live_with(green, files.image, visibility="family")
    assert get(client, files.image.file.url, other).status_code == 200
    User.objects.filter(pk=other.pk).update(party=participant("liberal").party)
    assert get(client, files.image.file.url, other).status_code == 404


def test_a_file_two_families_use_is_read_by_both_and_nobody_else(client, green, files):
    liberal, conservative = participant("liberal"), participant("conservative")
    live_with(green, files.image, visibility="family")
    live_with(liberal, files.image, title="Another", visibility="family")
    for user, status in ((green, 200), (liberal, 200), (conservative, 404), (None, 404)):
        assert get(client, files.image.file.url, user).status_code == status
    assert get_image_model().objects.get().collection.name == "Several families"


def test_a_page_below_a_closed_one_opens_no_file(client, green, files):
    index = ToolkitIndexPage.objects.get(locale__language_code="en")
    common = {"summary": "x", "author": green, "owner": green, "family": green.family}
    section = ToolkitSectionPage(title="Section", slug="section", visibility="family", **common)
    index.add_child(instance=section)
    section.save_revision().publish()
    manual = TrainingManualPage(title="Manual", slug="manual", audience="x", **common)
    again(section).add_child(instance=manual)
    manual.body = [block_of(files.image)]
    manual.save_revision().publish()
    address = files.image.file.url
    assert get(client, address).status_code == 404
    assert get(client, address, participant("liberal")).status_code == 404
    assert get(client, address, participant("green", "other")).status_code == 200
    assert get_image_model().objects.get().collection.name == "Family: green"
    open_section = again(section)
    open_section.visibility = "public"
    open_section.save_revision().publish()
    assert get(client, address).status_code == 200
    assert get_image_model().objects.get().collection.name == "Public"


def test_what_is_not_in_the_published_text_any_more_is_not_read(client, green, files):
    page = live_with(green, files.image)
    assert get(client, files.image.file.url).status_code == 200
    change(page, green, body=[("text", "<p>Without it.</p>")])
    assert get(client, files.image.file.url).status_code == 200
    again(page).get_latest_revision().publish()
    assert get(client, files.image.file.url).status_code == 404
    assert get_image_model().objects.get().collection.name == "Drafts"


def test_narrowing_takes_effect_at_once(client, green, files):
    page = live_with(green, *files.both)
    places = addresses(*files.both).values()
    first = {address: get(client, address) for address in places}
    # As a page's visibility changes without being published, nothing else being told.
    ContentPage.objects.filter(pk=page.pk).update(visibility="family")
    for address, response in first.items():
        again_asked = client.get(address, headers={"if-none-match": response["ETag"]})
        assert again_asked.status_code == 404, address


def test_a_restriction_of_wagtails_closes_files_too(client, green, files):
    page = live_with(green, files.image)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert get(client, files.image.file.url).status_code == 404
    assert get_image_model().objects.get().collection.name == "Members"
    restriction.delete()
    assert get(client, files.image.file.url).status_code == 200
    assert get_image_model().objects.get().collection.name == "Public"


def test_an_alias_opens_its_files(client, green, files):
    page = live_with(green, files.image)
    mk = blog_index("mk")
    page.create_alias(parent=mk, update_slug="alias", update_locale=mk.locale)
    again(page).unpublish()
    alias = BlogPage.objects.get(slug="alias")
    assert get(client, files.image.file.url).status_code == (200 if alias.live else 404)
    assert FileUse.objects.filter(page=alias, image=files.image).exists()


def test_caches_keep_public_files_only_and_ask_every_time(client, green, files):
    live_with(green, *files.both)
    for address in addresses(*files.both).values():
        response = get(client, address)
        assert response["Cache-Control"] == "public, no-cache"
        assert "Vary" not in response
        assert "Set-Cookie" not in response
        unchanged = client.get(address, headers={"if-none-match": response["ETag"]})
        assert (unchanged.status_code, content(unchanged)) == (304, b"")
        assert "Content-Type" not in unchanged or unchanged["Cache-Control"] == "public, no-cache"
        since = client.get(address, headers={"if-modified-since": response["Last-Modified"]})
        assert since.status_code == 304
    closed = add_image(green)
    kept = get(client, closed.file.url, green)["Cache-Control"].split(", ")
    assert {"private", "no-store"} <= set(kept)
    assert "public" not in kept


def test_files_run_nothing_in_a_browser(client, green, files):
    live_with(green, *files.both)
    for kind, address in addresses(*files.both).items():
        response = get(client, address)
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        attached = response.get("Content-Disposition", "").startswith("attachment")
        assert attached == (kind == "document")


def test_an_svg_of_old_is_a_download(client, green):
    image = add_image(green)
    image.file.storage.delete(image.file.name)
    name = image.file.storage.save(
        "original_images/old.svg", image.file.storage.open(add_image(green).file.name)
    )
    get_image_model().objects.filter(pk=image.pk).update(file=name)
    response = get(client, f"/media/{name}", green)
    assert response["Content-Disposition"].startswith("attachment")


def test_a_download_is_called_by_its_title_and_its_address_tells_nothing(client, green):
    document = add_document(green, title="Прашалник: 1/2", name="Draft by Petrov.PDF")
    assert "Petrov" not in document.url
    assert re.fullmatch(r"/documents/\d+/[0-9a-f]{24}\.pdf", document.url)
    response = get(client, document.url, green)
    assert "Petrov" not in str(response.headers)
    assert response["Content-Disposition"].endswith(
        "%D0%9F%D1%80%D0%B0%D1%88%D0%B0%D0%BB%D0%BD%D0%B8%D0%BA%20%201%202.pdf"
    )
    assert "Petrov" not in add_image(green).file.name


def test_the_web_server_is_told_where_a_file_lies(client, green, files, settings):
    settings.MEDIA_ACCEL_LOCATION = "/private-files/"
    live_with(green, files.image)
    response = get(client, files.image.file.url)
    assert response["X-Accel-Redirect"] == f"/private-files/{files.image.file.name}"
    assert (response["Content-Type"], content(response)) == ("image/png", b"")
    assert "X-Accel-Redirect" not in get(client, add_image(green).file.url)


@pytest.mark.parametrize("path", ["../manage.py", "%2e%2e/settings.py", "original_images/", "x\0y"])
def test_no_path_leads_out_of_storage(client, site, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_a_file_that_is_gone_from_storage_is_missing(client, green, files):
    live_with(green, files.image)
    files.image.file.storage.delete(files.image.file.name)
    assert get(client, files.image.file.url).status_code == 404


def test_only_reading_is_answered(client, green, files):
    live_with(green, files.image)
    assert client.post(files.image.file.url).status_code == 405
    assert client.head(files.image.file.url).status_code == 200


def test_a_file_takes_as_many_queries_in_many_pages_as_in_one(client, green, files):
    stranger = participant("liberal")

    def queries():
        client.force_login(stranger)
        with CaptureQueriesContext(connection) as captured:
            client.get(files.image.file.url)
        return len(captured)

    live_with(green, files.image, visibility="family")
    queries()  # what a site looks up once, whatever is asked for, is looked up now
    first = queries()
    for number in range(5):
        live_with(green, files.image, title=f"Post {number}", visibility="family")
        draft_with(green, files.image, title=f"Draft {number}")
    assert queries() == first


# Adding, choosing, changing


def test_what_people_add_lies_in_drafts_until_it_is_published(client, green, files):
    assert {file.collection.name for file in files.both} == {"Drafts"}
    state = submit(draft_with(green, *files.both, visibility="members"), green)
    approve(state, moderator("green"))
    assert get_image_model().objects.get().collection.name == "Members"
    assert get_document_model().objects.get().collection.name == "Members"


def test_collections_follow_pages_that_move_or_go(green, files):
    page = live_with(green, files.image, visibility="family")
    assert get_image_model().objects.get().collection.name == "Family: green"
    again(page).unpublish()
    assert get_image_model().objects.get().collection.name == "Drafts"
    again(page).get_latest_revision().publish()
    again(page).delete()
    assert get_image_model().objects.get().collection.name == "Drafts"


def post_form(page_fields):
    return {
        "title": "Mine", "summary": "x", "visibility": "public", "attribution": "name",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "body-count": "1",
        "body-0-deleted": "", "body-0-order": "0", "body-0-id": "",
        **page_fields,
    }  # fmt: skip


def picture_form(image):
    return post_form(
        {
            "body-0-type": "picture", "body-0-value-image-image": image.pk,
            "body-0-value-image-alt_text": "x", "body-0-value-caption": "",
        }
    )  # fmt: skip


def download_form(document):
    return post_form(
        {
            "body-0-type": "download", "body-0-value-document": document.pk,
            "body-0-value-label": "",
        }
    )  # fmt: skip


def add_address():
    return reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog_index().pk])


@pytest.mark.parametrize("form", [picture_form, download_form])
def test_nobody_opens_anothers_file_by_putting_its_number_into_a_page(client, green, files, form):
    file = files.image if form is picture_form else files.document
    thief = participant("liberal")
    client.force_login(thief)
    answer = client.post(add_address(), form(file))
    assert "is not yours" in answer.content.decode()
    assert not Page.objects.filter(title="Mine").exists()
    address = files.image.file.url if form is picture_form else files.document.url
    assert client.get(address).status_code == 404
    client.force_login(green)
    client.post(add_address(), form(file))
    assert Page.objects.filter(title="Mine").exists()


def test_a_moderator_keeps_the_authors_pictures_when_changing_a_text(client, green, files):
    page = draft_with(green, files.image)
    submit(page, green)
    client.force_login(moderator("green"))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, picture_form(files.image) | {"title": "Corrected"})
    assert again(page).get_latest_revision_as_object().title == "Corrected"
    stolen = add_image(participant("liberal"))
    client.post(edit, picture_form(stolen) | {"title": "Stolen"})
    assert again(page).get_latest_revision_as_object().title == "Corrected"


def file_addresses(image, document):
    """Every address of the admin that names an image or a document."""
    names = [
        *[("wagtailimages:" + name, image.pk) for name in (
            "edit", "delete", "url_generator", "url_generator_output", "image_usage",
            "edit_multiple", "delete_multiple",
        )],
        ("wagtailimages_chooser:chosen", image.pk),
        ("wagtailimages_chooser:select_format", image.pk),
        *[("wagtaildocs:" + name, document.pk) for name in (
            "edit", "delete", "document_usage", "edit_multiple", "delete_multiple",
        )],
        ("wagtaildocs_chooser:chosen", document.pk),
    ]  # fmt: skip
    named = [reverse(name, args=[pk]) for name, pk in names]
    return [
        *named,
        reverse("wagtailimages:preview", args=[image.pk, "original"]),
        f"/admin/api/main/images/{image.pk}/",
        f"/admin/api/main/documents/{document.pk}/",
    ]


@pytest.mark.parametrize("who", ["somebody of the family", "a moderator of another family"])
def test_anothers_file_answers_in_the_admin_as_one_that_is_not_there(client, green, files, who):
    client.force_login(READERS[who]())
    missing = SimpleNamespace(pk=999_999)
    pairs = zip(file_addresses(*files.both), file_addresses(missing, missing), strict=True)
    for there, nowhere in pairs:
        for method in (client.get, client.post):
            hidden, gone = method(there), method(nowhere)
            assert (hidden.status_code, gone.status_code) in ((404, 404), (405, 405)), there
            assert strip(hidden) == strip(gone), there


def strip(response):
    return re.sub(rb"csrfmiddlewaretoken[^>]+|nonce-[^'\"]+|/\d+/", b"", response.content)


def test_no_list_of_the_admin_names_anothers_files(client, green):
    add_image(green, title="Zagonetka-1")
    add_document(green, title="Zagonetka-2")
    client.force_login(participant("liberal"))
    for address in (
        reverse("wagtailimages:index"), reverse("wagtaildocs:index"),
        reverse("wagtailimages_chooser:choose"), reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results") + "?q=Zagonetka",
        reverse("wagtaildocs_chooser:choose_results") + "?q=Zagonetka",
        "/admin/api/main/images/", "/admin/api/main/documents/", "/api/v2/images/",
        "/api/v2/documents/", "/admin/images/add/",
    ):  # fmt: skip
        response = client.get(address)
        assert b"Zagonetka-" not in response.content, address
    client.force_login(green)
    assert "Zagonetka-1" in client.get("/admin/api/main/images/").content.decode()
    assert "Zagonetka-2" in client.get(reverse("wagtaildocs_chooser:choose")).content.decode()


def upload(client, data, name="x.png", kind="images", **fields):
    """Upload in the chooser, as one does from within a page."""
    short = kind.removesuffix("s").replace("document", "doc")
    prefix = f"{kind.removesuffix('s')}-chooser-upload"
    address = reverse(f"wagtail{short}s_chooser:create")
    form = {"title": "Mine", **fields}
    return client.post(
        address,
        {f"{prefix}-{key}": value for key, value in form.items()}
        | {f"{prefix}-file": SimpleUploadedFile(name, data)},
    )


def test_one_may_upload_choose_and_correct_ones_own(client, green):
    client.force_login(green)
    assert upload(client, png()).json()["step"] == "chosen"
    assert upload(client, pdf(), "x.pdf", "documents").json()["step"] == "chosen"
    image, document = get_image_model().objects.get(), get_document_model().objects.get()
    assert {image.collection.name, document.collection.name} == {"Drafts"}
    for name, file in (("images", image), ("docs", document)):
        chosen = client.get(reverse(f"wagtail{name}_chooser:chosen", args=[file.pk]))
        assert chosen.json()["result"]["id"] == str(file.pk)
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200


def test_the_same_picture_of_another_is_no_duplicate(client, green):
    add_image(participant("liberal"), title="Zagonetka")
    client.force_login(green)
    answer = upload(client, png())
    assert answer.json()["step"] == "chosen"
    assert "Zagonetka" not in answer.content.decode()
    assert upload(client, png()).json()["step"] == "duplicate_found"


def test_nobody_is_told_the_tags_of_others_files(client, green, files):
    for name in ("wagtailimages", "wagtaildocs"):
        client.force_login(editor(f"editor-{name}"))
        for address in (reverse(f"{name}:add"), reverse(f"{name}_chooser:choose")):
            text = client.get(address).content.decode()
            assert 'name="tags"' not in text
            assert "upload-tags" not in text


@pytest.mark.parametrize("state", ["in review", "published"])
def test_a_picture_that_was_reviewed_is_not_exchanged_afterwards(client, green, files, state):
    client.force_login(green)
    edit = reverse("wagtailimages:edit", args=[files.image.pk])
    delete = reverse("wagtailimages:delete", args=[files.image.pk])
    assert client.get(edit).status_code == 200
    if state == "published":
        live_with(green, files.image)
    else:
        submit(draft_with(green, files.image), green)
    for address in (edit, delete):
        assert client.get(address).status_code == 302
        client.post(address, {"title": "Exchanged"})
    assert get_image_model().objects.get().title == "A picture"
    client.force_login(editor())
    assert client.get(edit).status_code == 200


def test_a_waiting_upload_is_its_owners(client, green):
    kind = ContentType.objects.get_for_model(get_image_model())
    waiting = UploadedFile.objects.create(
        for_content_type=kind, file=ContentFile(png(), name="x.png"), uploaded_by_user=green
    )
    client.force_login(participant("liberal"))
    for name in ("create_multiple_from_uploaded_image", "delete_upload_multiple"):
        address = reverse(f"wagtailimages:{name}", args=[waiting.pk])
        assert client.post(address, {}).status_code == 404
    assert get(client, f"/media/{waiting.file.name}", green).status_code == 404


def test_nobody_has_a_portrait(client, green):
    client.force_login(green)
    assert 'name="avatar' not in client.get("/admin/account/").content.decode()


def test_the_collections_are_there_and_setting_up_again_keeps_them(site):
    names = set(Collection.objects.values_list("name", flat=True))
    assert {"Public", "Members", "Drafts", "Family: green", "Family: liberal"} <= names
    before = list(Collection.objects.values_list("pk", "name"))
    call_command("setup_site", verbosity=0)
    assert before == list(Collection.objects.values_list("pk", "name"))


def test_a_page_shows_its_download_with_kind_and_size(client, green, files):
    page = live_with(green, files.document)
    text = get(client, page.url).content.decode()
    assert f'<a href="{files.document.url}" download>A handout</a>' in text
    assert "(PDF, " in text
    get_document_model().objects.all().delete()
    assert "download>" not in get(client, page.url).content.decode()
