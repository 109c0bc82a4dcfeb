"""What every test may ask for; the fixtures themselves live in ``tests/fixtures``."""

from hypothesis import settings

# ``make test-all`` looks for counter-examples ten times as long.
settings.register_profile("exhaustive", max_examples=1_000, deadline=None)

pytest_plugins = [
    "tests.fixtures.cluster",
    "tests.fixtures.databases",
    "tests.fixtures.statements",
    "tests.fixtures.houses",
    "tests.fixtures.backups",
    "tests.fixtures.clients",
    "tests.fixtures.whole_site",
    "tests.fixtures.servers",
    "tests.fixtures.browser",
]
