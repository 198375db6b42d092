"""Running the page with uvicorn, on a socket that was opened beforehand."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI

from pipeline.errors import UsageError


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; UsageError where the address is taken or not of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once only on sockets that name their protocol.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host.strip("[]"), port))
        bound.listen(512)
    except OSError as error:
        bound.close()
        reason = error.strerror or str(error)
        raise UsageError(f"cannot listen on {host} port {port}: {reason}; try --port 0") from error
    return bound


def run_server(app: FastAPI, bound: socket.socket) -> None:
    """Serve until interrupted. Nothing of a request or page is printed."""
    config = uvicorn.Config(
        app, log_level="error", access_log=False, server_header=False, date_header=True,
        timeout_keep_alive=15, limit_concurrency=1000, lifespan="on", proxy_headers=False,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[bound])
