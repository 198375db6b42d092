import socket
import time
from collections.abc import Iterator
from functools import partial

import pytest
import requests
from misbehaving_server import running

from scrapers.errors import FetchError
from scrapers.fetch import Limits, PoliteSession, checked_host, user_agent
from scrapers.network import is_public
from scrapers.sources import Source

LIMITS = Limits(connect=60, read=60, total=120, size=1_000_000, backoff=0.05)


@pytest.fixture(scope="module")
def ports() -> Iterator[dict[str, int]]:
    with running() as found:
        yield found


@pytest.fixture
def session() -> PoliteSession:
    return PoliteSession(contact="tester@example.org", limits=LIMITS)


def site(ports: dict[str, int], name: str = "main", pace: float = 0.0) -> Source:
    return Source(name=name, base_url=f"http://127.0.0.1:{ports[name]}/", local=True, pace=pace)


def requests_seen(ports: dict[str, int], name: str) -> list[dict]:
    log = requests.get(f"http://127.0.0.1:{ports[name]}/log", timeout=60).json()
    return [entry for entry in log if entry["site"] == name]


def reason(ports, session, path: str, name: str = "main") -> str:
    source = site(ports, name)
    with pytest.raises(FetchError) as caught:
        session.get(source.url(path), source=source)
    assert source.url(path) in str(caught.value), "the message names the address"
    return caught.value.reason


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/reset-1.html", "connection"),
        ("/bomb-1.html", "too_large"),
        ("/loop-1.html", "redirects"),
        ("/off-host-1.html", "off_host"),
        ("/metadata-1.html", "off_host"),
        ("/short-1.html", "truncated"),
        ("/chunk-1.html", "truncated"),
        ("/gone-1.html", "status"),
        ("/patience-1.html", "status"),
        ("/forbidden-1.html", "robots"),
        ("/to-forbidden-1.html", "robots"),
    ],
)
def test_each_misbehaviour_ends_in_its_reason(ports, session, path, expected) -> None:
    assert reason(ports, session, path) == expected


@pytest.mark.parametrize("path", ["/flaky-50.html", "/moved-50.html"])
def test_passing_faults_and_moves_are_overcome(ports, session, path) -> None:
    source = site(ports)
    response = session.get(source.url(path), source=source)
    assert response.status == 200
    assert "Hội nghị" in response.body.decode()
    assert response.requested_url == source.url(path)


def test_a_server_that_asks_for_a_day_is_not_asked_again(ports, session) -> None:
    reason(ports, session, "/patience-77.html")
    asked = [e for e in requests_seen(ports, "main") if e["path"] == "/patience-77.html"]
    assert len(asked) == 1


def test_retry_after_is_waited_for(ports, session) -> None:
    source = site(ports)
    session.get(source.url("/busy-60.html"), source=source)
    first, second = (e["at"] for e in requests_seen(ports, "main") if e["path"] == "/busy-60.html")
    assert second - first >= 1.0


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("robots_403", True),
        ("robots_html", True),
        ("robots_huge", True),
        ("robots_500", False),
    ],
)
def test_robots_that_cannot_be_read_as_the_standard_wants(ports, session, name, allowed) -> None:
    source = site(ports, name)
    if allowed:
        assert session.get(source.url("/good-1.html"), source=source).status == 200
    else:
        assert reason(ports, session, "/good-1.html", name) == "robots"


def test_rules_before_the_limit_of_a_huge_robots_file_are_obeyed(ports, session) -> None:
    assert reason(ports, session, "/forbidden-1.html", "robots_huge") == "robots"


def test_a_star_inside_a_robots_rule_is_understood(ports, session) -> None:
    assert reason(ports, session, "/muc/cam-1.html", "robots_star") == "robots"


