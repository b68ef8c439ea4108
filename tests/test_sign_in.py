"""Signing in: one door, by invitation only, and no answer tells who has an account."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from accounts import sign_in_forms

from .people import editor, participant, person

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
HOME = "/admin/"
NEW = "Ein-langes-Wort-71"


@pytest.fixture(autouse=True)
def no_attempts_yet(site):
    cache.clear()
    yield
    cache.clear()


def sign_in(client, name, password="demo", **extra):  # noqa: S107
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


def comparable(response):
    """A response without what differs on every request."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    headers = {key: value for key, value in response.headers.items() if key != "Expires"}
    headers.pop("Content-Length", None)
    return response.status_code, headers, sorted(response.cookies), body


# Who gets in.


@pytest.mark.parametrize("typed", ["participant-green", "participant-green@example.org"])
def test_people_sign_in_by_user_name_or_address(client, author, typed):
    response = sign_in(client, typed)
    assert response.status_code == 302
    assert response["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_case_and_blanks_do_not_matter(client, author):
    assert sign_in(client, "  Participant-Green@Example.org ").status_code == 302


def test_nobody_is_signed_in_as_somebody_whose_user_name_is_their_address(client, site):
    anna = person("anna@example.org")
    other = person("other")
    other.email, other.password = "anna@example.org", anna.password
    other.save()
    sign_in(client, "anna@example.org")
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_whoever_is_signed_in_already_is_sent_on(client, author):
    client.force_login(author)
    assert client.get(LOGIN)["Location"] == HOME


def test_the_page_asked_for_comes_after_signing_in(client, author):
    asked = client.get("/admin/account/")
    assert asked["Location"] == f"{LOGIN}?next=/admin/account/"
    form = client.get(asked["Location"]).content.decode()
    assert 'name="next" value="/admin/account/"' in form
    response = client.post(
        LOGIN, {"login": author.username, "password": "demo", "next": "/admin/account/"}
    )
    assert response["Location"] == "/admin/account/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_sent_to_another_site(client, author, elsewhere):
    response = client.post(LOGIN, {"login": author.username, "password": "demo", "next": elsewhere})
    assert response["Location"] == HOME


def test_somebody_without_a_role_is_told_so_and_can_sign_out(client, site):
    sign_in(client, person("nobody").username)
    page = client.get(HOME, follow=True)
    assert page.status_code == 200
    assert "has no task on this site" in page.content.decode()
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


# One door.


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/admin/login/", LOGIN),
        ("/admin/login/?next=/admin/account/", f"{LOGIN}?next=/admin/account/"),
        ("/en/_util/login/", LOGIN),
        ("/admin/password_reset/", RESET),
        ("/admin/password_reset/done/", RESET),
        ("/admin/password_reset/confirm/MQ/set-password/", RESET),
        ("/admin/password_reset/complete/", RESET),
    ],
)
def test_every_other_door_leads_to_ours(client, author, address, leads_to):
    for response in (
        client.get(address),
        client.post(address, {"username": author.username, "password": "demo", "email": "x@y.org"}),
    ):
        assert response.status_code == 302
        assert response["Location"] == leads_to
    assert "_auth_user_id" not in client.session
    assert mail.outbox == []


@pytest.mark.parametrize(
    "address",
    ["", "signup/", "email/", "inactive/", "confirm-email/", "password/set/", "login/code/",
     "reauthenticate/", "social/", "3rdparty/", "2fa/", "unknown/"],
)  # fmt: skip
@pytest.mark.parametrize("signed_in", [False, True])
def test_there_is_nothing_else_below_accounts(client, author, address, signed_in):
    if signed_in:
        client.force_login(author)
    for method in (client.get, client.post):
        response = method(f"/accounts/{address}")
        assert response.status_code == 404
        assert "Page not found" in response.content.decode()


def test_there_is_no_address_to_sign_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize("address", ["/admin/logout/", "/accounts/logout/"])
def test_signing_out_ends_the_session(client, author, address):
    client.force_login(author)
    response = client.post(address)
    assert response["Location"] == LOGIN
    assert "_auth_user_id" not in client.session
    assert client.get(HOME).status_code == 302


def test_a_link_to_the_way_out_signs_nobody_out(client, author):
    client.force_login(author)
    assert "Do you want to sign out?" in client.get("/admin/logout/").content.decode()
    assert client.get(HOME).status_code == 200


def test_the_sidebar_signs_out_where_our_view_stands():
    assert reverse("wagtailadmin_logout") == "/admin/logout/"


# No answer tells who has an account.


