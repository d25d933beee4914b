"""A reader of CHAT transcripts (.cha), the format of TalkBank: a file is a conversation.

Main lines (`*PAR:`) are turns; dependent tiers (`%mor:`, `%com:`) are their metadata, headers
(`@Date:`) the conversation's. Codes inside a line are taken out of the text; the line as it stands
is kept as `chat`. The form is described in the CHAT manual at https://talkbank.org/manuals/CHAT.html
"""

import base64
import json
import os
import re
import sys

# The protocol keeps the real standard output to itself; a stray print goes to the log.
protocol = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

HELLO = {
    "pe_plugin": 1,
    "kind": "reader",
    "name": "chat_transcript",
    "version": "1.0",
    "summary": "CHAT transcripts of TalkBank, a file a conversation",
    "extensions": ["cha"],
    "magic": ["@UTF8", "@Begin"],
    "options": [
        {"name": "codes", "default": "false",
         "summary": "whether the text keeps the codes that stand in the lines"},
    ],
    "manual": {
        "what_it_does":
            "Reads *CODE: lines as turns, with continuation lines. The role of a participant in"
            " @Participants tells who supports (Therapist, Investigator, Teacher, …) and who is"
            " helped (Participant, Client, Target_Child, …). Tiers such as %mor and %com are"
            " metadata of the turn, and so are the times of its media; headers are metadata of the"
            " conversation.",
        "known_problems":
            "Codes are taken out by rules; what a line was is kept under 'chat'. Roles that are"
            " neither are 'other'.",
        "example": "load session.cha --format chat_transcript",
        "references": ["MacWhinney, B. (2000). The CHILDES Project. Lawrence Erlbaum."],
    },
}

SUPPORTERS = {
    "therapist", "clinician", "counselor", "counsellor", "doctor", "nurse", "investigator",
    "interviewer", "examiner", "teacher", "tutor", "leader", "host",
}
SEEKERS = {
    "participant", "client", "patient", "subject", "target_child", "target_adult", "child",
    "student", "guest", "caller",
}

TIME = re.compile("\x15(\\d+)_(\\d+)\x15")
RULES = [(re.compile(pattern), text) for pattern, text in [
    ("\x15[^\x15]*\x15", ""),             # times
    (r"\[[^\]]*\]", ""),                  # [//], [= a note], [: replacement]
    (r"[<>\u2039\u203a]", ""),            # what a code in brackets is about
    (r"&[=+~*][^\s]*", ""),               # &=laughs, &+fra
    (r"&-", ""),                          # &-um is said
    (r"\((?:\.+|\d*:?\d*\.\d*|\d+)\)", ""),  # pauses
    (r"\(([^()\s]*)\)", r"\1"),           # (be)cause
    (r"\+\.\.\.|\+\.\.\?", "…"),          # trailing off
    (r"\+[\"/,^<+!?=.]*[.?!]?", ""),      # interruptions and links
    (r"(?<=\w)@[a-z:$]+", ""),            # word@o
    (r"(?<!\S)0\S*", ""),                 # what was not said
    (r"[‡„]", ","),
    (r"\s+([.,?!])", r"\1"),
    (r"\s+", " "),
]]


def plain(line):
    for pattern, text in RULES:
        line = pattern.sub(text, line)
    return line.strip()


class Lines:
    """Whole lines of bytes that come in pieces, each with its number."""

    def __init__(self):
        self.rest, self.number = b"", 0

    def feed(self, piece, ends=False):
        *whole, self.rest = (self.rest + piece).split(b"\n")
        if ends and self.rest:
            whole, self.rest = whole + [self.rest], b""
        for line in whole:
            self.number += 1
            yield self.number, line.rstrip(b"\r")


