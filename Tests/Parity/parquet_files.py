"""Small Parquet files of every kind that the tests of Parquet read, with what is in them.

Run from the top of the package, with pyarrow, duckdb, polars and pandas installed:
    python3 Tests/Parity/parquet_files.py
Each file stands beside its rows as JSON Lines, as pyarrow reads them and by the rules of
`Sources/Parquet/Rows`: nulls left out, times as ISO 8601, decimals of more than 15 digits as text.
Values are drawn from a seed; the talk is written for this project.
"""

import datetime
import decimal
import json
import math
import random
import uuid

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = "Tests/ParquetTests/Files/"
rng = random.Random(20261126)


def frac(v, unit, digits):
    return "" if v == 0 else "." + str(v).rjust(digits, "0")


UN = {"s": (1, 0), "ms": (10**3, 3), "us": (10**6, 6), "ns": (10**9, 9)}


def day(d):
    return (datetime.date(1970, 1, 1) + datetime.timedelta(days=d)).isoformat()


def clock(v, u):
    p, dg = UN[u]
    s, f = divmod(v, p)
    return "%02d:%02d:%02d" % (s // 3600, s // 60 % 60, s % 60) + frac(f, p, dg)


def conv(s):
    """pyarrow scalar -> JSON by our rules; None stands for left out"""
    t = s.type
    if not s.is_valid:
        return None
    if pa.types.is_dictionary(t):
        return conv(s.value if hasattr(s, "value") else s)
    if pa.types.is_struct(t):
        return {f.name: c for f in t for c in [conv(s[f.name])] if c is not None}
    if pa.types.is_map(t):
        r = {}
        for kv in s.values if s.values is not None else []:
            k = conv(kv[0])
            k = k if isinstance(k, str) else json.dumps(k)
            r[k] = conv(kv[1])
        return r
    if pa.types.is_list(t) or pa.types.is_large_list(t) or pa.types.is_fixed_size_list(t):
        return [conv(x) for x in s.values]
    if pa.types.is_timestamp(t):
        p, dg = UN[t.unit]
        if t.unit == "s":
            p, dg = UN["ms"]
            v = s.value * 1000
            u = "ms"
        else:
            v = s.value
            u = t.unit
        d, r = divmod(v, 86400 * p)
        return day(d) + "T" + clock(r, u) + ("Z" if t.tz else "")
    if pa.types.is_date(t):
        return s.as_py().isoformat()
    if pa.types.is_time(t):
        return clock(
            s.value * 1000 if t.unit == "s" else s.value, "ms" if t.unit == "s" else t.unit
        )
    if pa.types.is_decimal(t):
        v = s.as_py()
        dg = len(v.as_tuple().digits)
        if v == 0:
            dg = 1
        return str(v) if dg > 15 else float(v)
    if pa.types.is_floating(t):
        v = s.as_py()
        v = float(v)
        if not math.isfinite(v):
            return None
        return v
    if pa.types.is_binary(t) or pa.types.is_large_binary(t) or pa.types.is_fixed_size_binary(t):
        b = s.as_py()
        try:
            x = b.decode()
            return None if "\0" in x else x
        except UnicodeDecodeError:
            return None
    if pa.types.is_duration(t):
        return s.value
    v = s.as_py()
    if isinstance(v, uuid.UUID):
        return str(v)
    return v


def expected(path):
    t = pq.read_table(path)
    cols = [c.combine_chunks() if not isinstance(c, pa.Array) else c for c in t.columns]
    out = []
    for i in range(t.num_rows):
        r = {}
        for n, c in zip(t.column_names, t.columns):
            v = conv(c[i])
            if v is not None:
                r[n] = v
        out.append(r)
    return out


def opt(v, p=0.2):
    return None if rng.random() < p else v


def text():
    k = rng.random()
    if k < 0.2:
        return ""
    if k < 0.5:
        return rng.choice(
            ["user", "assistant", "system", "für", "睡不着", '😀 "quoted" \\ \n tab\t']
        )
    return "".join(rng.choice('abc déf\n"\\睡😀xyz ') for _ in range(rng.randint(0, 60)))


def table(n):
    D_ = decimal.Decimal
    cols = {
        "b": pa.array([opt(rng.random() < 0.5) for _ in range(n)]),
        "i8": pa.array([opt(rng.randint(-128, 127)) for _ in range(n)], pa.int8()),
        "i16": pa.array([opt(rng.randint(-(2**15), 2**15 - 1)) for _ in range(n)], pa.int16()),
        "i32": pa.array([opt(rng.randint(-(2**31), 2**31 - 1)) for _ in range(n)], pa.int32()),
        "i64": pa.array([opt(rng.randint(-(2**63), 2**63 - 1)) for _ in range(n)], pa.int64()),
        "u8": pa.array([opt(rng.randint(0, 255)) for _ in range(n)], pa.uint8()),
        "u16": pa.array([opt(rng.randint(0, 65535)) for _ in range(n)], pa.uint16()),
        "u32": pa.array([opt(rng.randint(0, 2**32 - 1)) for _ in range(n)], pa.uint32()),
        "u64": pa.array([opt(rng.randint(0, 2**64 - 1)) for _ in range(n)], pa.uint64()),
        "seq": pa.array(list(range(n)), pa.int64()),
        "seq32": pa.array([i * 3 - 7 for i in range(n)], pa.int32()),
        "f32": pa.array(
            [
                opt(rng.choice([rng.gauss(0, 1), float("nan"), float("inf"), 0.1, -0.0]))
                for _ in range(n)
            ],
            pa.float32(),
        ),
        "f64": pa.array(
            [
                opt(rng.choice([rng.gauss(0, 1e10), float("nan"), 0.1, 1e300, 5e-324]))
                for _ in range(n)
            ],
            pa.float64(),
        ),
        "s": pa.array([opt(text()) for _ in range(n)]),
        "sreq": pa.array([text() for _ in range(n)]),
        "ls": pa.array([opt(text()) for _ in range(n)], pa.large_string()),
        "pre": pa.array(["conversation-%08d" % i for i in range(n)]),
        "cat": pa.array([opt(rng.choice(["low", "medium", "high"])) for _ in range(n)]),
        "bin": pa.array(
            [opt(bytes(rng.randrange(256) for _ in range(rng.randint(0, 9)))) for _ in range(n)],
            pa.binary(),
        ),
        "flba": pa.array(
            [opt(bytes(rng.choice(b"abcd") for _ in range(5))) for _ in range(n)], pa.binary(5)
        ),
        "date": pa.array(
            [
                opt(datetime.date(1, 1, 1) + datetime.timedelta(days=rng.randint(0, 3652058)))
                for _ in range(n)
            ],
            pa.date32(),
        ),
        "tsms": pa.array(
            [opt(rng.randint(-6 * 10**13, 2 * 10**14)) for _ in range(n)], pa.timestamp("ms")
        ),
        "tsus": pa.array(
            [opt(rng.randint(-6 * 10**16, 2 * 10**17)) for _ in range(n)],
            pa.timestamp("us", tz="UTC"),
        ),
        "tsns": pa.array(
            [opt(rng.randint(-9 * 10**18, 9 * 10**18)) for _ in range(n)], pa.timestamp("ns")
        ),
        "tss": pa.array([opt(rng.randint(-(10**9), 10**10)) for _ in range(n)], pa.timestamp("s")),
        "t32": pa.array([opt(rng.randint(0, 86399999)) for _ in range(n)], pa.time32("ms")),
        "t64": pa.array(
            [opt(rng.randint(0, 86400 * 10**6 - 1)) for _ in range(n)], pa.time64("us")
        ),
        "t64n": pa.array(
            [opt(rng.randint(0, 86400 * 10**9 - 1)) for _ in range(n)], pa.time64("ns")
        ),
        "dec": pa.array(
            [opt(D_(rng.randint(-(10**9), 10**9)).scaleb(-2)) for _ in range(n)],
            pa.decimal128(12, 2),
        ),
        "dec5": pa.array(
            [opt(D_(rng.randint(-(10**4), 10**4)).scaleb(-4)) for _ in range(n)],
            pa.decimal128(5, 4),
        ),
        "dec38": pa.array(
            [opt(D_(rng.randint(-(10**37), 10**37)).scaleb(-10)) for _ in range(n)],
            pa.decimal128(38, 10),
        ),
        "null": pa.nulls(n),
        "li": pa.array(
            [opt([opt(rng.randint(0, 9)) for _ in range(rng.randint(0, 5))]) for _ in range(n)],
            pa.list_(pa.int32()),
        ),
        "lls": pa.array(
            [
                opt(
                    [
                        opt([opt(text()) for _ in range(rng.randint(0, 3))])
                        for _ in range(rng.randint(0, 3))
                    ]
                )
                for _ in range(n)
            ],
            pa.list_(pa.list_(pa.string())),
        ),
        "m": pa.array(
            [
                opt(
                    [
                        (k, opt(rng.randint(0, 9)))
                        for k in rng.sample(["a", "b", "c", '"'], rng.randint(0, 3))
                    ]
                )
                for _ in range(n)
            ],
            pa.map_(pa.string(), pa.int64()),
        ),
        "mi": pa.array(
            [
                opt([(k, opt(text())) for k in rng.sample(range(9), rng.randint(0, 3))])
                for _ in range(n)
            ],
            pa.map_(pa.int32(), pa.string()),
        ),
        "st": pa.array(
            [
                opt(
                    {
                        "x": opt(rng.randint(0, 9)),
                        "y": opt({"z": opt(text()), "l": opt([opt(1.5)])}),
                    }
                )
                for _ in range(n)
            ],
            pa.struct(
                [
                    ("x", pa.int16()),
                    ("y", pa.struct([("z", pa.string()), ("l", pa.list_(pa.float64()))])),
                ]
            ),
        ),
        "messages": pa.array(
            [
                opt(
                    [
                        opt(
                            {
                                "role": opt(rng.choice(["user", "assistant"])),
                                "content": opt(text()),
                                "tags": opt([opt(text()) for _ in range(rng.randint(0, 2))]),
                            },
                            0.1,
                        )
                        for _ in range(rng.randint(0, 6))
                    ],
                    0.1,
                )
                for _ in range(n)
            ],
            pa.list_(
                pa.struct(
                    [
                        ("role", pa.string()),
                        ("content", pa.string()),
                        ("tags", pa.list_(pa.string())),
                    ]
                )
            ),
        ),
        "fsl": pa.array(
            [[rng.randint(0, 9) for _ in range(3)] for _ in range(n)], pa.list_(pa.int32(), 3)
        ),
        "f16": pa.array(
            [opt(rng.choice([0.0, 1.5, -2.25, 65504.0, 6e-8, float("nan")])) for _ in range(n)],
            pa.float16(),
        ),
        "uuid": (
            pa.array([opt(uuid.UUID(int=rng.getrandbits(128)).bytes) for _ in range(n)], pa.uuid())
            if hasattr(pa, "uuid")
            else pa.nulls(n)
        ),
    }
    return pa.table(cols)


def keep(name, path=None):
    rows = expected(FOLDER + name + ".parquet")
    with open(FOLDER + name + ".jsonl", "w") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def write(name, table, **options):
    options.setdefault("compression", "none")
    pq.write_table(table, FOLDER + name + ".parquet", version="2.6", **options)
    keep(name)


types = table(24)
for codec in ["none", "snappy", "gzip", "zstd", "lz4", "brotli"]:
    few = types.select(["i64", "s", "cat", "messages"])
    write("codec-" + codec, few, compression=codec, use_dictionary=codec != "none")
write("pages-1", types, data_page_version="1.0", data_page_size=64, row_group_size=10)
write(
    "pages-2",
    types,
    data_page_version="2.0",
    use_dictionary=False,
    row_group_size=7,
    write_page_checksum=True,
)
ints = types.select(["i32", "i64", "seq", "seq32", "tsus", "date"])
write(
    "delta-integers",
    ints,
    use_dictionary=False,
    column_encoding={c: "DELTA_BINARY_PACKED" for c in ints.column_names},
)
texts = types.select(["s", "sreq", "pre", "cat"])
write(
    "delta-lengths",
    texts,
    use_dictionary=False,
    column_encoding={c: "DELTA_LENGTH_BYTE_ARRAY" for c in texts.column_names},
)
write(
    "delta-bytes",
    texts,
    use_dictionary=False,
    column_encoding={c: "DELTA_BYTE_ARRAY" for c in texts.column_names},
)
split = types.select(["i32", "i64", "f32", "f64", "flba", "dec", "f16"])
write(
    "split",
    split,
    use_dictionary=False,
    data_page_version="2.0",
    column_encoding={c: "BYTE_STREAM_SPLIT" for c in split.column_names},
)
write(
    "run-booleans",
    types.select(["b"]),
    use_dictionary=False,
    data_page_version="2.0",
    column_encoding={"b": "RLE"},
)
write("older-names", types.select(["messages", "li", "m"]), use_compliant_nested_type=False)
write(
    "nothing",
    pa.table(
        {
            "x": pa.array([None] * 30, pa.string()),
            "l": pa.array([[]] * 30, pa.list_(pa.string())),
            "n": pa.array([None] * 30, pa.list_(pa.struct([("a", pa.int32())]))),
        }
    ),
)
write("no-rows", types.slice(0, 0).select(["i32", "messages"]))
duckdb.execute(f"""copy (select i, i::hugeint h, i / 3.0 d, i % 2 = 0 b, 'text ' || i s, uuid() u,
      date '2024-02-28' + i::int dt, timestamp '2024-02-28 23:59:59.5' + to_minutes(i) ts,
      [{{'role': 'user', 'content': 'hello ' || i}}] messages, map{{'k': i}} m,
      (case i % 2 when 0 then 'a' else 'b' end)::enum('a', 'b') e
      from range(20) r(i)) to '{FOLDER}duckdb.parquet' (format parquet, codec 'zstd',
      parquet_version v2)""")
keep("duckdb")
pl.from_arrow(types.select(["i64", "s", "messages", "f64", "tsus"])).write_parquet(
    FOLDER + "polars.parquet", compression="zstd"
)
keep("polars")
