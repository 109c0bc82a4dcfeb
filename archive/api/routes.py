"""Every part of the interface under one address."""

from fastapi import APIRouter

from archive.api import (
    agreements,
    batch_edits,
    campaigns,
    donations,
    donors,
    holdings,
    leads,
    papers,
    reports,
)

router = APIRouter(prefix="/api/v1")
for part in (
    donors,
    campaigns,
    leads,
    donations,
    agreements,
    papers,
    holdings,
    reports,
    batch_edits,
):
    router.include_router(part.router)
