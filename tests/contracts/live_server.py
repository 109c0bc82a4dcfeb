"""A real uvicorn on a free port of the loopback, in a thread."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

import uvicorn


@contextlib.contextmanager
def serve_live(application: Any, sock: socket.socket) -> Iterator[str]:
    """Serve an ASGI application on the bound socket; give its address, and stop it at the end."""
    config = uvicorn.Config(
        application, loop="uvloop", http="httptools", lifespan="off", log_level="warning"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([sock],), daemon=True)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.01)
        yield address_of(sock)
    finally:
        server.should_exit = True
        thread.join(10)


def bind_loopback() -> socket.socket:
    """Return a socket bound to a free port of the loopback."""
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    return sock


def address_of(sock: socket.socket) -> str:
    """Return the web address of a bound socket."""
    return f"http://127.0.0.1:{sock.getsockname()[1]}"
