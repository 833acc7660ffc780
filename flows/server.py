"""The project's own Prefect server: ``python -m flows.server PORT``, on this machine only.

It ends when its standard input does, so that it never outlives the ``vanban`` that started it, not even a killed one.
"""

from __future__ import annotations

import os
import sys
import threading


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serve Prefect's API on 127.0.0.1."""
    # The terminal's Ctrl-C is for the parent, which ends this process when its flow has come to rest.
    if hasattr(os, "setsid"):
        os.setsid()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import uvicorn

    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        lifespan="on",
    )


if __name__ == "__main__":
    main()
