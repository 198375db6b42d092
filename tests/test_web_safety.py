"""Trying to break in: hostile pages, other sites, other names, too much, too often."""

import socket
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("fastapi", reason="the page's parts are not installed")

from fastapi.testclient import TestClient
from lxml.html import fromstring
from web_site import ATTACK, form_token, make_dataset, open_page

from pipeline.dataset import Dataset
from pipeline.web import guard
from pipeline.web.guard import Buckets
from pipeline.web.settings import MAX_BODY, host_name, is_loopback

CHECK = "c" * 16
PAGES = ("/figures", "/alarms", f"/alarms/{CHECK}", "/review", "/series", "/sources", "/check")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return make_dataset(tmp_path)


@pytest.fixture
def page(database: Path) -> Iterator[TestClient]:
    with open_page(database) as client:
        yield client


@pytest.fixture
def guarded(database: Path) -> Iterator[TestClient]:
    with open_page(database, token="mở ra", hosts=frozenset({"so-lieu.example"})) as client:
        yield client


def test_hostile_text_is_never_markup(page: TestClient) -> None:
    article_id = page.get("/figures.json?alarm=yes").json()[0]["article_id"]
    for address in (*PAGES, f"/articles/{article_id}", f"/figures?q={ATTACK}",
                    f"/series?indicator={ATTACK}&unit={ATTACK}&place={ATTACK}",
                    f"/alarms?rule={ATTACK}", f"/review?after={ATTACK}"):  # fmt: skip
        text = page.get(address).text
        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address
        assert 'href="javascript:' not in text, address
    assert "&lt;script&gt;alert(1)" in page.get(f"/articles/{article_id}").text


def test_a_pasted_text_is_never_markup(page: TestClient) -> None:
    form = {"csrf": form_token(page), "text": f"{ATTACK} Xã có 12 mô hình.</textarea>{ATTACK}"}
    text = page.post("/check", data=form).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text


@pytest.mark.parametrize("address", [*PAGES, "/nowhere", "/static/page.css", "/figures.csv"])
def test_every_answer_has_its_headers(page: TestClient, address: str) -> None:
    headers = page.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_script_style_or_address_of_another_site(
    page: TestClient, address: str
) -> None:
    for element in fromstring(page.get(address).text).iter():
        for name, value in element.attrib.items():
            assert name != "style"
            assert not name.startswith("on")
            if name in ("src", "srcset", "action") or element.tag == "link":
                assert "//" not in value
        assert element.tag not in ("style", "iframe", "object", "embed", "base")
        assert element.tag != "script" or not element.text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io"])
