"""Talk in the shapes that people keep in Parquet, each beside the same rows as JSON Lines.

Run from the top of the package, with pyarrow, pandas and duckdb installed:
    python3 Tests/Parity/parquet_talk.py
The talk is written for this project.
"""

import json

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = "Tests/FormatsTests/Parquet/"
says = [
    ("user", "I can not sleep since the exam."),
    ("assistant", "That sounds exhausting. What keeps you awake?"),
    ("user", "„Was, wenn ich durchfalle?“ – 睡不着 😀"),
    ("assistant", 'You ask "what if".\nHow often?'),
]


def keep(name, rows):
    with open(FOLDER + name + ".jsonl", "w") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def turns(n, role="role", text="content"):
    return [{role: who, text: f"{what} ({n})"} for who, what in says[: 2 + n % 3]]


transcripts = [
    {
        "id": f"t{n}",
        "transcript": turns(n),
        "persona": {"age": 20 + n, "traits": {"open": n / 4}},
        "rubric": [{"name": "warmth", "score": n}, {"name": "focus", "score": 2}],
        "rating": n + 0.5,
        "is_checked": n % 2 == 0,
        "topic": ["exam", "sleep", "family"][n % 3],
        "sessions": n,
    }
    for n in range(12)
]
pq.write_table(
    pa.Table.from_pylist(transcripts), FOLDER + "transcripts.parquet", compression="zstd"
)
keep("transcripts", transcripts)

messages = [{"messages": turns(n), "source": "made"} for n in range(9)]
pd.DataFrame(messages).to_parquet(FOLDER + "messages.parquet", row_group_size=4)
keep("messages", messages)

shared = [
    {"conversation_id": f"c{n}", "conversations": turns(n, "from", "value")} for n in range(5)
]
for row in shared:
    for turn in row["conversations"]:
        turn["from"] = {"user": "human", "assistant": "gpt"}[turn["from"]]
pq.write_table(pa.Table.from_pylist(shared), FOLDER + "sharegpt.parquet", compression="snappy")
keep("sharegpt", shared)

flat = [
    {
        "conversation_id": f"f{n // 4}",
        "turn": n % 4,
        "speaker": ["client", "therapist"][n % 2],
        "text": says[n % 4][1],
        "empathy": n % 3,
        "site": ["Bonn", "Graz"][n // 4 % 2],
    }
    for n in range(24)
]
mixed = [flat[i] for i in sorted(range(24), key=lambda i: (i * 7) % 24)]
pq.write_table(pa.Table.from_pylist(mixed), FOLDER + "turns.parquet", data_page_version="2.0")
keep("turns", mixed)

pairs = [{"prompt": f"{says[0][1]} {n}", "response": says[1][1], "score": n / 8} for n in range(6)]
pq.write_table(pa.Table.from_pylist(pairs), FOLDER + "pairs.parquet", compression="gzip")
keep("pairs", pairs)

texts = [{"text": f"{says[2][1]} {n}", "label": n % 2} for n in range(6)]
duckdb.register("texts", pa.Table.from_pylist(texts))
duckdb.execute(f"copy texts to '{FOLDER}texts.parquet' (format parquet)")
keep("texts", texts)
