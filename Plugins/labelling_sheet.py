"""A CSV sheet for people who rate conversations: one row each, with empty columns to fill in.

An exporter in Python: the host sends a conversation a line, the plugin answers each with the text
that it adds to the file. Plugins/README.md has the whole protocol.
"""

import hashlib
import json
import os
import re
import sys

# The protocol keeps the real standard output to itself; a stray print goes to the log.
protocol = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

HELLO = {
    "pe_plugin": 1,
    "kind": "exporter",
    "name": "labelling_sheet",
    "version": "1.0",
    "summary": "CSV for human raters, one row a conversation with columns to fill in",
    "extensions": ["labels.csv"],
    "options": [
        {"name": "scales", "summary": "what is rated: NAME LOW-HIGH, separated by ;",
         "default": "empathy 1-5;overall 1-5"},
        {"name": "blind", "summary": "whether scores and tier are kept from the raters",
         "default": "true"},
        {"name": "seed", "summary": "another seed gives another order", "default": "1"},
        {"name": "bom", "summary": "whether the file begins with a mark that Excel needs for UTF-8",
         "default": "false"},
    ],
    "manual": {
        "what_it_does":
            "Writes RFC 4180: order, dataset, id, transcript, one empty column for each scale, rater "
            "and comment. The transcript is one cell with a line for each turn. `order` is a number "
            "made from seed, dataset and id: sort the sheet by it and rate from the top, and the "
            "order is random, the same for all raters with that seed. With blind=false the scores "
            "and the tier follow. A cell that a spreadsheet would take for a formula (it begins with "
            "=, +, - or @) has an apostrophe in front.",
        "why":
            "A score is worth what its agreement with people is. Raters who see a score first follow "
            "it, and raters who go through a file as it lies tire over the same part of it; so the "
            "sheet is blind unless told otherwise and has an order.",
        "known_problems":
            "The rows are not in that order, since an exporter holds one conversation at a time. Ids "
            "and datasets are shown and may give away a condition. A cell of a spreadsheet holds "
            "32,767 characters: a longer conversation is refused, and the export with it; leave it "
            "out by the query. Nothing here is anonymised.",
        "example": "export sheet.labels.csv --format labelling_sheet",
        "references": [
            "Shafranovich (2005). Common format and MIME type for comma-separated values (CSV) "
            "files. RFC 4180.",
            "Hallgren (2012). Computing inter-rater reliability for observational data. Tutorials in "
            "Quantitative Methods for Psychology 8.",
        ],
    },
}

CELL = 32_767
# What has no place in a cell: control characters but the tab and the line end.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
SPEAKERS = {"user": "Seeker", "assistant": "Supporter"}


class Refusal(Exception):
    """A sentence for the person who exports; the file is not written."""


def cell(text):
    """Text as a field that no spreadsheet runs and every CSV reader reads back."""
    text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Also behind blanks, which some programs skip, and in full width.
    if text.lstrip().startswith(tuple("=+-@＝＋－＠")) or text.startswith(("\t", "\n")):
        text = "'" + text
    if any(mark in text for mark in ',"\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def row(cells):
    return ",".join(cells) + "\r\n"


def scales(text):
    """`empathy 1-5;overall 1-5` as column names."""
    columns = []
    for part in text.split(";"):
        match = re.fullmatch(r"\s*([^\W\d_][\w ]*?)\s+(-?\d+)-(-?\d+)\s*", part)
        if not match or int(match[2]) >= int(match[3]):
            raise Refusal(f"option scales: '{part.strip()}' is not like 'empathy 1-5'")
        columns.append(f"{match[1]} ({match[2]} to {match[3]})")
    if len(set(columns)) < len(columns):
        raise Refusal("option scales names one scale twice")
    return columns


def flag(options, name, default):
    text = options.get(name, default)
    if text not in ("true", "yes", "on", "1", "false", "no", "off", "0"):
        raise Refusal(f"option {name}={text} is neither true nor false")
    return text in ("true", "yes", "on", "1")


def transcript(conversation):
    lines = []
    for message in conversation["messages"]:
        # Instructions and tools are no part of the talk.
        if message["role"] in ("system", "tool"):
            continue
        speaker = SPEAKERS.get(message["role"]) or message.get("name") or "Other"
        lines.append(f"{speaker}: {message['content']}")
    return "\n".join(lines)


class Sheet:
    def __init__(self, start):
        options = start.get("options", {})
        self.scales = scales(options.get("scales", "empathy 1-5;overall 1-5"))
        self.blind = flag(options, "blind", "true")
        self.mark = flag(options, "bom", "false")
        self.seed = options.get("seed", "1")
        self.metrics = start.get("metrics", [])

    def header(self):
        shown = [] if self.blind else [f"score {name}" for name in self.metrics] + ["tier"]
        names = ["order", "dataset", "id", "transcript"] + self.scales + ["rater", "comment"] + shown
        return ("\ufeff" if self.mark else "") + row([cell(name) for name in names])

    def line(self, request):
        conversation = request["conversation"]
        text = transcript(conversation)
        if len(text) >= CELL:
            raise Refusal(
                f"conversation '{conversation['id']}' has {len(text):,} characters and a cell of a "
                f"spreadsheet holds {CELL:,}; leave it out by the query")
        key = json.dumps([self.seed, request["dataset"], conversation["id"]])
        order = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")
        cells = [str(order), cell(request["dataset"]), cell(conversation["id"]), cell(text)]
        cells += [""] * (len(self.scales) + 2)
        if not self.blind:
            given = request["assessment"]["scores"]
            # A number, or {"abstained": reason}, which stays empty.
            for value in (given.get(name) for name in self.metrics):
                cells.append(repr(value) if isinstance(value, (int, float)) else "")
            cells.append(cell(request["tier"] or ""))
        return row(cells)


def answer(value):
    print(json.dumps(value), file=protocol, flush=True)


answer(HELLO)
try:
    sheet = Sheet(json.loads(sys.stdin.readline() or "{}"))
except Refusal as refusal:
    answer({"error": str(refusal)})
    sys.exit()
answer({"ready": True, "text": sheet.header()})
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer({"text": "" if "finish" in request else sheet.line(request)})
    except Refusal as refusal:
        answer({"refuse": str(refusal)})
