"""The writer's first screen: begin something, see where one's own pages stand."""

from wagtail.admin.ui.components import Component

from .own_pages import Standing, counts_by_standing, own_pages, rows_of
from .writing import (
    address_to_begin,
    is_contribution,
    languages_of,
    places_for,
    writable_types,
)


class WritePanel(Component):
    """What the person may begin: in their first language, in others one click away."""

    name = "write"
    order = 100
    template_name = "content/admin/write_panel.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        found = [self._beginnings(language) for language in languages_of(self.user)]
        first, *others = [each for each in found if each["links"] or each["contribute"]] or [None]
        return {"first": first, "others": others}

    def _beginnings(self, language):
        """Label and address of each thing to begin in a language."""
        types = [(model, places_for(model, self.user, language.code)) for model in writable_types()]
        links = [
            (model.write_label, address_to_begin(model, place))
            for model, places in types
            if not is_contribution(model)
            for place in places
        ]
        contribute = any(places for model, places in types if is_contribution(model))
        return {"language": language, "links": links, "contribute": contribute}


class OwnPagesPanel(Component):
    """The person's own pages, what needs them first; the rest of a long group one click away."""

    name = "own_pages"
    order = 200
    limit = 10
    template_name = "content/admin/own_pages_panel.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        counts = counts_by_standing(self.user)
        pages = own_pages(self.user)
        first = [
            page
            for standing in Standing
            if counts.get(standing)
            for page in pages.filter(standing=standing)[: self.limit]
        ]
        rows = rows_of(first, parent_context["request"])
        return {"groups": [self._group(standing, counts, rows) for standing in counts_in(counts)]}

    def _group(self, standing, counts, rows):
        return {
            "standing": standing,
            "count": counts[standing],
            "rows": [row for row in rows if row["page"].standing == standing],
            "more": counts[standing] > self.limit,
        }


def counts_in(counts) -> list[Standing]:
    """The standings there are any pages of, in their order."""
    return [standing for standing in Standing if counts.get(standing)]
