"""The project's own Prefect server: ``python -m flows.server PORT``, on this machine only.

It ends when its standard input does, so that it never outlives the ``vanban`` that started it, not even a killed one.
"""

from __future__ import annotations

import os
import sys

from flows.prefect_home import end_with_parent


def main() -> None:
    """Serve Prefect's API on 127.0.0.1."""
    # The terminal's Ctrl-C is for the parent, which ends this process when its flow has come to rest.
    os.setsid()
    end_with_parent(lambda: os._exit(0))
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
