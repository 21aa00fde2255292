"""Asking addresses on the web: what counts as dead, politeness, and what is never asked."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from editorial.answering import asking, reaching
from editorial.answering.asking import Answer, Pace, ask
from editorial.answering.reaching import Network, is_public


class Site(BaseHTTPRequestHandler):
    """Answers as its path says: /200, /404, /to/4 (redirects), /get (knows no HEAD) …"""

    def do_GET(self):
        self.server.asked.append(f"{self.command} {self.path}")
        name = self.path.partition("?")[0].strip("/")
        if name.startswith("to/"):
            left = int(name[3:])
            self.answer(302, f"/to/{left - 1}" if left else "/200")
        elif name == "elsewhere":
            self.answer(302, self.server.elsewhere)
        elif name == "get":
            self.answer(405 if self.command == "HEAD" else 200)
        elif name == "slow":
            self.server.done.wait(10)
        elif name == "drip":
            self.drip()
        elif name == "endless":
            self.endless()
        else:
            self.answer(int(name or 200))

    do_HEAD = do_GET  # noqa: N815

    def answer(self, status, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def drip(self):
        for _ in range(100):
            if self.server.done.wait(0.05):
                return
            self.wfile.write(b"H")
            self.wfile.flush()

    def endless(self):
        if self.command == "HEAD":
            self.answer(404)
            return
        self.answer(200)
        try:
            while not self.server.done.is_set():
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.server.asked.append("cut")

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.asked, server.elsewhere, server.done = [], "", threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.url = f"http://gaoxin.example:{server.server_port}"
    yield server
    server.done.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def network():
    """Takes every name to this machine, and lets that be connected to."""
    return Network(resolve=lambda host, port: ["127.0.0.1"], allows=lambda address: True)


def hasty() -> Pace:
    return Pace(sleep=lambda seconds: None)


class TestAnswers:
    @pytest.mark.parametrize(
        ("path", "answer"),
        [
            ("/200", Answer("能打开（200）")),
            ("/404", Answer("网页不存在（404）", fails=True)),
            ("/410", Answer("网页不存在（410）", fails=True)),
            ("/500", Answer("网站出错（500）", fails=True)),
            ("/503", Answer("网站出错（503）", fails=True)),
            ("/403", Answer("网站不让查验（403）")),
            ("/429", Answer("网站不让查验（429）")),
            ("/to/4", Answer("能打开（200）")),
            ("/to/5", Answer("转了 5 次还没有到，没有再跟")),
            ("/get", Answer("能打开（200）")),
        ],
    )
    def test_it_says_what_came(self, site, network, path, answer):
        assert ask(site.url + path, network=network, pace=hasty()) == answer

    def test_head_comes_first_and_get_only_where_it_fails(self, site, network):
        ask(f"{site.url}/200", network=network, pace=hasty())
        ask(f"{site.url}/get", network=network, pace=hasty())
        assert site.asked == ["HEAD /200", "HEAD /get", "GET /get"]

    def test_chinese_addresses_are_asked(self, site, network):
        url = f"{site.url.replace('gaoxin', '高新区')}/200?题=党建"
        assert ask(url, network=network, pace=hasty()) == Answer("能打开（200）")
        assert site.asked == ["HEAD /200?%E9%A2%98=%E5%85%9A%E5%BB%BA"]

    def test_an_endless_page_is_not_read_to_its_end(self, site, network):
        assert ask(f"{site.url}/endless", network=network, pace=hasty()) == Answer("能打开（200）")

    def test_silence_is_a_failure(self, site, network, monkeypatch):
        monkeypatch.setattr(reaching, "SECONDS_TO_CONNECT", 0.2)
        assert ask(f"{site.url}/slow", network=network, pace=hasty()) == Answer(
            "没有回音（超时）", fails=True
        )

    def test_a_host_that_talks_too_slowly_is_cut_off(self, site, network, monkeypatch):
        monkeypatch.setattr(reaching, "SECONDS_IN_ALL", 0.3)
        assert ask(f"{site.url}/drip", network=network, pace=hasty()).fails

    def test_a_name_that_nobody_knows_is_a_failure(self):
        def unknown(host, port):
            raise socket.gaierror(socket.EAI_NONAME, "unknown")

        network = Network(resolve=unknown)
        assert ask("http://no.example/", network=network, pace=hasty()) == Answer(
            "域名不存在", fails=True
        )

    def test_a_closed_door_is_a_failure(self, network):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        url = f"http://gaoxin.example:{port}/"
        assert ask(url, network=network, pace=hasty()) == Answer("连接不上", fails=True)

    @pytest.mark.parametrize(
        "url",
        [
            *("ftp://gaoxin.example/", "file:///etc/passwd", "gopher://gaoxin.example/"),
            *("javascript:alert(1)", "http://", "http://gaoxin.example:99999/", "http://[::1/"),
        ],
    )
    def test_what_is_no_page_is_not_asked(self, network, url):
        answer = ask(url, network=network, pace=hasty())
        assert answer == Answer("网址的写法有误，没有查验")


class TestOnlyThePublicNetwork:
    @pytest.mark.parametrize(
        "address",
        [
            *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
            "0.0.0.0",  # noqa: S104
            *("100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1"),
            *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1"),
            *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "fec0::1"),
        ],
    )
    def test_addresses_of_this_machine_and_its_neighbours_are_refused(self, address):
        assert not is_public(address)

    @pytest.mark.parametrize("address", ["114.114.114.114", "2400:3200::1"])
    def test_public_addresses_are_allowed(self, address):
        assert is_public(address)

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "[::ffff:7f00:1]"]
    )
    def test_this_machine_is_never_asked_however_it_is_written(self, site, host):
        answer = ask(f"http://{host}:{site.server_port}/200", network=Network(), pace=hasty())
        assert "能打开" not in answer.words
        assert site.asked == []

    def test_a_name_that_leads_home_is_refused(self, site):
        network = Network(resolve=lambda host, port: ["127.0.0.1"])
        answer = ask(f"{site.url}/200", network=network, pace=hasty())
        assert answer == Answer("不是公网上的地址，没有查验")
        assert site.asked == []

    def test_a_redirect_home_is_refused(self, site):
        """The first host may be asked, the one that it sends us to may not."""
        site.elsewhere = f"http://inside.example:{site.server_port}/200"
        home = {"gaoxin.example": "127.0.0.1", "inside.example": "127.0.0.2"}
        network = Network(
            resolve=lambda host, port: [home[host]], allows=lambda address: address == "127.0.0.1"
        )
        answer = ask(f"{site.url}/elsewhere", network=network, pace=hasty())
        assert answer == Answer("不是公网上的地址，没有查验")
        assert site.asked == ["HEAD /elsewhere"]

    def test_a_redirect_to_a_file_is_refused(self, site, network):
        site.elsewhere = "file:///etc/passwd"
        answer = ask(f"{site.url}/elsewhere", network=network, pace=hasty())
        assert answer == Answer("网址的写法有误，没有查验")

    def test_a_name_is_looked_up_once_so_that_its_address_cannot_change(self, site):
        answers = iter(["127.0.0.1"])
        network = Network(resolve=lambda host, port: [next(answers)], allows=lambda _: True)
        assert not ask(f"{site.url}/200", network=network, pace=hasty()).fails


def test_one_host_is_asked_once_a_second():
    slept, now = [], [0.0]

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(clock=lambda: now[0], sleep=sleep)
    for host in ("a.example", "b.example", "a.example", "a.example"):
        pace.wait(host)
    now[0] += 5
    pace.wait("a.example")
    assert slept == [1.0, 1.0]


def test_the_deadline_and_the_size_are_bounded():
    assert reaching.SECONDS_IN_ALL <= 60
    assert asking.MOST_BYTES <= 1024 * 1024
