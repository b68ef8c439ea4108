"""Where moderators work: the queue, a submission, a request to take a page down."""
