"""Gunicorn: the application is loaded once, then shared by workers."""

pythonpath = ".,site"
preload_app = True
threads = 4
control_socket_disable = True


def when_ready(server):
    """Before the workers fork: the first time takes seconds (see decision 16)."""
    from search.analysis import load_dictionaries
    from search.lexicon import load_lexicon

    load_dictionaries()
    load_lexicon()
