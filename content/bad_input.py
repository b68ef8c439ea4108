"""What Wagtail's views of the admin would break on: addresses and forms that nobody was given."""

from wagtail.admin.forms.choosers import URLOrAbsolutePathValidator

# What is given in the query as numbers, and the views that take it for such.
NUMBERS = ("id", "target_pages[]", "childOf")
VIEWS = ("wagtail_bulk_action", "wagtailadmin_choose_page", "chosen_multiple")
DIGITS = 18  # beyond which no database takes it for a number
# Nobody adds to a vocabulary while choosing from it: Wagtail's view for that has no form.
FORMLESS = ("wagtailsnippetchoosers_", "create")


def breaks_a_view(match, query) -> bool:
    """Whether nothing at the address could answer what is asked, whoever asks."""
    chooser, name = FORMLESS
    is_formless = match.url_name == name and match.view_name.startswith(chooser)
    return is_formless or _names_no_number(match, query)


def _names_no_number(match, query) -> bool:
    """Whether the query names, where there should be a number, something else."""
    if not (match.url_name or "").startswith(VIEWS):
        return False
    values = {value for name in NUMBERS for value in query.getlist(name)}
    return not all(is_number(value) for value in values - {"", "all"})


def register():
    """A link to another site whose address is missing altogether is not filled in, no error."""
    URLOrAbsolutePathValidator.is_absolute_path = staticmethod(_is_absolute_path)


def is_number(value) -> bool:
    return value.isdecimal() and len(value) <= DIGITS


def _is_absolute_path(value) -> bool:
    return bool(value) and value.startswith("/")
