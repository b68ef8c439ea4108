"""`{% script %}…{% endscript %}`: Serbian sent in Latin script under `/sr-latn/`."""

import re

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from core.scripts import to_latin

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
READ = re.compile(r"(\s(?:alt|title|aria-label|placeholder|content)\s*=\s*)(\"[^\"]*\"|'[^']*')")
VOID = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])
TARGET = "sr-latn"


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
        return mark_safe(latin_html(html)) if get_language() == TARGET else html


def latin_html(html: str) -> str:
    """HTML with its Cyrillic as Latin, but for elements whose own `lang` is another."""
    kept = None  # the name of the element left as it is, and how many of the name are open
    depth = 0
    out = []
    for match in TOKEN.finditer(html):
        if kept is None and _is_other_language(match):
            kept = match["name"].lower()
        if kept is None:
            out.append(_latin_token(match))
            continue
        out.append(match[0])
        depth += _level(match, kept)
        kept = kept if depth > 0 else None
    return "".join(out)


def _is_other_language(match) -> bool:
    """Whether the token opens an element in a language other than Serbian in Latin script."""
    lang = not match["close"] and match["rest"] and LANG.search(match["rest"])
    return bool(lang) and lang[1].lower() != TARGET


def _level(match, name: str) -> int:
    """+1 where the token opens an element of the name, -1 where it closes one."""
    if (match["name"] or "").lower() != name or name in VOID:
        return 0
    return -1 if match["close"] else 1


def _latin_token(match) -> str:
    if match["text"]:
        return to_latin(match["text"])
    if match["tag"]:
        return READ.sub(lambda found: found[1] + to_latin(found[2]), match["tag"])
    return match[0]
