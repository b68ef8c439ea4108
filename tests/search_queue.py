"""The task queue of production for what search does: in the database, worked off by hand."""

from datetime import timedelta

import django.tasks
import pytest
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from search import changes, tasks

OF_SEARCH = {
    "write_documents": tasks,
    "update_readership": tasks,
    "write_outdated": tasks,
    "catch_up": tasks,
    "send_changes": changes,
}


@pytest.fixture
def queue(settings, monkeypatch, django_capture_on_commit_callbacks):
    settings.TASKS = {
        **settings.TASKS,
        "search": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    }
    for name, module in OF_SEARCH.items():
        task = getattr(module, name)
        made = django.tasks.task(priority=task.priority, backend="search")(task.func)
        monkeypatch.setattr(module, name, made)
    return Queue(lambda: django_capture_on_commit_callbacks(execute=True))


class Queue:
    """`names` is what waits; `work` does what is due after a time, one after another."""

    def __init__(self, committed):
        self.committed = committed

    @property
    def waiting(self):
        return DBTaskResult.objects.filter(status="READY").order_by(*DBTaskResult._meta.ordering)

    @property
    def names(self):
        return [row.task_path.rpartition(".")[2] for row in self.waiting]

    def work(self, after=timedelta()):
        now = timezone.now() + after
        due = self.waiting.filter(Q(run_after=get_date_max()) | Q(run_after__lte=now))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", lambda: now)
            while row := due.first():
                with self.committed():
                    self.do(row)

    def do(self, row):
        result = row.task_result
        row.claim("worker")
        try:
            row.task.call(*result.args, **result.kwargs)
        except Exception as error:
            row.set_failed(error)
        else:
            row.set_successful(None)


def publish(page):
    page.save_revision().publish()
    return page
