"""Who may translate what: into languages that are theirs, of pages they may read."""

from accounts.roles import EDITORS, TRANSLATORS, has_role, is_editor
from content.choices import Attribution
from content.permissions import user_can_see_draft, user_owns
from content.visibility import user_can_read
from core.languages import CONTENT_CODES


def languages_to_translate_into(user) -> list[str]:
    """Codes of the page trees the person may start translations in, their own first."""
    if is_editor(user):
        return list(dict.fromkeys([*user.content_languages, *CONTENT_CODES]))
    return user.content_languages if has_role(user, TRANSLATORS) else []


def user_may_read_for(user, page, code: str) -> bool:
    """Whether the person translates into a language, and may read a published page."""
    return code in languages_to_translate_into(user) and user_can_read(user, page)


def user_may_start(user, source, code: str) -> bool:
    """Whether the person may start a translation of a published page into a language."""
    return code != source.locale.language_code and user_may_read_for(user, source, code)


def user_may_read_source(user, translation) -> bool:
    """Whether the person may read what a translation was made from."""
    source = translation.translated_from
    return source is not None and user_can_read(user, source)


def user_may_compare(user, translation) -> bool:
    """Whether the person may see what changed in the source of a translation since it was made."""
    knows = user_can_see_draft(user, translation) or user_may_confirm(user, translation)
    return knows and user_may_read_source(user, translation)


def user_may_confirm(user, translation) -> bool:
    """Whether the person may say that a published translation still says what its source says."""
    theirs = user_owns(user, translation) or (
        translation.locale.language_code in languages_to_translate_into(user)
    )
    return (
        user.is_active
        and theirs
        and user_can_read(user, translation)
        and user_may_read_source(user, translation)
    )


def user_has_grid(user) -> bool:
    """Whether the person is one of those who see what is translated into which language."""
    return has_role(user, TRANSLATORS, EDITORS)


def translators_may_be_named(pages) -> bool:
    """Whether others may be told who translates one of the pages, of one text.

    Nobody is where its author withholds their name: were only the author left out, that would
    tell who it is.
    """
    return all(page.attribution == Attribution.NAME for page in pages)