class Transcripts:
    """Gathers lines into conversations."""

    def __init__(self, name, keeps_codes):
        self.name, self.keeps_codes = name, keeps_codes
        self.count, self.talk, self.entry = 0, None, None
        self.found, self.broken, self.notes = [], [], []

    def take(self, number, line):
        if number == 1 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            self.end_entry()
            self.lose(number, "not UTF-8")
            return
        if "\0" in text:
            self.end_entry()
            self.lose(number, "text holds a NUL")
        elif text[:1] in ("\t", " ") and self.entry:
            self.entry[2] += " " + text.strip()
        elif text.strip():
            self.end_entry()
            self.entry = [number, text.split(":")[0].strip(),
                          text.split(":", 1)[1].strip() if ":" in text else ""]

    def lose(self, number, reason):
        """A talk that lost a line is marked, so that no score is made of its rest unasked."""
        self.broken.append({"line": number, "reason": reason})
        if self.talk:
            self.talk[1]["damaged"] = "yes"

    def end_entry(self):
        if not self.entry:
            return
        (number, head, text), self.entry = self.entry, None
        if head == "@Begin":
            self.end_talk()
            self.count += 1
            name = self.name if self.count == 1 else f"{self.name}-{self.count}"
            self.talk = (number, {"id": name, "messages": []}, {})
        elif head in ("@UTF8", "@Window", "@Font", "@Color words"):
            pass
        elif self.talk is None:
            self.broken.append({"line": number, "reason": "stands before @Begin"})
        elif head == "@End":
            self.end_talk(is_whole=True)
        elif head.startswith("@"):
            self.header(head[1:], text)
        elif head.startswith("*"):
            self.turn(head[1:], text)
        elif head.startswith("%") and self.talk[1]["messages"]:
            join(self.talk[1]["messages"][-1], head[1:] or "tier", text)
        else:
            self.lose(number, "no header, turn or tier")

    def header(self, name, text):
        _, talk, roles = self.talk
        if name == "Participants":
            for part in text.split(","):
                words = part.split()
                if words:
                    roles[words[0]] = words[-1].lower()
        join(talk, name.replace(" ", "_").lower(), text)

    def turn(self, code, text):
        _, talk, roles = self.talk
        role = roles.get(code, "")
        role = "assistant" if role in SUPPORTERS else "user" if role in SEEKERS else "other"
        said = text if self.keeps_codes else plain(text)
        message = {"role": role, "name": code, "content": said}
        time = TIME.search(text)
        if time:
            message["start_ms"], message["end_ms"] = int(time[1]), int(time[2])
        if said != text:
            message["chat"] = text.replace("\x15", "")
        talk["messages"].append(message)

    def end_talk(self, is_whole=False):
        if self.talk:
            number, talk, _ = self.talk
            self.found.append({"line": number, "conversation": talk})
            if not is_whole:
                self.notes.append({"kind": "repaired", "what": "no @End", "line": number})
        self.talk = None

    def answer(self):
        answer = {"conversations": self.found, "broken": self.broken, "notes": self.notes}
        self.found, self.broken, self.notes = [], [], []
        return answer


def join(object, name, text):
    """Headers and tiers may come more than once."""
    name = name if name not in ("id", "messages", "role", "name", "content") else name + "_line"
    object[name] = f"{object[name]}\n{text}" if name in object else text


def answer(value):
    print(json.dumps(value, allow_nan=False), file=protocol, flush=True)


answer(HELLO)
start = json.loads(sys.stdin.readline() or "{}")
codes = start.get("options", {}).get("codes", "false")
if codes not in ("true", "false"):
    answer({"error": f"option codes={codes} is neither true nor false"})
    sys.exit()
answer({"ready": True})
for request in map(json.loads, sys.stdin):
    if "sniff" in request:
        head = base64.b64decode(request["sniff"])
        certain = re.match(rb"(@UTF8\s+)?(@(Font|Window|PID|Color words):[^\n]*\n)*@Begin\b", head)
        answer({"sniff": "certain" if certain else "likely" if b"@Begin" in head else "no"})
        stem = os.path.basename(request["path"]).rsplit(".", 1)[0]
        lines, transcripts = Lines(), Transcripts(stem or "transcript", codes == "true")
        continue
    ends = "finish" in request
    for number, line in lines.feed(base64.b64decode(request.get("bytes", "")), ends):
        transcripts.take(number, line)
    if ends:
        transcripts.end_entry()
        transcripts.end_talk()
    answer(transcripts.answer())
