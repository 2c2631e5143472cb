"""Files come whole, over servers that cut, lie and refuse; what has come is not fetched again, and no half file has the file's name."""
from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess

import numpy as np
import pytest
from tiepoint.core.errors import ModelError, OutputError
from tiepoint.core.models import download
from tiepoint.core.progress import Cancelled, Silent

DATA = np.random.default_rng(0).bytes(3_000_000)
NO_PAUSES = (0.0, 0.0)


class Until:
    """Cancels when so many megabytes have come; remembers what it was told."""

    def __init__(self, megabytes=float("inf")):
        self.megabytes, self.told, self.shares = megabytes, [], []

    def step(self, share, message=""):
        self.told.append(message)
        self.shares.append(share)
        if message.startswith("Fetching") and float(message.split(": ")[1].split(" ")[0]) >= self.megabytes:
            raise Cancelled

    def log(self, message, level="info"):
        self.told.append(message)


@pytest.fixture
def get(server, serving, tmp_path):
    """Fetch what pages hold; the bytes, and what was fetched."""
    def fetch(progress=None, known="bytes sha256", addresses=None, wanted_of=DATA, **page):
        if page or not server.pages:
            server.pages["/w.pth"] = serving.Page(**{"data": DATA, **page})
        truth = serving.Page(wanted_of)
        wanted = download.Wanted("w.pth", addresses or [f"{server.root}/w.pth"], len(wanted_of) if "bytes" in known else None,
                                 truth.sha256 if "sha256" in known else truth.sha256[:8] if "start" in known else "")
        fetched = download.fetch(wanted, tmp_path / "w.pth", progress or Silent(), NO_PAUSES, 5.0)
        assert (tmp_path / "w.pth").read_bytes() == wanted_of and os.listdir(tmp_path) == ["w.pth"]
        return fetched

    return fetch


@pytest.fixture
def refused(get, tmp_path):
    """Fetch what must be refused; the message. Nothing has the file's name."""
    def fetch(*, kept=None, **given):
        with pytest.raises(ModelError) as caught:
            get(**given)
        assert not (tmp_path / "w.pth").exists()
        assert ((tmp_path / "w.pth.part").stat().st_size if (tmp_path / "w.pth.part").exists() else None) == kept
        return caught.value.message

    return fetch


@pytest.mark.parametrize("known", ["bytes sha256", "sha256", "bytes", "start", ""])
def test_a_file_is_fetched_once(get, server, serving, known):
    fetched = get(known=known)
    assert fetched.received == len(DATA) and fetched.digest == serving.Page(DATA).sha256 and server.ranges() == [""]


def test_progress_tells_megabytes(get):
    told = Until()
    get(told)
    assert told.told[0] == "Fetching w.pth: 0.0 of 3.0 MB" and any("2." in line for line in told.told)
    assert told.shares == sorted(told.shares) and told.told[-1] == "Verifying w.pth"


@pytest.mark.parametrize("known", ["bytes sha256", "sha256", "bytes", "start", ""])
def test_a_cancelled_fetch_goes_on_from_there(get, server, tmp_path, known):
    with pytest.raises(Cancelled):
        get(Until(1.0), known=known)
    kept = (tmp_path / "w.pth.part").stat().st_size
    assert 900_000 < kept < len(DATA) and not (tmp_path / "w.pth").exists()
    told = Until()
    fetched = get(told, known=known)
    assert server.ranges() == ["", f"bytes={kept}-"] and fetched.received == len(DATA) - kept
    assert server.asked[-1][1]["If-Range"] == '"one"' and told.shares[0] == 0.0


@pytest.mark.parametrize("known", ["bytes sha256", "sha256", "start"])
def test_cut_connections_are_gone_on_with(get, server, known):
    fetched = get(known=known, cuts=[700_001, 5, 1_000_000, 300_000])
    assert server.ranges() == ["", "bytes=700001-", "bytes=700006-", "bytes=1700006-", "bytes=2000006-"]
    assert fetched.received == len(DATA)


def test_a_server_that_always_begins_at_the_beginning(get, server):
    """What is there is passed over, not fetched into the file twice."""
    assert get(ranges=False, cuts=[700_000, 1_500_000, 2_900_000]).received > len(DATA)
    assert len(server.asked) == 4


def test_a_server_that_never_comes_further(refused, server):
    message = refused(ranges=False, cuts=[700_000] * 9, kept=700_000)
    assert "0.7 MB have come" in message and "goes on from there" in message and len(server.asked) == 4


@pytest.mark.parametrize(("known", "claims"), [("bytes sha256", 5000), ("sha256", 5000), ("bytes sha256", -5000), ("bytes", 5000)])
def test_a_wrong_length_is_no_harm_where_the_file_is_known(get, known, claims):
    get(known=known, claims=claims)


