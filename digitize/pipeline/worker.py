"""The worker process: threads that perform jobs, and a sweep that rings for what was left."""

import logging
import signal
import threading
from typing import Any

import structlog
from huey.consumer import Consumer

from archive.kernel.house import House
from digitize.intake.spool import sweep_spools
from digitize.pipeline.duty import Duty, on_duty
from digitize.pipeline.sweep import sweep
from digitize.sandbox.bounded import stop_children

log = structlog.stdlib.get_logger("fangzhi.pipeline")

STOP_SECONDS = 15
LONGEST_NAP_SECONDS = 1.0


def work(house: House, *, once: bool = False) -> None:
    """Perform jobs until told to stop (SIGTERM, SIGINT): at the next step, not in the middle.

    Args:
        house: a house whose jobs are registered.
        once: only do what waits now, in this thread, and return.
    """
    with on_duty(house) as duty:
        try:
            sweep_spools(house.settings)
            sweep(house, duty)
            if once:
                _drain(house)
            else:
                _serve(house, duty)
        finally:
            stop_children()


def _drain(house: House) -> None:
    huey = house.jobs.huey
    while (task := huey.dequeue()) is not None:
        huey.execute(task)


def _serve(house: House, duty: Duty) -> None:
    logging.getLogger("huey").setLevel(logging.WARNING)
    sweeper = threading.Thread(target=_sweep_regularly, args=(house, duty), name="sweeper")
    consumer = _GentleConsumer(duty, house)
    sweeper.start()
    log.info("working", worker=duty.worker_id, threads=house.settings.worker_count)
    try:
        consumer.run()
    finally:
        duty.stop()
        sweeper.join()
    log.info("stopped", worker=duty.worker_id)


class _GentleConsumer(Consumer):  # type: ignore[misc] # huey publishes no types
    """Lets every thread know that it is to stop, before waiting for them."""

    def __init__(self, duty: Duty, house: House) -> None:
        self._duty = duty
        super().__init__(
            house.jobs.huey,
            workers=house.settings.worker_count,
            periodic=False,
            max_delay=LONGEST_NAP_SECONDS,
            worker_type="thread",
            shutdown_timeout=STOP_SECONDS,
            graceful_signal="TERM",
        )
        for number in (signal.SIGINT, signal.SIGHUP):  # Ctrl-C and a closed terminal are gentle too
            self._signal_actions[number] = (False, True)

    def stop(self, graceful: bool = False) -> Any:  # noqa: FBT001, FBT002 - huey's signature
        """Stop the duty, then the threads."""
        self._duty.stop()
        return super().stop(graceful=graceful)


def _sweep_regularly(house: House, duty: Duty) -> None:
    while not duty.wait_for_stop(house.settings.sweep_seconds):
        try:
            sweep(house, duty)
        except Exception:  # the next sweep may find the database well again
            log.exception("sweep failed")
