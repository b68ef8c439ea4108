"""Comments in the editor: that somebody commented is said by a signal.

Wagtail itself would write to everyone who follows the page, whether or not they may still see it,
and before it answers. Who is told, and how, `moderation.notifications` knows.
"""

from django.dispatch import Signal

# Arguments: page (as it is being edited), user (who wrote), texts (of comments and replies).
page_commented = Signal()


def register():
    """Take the place of Wagtail's mail, for which there is no setting, for every type of page."""
    from wagtail.admin.views.pages.edit import EditView

    EditView.send_commenting_notifications = say_who_commented


def say_who_commented(view, changes):
    """`changes` are those of Wagtail's edit view; what was resolved or deleted is told nobody."""
    texts = [comment.text for comment in changes["new_comments"]]
    texts += [reply.text for _comment, replies in changes["new_replies"] for reply in replies]
    if texts:
        page_commented.send(
            sender=type(view.page), page=view.page, user=view.request.user, texts=texts
        )
