"""Every part of the interface under one address."""

from fastapi import APIRouter

from archive.api import batch_edits, donations, donors, holdings

router = APIRouter(prefix="/api/v1")
for part in (donors.router, donations.router, holdings.router, batch_edits.router):
    router.include_router(part)