def other_attempts(author):
    gone = participant("green", "gone", is_active=False)
    unusable = participant("green", "unusable")
    unusable.set_unusable_password()
    unusable.save()
    namesake = participant("green", "namesake")
    namesake.username = namesake.email
    namesake.save()
    return {
        "a wrong password": (author.username, "wrong"),
        "a wrong password for an address": (author.email, "wrong"),
        "a wrong password where the user name is the address": (namesake.email, "wrong"),
        "a deactivated person": (gone.username, "demo"),
        "a deactivated person's address": (gone.email, "demo"),
        "an account without a password": (unusable.username, "x"),
    }


def test_a_failed_sign_in_answers_the_same_whatever_the_reason(author):
    for reason, (name, password) in other_attempts(author).items():
        cache.clear()
        unknown = comparable(sign_in(Client(), "nobody@example.org", password))
        cache.clear()
        known = comparable(sign_in(Client(), name, password))
        status, headers, cookies, body = known
        assert status == 200, reason
        assert "The username or the password is not right." in body, reason
        assert (status, headers, cookies) == unknown[:3], reason
        assert body.replace(name, "*") == unknown[3].replace("nobody@example.org", "*"), reason


def test_a_failed_sign_in_takes_the_time_of_one_password_whatever_the_reason(author, monkeypatch):
    checked = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *args: checked.append(args) or encode(self, *args),
    )
    attempts = {**other_attempts(author), "nobody": ("nobody@example.org", "wrong")}
    for reason, (name, password) in attempts.items():
        cache.clear()
        checked.clear()
        sign_in(Client(), name, password)
        assert len(checked) == 1, reason


def test_too_many_attempts_are_refused_for_known_and_unknown_alike(author):
    answers = []
    for name in (author.username, "nobody-at-all"):
        for _attempt in range(5):
            sign_in(Client(), name, "wrong")
        answers.append(sign_in(Client(), name, "demo").content.decode())
        cache.clear()
    for answer in answers:
        assert "Too many attempts." in answer


def test_too_many_attempts_from_one_connection_get_our_page(author):
    for number in range(31):
        response = sign_in(Client(), f"nobody-{number}", "wrong")
    assert response.status_code == 429
    assert "Please wait a little" in response.content.decode()


def ask_for_link(address, client=None):
    client = client or Client()
    return client.post(RESET, {"email": address})


def test_asking_for_a_new_password_answers_the_same_whoever_asks(author):
    gone = participant("green", "gone", is_active=False)
    answers = []
    for address in (author.email, gone.email, "nobody@example.org"):
        response = ask_for_link(address)
        assert response.status_code == 302
        assert response["Location"] == f"{RESET}done/"
        answers.append(comparable(response))
    assert answers[0] == answers[1] == answers[2]


def test_the_request_for_a_new_password_looks_nobody_up(author, monkeypatch):
    """So that it takes the same time: who is meant is found out in the queue."""
    asked = []

    class Queue:
        def enqueue(self, email):
            asked.append(email)

    monkeypatch.setattr(sign_in_forms, "send_reset_links", Queue())
    ask_for_link(author.email)
    ask_for_link("nobody@example.org")
    assert asked == [author.email, "nobody@example.org"]
    assert mail.outbox == []


# A forgotten password.


@pytest.fixture
def link(author, django_capture_on_commit_callbacks):
    """The link the author got."""
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_link(author.email.upper())
    (message,) = mail.outbox
    assert message.to == [author.email]
    assert author.username in message.body
    return re.search(r"http://testserver(/accounts/\S+)", message.body)[1]


def open_link(client, link):
    response = client.get(link, follow=True)
    return response, response.redirect_chain[-1][0] if response.redirect_chain else link


def choose(client, address, password=NEW):
    return client.post(address, {"password1": password, "password2": password}, follow=True)


def test_a_forgotten_password_is_replaced_through_the_link(client, author, link):
    response, address = open_link(client, link)
    assert "Choose a new password" in response.content.decode()
    done = choose(client, address)
    assert "Your password has been changed." in done.content.decode()
    assert sign_in(client, author.username, NEW).status_code == 302


def test_the_link_works_once(client, author, link):
    _response, address = open_link(client, link)
    choose(client, address)
    again, _address = open_link(Client(), link)
    assert "This link no longer works" in again.content.decode()


@pytest.fixture
def other_session(author):
    other = Client()
    other.force_login(author)
    return other


def test_a_new_password_ends_the_other_sessions(client, author, other_session, link):
    _response, address = open_link(client, link)
    choose(client, address)
    assert other_session.get(HOME).status_code == 302


