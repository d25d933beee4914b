import shutil
import subprocess
import time

import pytest
from cached_service import CachedService, DictStore, RedisStore


@pytest.fixture
def redis(tmp_path):
    """Debian's redis-server on a socket of its own."""
    client = pytest.importorskip("redis")
    if shutil.which("redis-server") is None:
        pytest.skip("there is no redis-server: apt-get install redis-server")
    socket = str(tmp_path / "r.sock")
    server = subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", socket, "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    connected = client.Redis(unix_socket_path=socket)
    for _ in range(100):
        try:
            connected.ping()
            break
        except client.exceptions.ConnectionError:
            time.sleep(0.05)
    yield connected
    server.terminate()
    server.wait()


def check(service, talk):
    first = service.conversation("se-02")
    assert service.conversation("se-02") == first and first["id"] == "se-02"
    assert (service.asked, service.kept) == (1, 1)
    scores = service.scores(talk)
    assert service.scores(talk) == scores and scores["quality_metrics"]["safety_score"] is not None
    assert (service.asked, service.kept) == (2, 2)
    service.forget("se-02")
    service.conversation("se-02")
    assert service.asked == 3


def test_with_a_dictionary(api, talk):
    check(CachedService(api, DictStore()), talk)


def test_with_redis(api, talk, redis):
    check(CachedService(api, RedisStore(redis)), talk)
    (key, *_) = redis.keys("pixelated-empathy:*")
    assert 3500 < redis.ttl(key) <= 3600


def test_an_hour_later_it_asks_again(api):
    now = [0.0]
    service = CachedService(api, DictStore(clock=lambda: now[0]))
    service.conversation("se-02")
    now[0] = 3601
    service.conversation("se-02")
    assert service.asked == 2


def test_a_store_that_fails_is_gone_round(api):
    class Broken:
        def get(self, key):
            raise OSError

        put = remove = get

    service = CachedService(api, Broken())
    assert service.conversation("se-02")["id"] == "se-02" and service.asked == 1


def test_a_dictionary_stays_bounded():
    store = DictStore(most=10)
    for number in range(100):
        store.put(str(number), b"x", 60)
    assert len(store._kept) <= 10 and store.get("99") == b"x"
