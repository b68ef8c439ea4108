"""The one workflow: review by the party family, for every tree."""

from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from .models import FamilyModerationTask

WORKFLOW_NAME = "Review by the party family"


def install():
    """Create the workflow on the root of all trees and remove Wagtail's own."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    if not workflow.workflow_tasks.exists():
        task = FamilyModerationTask.objects.first() or FamilyModerationTask.objects.create(
            name=WORKFLOW_NAME
        )
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    root = Page.get_first_root_node()
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    _remove_wagtails_default()


def _remove_wagtails_default():
    for workflow in Workflow.objects.filter(name="Moderators approval"):
        if not workflow.workflow_states.exists():
            workflow.delete()
    from wagtail.models import GroupApprovalTask

    GroupApprovalTask.objects.filter(name="Moderators approval", task_states__isnull=True).delete()
