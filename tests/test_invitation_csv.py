"""Inviting many people from a file: everything is shown first, and all are invited or none."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext, override

from accounts.invitation_csv import check, decode, example
from accounts.models import Invitation, User
from accounts.roles import PARTICIPANTS
from core.csv_files import harmless

from .people import editor, moderator, participant, party

pytestmark = pytest.mark.django_db

MANY = "/admin/people/invitations/list/"
HEADER = "name,e-mail,country,party,languages"
ANNA = "Anna Novak,anna@example.org,MK,party-green-mk,mk en"
BENI = "Beni Hoxha,beni@example.org,,party-green-mk,Albanian"


@pytest.fixture
def judge(site):
    return moderator("green")


@pytest.fixture
def client(client, judge):
    client.force_login(judge)
    return client


def table(*rows, header=HEADER):
    return "\n".join([header, *rows])


def problems(user, *rows, header=HEADER):
    return [problem for row in check(table(*rows, header=header), user) for problem in row.problems]


def upload(client, content):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(MANY, {"file": SimpleUploadedFile("list.csv", data)})


def confirm(client, shown):
    context = shown.context
    return client.post(MANY, {"text": context["text"], "shown": context["shown"], "send": "1"})


# What is understood.


def test_a_row_is_understood(judge):
    (row,) = check(table(ANNA), judge)
    assert row.problems == []
    assert (row.name, row.email) == ("Anna Novak", "anna@example.org")
    assert (row.party, row.languages) == (party("green"), ["mk", "en"])


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_cells_may_be_parted_by_comma_semicolon_or_tab(judge, sign):
    (row,) = check(table(ANNA).replace(",", sign), judge)
    assert row.problems == []


def test_columns_come_in_any_order_and_others_are_passed_over(judge):
    (row,) = check(
        table("party-green-mk,x,anna@example.org,Anna", header="Party,Remark,E-MAIL,Name"), judge
    )
    assert (row.name, row.email, row.party) == ("Anna", "anna@example.org", party("green"))


def test_columns_may_be_named_in_our_languages(judge):
    with override("mk"):
        words = [gettext(word) for word in ("Country", "Party", "Languages")]
    assert "Партија" in words
    (row,) = check(table(ANNA, header=",".join(["Name", "e-mail", *words])), judge)
    assert row.problems == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_cyrillic_is_read_in_what_spreadsheets_write(judge, encoding):
    data = table(ANNA.replace("Anna Novak", "Ана Новак")).encode(encoding)
    (row,) = check(decode(data), judge)
    assert row.name == "Ана Новак"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_latin_letters_are_read_in_what_spreadsheets_write(judge, encoding):
    data = table(ANNA.replace("Anna Novak", "Žana Đurić Šešlja")).encode(encoding)
    (row,) = check(decode(data), judge)
    assert row.name == "Žana Đurić Šešlja"


def test_cells_in_quotes_and_empty_rows_are_read(judge):
    rows = check(
        table('"Novak, Anna",anna@example.org,,party-green-mk,"mk, en"', "", ",,,,"), judge
    )
    assert [(row.name, row.languages) for row in rows] == [("Novak, Anna", ["mk", "en"])]


@pytest.mark.parametrize(
    "words", ["mk sq", "mk,sq", "mk; sq", "Macedonian/Albanian", "Македонски|Shqip"]
)
def test_languages_are_codes_or_names(judge, words):
    (row,) = check(table(f'Anna,anna@example.org,,party-green-mk,"{words}"'), judge)
    assert row.languages == ["mk", "sq"]


@pytest.mark.parametrize("country", ["MK", "mk", "North Macedonia", "Северна Македонија"])
def test_a_country_is_a_code_or_a_name_in_any_language(judge, country):
    assert problems(judge, f"Anna,anna@example.org,{country},party-green-mk,mk") == []


# What is wrong with a row.


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",anna@example.org,,party-green-mk,mk", "The name is missing."),
        (f"{'A' * 151},anna@example.org,,party-green-mk,mk", "The name is too long."),
        ("=1+1,anna@example.org,,party-green-mk,mk", "A name cannot begin with =, +, - or @."),
        ("@SUM(A1),anna@example.org,,party-green-mk,", "A name cannot begin with =, +, - or @."),
        ("Anna,anna(at)example.org,,party-green-mk,mk", "This is not an e-mail address."),
        ("Anna,,,party-green-mk,mk", "This is not an e-mail address."),
        ("Anna,anna@example.org,Atlantis,party-green-mk,", "There is no such country."),
        ("Anna,anna@example.org,,,mk", "The party is missing."),
        ("Anna,anna@example.org,,nobody,mk", "There is no such party that you may invite for."),
        ("A,a@example.org,SI,party-green-mk,", "There is no such party that you may invite for."),
        ("Anna,anna@example.org,,party-green-mk,xx", "There is no such language: xx."),
        ("Anna", "This is not an e-mail address."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_said(judge, row, problem):
    assert problem in problems(judge, row)


def test_an_address_that_stands_twice_is_named_with_its_row(judge):
    rows = check(table(ANNA, BENI, ANNA.replace("anna@", "ANNA@")), judge)
    assert [row.problems for row in rows] == [[], [], ["The same address stands in row 2."]]


def test_a_party_of_another_family_is_as_unknown_as_one_that_is_not(judge):
    liberal = party("liberal")
    row = "Anna,anna@example.org,,{},mk"
    assert problems(judge, row.format(liberal.slug)) == problems(judge, row.format("nobody"))
    assert problems(editor(), row.format(liberal.slug)) == []


def test_two_parties_of_one_name_need_their_country(site):
    for country in ("MK", "SI"):
        same = party("green", country)
        same.name_en = same.name = "Greens"
        same.save()
    row, someone = "Anna,anna@example.org,{},Greens,mk", editor()
    assert "More than one party" in problems(someone, row.format(""))[0]
    assert problems(someone, row.format("SI")) == []


def test_an_account_is_named_as_far_as_one_may_know_of_it(judge):
    own, other = participant("green", "own"), participant("liberal", "other")
    row = "Anna,{},,party-green-mk,mk"
    assert "has an account already" in problems(judge, row.format(own.email.upper()))[0]
    assert problems(judge, row.format(other.email)) == []
    assert "has an account already" in problems(editor(), row.format(other.email))[0]


# What is wrong with a file.


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"\n\n", "Choose a file."),
        (b"hello", "Missing: Name, E-mail address, Party."),
        (b"name,party\nAnna,x", "Missing: E-mail address."),
        (HEADER.encode(), "There is nobody in this file."),
        (b"\x00\x01\x02", "This file cannot be read."),
        (b"\xff\xfea", "This file cannot be read."),
        (b'name,email,party\n"' + b"a" * 200_000, "cannot be read as a table"),
        (b"x" * 1_000_001, "too large"),
        (table(*[ANNA] * 201).encode(), "At most 200"),
    ],
    ids=["empty", "blank", "words", "column", "header", "binary", "half", "cell", "large", "many"],
)
def test_what_is_wrong_with_a_file_is_said(client, content, problem):
    response = upload(client, content)
    assert response.status_code == 200
    assert problem in response.content.decode()
    assert not Invitation.objects.exists()


def test_nothing_of_a_bad_list_is_lost(client):
    bad = table(ANNA, "Beni,nonsense,,party-green-mk,sq")
    response = upload(client, bad)
    text = response.content.decode()
    assert "Some rows have a problem. Nothing has been sent." in text
    assert response.context["form"]["text"].value() == bad
    better = client.post(MANY, {"text": bad.replace("nonsense", "beni@example.org")})
    assert "2 people will be invited" in better.content.decode()


# What is sent.


def test_nothing_is_sent_before_it_is_confirmed(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        shown = upload(client, table(ANNA, BENI))
    assert "2 people will be invited. Nothing has been sent yet." in shown.content.decode()
    assert not Invitation.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert confirm(client, shown).status_code == 302
    assert sorted(message.to[0] for message in mail.outbox) == [
        "anna@example.org",
        "beni@example.org",
    ]
    anna = Invitation.objects.get(email="anna@example.org")
    assert (anna.role, anna.party, anna.languages) == (PARTICIPANTS, party("green"), ["mk", "en"])


def test_what_was_not_shown_is_not_sent(client):
    shown = upload(client, table(ANNA))
    other = table(BENI)
    response = client.post(MANY, {"text": other, "shown": shown.context["shown"], "send": "1"})
    assert "One person will be invited. Nothing has been sent yet." in response.content.decode()
    assert not Invitation.objects.exists()


def test_all_are_invited_or_none(client):
    shown = upload(client, table(ANNA, BENI))
    participant("green", "late", first_name="x")
    User.objects.filter(username="late-green").update(email="beni@example.org")
    response = confirm(client, shown)
    assert "has an account already" in response.content.decode()
    assert not Invitation.objects.exists()


def test_a_moderator_who_lost_the_family_meanwhile_sends_nothing(client, judge):
    shown = upload(client, table(ANNA))
    judge.party = party("liberal")
    judge.save()
    response = confirm(client, shown)
    assert "no such party that you may invite for" in response.content.decode()
    assert not Invitation.objects.exists()


def test_checking_costs_the_same_for_many_rows_as_for_one(judge, django_assert_max_num_queries):
    def queries(count):
        rows = [f"A B,a{n}@example.org,MK,party-green-mk,mk" for n in range(count)]
        with django_assert_max_num_queries(30) as context:
            check(table(*rows), judge)
        return len(context)

    queries(1)
    assert queries(100) == queries(1)


def test_what_people_wrote_is_escaped_on_the_page(client):
    text = upload(client, table("<b>A</b>,anna@example.org,,<i>x</i>,mk")).content.decode()
    assert "<b>A</b>" not in text
    assert "<i>x</i>" not in text


# The example, and for whom all this is.


def test_the_example_can_be_sent_as_it_is(client, judge):
    response = client.get(reverse("people:invite_many_example"))
    assert response["Content-Disposition"] == 'attachment; filename="invitations.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert [row.problems for row in check(decode(response.content), judge)] == [[]]
    assert "party-green" in example(judge)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_we_write_is_calculated_with(cell):
    assert harmless(cell) == f"'{cell}"


def test_for_participants_there_is_no_such_page(client):
    client.force_login(participant("green"))
    for address in (MANY, f"{MANY}example/"):
        assert client.get(address).status_code == 404
    assert upload(client, table(ANNA)).status_code == 404
