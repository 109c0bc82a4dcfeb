"""Every part of the interface under one address."""

from fastapi import APIRouter

from archive.api import (
    agreements,
    batch_edits,
    campaigns,
    census,
    deposits,
    donations,
    donor_links,
    donors,
    holdings,
    leads,
    merges,
    papers,
    places,
    registers,
    relocations,
    reports,
    siku,
    stock,
    stock_takes,
    transfers,
)

router = APIRouter(prefix="/api/v1")
for part in (
    donors,
    donor_links,
    merges,
    campaigns,
    leads,
    donations,
    deposits,
    agreements,
    papers,
    holdings,
    census,
    registers,
    places,
    stock,
    siku,
    transfers,
    relocations,
    stock_takes,
    reports,
    batch_edits,
):
    router.include_router(part.router)
