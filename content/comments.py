"""Comments in the editor: that somebody commented is said by a signal.

Wagtail itself would write to everyone who follows the page, whether or not they may still see it,
and at once. Who is told, and how, `moderation.notifications` knows.
"""

from django.dispatch import Signal

# Arguments: page (as it is being edited), user (who wrote), texts (of comments and replies).
page_commented = Signal()


class CommentsToldMixin:
    """For Wagtail's edit view."""

    def send_commenting_notifications(self, changes):
        texts = [comment.text for comment in changes["new_comments"]]
        texts += [reply.text for _comment, replies in changes["new_replies"] for reply in replies]
        if texts:
            user = self.request.user
            page_commented.send(sender=type(self.page), page=self.page, user=user, texts=texts)
