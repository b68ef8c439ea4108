"""What happens when the last step approves."""

from django.db import transaction


@transaction.atomic
def publish_approved_revision(workflow_state, user=None):
    """Publish exactly the approved revision (Wagtail's own action publishes the latest).

    Called through `WAGTAIL_FINISH_WORKFLOW_ACTION`; moderators have no publish permission, the
    approval is what entitles.
    """
    state = workflow_state.current_task_state.specific
    revision = state.revision
    if state.significance:
        revision.content["significance"] = state.significance
        revision.save(update_fields=["content"])
    revision.publish(user=user, skip_permission_checks=True)
