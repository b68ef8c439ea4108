"""What happens when the last step approves."""

from django.db import transaction


@transaction.atomic
def publish_approved_revision(workflow_state, user=None):
    """Publish exactly the approved revision (Wagtail's own action publishes the latest).

    Called through `WAGTAIL_FINISH_WORKFLOW_ACTION`; moderators have no publish permission, the
    approval is what entitles. The last step may have passed the submission on: what counts is
    the last one that approved.
    """
    # The settings name this function, so Wagtail imports it before its models are ready.
    from wagtail.models import TaskState

    approved = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    state = approved.order_by("pk").last().specific
    revision = state.revision
    if state.significance:
        revision.content["significance"] = state.significance
        revision.save(update_fields=["content"])
    # The record tells this from publishing without review (see `moderation.log`).
    revision.is_approved = True
    revision.publish(user=user, skip_permission_checks=True)
