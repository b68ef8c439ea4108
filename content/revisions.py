"""Which of a page's revisions may still be written over."""


def rewritable(page, revision):
    """The revision if the editor may write over it; None if it was submitted or published.

    What somebody judged has to stay what they judged: later versions are compared with it.
    """
    if revision is None or revision.pk == page.live_revision_id:
        return None
    return None if revision.task_states.exists() else revision
