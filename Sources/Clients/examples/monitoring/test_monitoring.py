import pytest

pytest.importorskip("prometheus_client")

from monitoring import MonitoredAPI, figures, scrape
from prometheus_client import CollectorRegistry, generate_latest

from pixelated_empathy import NotFoundError


def test_the_gateway_is_read(gateway, api):
    before = scrape(gateway.url, gateway.admin)
    for _ in range(5):
        api.list_models()
    api.wait_for_job(api.submit_processing_job("sessions"), 60)
    after = scrape(gateway.url, gateway.admin)
    assert after["requests"] >= before["requests"] + 6
    assert after["errors"] == before["errors"] and 0 <= after["slow"] <= 1
    assert after["jobs"]["completed"] >= 1 and after["connections"] >= 1


def test_a_client_counts_under_the_same_names(gateway):
    registry = CollectorRegistry()
    with MonitoredAPI(gateway.admin, base_url=gateway.url, registry=registry) as api:
        api.get_conversation("se-02")
        api.get_conversation("se-03")
        api.list_datasets()
        with pytest.raises(NotFoundError):
            api.get_conversation("nobody")
    text = generate_latest(registry).decode()
    assert 'endpoint="/v1/conversations/{id}",method="GET",status="200"} 2.0' in text
    assert 'status="404"} 1.0' in text and "se-02" not in text
    told = figures(text)
    assert told["requests"] == 4 and told["errors"] == 0 and told["connections"] == 0
