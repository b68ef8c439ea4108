"""Which of Wagtail's own views a writer, moderator or translator meets.

Everything else that Wagtail has or will have is missing for them: what lists or counts pages,
files or people tells of what they may not read. Views of our own apps look after themselves.
"""

from django.urls import ResolverMatch

# Signing in, one's account, and what Wagtail's scripts and forms ask for.
FRAME = {
    "wagtailadmin_account",
    "wagtailadmin_block_preview",
    "wagtailadmin_dismissibles",
    "wagtailadmin_home",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_sprite",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
}
LINKS = {
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_search",
}
PAGES = {
    f"wagtailadmin_pages:{name}"
    for name in (
        "add",
        "delete",
        "edit",
        "history",
        "history_results",
        "preview_on_add",
        "preview_on_edit",
        "revisions_compare",
        "revisions_index",
        "revisions_revert",
        "revisions_view",
        "search",
        "search_results",
        "unpublish",
        "view_draft",
    )
}
FILES = {
    "wagtailimages:delete",
    "wagtailimages:edit",
    "wagtailimages:preview",
    "wagtaildocs:delete",
    "wagtaildocs:edit",
}
WRITERS_VIEWS = FRAME | LINKS | PAGES | FILES
CHOOSERS = ("wagtailimages_chooser", "wagtaildocs_chooser", "wagtailsnippetchoosers_")
# Where Wagtail leads after deleting or taking down a page; writers have their first screen.
EXPLORER = {"wagtailadmin_explore_root", "wagtailadmin_explore", "wagtailadmin_explore_results"}


def is_for_writers(match: ResolverMatch) -> bool:
    """Whether a writer may come there at all; what they may do there is the view's to say."""
    if not match.func.__module__.startswith("wagtail."):
        return True
    return match.view_name in WRITERS_VIEWS or match.view_name.startswith(CHOOSERS)


def is_explorer(match: ResolverMatch) -> bool:
    return match.view_name in EXPLORER
