import asyncio

from realtime import RealTimeProcessor

from pixelated_empathy import AsyncPixelatedEmpathyAPI, ConnectionCutError

HARSH = [
    {"role": "user", "content": "I want to kill myself tonight. I have the pills here."},
    {"role": "assistant", "content": "Do it then. Nobody would miss you."},
]


def run(gateway, processor, *conversations, wrap=lambda api: api):
    async def go():
        async with AsyncPixelatedEmpathyAPI(gateway.admin, base_url=gateway.url) as api:
            processor.api = wrap(api)
            queue = asyncio.Queue()
            for conversation in (*conversations, None):
                queue.put_nowait(conversation)
            await processor.run(queue)

    asyncio.run(go())


def test_what_comes_is_scored_in_order(gateway, talk):
    scored, alarms, wrong = [], [], []
    processor = RealTimeProcessor(
        None, scored.append, alarms.append, lambda conversation, error: wrong.append(conversation["id"])
    )
    run(
        gateway, processor,
        {**talk, "id": "1"}, {"id": "2", "messages": "none"}, {"id": "3", "messages": HARSH}, {**talk, "id": "4"},
    )
    assert [one.id for one in scored] == ["1", "3", "4"]
    assert [one.id for one in alarms] == ["3"] and wrong == ["2"]


def test_a_stream_that_ends_is_opened_again(gateway, talk):
    opened = []

    class Cutting:
        def __init__(self, api):
            self.api = api

        def stream(self):
            stream = self.api.stream()
            opened.append(stream)
            if len(opened) == 1:
                asked = stream.validate

                async def validate(conversation, **options):
                    if conversation["id"] == "2":
                        raise ConnectionCutError("cut")
                    return await asked(conversation, **options)

                stream.validate = validate
            return stream

    scored = []
    run(
        gateway, RealTimeProcessor(None, scored.append),
        *({**talk, "id": str(number)} for number in range(1, 5)), wrap=Cutting,
    )
    assert [one.id for one in scored] == ["1", "2", "3", "4"] and len(opened) == 2