def test_a_weak_password_is_explained_and_nothing_is_lost(client, author, link):
    _response, address = open_link(client, link)
    answer = choose(client, address, "123")
    assert "too short" in answer.content.decode()
    assert "Your password has been changed." in choose(client, address).content.decode()


def test_whoever_was_deactivated_since_cannot_use_the_link(client, author, link):
    author.is_active = False
    author.save()
    response, _address = open_link(client, link)
    assert "This link no longer works" in response.content.decode()


@pytest.mark.parametrize("wrong", ["1-set-password", "zzzzzzzzzzzzzz-abc", "0-x", "1-2-3-4"])
def test_a_made_up_link_does_not_work(client, author, wrong):
    response = client.get(f"{RESET}key/{wrong}/")
    assert response.status_code == 200
    assert "This link no longer works" in response.content.decode()


def test_the_mail_names_our_site_whatever_host_was_asked(
    author, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(RESET, {"email": author.email}, headers={"host": "evil.example"})
    assert "evil.example" not in mail.outbox[0].body


# Changing it.


def test_a_password_is_changed_by_whoever_knows_it(client, author, other_session):
    client.force_login(author)
    address = "/accounts/password/change/"
    form = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert "This is not your password." in client.post(address, form).content.decode()
    response = client.post(address, {**form, "oldpassword": "demo"})
    assert response["Location"] == "/admin/account/"
    assert client.get(HOME).status_code == 200
    assert other_session.get(HOME).status_code == 302


def test_changing_a_password_is_for_those_signed_in(client, site):
    response = client.get("/accounts/password/change/")
    assert response["Location"] == f"{LOGIN}?next=/accounts/password/change/"


def test_wagtails_account_page_changes_neither_password_nor_address(client, author):
    client.force_login(author)
    client.post(
        "/admin/account/",
        {
            "password-old_password": "demo", "password-new_password1": NEW,
            "password-new_password2": NEW, "name_email-email": "other@example.org",
            "name_email-first_name": "A", "name_email-last_name": "B",
        },
    )  # fmt: skip
    author.refresh_from_db()
    assert author.check_password("demo")
    assert author.email == "participant-green@example.org"


# Languages.


@pytest.mark.parametrize("code", ["mk", "sr-latn", "cnr"])
def test_the_language_chosen_on_the_site_is_kept(client, site, code):
    response = client.get(f"{LOGIN}?language={code}")
    tag = {"sr-latn": "sr-Latn"}.get(code, code)
    assert f'<html lang="{tag}">' in response.content.decode()
    assert f'<html lang="{tag}">' in client.get(RESET).content.decode()


def test_a_language_nobody_knows_changes_nothing(client, site):
    response = client.get(f"{LOGIN}?language=xx")
    assert '<html lang="en">' in response.content.decode()
    assert "django_language" not in response.cookies


def test_the_sites_pages_lead_to_the_sign_in_page_in_their_language(client, site):
    assert f"{LOGIN}?language=mk" in client.get("/mk/").content.decode()


def test_the_switcher_keeps_to_the_page(client, site):
    text = client.get(f"{LOGIN}?next=/admin/account/").content.decode()
    assert "/accounts/login/?next=%2Fadmin%2Faccount%2F&amp;language=sq" in text


def test_somebody_signed_in_reads_the_language_they_chose(client, site):
    author = participant("green", reads="ro")
    client.force_login(author)
    text = client.get("/accounts/password/change/", headers={"accept-language": "sl"})
    assert '<html lang="ro">' in text.content.decode()


def test_the_reset_mail_is_in_the_language_of_whoever_gets_it(
    site, django_capture_on_commit_callbacks
):
    author = participant("green", reads="mk")
    with django_capture_on_commit_callbacks(execute=True), override("ro"):
        ask_for_link(author.email)
    assert 'lang="mk"' in mail.outbox[0].alternatives[0].content


def test_the_form_names_its_fields(client, site):
    text = client.get(LOGIN).content.decode()
    for label in ("Username", "Password", "Stay signed in on this device"):
        assert re.search(rf"<label[^>]*>\s*{label}", text), label
    assert "placeholder" not in text.split("<main")[1]


def test_without_staying_signed_in_the_session_ends_with_the_browser(client, author):
    sign_in(client, author.username)
    assert client.session.get_expire_at_browser_close()
    other = Client()
    other.post(LOGIN, {"login": author.username, "password": "demo", "remember": "on"})
    assert not other.session.get_expire_at_browser_close()


def test_an_editor_signs_in_too(client, site):
    assert sign_in(client, editor().username)["Location"] == HOME
