"""Who may translate what: into languages that are theirs, of pages they may read."""

from accounts.roles import TRANSLATORS, has_role, is_editor
from content.permissions import user_can_see_draft, user_owns
from content.visibility import user_can_read
from core.languages import CONTENT_CODES


def languages_to_translate_into(user) -> list[str]:
    """Codes of the page trees the person may start translations in, their own first."""
    if is_editor(user):
        return list(dict.fromkeys([*user.content_languages, *CONTENT_CODES]))
    return user.content_languages if has_role(user, TRANSLATORS) else []


def user_may_start(user, source, code: str) -> bool:
    """Whether the person may start a translation of a published page into a language."""
    return (
        code in languages_to_translate_into(user)
        and code != source.locale.language_code
        and user_can_read(user, source)
    )


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
