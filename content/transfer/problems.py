"""What is wrong with the files of an import: all of it, each with its line."""

from typing import NamedTuple


class Problem(NamedTuple):
    """`file` is the path below the imported folder; `line` counts from 1, 0 is the whole file."""

    file: str
    line: int
    reason: str

    def __str__(self):
        return ":".join(filter(None, [self.file, str(self.line or "")])) + f": {self.reason}"


class TransferError(Exception):
    """Nothing was imported or exported; `problems` says why."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def of(cls, file, line: int, reason: str):
        return cls([Problem(str(file), line, reason)])


class Refusal(ValueError):
    """A value that cannot be taken over; `line` counts from 0 within the value."""

    def __init__(self, reason: str, line: int = 0):
        self.line = line
        super().__init__(reason)
