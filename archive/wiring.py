"""Who listens to whom: the composition root of web, worker and command line alike.

A lower room declares a protocol for what it needs of a higher one; here it is supplied.
"""

from archive.kernel.house import House


def wire(house: House) -> None:
    """Give every room of ``house`` what it needs of the others."""
    del house
