"""A process on duty as a worker: its name, what it has in hand, and whether it is to stop."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from archive.kernel.house import House
from digitize.pipeline.liveness import Liveness, go_on_duty


class Duty:
    """Shared by the threads of one worker process."""

    def __init__(self, liveness: Liveness) -> None:
        self.liveness = liveness
        self._in_hand: set[str] = set()
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    @property
    def worker_id(self) -> str:
        """The name that claims are made under."""
        return self.liveness.worker_id

    @property
    def is_stopping(self) -> bool:
        """Whether nothing new is to be begun."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """Ask every thread to stop at the next step."""
        self._stopping.set()

    def wait_for_stop(self, seconds: float) -> bool:
        """Wait until asked to stop, at most so long; return whether one was."""
        return self._stopping.wait(seconds)

    @contextmanager
    def holding(self, thing_id: str) -> Iterator[None]:
        """Mark something as in hand, from before it is claimed until after it is let go."""
        with self._lock:
            self._in_hand.add(thing_id)
        try:
            yield
        finally:
            with self._lock:
                self._in_hand.discard(thing_id)

    def is_at_work(self, worker_id: str, thing_id: str) -> bool:
        """Whether the worker that claimed something is still at it."""
        if worker_id == self.worker_id:
            with self._lock:
                return thing_id in self._in_hand
        return self.liveness.is_alive(worker_id)


@contextmanager
def on_duty(house: House) -> Iterator[Duty]:
    """Be a worker: the jobs of ``house`` find the duty among its services."""
    duty = Duty(go_on_duty(house))
    house.services[Duty] = duty
    try:
        yield duty
    finally:
        house.services.pop(Duty, None)
        duty.liveness.close()


def duty_of(house: House) -> Duty:
    """Return the duty of this process, which :func:`on_duty` opened."""
    duty: Duty = house.services[Duty]
    return duty
