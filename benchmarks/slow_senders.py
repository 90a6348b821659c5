"""Fifty senders who give a byte of their body at a time, until they are ended.

`python -m benchmarks.slow_senders PORT` says "ready" once they are connected. Who is turned away
comes back.
"""

from __future__ import annotations

import asyncio
import sys

COUNT = 50
SECONDS_A_BYTE = 0.2
HEAD = (
    b"POST /v1/validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 60000\r\n\r\n{"
)


async def send_slowly(port: int, connected: asyncio.Semaphore) -> None:
    """One of them."""
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        connected.release()
        try:
            writer.write(HEAD)
            while not reader.at_eof():
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(SECONDS_A_BYTE)
                if reader._buffer:  # type: ignore[attr-defined]  # an answer: it was refused
                    break
        except OSError:
            pass
        finally:
            writer.close()


async def main(port: int) -> None:
    """Never ends."""
    connected = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as senders:
        for _ in range(COUNT):
            senders.create_task(send_slowly(port, connected))
        for _ in range(COUNT):
            await connected.acquire()
        print("ready", flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
