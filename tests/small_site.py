"""A WordPress site of a few articles on loopback, which a test can edit, slow down or break."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scrapers.sources import Floor, Source

HEAD = '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="generator"' + (
    ' content="WordPress 6.1"><title>{title}</title></head><body>'
)
POST = (
    HEAD
    + '<article><h1 class="entry-title">{title}</h1>{date}<div class="entry-content">{body}</div>'
    + "</article></body></html>"
)
DATE = '<time class="entry-date published" datetime="{day}T08:00:00+07:00">{day}</time>'


@dataclass
class SmallSite:
    """`posts` are paragraphs by number; `requests` are the paths asked for, in order."""

    base: str = ""
    posts: dict[int, list[str]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    seconds_a_page: float = 0.0
    held_from: int | None = None  # the article request from which on none is answered until
    let_go: threading.Event = field(default_factory=threading.Event)  # this is set
    dated: bool = True
    listed: bool = True

    def source(self, **changes) -> Source:
        """The site as a source, polite to nobody."""
        values = {
            "name": "nho", "base_url": self.base, "province": "Kon Tum", "platform": "wordpress",
            "start": ("/",), "article_url": r"/bai-\d+/", "pace": 0.0, "local": True,
            "floor": Floor(articles_a_week=0, title=0, date=0, text=0),
        }  # fmt: skip
        return Source(**(values | changes))

    def article_requests(self) -> list[str]:
        """The pages of articles that were asked for."""
        return [path for path in self.requests if path.startswith("/bai-")]

    def page(self, path: str) -> str | None:
        """The page at a path, None where there is none."""
        if path == "/":
            links = "".join(
                f'<h2 class="entry-title"><a href="/bai-{number}/">Bài số {number}</a></h2>'
                for number in sorted(self.posts, reverse=True)
                if self.listed
            )
            return HEAD.format(title="Trang chủ") + links + "</body></html>"
        number = path.strip("/").removeprefix("bai-")
        if not number.isdigit() or int(number) not in self.posts:
            return None
        paragraphs = self.posts[int(number)]
        day = f"2024-07-{1 + int(number) % 28:02}"
        return POST.format(
            title=f"Bài số {number} của huyện Đăk Glei",
            date=DATE.format(day=day) if self.dated else "",
            body="".join(f"<p>{escape(text)}</p>" for text in paragraphs),
        )


def make_posts(count: int) -> dict[int, list[str]]:
    """Posts of four paragraphs, each with its own figures."""
    return {
        number: [
            f"Đến nay, toàn huyện Đăk Glei có {number + 40} mô hình được đăng ký, gồm {number}"
            " mô hình về kinh tế và 40 mô hình về văn hóa.",
            f"Trong năm {2020 + number % 4}, huyện đã hỗ trợ {100 + number} hộ nghèo với tổng số"
            f" tiền hơn {number + 2} tỷ đồng.",
            f"Xã Đăk Long tổ chức {number + 3} buổi tuyên truyền cho {number + 50} lượt người.",
            "Thời gian tới, huyện tiếp tục nhân rộng các cách làm hay trong nhân dân.",
        ]
        for number in range(1, count + 1)
    }


@contextmanager
def running(posts: int = 6) -> Iterator[SmallSite]:
    """Serve a small site in this process."""
    site = SmallSite(posts=make_posts(posts))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.requests.append(self.path)
            page = site.page(self.path)
            if self.path.startswith("/bai-"):
                time.sleep(site.seconds_a_page)
                if site.held_from is not None and len(site.article_requests()) >= site.held_from:
                    site.let_go.wait()
            body = (page or "<title>không thấy</title>").encode()
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_parts: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_parts: object) -> None:
            """A client that was killed has nobody to tell."""

    with Server(("127.0.0.1", 0), Handler) as server:
        site.base = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
