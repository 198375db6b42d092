"""A site that does everything wrong, for the tests: `python misbehaving_server.py`.

It serves on loopback, in a process of its own, several ports: one site each, told apart by what
their robots.txt does. The first line of its output is a JSON object of port by site. `/log` answers
with the requests seen so far: time, port, path and headers of each.
"""

import gzip
import json
import re
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="{charset}">
<meta name="generator" content="NukeViet v4.5"><title>{title}</title></head><body>
<div class="news_column"><h1 class="title" itemprop="headline">{title}</h1>
<span class="h5">Thứ tư - 03/07/2024 08:30</span>
<div id="news-bodyhtml"><p>Xã tổ chức hội nghị với 45 đại biểu tham dự tại nhà văn hóa.</p>
<p>Đến nay, toàn xã có 12 mô hình “Dân vận khéo” được duy trì.</p></div></div></body></html>"""
LIST = (
    '<html><head><meta name="generator" content="NukeViet v4.5"></head><body>{links}</body></html>'
)
LINK = '<div class="news_column"><h3><a href="{path}">Bài {path}</a></h3></div>'
BAD_NAMES = """
good-1 flaky-2 busy-3 silent-4 drip-5 reset-6 bomb-7 loop-8 off-host-9 metadata-10 short-11 chunk-12
charset-13 image-14 empty-15 gone-16 drip-head-17 patience-18 forbidden-19 nonsense-20 last-21
"""
BAD_PAGES = [f"{name}.html" for name in BAD_NAMES.split()]
XML_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghi"))
    + "]><{root}><{item}><{place}>http://example.org/&i;</{place}></{item}></{root}>"
)
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tin</title>
<item><title>Bài</title><link>{base}/good-1.html?utm_source=rss</link>
<pubDate>Wed, 03 Jul 2024 08:30:00 +0700</pubDate></item></channel></rss>"""
ROBOTS = {
    "main": (200, "User-agent: *\nDisallow: /forbidden\n"),
    "robots_403": (403, "no"),
    "robots_500": (500, "no"),
    "robots_huge": (200, "User-agent: *\nDisallow: /forbidden\n" + "# filler\n" * 200_000),
    "robots_slow": (200, "User-agent: *\nCrawl-delay: 0.3\n"),
    "robots_html": (200, "<html><body>Trang chủ</body></html>"),
    "robots_star": (200, "User-agent: *\nDisallow: /*/cam-\nAllow: /\n"),
}
BOMB = gzip.compress(bytes(50_000_000))
seen: list[dict[str, object]] = []
tries: dict[str, int] = {}


class Misbehaviour(BaseHTTPRequestHandler):
    """Answers each path in its own wrong way."""

    protocol_version = "HTTP/1.1"
    site = "main"

    def log_message(self, *args: object) -> None:
        """Say nothing: the log is asked for."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/log":
            return self.answer(json.dumps(seen).encode(), kind="application/json")
        seen.append(
            {
                "at": time.monotonic(),
                "site": self.site,
                "path": self.path,
                "headers": {name.lower(): value for name, value in self.headers.items()},
            }
        )
        tries[self.site + path] = tries.get(self.site + path, 0) + 1
        name = re.sub(r"-?\d*\.\w+$", "", path.strip("/")) or "index"
        handler = getattr(self, "page_" + name.replace("-", "_"), None)
        try:
            return handler() if handler else self.answer(page())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(
        self, body: bytes, status: int = 200, kind: str = "text/html", **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", headers.pop("length", str(len(body))))
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def tried(self) -> int:
        return tries[self.site + self.path.partition("?")[0]]

    def page_index(self) -> None:
        links = "".join(LINK.format(path="/" + path) for path in BAD_PAGES)
        self.answer(LIST.format(links=links).encode())

    def page_robots(self) -> None:
        status, text = ROBOTS[self.site]
        self.answer(text.encode(), status, "text/plain")

    def page_flaky(self) -> None:
        self.answer(page() if self.tried() > 2 else b"", 200 if self.tried() > 2 else 503)

    def page_busy(self) -> None:
        if self.tried() > 1:
            return self.answer(page())
        return self.answer(b"", 429, Retry_After="1")

    def page_patience(self) -> None:
        self.answer(b"", 429, Retry_After="86400")

    def page_silent(self) -> None:
        time.sleep(30)
        self.close_connection = True

    def page_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.drip()

    def page_drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Endless: ")
        self.drip()

    def drip(self) -> None:
        for _ in range(300):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.1)

    def page_reset(self) -> None:
        # Lingering for no time makes the close a reset instead of an end.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def page_bomb(self) -> None:
        self.answer(BOMB, Content_Encoding="gzip")

    def page_loop(self) -> None:
        self.answer(b"", 302, Location=f"/loop-{self.tried() + 100}.html")

    def page_off_host(self) -> None:
        self.answer(b"", 302, Location=f"http://127.0.0.1:{ports['robots_403']}/good-1.html")

    def page_metadata(self) -> None:
        self.answer(b"", 302, Location="http://169.254.169.254/latest/meta-data/")

    def page_short(self) -> None:
        self.answer(page(), length=str(len(page()) + 500))
        self.close_connection = True

    def page_chunk(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"400\r\n" + page()[:600])
        self.close_connection = True

    def page_charset(self) -> None:
        self.answer(page(charset="iso-8859-1"), kind="text/html; charset=windows-1252")

    def page_image(self) -> None:
        self.answer(b"\x89PNG\r\n\x1a\n" + bytes(1000), kind="image/png")

    def page_empty(self) -> None:
        self.answer(b"")

    def page_nonsense(self) -> None:
        self.answer(bytes(range(256)) * 40)

    def page_gone(self) -> None:
        self.answer(b"", 404)

    def page_many(self) -> None:
        links = "".join(LINK.format(path=f"/good-{n}.html") for n in range(10_000))
        self.answer(LIST.format(links=links).encode())

    def page_html_feed(self) -> None:
        self.answer(page())

    def page_bomb_feed(self) -> None:
        bomb = (
            XML_BOMB.replace("{root}", "rss").replace("{item}", "item").replace("{place}", "link")
        )
        self.answer(bomb.encode(), kind="application/rss+xml")

    def page_bomb_map(self) -> None:
        bomb = XML_BOMB.replace("{root}", "urlset").replace("{item}", "url")
        self.answer(bomb.replace("{place}", "loc").encode(), kind="text/xml")

    def page_feed(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        self.answer(FEED.format(base=base).encode(), kind="application/rss+xml")

    def page_conditional(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            return self.answer(b"", 304, ETag='"v1"')
        return self.answer(page(), ETag='"v1"', Last_Modified="Wed, 03 Jul 2024 01:30:00 GMT")

    def page_moved(self) -> None:
        self.answer(b"", 301, Location="/good-99.html")

    def page_to_forbidden(self) -> None:
        self.answer(b"", 302, Location="/forbidden-1.html")


def page(charset: str = "utf-8") -> bytes:
    return PAGE.format(title="Hội nghị sơ kết phong trào ở xã", charset=charset).encode()


ports: dict[str, int] = {}


@contextmanager
def running() -> Iterator[dict[str, int]]:
    """The server in a process of its own; the value is the port of each site."""
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.kill()


def main() -> None:
    servers = []
    for site in ROBOTS:
        handler = type(site, (Misbehaviour,), {"site": site})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        ports[site] = server.server_port
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps(ports), flush=True)
    sys.stdin.read()  # ends when the test that started this process does


if __name__ == "__main__":
    main()
