"""An index outside the database, by its interface."""

import pytest

from search import changes, doctor, tasks
from search.index import IndexMissing
from search.management.commands import rebuild_search


class FakeIndex:
    """`known` is the stamps it has by page; `refuses` is what it raises when it is asked."""

    def __init__(self):
        self.known, self.refuses, self.asked = {}, None, 0

    def _ask(self):
        self.asked += 1
        if self.refuses:
            raise self.refuses

    def write(self, documents):
        self._ask()
        for document in documents:
            self.known[document.pk] = max(document.stamp, self.known.get(document.pk, 0))

    def remove(self, page_ids, as_of=None):
        self._ask()
        for pk in page_ids:
            if self.known.get(pk, 0) < as_of:
                self.known.pop(pk, None)

    def refresh(self):
        self._ask()

    def rebuild(self, batches):
        if isinstance(self.refuses, IndexMissing):
            self.refuses = None
        self.known = {}
        for batch in batches:
            self.write(batch)

    def stamps(self):
        self._ask()
        return iter(self.known.items())


@pytest.fixture
def fake_index(monkeypatch):
    index = FakeIndex()
    for module in (changes, doctor, tasks, rebuild_search):
        monkeypatch.setattr(module, "get_index", lambda: index)
    return index
