"""The one workflow: review by the party family, then by the editors, for every tree."""

from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from .models import EditorialTask, FamilyModerationTask

WORKFLOW_NAME = "Review by the party family"
SECOND_REVIEW_NAME = "Review by the editors"


def install():
    """Create the workflow on the root of all trees and remove Wagtail's own; safe to run again."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    first = FamilyModerationTask.objects.filter(editorialtask__isnull=True).first()
    first = first or FamilyModerationTask.objects.create(name=WORKFLOW_NAME)
    second = EditorialTask.objects.first() or EditorialTask.objects.create(name=SECOND_REVIEW_NAME)
    for order, task in enumerate((first, second)):
        WorkflowTask.objects.get_or_create(
            workflow=workflow, task=task, defaults={"sort_order": order}
        )
    root = Page.get_first_root_node()
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    _remove_wagtails_default()


def _remove_wagtails_default():
    for workflow in Workflow.objects.filter(name="Moderators approval"):
        if not workflow.workflow_states.exists():
            workflow.delete()
    from wagtail.models import GroupApprovalTask

    GroupApprovalTask.objects.filter(name="Moderators approval", task_states__isnull=True).delete()
