"""How much CPU the door costs when nothing changed: 1,000 addresses that answer 304, beside a bare httpx loop.

Run it alone: `python benchmarks/bench_http.py`. The server is another process; only the client's user and system time
counts. Each way runs three times in a process of its own, imports included, and the best run counts.
"""

import json
import resource
import socket
import subprocess
import sys
import threading

ADDRESSES = 1_000
ROUNDS = 3
ALLOWED_RATIO = 1.5
UNCHANGED = (
    b'HTTP/1.1 304 Not Modified\r\nDate: Mon, 23 Nov 2026 10:00:00 GMT\r\nETag: "abc"\r\n'
    b"Server: loopback\r\nCache-Control: max-age=300\r\n\r\n"
)


def serve() -> None:
    """Answer every request with 304; print the port first."""

    def answer(sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while came := sock.recv(65536):
            sock.sendall(UNCHANGED * came.count(b"\r\n\r\n"))

    listener = socket.create_server(("127.0.0.1", 0), backlog=100)
    print(listener.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()


def ask_with_httpx(port: int) -> int:
    """Ask as a script would that uses httpx and nothing else."""
    import httpx

    with httpx.Client() as client:
        return sum(
            client.get(f"http://127.0.0.1:{port}/feed/{n}", headers={"If-None-Match": '"abc"'}).status_code == 304
            for n in range(ADDRESSES)
        )


def ask_with_door(port: int, lanes: int) -> int:
    """Ask through the door, from one thread or from several."""
    from concurrent.futures import ThreadPoolExecutor

    from listen.brand import HttpSettings
    from listen.http import Door
    from listen.protocols import Expect, Request, Validators

    with Door(HttpSettings(allow_private=(f"127.0.0.1:{port}",)), version="0") as door:

        def is_unchanged(n: int) -> bool:
            url = f"http://127.0.0.1:{port}/feed/{n}"
            return door.get(Request(url=url, validators=Validators(etag='"abc"'), expect=Expect.FEED)).is_unchanged

        if lanes == 1:
            return sum(map(is_unchanged, range(ADDRESSES)))
        with ThreadPoolExecutor(lanes) as pool:
            return sum(pool.map(is_unchanged, range(ADDRESSES)))


WAYS = {
    "bare httpx.Client": ask_with_httpx,
    "door, one lane": lambda port: ask_with_door(port, 1),
    "door, ten lanes waiting for one host": lambda port: ask_with_door(port, 10),
}


def measure(way: str, port: int) -> None:
    """Print the CPU seconds of one way, import included and without, for the process that called."""
    if WAYS[way](port) != ADDRESSES:
        raise SystemExit(f"{way}: not every address answered 304")
    whole = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps(whole.ru_utime + whole.ru_stime))


def main() -> None:
    """Run every way and print seconds and ratios."""
    server = subprocess.Popen([sys.executable, __file__, "serve"], stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline()) if server.stdout else 0
        best = {
            way: min(
                float(subprocess.check_output([sys.executable, __file__, way, str(port)], text=True))
                for _ in range(ROUNDS)
            )
            for way in WAYS
        }
    finally:
        server.kill()
        server.wait()
    peer = best["bare httpx.Client"]
    for way, seconds in best.items():
        print(f"{way:40} {seconds:6.2f} s CPU   {seconds / peer:5.2f} ×")
    ratio = best["door, one lane"] / peer
    print(f"allowed {ALLOWED_RATIO} ×: {'kept' if ratio <= ALLOWED_RATIO else 'MISSED'}")


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    elif sys.argv[1:]:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()
