"""What Wagtail's audit log is told beyond what Wagtail writes itself.

Every new entry is stamped with the party family its page or person had at that time
(`data["family"]`, an id or null) and with the page's language, so that the log can be read by
family and counted after pages and people have moved or are gone. Who reads what of it stands in
`moderation.log_entries`.
"""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.db.models.signals import post_save, pre_save
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from content.models import ContentPage
from parties.models import Party

from .permissions import user_changed_in_review

SUBMIT = ("wagtail.workflow.start", "wagtail.workflow.resume")
DECIDE = ("wagtail.workflow.approve", "wagtail.workflow.reject")
CANCEL = "wagtail.workflow.cancel"
PUBLISH, UNPUBLISH = "wagtail.publish", "wagtail.unpublish"
EDIT, DELETE = "wagtail.edit", "wagtail.delete"
LEAVE_FAMILY = "moderation.leave_family"
CHANGE_PARTY, PERSON_LEAVES = "accounts.change_party", "accounts.leave_family"
CHANGE_IN_REVIEW = "moderation.change_in_review"
PARTY_JOINS, PARTY_LEAVES = "parties.join_family", "parties.leave_family"
HAND_OVER, TAKE_BACK = "moderation.hand_over", "moderation.take_back"
IN_REVIEW = (HAND_OVER, TAKE_BACK, CHANGE_IN_REVIEW)
# What a published version says of itself; `title` and `family` besides.
WATCHED = ("visibility", "attribution")


def register():
    pre_save.connect(remember_published, dispatch_uid="moderation.remember_published")
    pre_save.connect(stamp_page_entry, sender=PageLogEntry, dispatch_uid="moderation.stamp_page")
    pre_save.connect(
        stamp_person_entry, sender=ModelLogEntry, dispatch_uid="moderation.stamp_person"
    )
    post_save.connect(log_what_follows, sender=PageLogEntry, dispatch_uid="moderation.log_follows")
    pre_save.connect(log_party_move, sender=Party, dispatch_uid="moderation.log_party_move")
    post_save.connect(log_leaving, sender=ModelLogEntry, dispatch_uid="moderation.log_leaving")


def remember_published(sender, instance, raw=False, **kwargs):
    """Keep what was published until now on a page about to be saved as published."""
    if raw or not isinstance(instance, ContentPage) or not (instance.pk and instance.live):
        return
    before = ContentPage.objects.filter(pk=instance.pk, live=True)
    instance.published_before = before.values("title", "family_id", *WATCHED).first()


def stamp_page_entry(sender, instance, raw=False, **kwargs):
    if raw or not instance._state.adding:
        return
    page = ContentPage.objects.filter(pk=instance.page_id)
    known = page.values(
        "title", "live", "family_id", "last_published_at", code=F("locale__language_code")
    ).first()
    if known is None:
        instance.data = {"family": None, **instance.data}
        return
    stamp = {"family": known["family_id"], "language": known["code"]}
    if instance.action not in (EDIT, LEAVE_FAMILY) and known["live"]:
        instance.label = known["title"]
    stamp |= _STAMPS.get(instance.action, lambda entry, known: {})(instance, known)
    instance.data = stamp | instance.data


def stamp_person_entry(sender, instance, raw=False, **kwargs):
    """People under their names; what is said of something else has its family already."""
    if raw or not instance._state.adding:
        return
    person = None
    if instance.content_type == ContentType.objects.get_for_model(get_user_model()):
        people = get_user_model().objects.select_related("party")
        person = people.filter(pk=instance.object_id).first()
    if person:
        instance.label = person.display_name()
    instance.data = {"family": person and person.family_id, **instance.data}


def log_what_follows(sender, instance, created, raw=False, **kwargs):
    """One act may be two for the record: a family loses a page, a text in review is changed."""
    if not created or raw:
        return
    if instance.data.get("joined"):
        before = instance.page.published_before
        log(
            instance=instance.page,
            action=LEAVE_FAMILY,
            user=instance.user,
            title=before["title"],
            data={"family": before["family_id"]},
        )
    if instance.action == EDIT and instance.user_id:
        _log_change_in_review(instance)