def test_too_short_a_length_is_refused(refused, server):
    assert "the connection was cut" in refused(claims=-5000, ranges=False, kept=len(DATA) - 5000)
    assert "begins with" in refused(known="sha256")


@pytest.mark.parametrize("known", ["sha256", ""])
def test_no_length_at_all(get, known):
    get(known=known, quiet_length=True)


@pytest.mark.parametrize("ranges", [True, False])
def test_another_file_of_the_same_size_is_refused(refused, server, ranges):
    assert "sends another file: its sha256 begins with" in refused(data=DATA[::-1], ranges=ranges)
    assert len(server.asked) == 1


def test_a_larger_and_a_smaller_file_are_refused(refused):
    assert "it is larger than 3.0 MB" in refused(data=DATA + b"x", quiet_length=True)
    assert "have come" in refused(data=DATA[:-1], kept=len(DATA) - 1)


def test_a_web_page_is_refused_and_what_is_there_stays(get, refused, tmp_path, server):
    with pytest.raises(Cancelled):
        get(Until(1.0))
    kept = (tmp_path / "w.pth.part").stat().st_size
    assert "sends a web page instead of the file" in refused(data=b"<html>Log in", kind="text/html; charset=utf-8", ranges=False, kept=kept)
    assert "has another file, of 0.0 MB" in refused(data=b"short", kept=kept)
    server.pages.clear()
    assert get().received == len(DATA) - kept


@pytest.mark.parametrize(("status", "told"), [(404, "does not have it (HTTP 404)"), (403, "does not give it"), (401, "password")])
def test_a_refusal_is_not_asked_again(refused, server, status, told):
    assert told in refused(statuses=[status] * 5)
    assert len(server.asked) == 1


def test_a_server_out_of_order_is_asked_again(get, refused, server):
    told = Until()
    assert "127.0.0.1 has failed (HTTP 500)" in refused(statuses=[500] * 9)
    assert len(server.asked) == 3
    get(told, statuses=[503, 500])
    assert [line for line in told.told if "Again" in line] == [
        "127.0.0.1 is out of order (HTTP 503); 0.0 MB have come. Again in 0 s.",
        "127.0.0.1 has failed (HTTP 500); 0.0 MB have come. Again in 0 s."]


def test_nobody_there(refused):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        message = refused(addresses=[f"http://127.0.0.1:{closed.getsockname()[1]}/w.pth"])
    assert message == "w.pth cannot be fetched: 127.0.0.1 cannot be reached (Connection refused)."


def test_the_next_address_goes_on(get, server, serving):
    server.pages["/b.pth"] = serving.Page(DATA, cuts=[1_000_000, 0, 0, 0])
    get(data=DATA, addresses=[f"{server.root}/{name}.pth" for name in "abw"])
    assert server.asked[-1][0] == "/w.pth" and server.ranges()[-1] == "bytes=1000000-"


def test_redirects_are_followed_with_the_range(get, server, serving):
    server.pages["/moved"] = serving.Page(location="/w.pth")
    get(cuts=[1_000_000], addresses=[f"{server.root}/moved"])
    assert [path for path, _ in server.asked] == ["/moved", "/w.pth"] * 2 and server.ranges()[2:] == ["bytes=1000000-"] * 2


@pytest.mark.parametrize("location", ["file:///etc/hostname", "ftp://127.0.0.1/w.pth"])
def test_redirects_to_elsewhere_are_refused(refused, location):
    refused(location=location)


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/w.pth", "w.pth", "https:///w.pth", "http://[", "data:,w", "http://a b/", ""])
def test_what_is_no_address_is_refused(refused, address):
    assert "no address" in refused(addresses=[address])


