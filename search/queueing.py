"""How search uses the task queue."""

from django.db import transaction

# Readers wait for what was published; what was written by older rules is still found meanwhile.
SOON, WHEN_IDLE = 10, -10


def after_commit(task, *arguments):
    """Queue the task once what it is about is stored; never undoes that, nor stops its sender."""
    transaction.on_commit(lambda: task.enqueue(*arguments), robust=True)
