"""What is planted beside pages: invitations, mail that waits, and the names of all things."""

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession
from wagtail.images import get_image_model
from wagtail.models import Comment, PageLogEntry, PageViewRestriction, UploadedFile

from accounts.invitations import invite
from accounts.mailing import deliver
from accounts.roles import EDITORS, PARTICIPANTS
from moderation.models import UnpublishRequest

from .files import png

# What names no object of anybody's.
LABELS = {
    "app": "blog", "model": "blogpage", "action": "approve", "filter": "original",
    "word": "word", "task": 1, "workflow": 1, "collection": 1, "row": 1, "language": "en",
}  # fmt: skip


def identifiers(page, author) -> dict:
    """What belongs to a page, by kind, as routes name it."""
    state, latest = page.current_workflow_task_state, page.get_latest_revision()
    body = {block.block_type: block.value for block in latest.as_object().body}
    image, paper = body["picture"]["image"], body["download"]["document"]
    rendition = image.get_rendition("width-40")
    restriction = PageViewRestriction.objects.filter(page=page).first()
    asked = UnpublishRequest.objects.filter(page=page).first()
    return {
        **LABELS,
        "page": page.pk,
        "user": page.owner_id,
        "revision": latest.pk,
        "other revision": "latest",
        "page path": "/".join(page.url.strip("/").split("/")[1:]) + "/",
        "image": image.pk,
        "rendition": rendition.pk,
        "file": image.file.name,
        "rendition file": rendition.file.name,
        "document file": paper.file.name,
        "document": paper.pk,
        "paper": paper.filename,
        "comment": Comment.objects.filter(page=page).first().pk,
        "log entry": PageLogEntry.objects.filter(page=page.pk).latest("pk").pk,
        "session": _session(page, author).pk,
        **({"task state": state.pk} if state else {}),
        **({"workflow state": state.workflow_state_id} if state else {}),
        **({"restriction": restriction.pk} if restriction else {}),
        **({"request": asked.pk} if asked else {}),
    }


def _session(page, author):
    """The author has the editor open."""
    return EditingSession.objects.create(
        user=author,
        content_type=ContentType.objects.get_for_model(page),
        object_id=str(page.pk),
        last_seen_at=timezone.now(),
        is_editing=True,
    )


def invitation(garden, by, family, readers) -> dict:
    """Somebody asked to join, whose name and address are secrets."""
    secret = garden.secret(readers, f"invitation by {by.username}", is_of_page=False)
    name, address = f"{secret.of('name')} {secret.key}", f"{secret.of('address')}@example.org"
    role = PARTICIPANTS if family else EDITORS
    invited = invite(by, name=name, email=address, role=role, party=family)
    return {**LABELS, "invitation": invited.pk}


def waiting_mail(garden, author) -> dict:
    """A mail that waits for its server and one that has failed: nobody reads them, anywhere."""
    rows = []
    for where in ("mail that waits", "mail that failed"):
        secret = garden.secret((), where, is_of_page=False)
        told = {name: f"{secret.of(name)} {secret.key}" for name in ("title", "reason", "by")}
        to = {"address": f"{secret.of('address')}@example.org", "person": author.pk}
        sent = {"args": ["rejected", to, told, "en"], "kwargs": {}}
        path = deliver.module_path
        rows.append(DBTaskResult.objects.create(args_kwargs=sent, task_path=path))
    rows[-1].set_failed(OSError(secret.of("error")))
    return {**LABELS, "mail": str(rows[-1].pk)}


def upload(garden, author) -> dict:
    """A picture chosen for upload whose form was never sent."""
    secret = garden.secret({"author"}, "file being uploaded", is_of_page=False)
    file = ContentFile(png(), name=f"{secret.of('upload')}.png")
    model = ContentType.objects.get_for_model(get_image_model())
    uploaded = UploadedFile.objects.create(
        file=file, uploaded_by_user=author, for_content_type=model
    )
    return {**LABELS, "upload": uploaded.pk}
