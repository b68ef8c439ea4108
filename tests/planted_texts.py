"""Pages whose every field holds a secret, and the files they show."""

from blog.models import BlogPage
from case_studies.models import CaseStudyIndexPage, CaseStudyPage
from content.models import Attribution
from parties.models import Country
from toolkit_pages.models import TrainingOutlinePage

from .files import add_document, add_image
from .people import blog_index


def fill(page, secret, author):
    """Write the secret into what every page has, its key beside it."""
    page.title = f"{secret.of('title')} {secret.key}"
    page.summary = f"{secret.of('summary')} {secret.key}"
    page.body = _body(secret, author)


def _body(secret, author):
    quote = {"text": secret.of("quote"), "attribution": secret.of("speaker")}
    point = {"title": secret.of("point"), "text": f"<p>{secret.of('pointed')}</p>"}
    picture = {
        "image": _image(secret, author).pk, "alt_text": secret.of("alternative"),
        "decorative": False,
    }  # fmt: skip
    paper = add_document(author, secret.of("document"), name=f"{secret.of('paper')}.pdf")
    blocks = {
        "text": f"<p>{secret.of('text')} {secret.key}</p>",
        "quote": quote,
        "key_point": point,
        "download": {"document": paper.pk, "label": secret.of("label")},
        "picture": {"image": picture, "caption": secret.of("caption")},
    }
    stream = BlogPage._meta.get_field("body").stream_block
    return stream.to_python([{"type": kind, "value": value} for kind, value in blocks.items()])


def _image(secret, author):
    image = add_image(author, secret.of("image"), name=f"{secret.of('file')}.png")
    image.description = secret.of("description")
    image.save()
    return image


def _add(model, parent, secret, author, visibility, **fields):
    fields = {"attribution": Attribution.NAME, **fields}
    page = model(
        locale=parent.locale,
        owner=author,
        author=author,
        author_party=author.party,
        family=author.family,
        live=False,
        visibility=visibility,
        submission_note=secret.of("note"),
        **fields,
    )
    fill(page, secret, author)
    parent.add_child(instance=page)
    return page


def add_post(garden, secret, author, visibility, **fields):
    return _add(BlogPage, blog_index(), secret, author, visibility, **fields)


def add_case_study(garden, secret, author, visibility, **fields):
    index = CaseStudyIndexPage.objects.get(locale__language_code="en")
    parts = ("challenge", "approach", "outcome", "lessons")
    texts = {part: f"<p>{secret.of(part)}</p>" for part in parts}
    sources = CaseStudyPage._meta.get_field("sources").stream_block.to_python(
        [{"type": "source", "value": {"title": secret.of("source"), "url": ""}}]
    )
    return _add(
        CaseStudyPage, index, secret, author, visibility, year=2020, sources=sources,
        country=Country.objects.get(code="MK"), **texts, **fields,
    )  # fmt: skip


def add_outline(garden, secret, author, visibility, **fields):
    session = {
        "title": secret.of("session"), "minutes": 5, "aim": secret.of("aim"),
        "method": secret.of("method"), "materials": secret.of("materials"),
    }  # fmt: skip
    sessions = TrainingOutlinePage._meta.get_field("sessions").stream_block.to_python(
        [{"type": "session", "value": session}]
    )
    return _add(
        TrainingOutlinePage, garden.section, secret, author, visibility,
        audience=secret.of("audience"), sessions=sessions, **fields,
    )  # fmt: skip
