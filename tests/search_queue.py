"""The task queue of production for what search does: in the database, worked off by hand or not."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import django.tasks
import pytest
from django.db import connections
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from search import changes, tasks

OF_SEARCH = {
    "write_documents": tasks,
    "update_readership": tasks,
    "write_outdated": tasks,
    "count_words": tasks,
    "catch_up": tasks,
    "send_changes": changes,
}


BACKEND = "search"


@pytest.fixture
def database_queue(settings, monkeypatch):
    """Tasks of search wait in the database until somebody does them."""
    settings.TASKS = {
        **settings.TASKS,
        BACKEND: {"BACKEND": "django_tasks_db.DatabaseBackend"},
    }
    for name, module in OF_SEARCH.items():
        task = getattr(module, name)
        made = django.tasks.task(priority=task.priority, backend=BACKEND)(task.func)
        monkeypatch.setattr(module, name, made)


@contextmanager
def worker():
    """The loop of production's worker, in a thread, until the block ends."""
    loop = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0.2,
        batch=False,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
    )

    def work():
        try:
            loop.run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        loop.running = False
        thread.join()


@pytest.fixture
def queue(database_queue, django_capture_on_commit_callbacks):
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
