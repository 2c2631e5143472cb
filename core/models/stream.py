"""What a connection brings, read in a thread of its own: whoever waits for it can be cancelled at any time."""
from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable

from .connection import Answer, Interrupted, Refused

_CHUNK_BYTES = 2**18
# A slow disk must not fill the memory.
_AHEAD = 16
_POLL_S = 0.1


class Stream:
    """A context: asks in a thread, gives the answer and then its bytes.

    Args:
        ask: opens the connection; may take as long as its time-out.
        wait: called ten times a second while nothing comes; raises Cancelled to stop.
    """

    def __init__(self, ask: Callable[[], Answer], wait: Callable[[], None]):
        self._ask, self._wait = ask, wait
        self._queue: queue.Queue = queue.Queue(_AHEAD)
        self._closed = threading.Event()
        # A daemon: a connection that hangs must not keep a process alive whose work is done.
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Stream:
        self._thread.start()
        return self

    def __exit__(self, *_exception) -> None:
        self._closed.set()

    def answer(self) -> Answer:
        """What the server has answered; raises Refused or Interrupted."""
        return self._next()

    def chunk(self) -> bytes:
        """The next bytes; none at the end; raises Interrupted."""
        return self._next()

    def _next(self):
        while True:
            self._wait()
            with contextlib.suppress(queue.Empty):
                item = self._queue.get(timeout=_POLL_S)
                if isinstance(item, BaseException):
                    raise item
                return item

    def _read(self) -> None:
        try:
            answer = self._ask()
        except Exception as error:
            self._put(error)
            return
        try:
            self._put(answer)
            data = b"more"
            while data and not self._closed.is_set():
                data = answer.read(_CHUNK_BYTES)
                self._put(data)
        except (Refused, Interrupted) as error:
            self._put(error)
        finally:
            answer.close()

    def _put(self, item) -> None:
        while not self._closed.is_set():
            with contextlib.suppress(queue.Full):
                self._queue.put(item, timeout=_POLL_S)
                return
