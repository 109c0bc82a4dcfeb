"""What every test may ask for; the fixtures themselves live in ``tests/fixtures``."""

from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, and no test asserts a time.
settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("usual")
# ``make test-all`` looks for counter-examples ten times as long.
settings.register_profile("exhaustive", settings.get_profile("usual"), max_examples=1_000)

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
