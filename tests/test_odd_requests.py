"""Headers no browser sends: cookies and charsets that would fail before any view is asked."""

import pytest
from django.contrib.sessions.backends import db
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory

from config.wsgi import application
from core.sessions import SessionStore

from .people import participant

pytestmark = pytest.mark.usefixtures("site")

ADDRESSES = ("/en/", "/en/search/?q=a", "/api/v2/pages/", "/accounts/login/", "/admin/", "/nothing")
# As a cookie writes NUL, bytes that are no UTF-8, and half a character.
ODD_VALUES = (r'"abcdefgh\000ij"', r'"abcdefgh\377\376"', r'"abcdefgh\355\240\200"', "abcdefgh-ij")
COOKIES = ("sessionid", "csrftoken", "django_language", "messages")


# Cookies.


@pytest.mark.parametrize("name", COOKIES)
@pytest.mark.parametrize("value", ODD_VALUES)
def test_no_cookie_is_an_error(client, name, value):
    for address in ADDRESSES:
        response = client.get(address, headers={"cookie": f"{name}={value}"})
        assert response.status_code < 500, address


@pytest.mark.parametrize("value", ODD_VALUES)
def test_what_can_be_no_session_is_taken_back(client, value):
    response = client.get("/accounts/login/", headers={"cookie": f"sessionid={value}"})
    assert response.cookies["sessionid"]["max-age"] == 0


def test_no_session_is_looked_for_by_what_no_database_takes():
    for key in ("abcdefgh\0ij", "abcdefgh\ud800", "abcdefgš", "abcdefgh-ij", "abc", "", None):
        assert SessionStore(key).session_key is None
    assert SessionStore("abcdefgh01").session_key == "abcdefgh01"


def test_whoever_was_signed_in_by_djangos_own_sessions_still_is(client):
    client.force_login(participant("green"))
    assert type(client.session) is SessionStore
    assert db.SessionStore(client.session.session_key).load() == client.session.load() != {}


# Charsets.


CHARSETS = (
    *("hex", "rot13", "undefined", "idna", "base64", "zlib", "punycode", "utf-7"),
    *("unicode_escape", "raw_unicode_escape", "utf-16", "utf-32", "cp037", "windows-1251", "x"),
)
UNREADABLE = (
    "text/plain; x*=nope''a",
    "text/plain; x*=undefined''a",
    "text/plain; x*0=a; x*=b",
    "text/plain; x=" + "a" * 20_000,
)


@pytest.fixture(autouse=True)
def one_connection():
    """A server closes what the transaction around a test needs."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def answer(request, content_type):
    """What the server's own entry point answers; the tests' client has another."""
    environ = request.environ | {"CONTENT_TYPE": content_type, "HTTP_USER_AGENT": "Mozilla/5.0"}
    told = []
    response = application(environ, lambda status, headers: told.append(status))
    return told[0], b"".join(response)


def get(address, content_type):
    return answer(RequestFactory().get(address), content_type)


@pytest.mark.parametrize("charset", CHARSETS)
def test_the_address_is_read_as_it_is_whatever_the_charset(charset):
    kind = f"text/plain; charset={charset}"
    for address in ("/healthz?x=%FF", "/en/search/?q=%2B2AA-abcdef", r"/en/search/?q=\ud800abcd"):
        assert get(address, kind)[0] == "200 OK", address
    _status, text = get("/api/v2/search/?q=%2B2AA-%D0%B0%C5%A1", kind)
    assert '"query": "+2AA-аш"'.encode() in text or rb'"query": "+2AA-\u0430\u0161"' in text


@pytest.mark.parametrize("kind", UNREADABLE, ids=lambda kind: kind[:30])
def test_a_kind_of_content_that_cannot_be_read_counts_as_not_there(kind):
    assert get("/healthz?x=1", kind) == ("200 OK", b"ok")


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("application/x-www-form-urlencoded; charset=utf-8", "login=%C5%A1&password=x"),
        ("application/x-www-form-urlencoded; charset=hex", "login=%C5%A1&password=x"),
        (
            "multipart/form-data; boundary=b; charset=rot13",
            '--b\r\nContent-Disposition: form-data; name="login"\r\n\r\nš\r\n--b--\r\n',
        ),
    ],
)
def test_a_form_is_read_as_what_it_is(kind, sent):
    request = RequestFactory().post("/", sent.encode(), content_type="text/plain")
    request = application.request_class(request.environ | {"CONTENT_TYPE": kind})
    assert request.POST["login"] == "š"


def test_a_form_of_a_kind_that_cannot_be_read_is_refused():
    form = RequestFactory().post("/accounts/login/", {"login": "a"})
    assert answer(form, "multipart/form-data; x*0=a; x*=b")[0] == "403 Forbidden"
