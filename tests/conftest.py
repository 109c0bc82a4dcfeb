"""What every test may ask for; the fixtures themselves live in ``tests/fixtures``."""

pytest_plugins = [
    "tests.fixtures.cluster",
    "tests.fixtures.databases",
    "tests.fixtures.houses",
    "tests.fixtures.clients",
    "tests.fixtures.whole_site",
    "tests.fixtures.servers",
    "tests.fixtures.browser",
]
