"""The floor of the house. It knows no room: settings, database, errors, journal, jobs, storage."""