def test_pace_and_crawl_delay_hold_on_the_wire(ports, session) -> None:
    for name, pace, least in (("robots_403", 0.2, 0.2), ("robots_slow", 0.0, 0.3)):
        source = site(ports, name, pace)
        session.get(source.url("/good-0.html"), source=source)
        begun = time.monotonic()
        for number in range(1, 5):
            session.get(source.url(f"/good-{number}.html"), source=source)
        # A busy machine notes a request late, never early: it is the start that bounds the last.
        last = max(e["at"] for e in requests_seen(ports, name) if "good" in e["path"])
        assert last - begun >= 3 * least, name


def test_robots_is_asked_for_once_a_session_and_first(ports, session) -> None:
    source = site(ports, "robots_html")
    before = len(requests_seen(ports, "robots_html"))
    for number in range(3):
        session.get(source.url(f"/good-{number}.html"), source=source)
    paths = [e["path"] for e in requests_seen(ports, "robots_html")[before:]]
    assert paths == ["/robots.txt", "/good-0.html", "/good-1.html", "/good-2.html"]


def test_the_request_says_who_asks_and_carries_no_secrets(ports, session, monkeypatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # nothing listens there
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    source = site(ports)
    session.get(source.url("/good-70.html"), source=source)
    monkeypatch.undo()
    (entry,) = (e for e in requests_seen(ports, "main") if e["path"] == "/good-70.html")
    assert entry["headers"]["user-agent"].startswith("solieu/")
    assert "tester@example.org" in entry["headers"]["user-agent"]
    assert "authorization" not in entry["headers"]


def test_the_contact_of_the_environment_is_used(monkeypatch) -> None:
    monkeypatch.setenv("SOLIEU_CONTACT", "https://example.org/about-the-crawl")
    assert "(+https://example.org/about-the-crawl)" in user_agent()


def test_conditional_requests_bring_304(ports, session) -> None:
    source = site(ports)
    get = partial(session.get, source.url("/conditional-1.html"), source=source)
    first = get()
    again = get(etag=first.headers["etag"], last_modified=first.headers["last-modified"])
    assert (first.status, again.status, again.body) == (200, 304, b"")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ftp://127.0.0.1/a", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("http://", "scheme"),
        ("http://ai:matkhau@127.0.0.1/", "scheme"),
        ("http://[", "scheme"),
        ("http://127.0.0.1:99999/", "scheme"),
        ("http://127.0.0.1:1/", "address"),
        ("http://169.254.169.254/latest/", "address"),
        ("http://[::1]:1/", "address"),
        ("http://[::ffff:10.0.0.1]/", "address"),
        ("http://localhost:1/", "address"),
    ],
)
def test_what_is_never_connected_to(session, url, expected) -> None:
    with pytest.raises(FetchError) as caught:
        session.get(url)
    assert caught.value.reason == expected


def test_a_local_source_opens_its_own_host_alone(ports, session) -> None:
    source = site(ports)
    session.get(source.url("/good-1.html"), source=source)
    with pytest.raises(FetchError) as caught:
        session.get("http://127.0.0.2/", source=source)
    assert caught.value.reason == "address"


def test_a_name_that_answers_differently_the_second_time_is_refused(
    ports, session, monkeypatch
) -> None:
    real, calls = socket.getaddrinfo, []

    def rebinding(host, port, *args, **kwargs):
        if host != "rebind.example":
            return real(host, port, *args, **kwargs)
        calls.append(host)
        address = "93.184.216.34" if len(calls) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with pytest.raises(FetchError) as caught:
        session.get(f"http://rebind.example:{ports['main']}/good-1.html")
    assert caught.value.reason == "address"
    assert len(calls) > 1, "the second answer was the one connected to"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:192.168.0.1", False),
        ("2002:0a00:0001::1", False),
    ],
)
def test_which_addresses_are_public(address, public) -> None:
    assert is_public(address) is public


def test_hosts_are_one_under_www_and_default_ports() -> None:
    assert checked_host("http://www.bao.example/a") == checked_host("https://bao.example:443/b")
    assert checked_host("http://bao.example:8080/") != checked_host("http://bao.example/")