def test_a_file_on_the_disk(get, refused, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mirror with space")
    (folder / "w.pth").write_bytes(DATA)
    assert "No such file" in refused(addresses=[(folder / "none").as_uri()])
    assert get(addresses=[(folder / "w.pth").as_uri()]).received == len(DATA)


@pytest.mark.parametrize("hang_after", [0, 1_200_000])
def test_cancel_does_not_wait_for_a_server_that_hangs(get, server, tmp_path, hang_after):
    class Impatient(Until):
        def step(self, share, message=""):
            super().step(share, message)
            if f"{hang_after / 1e6:.1f} of" in message and self.told.count(message) > 8 and server.asked:
                raise Cancelled

    with pytest.raises(Cancelled):
        get(Impatient(), hang_after=hang_after)
    assert not server.released.is_set()
    assert 0 <= hang_after - (tmp_path / "w.pth.part").stat().st_size < 60_000


def test_a_silent_server_is_left_and_asked_again(server, serving, tmp_path):
    page = server.pages["/w.pth"] = serving.Page(DATA, hang_after=1_000_000)
    wanted = download.Wanted("w.pth", [f"{server.root}/w.pth"], len(DATA), page.sha256)

    class Repaired(Until):
        def step(self, share, message=""):
            if ": 1.0 of" in message:
                page.hang_after = None

    download.fetch(wanted, tmp_path / "w.pth", Repaired(), NO_PAUSES, 1.0)
    assert server.ranges() == ["", "bytes=1000000-"]
    assert (tmp_path / "w.pth").read_bytes() == DATA


def test_a_part_of_another_file_is_noticed(get, server, tmp_path):
    (tmp_path / "w.pth.part").write_bytes(b"x" * 1000)
    assert get().received == 2 * len(DATA) - 1000
    assert server.ranges() == ["bytes=1000-", ""]


def test_a_part_that_is_too_large_is_noticed(get, tmp_path):
    (tmp_path / "w.pth.part").write_bytes(DATA + b"x")
    get()


@pytest.mark.parametrize("ranges", [True, False])
def test_a_file_that_has_changed_is_fetched_anew(get, server, tmp_path, ranges):
    with pytest.raises(Cancelled):
        get(Until(1.0), known="", data=DATA[::-1], ranges=ranges, tag='"old"')
    get(known="", ranges=ranges, tag='"new"')


def test_halves_that_nothing_connects_are_not_joined(get, server):
    with pytest.raises(Cancelled):
        get(Until(1.0), known="", tag="")
    get(known="", tag="")
    assert server.ranges() == ["", ""]


def test_what_was_complete_is_not_fetched(get, server, tmp_path):
    (tmp_path / "w.pth.part").write_bytes(DATA)
    assert get().received == 0 and server.asked == []


def test_a_disk_without_space_is_told_first(server, tmp_path):
    with pytest.raises(OutputError, match="w.pth needs 1,000,000,000,00"):
        download.fetch(download.Wanted("w.pth", [f"{server.root}/w.pth"], 10**18), tmp_path / "w.pth", Silent())
    assert server.asked == []


def test_two_do_not_write_into_one_file(get, tmp_path):
    with download.Part(tmp_path / "w.pth"), pytest.raises(OutputError, match="is being fetched already"):
        get()
    get()


def test_a_proxy_of_the_environment_is_used(get, refused, server, serving, monkeypatch):
    with serving.Server({"/w.pth": serving.Page(DATA)}) as proxy:
        proxy.proxied_password = "Basic " + base64.b64encode(b"me:p@ss").decode()
        monkeypatch.setenv("http_proxy", proxy.root)
        elsewhere = ["http://models.invalid/w.pth"]
        assert "behind a proxy that asks for a user name and password" in refused(addresses=elsewhere)
        monkeypatch.setenv("http_proxy", proxy.root.replace("//", "//me:p%40ss@"))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        get(addresses=elsewhere)
        assert [path for path, _ in proxy.asked] == elsewhere * 2 and server.asked == []


def test_a_socks_proxy_cannot_be_used_and_is_told(refused, monkeypatch):
    monkeypatch.setenv("http_proxy", "socks5://proxy.invalid:1080")
    assert "behind the SOCKS proxy proxy.invalid" in refused(addresses=["http://models.invalid/w.pth"])


def test_a_proxy_that_refuses_https_is_told(refused, server, monkeypatch):
    server.proxied_password = "Basic x"
    monkeypatch.setenv("https_proxy", server.root)
    assert "models.invalid is behind a proxy that asks for a user name and password" in refused(addresses=["https://models.invalid/w.pth"])
    assert [path for path, _ in server.asked] == ["models.invalid:443"]


def test_a_server_that_keeps_the_connection_open_is_not_waited_for(get, server):
    get(lingers=True)
    assert not server.released.is_set()


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl")
def test_https_is_spoken_with_those_who_can_prove_who_they_are(get, refused, serving, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("certificate")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                    "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], check=True, capture_output=True, timeout=60)
    with serving.Server({"/w.pth": serving.Page(DATA), "/down": serving.Page(location="http://127.0.0.1:9/w.pth")}) as secure:
        secure.secure(certificate, key)
        message = refused(addresses=[f"{secure.root}/w.pth"])
        assert "the certificate of 127.0.0.1 is not trusted here" in message and "SSL_CERT_FILE" in message
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert "which is not safe" in refused(addresses=[f"{secure.root}/down"])
        get(addresses=[f"{secure.root}/w.pth"])


def test_a_disk_that_fills_up_keeps_what_has_come(get, server, tmp_path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(OutputError, match="larger than the disk allows"):
            get()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (tmp_path / "w.pth").exists() and (tmp_path / "w.pth.part").stat().st_size == 1_000_000
    assert get().received == len(DATA) - 1_000_000 and server.ranges()[-1] == "bytes=1000000-"
