"""Dates and numbers where Django has no format for a language, or not its glossary's.

They are found by `FORMAT_MODULE_PATH`.
"""
