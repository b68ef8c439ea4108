"""The workflow task that routes a submitted page to the moderators of its party family."""

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState
from wagtail.signals import task_submitted

from parties.models import PartyFamily

from .locks import ReviewLock
from .permissions import refusal, user_may_work_on
from .restart import first_open_task


class FamilyTaskState(TaskState):
    """A submission, with the party family the page had when it was submitted.

    Every decision reads this family, never the page's: a draft moved to another family during
    its review would otherwise change its judges. Empty means the editors decide.
    """

    family = models.ForeignKey(
        PartyFamily,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("party family"),
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")


class FamilyModerationTask(Task):
    """Review by the moderators of the page's party family.

    Decisions are made on the review page only (`moderation.views`), where the revision the
    moderator saw goes with the decision. So `get_actions` offers nothing to Wagtail's editor,
    which would save the approver's own edits before approving them.
    """

    task_state_class = FamilyTaskState
    lock_class = ReviewLock

    class Meta:
        verbose_name = _("review by the party family")
        verbose_name_plural = _("reviews by the party family")

    @transaction.atomic
    def start(self, workflow_state, user=None):
        """Open a submission; after a rejection at a later step, at the first step again."""
        task = first_open_task(workflow_state, self)
        if task != self:
            return task.specific.start(workflow_state, user=user)
        revision = workflow_state.content_object.get_latest_revision()
        state = FamilyTaskState.objects.create(
            workflow_state=workflow_state,
            task=self,
            revision=revision,
            family=getattr(revision.as_object(), "family", None),
        )
        task_submitted.send(sender=FamilyTaskState, instance=state, user=user)
        return state

    @transaction.atomic
    def on_action(self, task_state, user, action_name, revision="", comment="", **kwargs):
        """Decide on exactly the revision that was seen.

        `revision` is the `moderation.permissions.revision_token` of what the moderator saw.
        Raises PermissionDenied with the reason where the rules do not allow the decision.
        """
        # One decision at a time: a second one waits here, then finds the state finished.
        task_state = FamilyTaskState.objects.select_for_update(of=("self",)).get(pk=task_state.pk)
        reason = refusal(task_state, user, revision)
        if reason:
            raise PermissionDenied(reason)
        # The one that was seen, by its id: a newer one may have come since it was checked.
        task_state.revision_id = int(revision.partition("@")[0])
        super().on_action(task_state, user, action_name, comment=comment, **kwargs)

    def user_can_access_editor(self, obj, user):
        return user_may_work_on(obj, user)

    def locked_for_user(self, obj, user):
        return not user_may_work_on(obj, user)

    def get_actions(self, obj, user):
        return []

    def get_task_states_user_can_moderate(self, user, **kwargs):
        from .queue import submissions_for

        return TaskState.objects.filter(pk__in=submissions_for(user).filter(task=self).values("pk"))

    @classmethod
    def get_description(cls):
        return _("The moderators of the page's party family approve it or ask for changes.")
