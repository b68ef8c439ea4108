"""What happens in reviewing beside Wagtail's own signals; mail listens to them.

Each is sent inside the transaction that stores what happened.
"""

from django.dispatch import Signal

# Arguments: state, by (who handed it over), to (who has it now), message.
handed_over = Signal()
# Argument: request, an UnpublishRequest; `decided_by`, `outcome` and `answer` say what was decided.
unpublish_requested = Signal()
unpublish_decided = Signal()