def log_leaving(sender, instance, created, raw=False, **kwargs):
    """A person who comes to one family leaves another: each reads its own half."""
    family, data = instance.data.get("family_before"), instance.data
    if raw or not created or instance.action != CHANGE_PARTY or family in (None, data["family"]):
        return
    person = get_user_model().objects.filter(pk=instance.object_id).first()
    left = {"family": family, "reason": data.get("reason", "")}
    log(instance=person, action=PERSON_LEAVES, user=instance.user, data=left)


def log_party_move(sender, instance, raw=False, **kwargs):
    """A party that comes to one family leaves another: each reads its own half."""
    before = not raw and Party.objects.filter(pk=instance.pk).first()
    if not before or before.family_id == instance.family_id:
        return
    log(instance=instance, action=PARTY_LEAVES, data={"family": before.family_id})
    log(instance=instance, action=PARTY_JOINS, data={"family": instance.family_id})


def _log_change_in_review(entry):
    """Once for each person and review, however often the editor saves."""
    state = _waiting(entry.page)
    if not state or not user_changed_in_review(entry.user, state):
        return
    already = PageLogEntry.objects.filter(
        page=entry.page_id,
        action=CHANGE_IN_REVIEW,
        user=entry.user_id,
        data__workflow_state=state.workflow_state_id,
    )
    if not already.exists():
        log(
            instance=entry.page,
            action=CHANGE_IN_REVIEW,
            user=entry.user,
            data={"workflow_state": state.workflow_state_id},
        )


def _waiting(page):
    """The page's open submission."""
    workflow = page.current_workflow_state
    if workflow and workflow.status == workflow.STATUS_IN_PROGRESS:
        return _submission(workflow.current_task_state_id)


def _submission(pk):
    from .models import FamilyTaskState

    return FamilyTaskState.objects.select_related("workflow_state").filter(pk=pk).first()


def _stamp_submission(entry, known):
    """The submitted revision's family, title and note: the published version has its own."""
    content = entry.page.get_latest_revision().content
    entry.label = content["title"]
    return {"family": content.get("family"), "comment": content.get("submission_note", "")}


def _stamp_decision(entry, known):
    """The family that was asked, and how many seconds it took to answer."""
    state = _submission(entry.data["workflow"]["task_state_id"])
    entry.label = entry.revision.content["title"]
    if state is None:
        return {}
    seconds = (entry.timestamp - state.started_at).total_seconds()
    return {"family": state.family_id, "seconds": round(seconds)}


def _stamp_withdrawal(entry, known):
    """Whether somebody withdrew: publishing directly ends a review as well."""
    state = _submission(entry.data["workflow"]["task_state_id"])
    published = known["last_published_at"]
    overtaken = bool(state and published and published >= state.started_at)
    withdrawn = bool(entry.user_id) and not overtaken
    return _stamp_decision(entry, known) | {"withdrawn": withdrawn}


def _stamp_in_review(entry, known):
    state = _waiting(entry.page)
    if state is None:
        return {}
    entry.label = entry.page.get_latest_revision().content["title"]
    return {"family": state.family_id}


def _stamp_publication(entry, known):
    """Whether a review approved it, and what readers are told differently from before.

    A first publication changes nothing, so its significance says nothing.
    """
    before = getattr(entry.page, "published_before", None)
    stamp = {
        "reviewed": getattr(entry.revision, "is_approved", False),
        "significance": entry.page.specific.significance,
        "first": entry.page.first_published_at == entry.page.last_published_at,
    }
    if not before:
        return stamp
    after = {name: getattr(entry.page, name) for name in WATCHED}
    stamp["changes"] = {
        name: [before[name], after[name]] for name in WATCHED if before[name] != after[name]
    }
    if before["family_id"] != entry.page.family_id:
        stamp["joined"] = True
    return stamp


def _stamp_deletion(entry, known):
    """Whether others knew of the page: of a draft never submitted nothing is told."""
    state = _waiting(entry.page)
    return {"known": known["live"] or bool(state)} | ({"family": state.family_id} if state else {})


_STAMPS = {
    **dict.fromkeys(SUBMIT, _stamp_submission),
    **dict.fromkeys(DECIDE, _stamp_decision),
    **dict.fromkeys(IN_REVIEW, _stamp_in_review),
    PUBLISH: _stamp_publication,
    CANCEL: _stamp_withdrawal,
    DELETE: _stamp_deletion,
}
