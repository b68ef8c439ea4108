"""Who may do what: the whole matrix, as one table and one test.

Columns are roles, rows whose the page is, cells the states in which the action works:
d draft, r in review, c changes asked for, l live, w live with a newer draft, u unpublished;
`all`, `no`, and `·` where there is no such page (see `tests.world`).
"""

import pytest

from . import actions, world

TABLE = """
read the draft, open the editor, compare versions
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          all         all        all       all    all             all    all
own family    ·         no          no          no         r         no     r               all    all
other family  no        no          no          no         no        no     no              all    all
members       no        no          no          no         no        no     no              all    all
public        no        no          no          no         no        no     no              all    all

see the history
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          all         all        all       all    all             all    all
own family    ·         no          no          no         no        no     no              all    all
other family  no        no          no          no         no        no     no              all    all
members       no        no          no          no         no        no     no              all    all
public        no        no          no          no         no        no     no              all    all

find the draft
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          drcl        drcl       drcl      drcl   drcl            drcl   drcl
own family    ·         no          no          no         rl        no     rl              drcl   drcl
other family  no        no          no          no         no        no     no              drcl   drcl
members       no        no          no          no         no        no     no              drcl   drcl
public        no        no          no          no         no        no     no              drcl   drcl

change the text, comment, choose the readers
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          dclwu       dclwu      dclwu     dclwu  dclwu           dclwu  dclwu
own family    ·         no          no          no         r         no     r               all    dclwu
other family  no        no          no          no         no        no     no              all    dclwu
members       no        no          no          no         no        no     no              all    dclwu
public        no        no          no          no         no        no     no              all    dclwu

submit
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          dclwu       dclwu      dclwu     dclwu  dclwu           dclwu  dclwu
own family    ·         no          no          no         no        no     no              dclwu  no
other family  no        no          no          no         no        no     no              dclwu  no
members       no        no          no          no         no        no     no              dclwu  no
public        no        no          no          no         no        no     no              dclwu  no

withdraw
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          r           r          r         r      r               r      r
own family    ·         no          no          no         no        no     no              r      no
other family  no        no          no          no         no        no     no              r      no
members       no        no          no          no         no        no     no              r      no
public        no        no          no          no         no        no     no              r      no

delete
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          dcu         dcu        dcu       dcu    dcu             all    all
own family    ·         no          no          no         no        no     no              all    all
other family  no        no          no          no         no        no     no              all    all
members       no        no          no          no         no        no     no              all    all
public        no        no          no          no         no        no     no              all    all

see it in the queue, open the review
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          no          no         r         no     no              r      no
own family    ·         no          no          no         r         no     r               r      no
other family  no        no          no          no         no        no     no              r      no
members       no        no          no          no         no        no     no              r      no
public        no        no          no          no         no        no     no              r      no

approve, ask for changes, hand over, take back
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          no          no         no        no     no              no     no
own family    ·         no          no          no         r         no     r               r      no
other family  no        no          no          no         no        no     no              r      no
members       no        no          no          no         no        no     no              r      no
public        no        no          no          no         no        no     no              r      no

publish without review
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          no          no         no        no     no              dclwu  no
own family    ·         no          no          no         no        no     no              all    no
other family  no        no          no          no         no        no     no              all    no
members       no        no          no          no         no        no     no              all    no
public        no        no          no          no         no        no     no              all    no

ask to unpublish
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          lw          lw         lw        lw     lw              lw     lw
own family    ·         no          no          no         no        no     no              no     no
other family  no        no          no          no         no        no     no              no     no
members       no        no          no          no         no        no     no              no     no
public        no        no          no          no         no        no     no              no     no

unpublish
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          no          no         lw        no     no              lw     lw
own family    ·         no          no          no         lw        no     lw              lw     lw
other family  no        no          no          no         no        no     no              lw     lw
members       no        no          no          no         no        no     no              lw     lw
public        no        no          no          no         no        no     no              lw     lw

copy
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          no          no         no        no     no              all    no
own family    ·         no          no          no         no        no     no              all    no
other family  no        no          no          no         no        no     no              all    no
members       no        no          no          no         no        no     no              all    no
public        no        no          no          no         no        no     no              all    no

move
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          no          no         no        no     no              all    no
own family    ·         no          no          no         no        no     no              all    no
other family  no        no          no          no         no        no     no              all    no
members       no        no          no          no         no        no     no              all    no
public        no        no          no          no         no        no     no              all    no

lock
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          no          no         no        no     no              all    no
own family    ·         no          no          no         no        no     no              all    no
other family  no        no          no          no         no        no     no              all    no
members       no        no          no          no         no        no     no              all    no
public        no        no          no          no         no        no     no              all    no

restrict
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          no          no         no        no     no              no     no
own family    ·         no          no          no         no        no     no              no     no
other family  no        no          no          no         no        no     no              no     no
members       no        no          no          no         no        no     no              no     no
public        no        no          no          no         no        no     no              no     no

start a translation
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          no          lw         no        no     no              lw     no
own family    ·         no          no          lw         no        no     no              lw     no
other family  no        no          no          no         no        no     no              lw     no
members       no        no          no          lw         no        no     no              lw     no
public        no        no          no          lw         no        no     no              lw     no

read the page
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          lw          lw         lw        no     no              lw     lw
own family    ·         no          lw          lw         lw        lw     lw              lw     lw
other family  no        no          no          no         no        no     no              lw     lw
members       no        no          lw          lw         lw        lw     lw              lw     lw
public        lw        lw          lw          lw         lw        lw     lw              lw     lw

find the page
              anonymous deactivated participant translator moderator moved  moved-moderator editor administrator
own           ·         no          lw          lw         lw        no     no              lw     lw
own family    ·         no          lw          lw         lw        lw     lw              lw     lw
other family  no        no          no          no         no        no     no              lw     lw
members       no        no          lw          lw         lw        lw     lw              lw     lw
public        lw        lw          lw          lw         lw        lw     lw              lw     lw
"""  # noqa: E501


