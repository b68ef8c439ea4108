"""The workflow task that routes a submitted page to the moderators of its party family."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.log_actions import log
from wagtail.models import Page, Task, TaskState
from wagtail.signals import task_submitted

from content.models import ContentPage, Significance
from content.row_locks import as_they_are_now
from parties.models import PartyFamily

from .forms import ReviewSettingsForm
from .locks import ReviewLock
from .permissions import refusal, user_judges, user_may_work_on
from .restart import first_open_task
from .row_locks import locked_submission


class FamilyTaskState(TaskState):
    """A submission, with the party family the page had when it was submitted.

    Every decision reads this family, never the page's: a draft moved to another family during
    its review would otherwise change its judges. Empty means the editors decide. `note` is what
    the author told the moderators with this submission, `significance` what an approval said of
    the change, `assigned_to` the moderator it was handed to (empty: any of the family; see
    `assignee`). `page` is the page of the revision and `language` the code of the page's, so that
    lists need not read revisions, nor the queue pages to find its order.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="submissions")
    family = models.ForeignKey(
        PartyFamily,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("party family"),
        db_index=False,
    )
    language = models.CharField(_("language"), max_length=10)
    note = models.TextField(_("note to the moderator"), blank=True)
    significance = models.CharField(
        _("significance"), max_length=10, choices=Significance, blank=True
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("assigned to"),
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        # A queue is counted and put in order from the index alone, and Wagtail's table.
        indexes = [
            models.Index(
                fields=["family", "language", "taskstate_ptr"], name="submissions_of_a_family"
            )
        ]

    @property
    def is_second_review(self) -> bool:
        """Whether the editors review what the family's moderators have approved."""
        return issubclass(self.task.specific_class, EditorialTask)

    @property
    def assignee(self):
        """Who has the submission, as long as they may judge it."""
        person = self.assigned_to
        return person if person and user_judges(person, self) else None


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
        page = revision.as_object()
        passed_on = self.passes_on(page)
        state = FamilyTaskState.objects.create(
            workflow_state=workflow_state,
            task=self,
            revision=revision,
            page=workflow_state.content_object,
            family=getattr(page, "family", None),
            language=page.locale.language_code,
            note=getattr(page, "submission_note", ""),
            status=TaskState.STATUS_SKIPPED if passed_on else TaskState.STATUS_IN_PROGRESS,
        )
        if not passed_on:
            task_submitted.send(sender=FamilyTaskState, instance=state, user=user)
        return state

    def passes_on(self, page) -> bool:
        """Whether the page needs no review at this step."""
        return False

    @transaction.atomic
    def on_action(
        self, task_state, user, action_name, revision="", comment="", significance="", **kwargs
    ):
        """Decide on exactly the revision that was seen.

        `revision` is the `moderation.permissions.revision_token` of what the moderator saw,
        `significance` what an approval says of a change; nothing said counts as major.
        Raises PermissionDenied with the reason where the rules do not allow the decision.
        """
        task_state = locked_submission(task_state.pk)
        user = as_they_are_now(user)
        if reason := refusal(task_state, user, revision):
            raise PermissionDenied(reason)
        # The one that was seen, by its id: a newer one may have come since it was checked.
        task_state.revision_id = int(revision.partition("@")[0])
        if action_name == "approve":
            self._keep_significance(task_state, user, significance)
        super().on_action(task_state, user, action_name, comment=comment, **kwargs)

    def _keep_significance(self, task_state, user, significance):
        """Store what the approval says of the change; a new page is always a major one."""
        changed = task_state.page.first_published_at is not None
        task_state.significance = (changed and significance) or Significance.MAJOR
        if changed:
            log(
                instance=task_state.page.specific,
                action="moderation.significance",
                user=user,
                revision=task_state.revision,
                data={"submission": task_state.pk, "significance": str(task_state.significance)},
            )

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


class EditorialTask(FamilyModerationTask):
    """A second review, by the editors, for the content types that ask for it.

    Workflows attach to trees, not to types, so for a type that is switched off in
    `ReviewSettings` it passes the submission on; so it does for pages without a family, which
    the editors have just reviewed.
    """

    class Meta:
        verbose_name = _("review by the editors")
        verbose_name_plural = _("reviews by the editors")

    @classmethod
    def get_description(cls):
        return _("The editors approve it after its family's moderators have.")

    def passes_on(self, page) -> bool:
        asked = ReviewSettings.load().second_review
        return getattr(page, "family_id", None) is None or page.type_slug not in asked


@register_setting(icon="tasks")
class ReviewSettings(BaseGenericSetting):
    """What editors decide about reviewing; `second_review` lists `type_slug`s."""

    second_review = models.JSONField(
        _("types with a second review by the editors"), default=list, blank=True
    )

    panels = [FieldPanel("second_review")]
    base_form_class = ReviewSettingsForm

    class Meta:
        verbose_name = _("reviewing")


class UnpublishRequest(models.Model):
    """An author asks for a published page to be taken down; their family's moderators decide.

    `family` is the page's when the request was made. While `decided_at` is empty, it waits.
    """

    class Outcome(models.TextChoices):
        UNPUBLISHED = "unpublished", _("Taken down")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    page = models.ForeignKey(ContentPage, on_delete=models.CASCADE, related_name="+")
    family = models.ForeignKey(
        PartyFamily, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("reason"), max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=2000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request to unpublish")
        verbose_name_plural = _("requests to unpublish")
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(decided_at__isnull=True),
                name="one_open_unpublish_request",
            )
        ]

    def __str__(self):
        return f"{self.page_id}: {self.reason[:50]}"


class Reminder(models.Model):
    """That a submission's waiting was brought to mind after so many days; once for each."""

    state = models.ForeignKey(FamilyTaskState, on_delete=models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["state", "days"], name="one_reminder_for_each_delay")
        ]

    def __str__(self):
        return f"{self.state_id}: {self.days}"
