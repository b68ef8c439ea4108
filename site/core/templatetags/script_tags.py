"""`{% script %}…{% endscript %}`: Serbian sent in Latin script under `/sr-latn/`."""

import re
from dataclasses import dataclass

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from core.scripts import LATIN_READER, latin_text

register = template.Library()

# Markup that is passed on whole, a tag, or the text up to the next one.
TOKEN = re.compile(
    r"(?P<whole><!--.*?-->|<!.*?>|<(script|style)\b.*?</\2\s*>)"
    r"|(?P<tag><(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>)"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL,
)
LANG = re.compile(r"\slang\s*=\s*[\"']?([\w-]+)")
# Attributes that people read, never addresses or ids; a value is what somebody typed.
READ = re.compile(
    r"(\s(?:alt|title|aria-label|aria-description|label|placeholder|content)\s*=\s*)"
    r"(\"[^\"]*\"|'[^']*')"
)
VOID = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])
# What is no prose, or what somebody typed.
VERBATIM = frozenset(["code", "kbd", "pre", "samp", "textarea"])


@register.tag
def script(parser, token):
    nodelist = parser.parse(("endscript",))
    parser.delete_first_token()
    return ScriptNode(nodelist)


class ScriptNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        html = self.nodelist.render(context)
        return mark_safe(latin_html(html)) if get_language() == LATIN_READER else html


@dataclass
class Part:
    """An open element that says in which language it is, and how many of its name are open."""

    name: str
    is_kept: bool
    depth: int = 0


def latin_html(html: str) -> str:
    """HTML with its Cyrillic as Latin, but for code and elements in another language."""
    parts, out = [Part("", is_kept=False)], []
    for match in TOKEN.finditer(html):
        if part := _opened(match):
            parts.append(part)
        out.append(match[0] if parts[-1].is_kept else _latin_token(match))
        parts[-1].depth += _level(match, parts[-1].name)
        if len(parts) > 1 and parts[-1].depth <= 0:
            parts.pop()
    return "".join(out)


def _opened(match) -> Part | None:
    """What the token opens, where its text may have to be treated otherwise."""
    if not match["tag"] or match["close"]:
        return None
    name, lang = match["name"].lower(), LANG.search(match["rest"])
    if not lang and name not in VERBATIM:
        return None
    return Part(name, is_kept=name in VERBATIM or lang[1].lower() != LATIN_READER)


def _level(match, name: str) -> int:
    """+1 where the token opens an element of the name, -1 where it closes one."""
    if (match["name"] or "").lower() != name or name in VOID:
        return 0
    return -1 if match["close"] else 1


def _latin_token(match) -> str:
    if match["text"]:
        return latin_text(match["text"])
    if match["tag"]:
        return READ.sub(lambda found: found[1] + latin_text(found[2]), match["tag"])
    return match[0]
