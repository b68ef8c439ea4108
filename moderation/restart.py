"""Which step comes when: a rejection at any step restarts the whole workflow."""

from wagtail.models import Task, TaskState


def first_open_task(workflow_state, asked: Task) -> Task:
    """The first step not approved since the last rejection.

    On resubmission Wagtail would resume at the step that rejected; `asked` is that step.
    """
    states = workflow_state.task_states.order_by("pk")
    rejected = states.filter(status=TaskState.STATUS_REJECTED).last()
    if not rejected:
        return asked
    approved = set(
        states.filter(
            pk__gt=rejected.pk, status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED]
        ).values_list("task_id", flat=True)
    )
    steps = Task.objects.filter(
        workflow_tasks__workflow=workflow_state.workflow, active=True
    ).order_by("workflow_tasks__sort_order")
    return next((task.specific for task in steps if task.pk not in approved), asked)


def second_review_follows(state, page) -> bool:
    """Whether the editors review the page once this submission is approved."""
    from .models import EditorialTask

    steps = EditorialTask.objects.filter(
        active=True, workflow_tasks__workflow=state.workflow_state.workflow_id
    )
    return not state.is_second_review and any(not step.passes_on(page) for step in steps)
