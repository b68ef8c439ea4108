"""Gunicorn: the application and search's dictionaries are loaded once, then shared by workers."""

pythonpath = ".,site"
preload_app = True
threads = 4
control_socket_disable = True


def when_ready(server):
    """Before the workers fork: loading takes seconds and 230 MB, which they then share."""
    from search.analysis import load_dictionaries

    load_dictionaries()