def read_table():
    """`{(action, role, whose): states}`, as the table says."""
    expected = {}
    for block in TABLE.strip().split("\n\n"):
        names, roles, *rows = block.splitlines()
        roles = [role.replace("-", " ") for role in roles.split()]
        for row in rows:
            whose, cells = row[:14].strip(), row[14:].split()
            for role, cell in zip(roles, cells, strict=True):
                for name in names.split(", "):
                    expected[name, role, whose] = {"all": world.STATES, "no": ""}.get(cell, cell)
    return expected


EXPECTED = read_table()
ACTIONS = list(dict.fromkeys(name for name, _role, _whose in EXPECTED))


def always_run(name, role, whose):
    """A share in which every action meets every role, and every role every kind of page."""
    places = ACTIONS.index(name) + list(world.ROLES).index(role)
    return places % len(world.WHOSE) == world.WHOSE.index(whose)


def cells():
    for name, role, whose in EXPECTED:
        marks = [] if always_run(name, role, whose) else [pytest.mark.full]
        yield pytest.param(name, role, whose, marks=marks, id=f"{name}, {role}, {whose}")


@pytest.fixture(scope="module")
def the_world(django_db_setup, django_db_blocker):
    with world.lasting(django_db_blocker):
        yield world.build()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "role", "whose"), cells())
def test_each_role_does_exactly_what_the_table_says(the_world, name, role, whose):
    attempt = getattr(actions, name.replace(" ", "_"))
    client, worked = the_world.clients[role], ""
    for state in world.STATES:
        sheet = the_world.sheet(role, whose, state)
        if sheet is None:
            worked = "·"
            break
        # What one attempt was told is not for the next page.
        client.cookies.pop("messages", None)
        if world.undone(lambda sheet=sheet: attempt(client, sheet)):
            worked += state
    assert worked == EXPECTED[name, role, whose]


def test_the_table_is_whole():
    """Every action with every role and every kind of page: 27 × 9 × 5, each in 6 states."""
    assert len(ACTIONS) == 27
    assert len(EXPECTED) == 27 * len(world.ROLES) * len(world.WHOSE) == 1215
    absent = [key for key, states in EXPECTED.items() if states == "·"]
    assert len(absent) == 2 * 27
    assert (1215 - 54) * len(world.STATES) == 6966
    assert len([key for key in EXPECTED if always_run(*key)]) == 27 * 9