def test_another_name_is_refused(page: TestClient, host: str) -> None:
    assert page.get("/figures", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8321", "127.0.0.1", "[::1]:8321", "LOCALHOST"])
def test_loopback_has_its_names(page: TestClient, host: str) -> None:
    assert page.get("/figures", headers={"host": host}).status_code == 200


def writes(figure_id: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (f"/review/{figure_id}", {"verdict": "rejected"}),
        (f"/alarms/{CHECK}/triage", {"triage": "dismissed"}),
        ("/check", {"text": "Xã có 12 mô hình."}),
        ("/login", {"token": "x"}),
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-csrf-token": "0" * 64},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_cannot_write(
    page: TestClient, database: Path, headers: dict[str, str]
) -> None:
    token = form_token(page)
    figure_id = page.get("/figures.json").json()[0]["figure_id"]
    for address, form in writes(figure_id):
        own = {"csrf": token} if "origin" in headers or "sec-fetch-site" in headers else {}
        assert page.post(address, data={**own, **form}, headers=headers).status_code == 403
    assert Dataset(database).reviews().empty
    assert list(Dataset(database).checks()["triage"]) == ["open"]


def test_the_token_of_one_session_is_none_in_another(page: TestClient) -> None:
    token = form_token(page)
    page.cookies.clear()
    form_token(page)
    assert page.post("/check", data={"csrf": token, "text": "12 hộ"}).status_code == 403


def test_reading_never_writes(page: TestClient, database: Path) -> None:
    before = database.read_bytes()
    for address in PAGES:
        assert page.get(address).status_code == 200
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert page.request(method, "/figures").status_code == 405
    assert database.read_bytes() == before


def test_a_public_page_demands_its_token(guarded: TestClient, database: Path) -> None:
    rows = guarded.get("/figures.json", headers={"host": "so-lieu.example"}).json()
    token = form_token(guarded)
    for address, form in (
        *writes(rows[0]["figure_id"])[:2],
        ("/check", {"url": "http://a.example"}),
    ):
        assert guarded.post(address, data={"csrf": token, **form}).status_code == 401
    assert Dataset(database).reviews().empty
    wrong = guarded.post("/login", data={"csrf": token, "token": "sai"})
    assert wrong.status_code == 401
    assert guarded.post("/login", data={"csrf": token, "token": "mở ra"}).status_code == 303
    address, form = writes(rows[0]["figure_id"])[0]
    assert guarded.post(address, data={"csrf": token, **form}).status_code == 303
    assert len(Dataset(database).reviews()) == 1


def test_a_forged_cookie_does_not_let_write(guarded: TestClient) -> None:
    token = form_token(guarded)
    guarded.cookies.set("solieu_write", "f" * 64)
    assert guarded.post(f"/alarms/{CHECK}/triage", data={"csrf": token}).status_code == 401


def test_a_checked_text_needs_no_token(guarded: TestClient) -> None:
    form = {"csrf": form_token(guarded), "text": "Xã có 12 mô hình."}
    assert guarded.post("/check", data=form).status_code == 200


@pytest.fixture
def private_server() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine that notes whoever connects."""
    server = socket.create_server(("127.0.0.1", 0))
    seen: list[bytes] = []

    def listen() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            seen.append(b"connected")
            connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield server.getsockname()[1], seen
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]",
             "0.0.0.0", "127.1"],
)  # fmt: skip
def test_an_address_of_this_machine_is_not_fetched(
    page: TestClient, private_server: tuple[int, list[bytes]], host: str
) -> None:
    port, seen = private_server
    form = {"csrf": form_token(page), "url": f"http://{host}:{port}/"}
    answer = page.post("/check", data=form)
    assert answer.status_code == 400
    assert seen == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "gopher://x", "javascript:alert(1)",
            "//etc", "http://", "http://169.254.169.254/latest/", "http://10.0.0.1/",
            "http://user:secret@192.168.1.1/"],
)  # fmt: skip
def test_other_addresses_are_not_fetched(page: TestClient, url: str) -> None:
    answer = page.post("/check", data={"csrf": form_token(page), "url": url})
    assert answer.status_code == 400
    assert "root:" not in answer.text


def test_too_large_a_request_is_refused(page: TestClient) -> None:
    token = form_token(page)
    body = b"csrf=" + token.encode() + b"&text=" + b"a" * MAX_BODY
    assert page.post("/check", content=body).status_code == 413
    chunks = (b"a" * 100_000 for _ in range(20))
    assert page.post("/check", content=chunks).status_code == 413
    assert page.post("/check", content=b"a", headers={"content-length": "x"}).status_code == 413
    form = {"csrf": token, "text": "a" * 250_000}
    assert page.post("/check", data=form).status_code == 413
    assert page.get("/figures?q=" + "a" * 9000).status_code == 414


def test_too_many_requests_are_refused(page: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "time", SimpleNamespace(monotonic=lambda: 0.0))  # no time passes
    answers = [page.post("/check").status_code for _ in range(30)]
    assert answers[0] == 403
    assert answers[-1] == 429


def test_a_bucket_fills_again() -> None:
    buckets = Buckets()
    assert [buckets.take("a", "login", 0.0) for _ in range(6)] == [True] * 5 + [False]
    assert buckets.take("b", "login", 0.0)
    assert not buckets.take("a", "login", 5.9)
    assert buckets.take("a", "login", 12.0)


def test_cookies_are_kept_from_scripts(guarded: TestClient) -> None:
    cookie = guarded.get("/figures").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    form = {"csrf": form_token(guarded), "token": "mở ra"}
    cookie = guarded.post("/login", data=form).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_broken_dataset_does_not_tell_its_path(database: Path) -> None:
    with open_page(database) as page:
        page.get("/figures")
        connection = sqlite3.connect(database)
        connection.execute("ALTER TABLE reviews RENAME TO gone")
        connection.commit()
        connection.close()
        answer = page.get("/review")
        assert answer.status_code == 503
        assert str(database.parent) not in answer.text


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True), ("127.8.8.8", True),
     ("0.0.0.0", False), ("::", False), ("192.168.1.4", False), ("so-lieu.example", False)],
)  # fmt: skip
def test_loopback_is_told_from_the_rest(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_a_host_header_has_a_name_and_a_port() -> None:
    assert host_name("So-Lieu.example:80") == "so-lieu.example"
    assert host_name("[::1]:8321") == "[::1]"
