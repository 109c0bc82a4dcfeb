"""Who acts in tests, where no account is needed."""

from archive.kernel.journal import Actor

OPERATOR = Actor("", "操作员小李")
