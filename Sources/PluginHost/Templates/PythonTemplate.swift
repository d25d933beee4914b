/// What `plugin new --python` writes; `__name__` stands for the plugin's name.
enum PythonTemplate {
  static let validator = ##"""
    """A validator: it reads a conversation, gives it scores, and shows the words that earned them.

    `pe` starts this script and talks with it in JSON, a line at a time. `plugin test __name__` checks it
    against the contract and against __name__.cases.jsonl beside it.
    """

    import json
    import os
    import re
    import sys

    # The protocol keeps the real standard output to itself; a stray print goes to the log.
    protocol = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    # What the numbers mean. Metrics become columns that queries, plots and exports know by name.
    HELLO = {
        "pe_plugin": 1,
        "kind": "validator",
        "name": "__name__",
        # Part of what scores are kept under: change it when the scores change.
        "version": "0.1",
        "summary": "share of supporter turns with a warm phrase",
        # Python counts a text in characters, not in bytes.
        "offsets": "characters",
        "metrics": [
            # "turns" gives each turn a number too, turn.__name__; the conversation's is their mean.
            {"name": "__name__", "summary": "share of supporter turns with a warm phrase",
             "range": [0, 1], "better": "higher", "turns": "supporter"},
        ],
        "options": [
            {"name": "minimum_turns", "summary": "fewest supporter turns, or it abstains",
             "default": "1"},
        ],
        "manual": {
            "what_it_does": "Counts the supporter's turns that hold one of a few warm phrases.",
            "why": "Say here why anyone should trust the number.",
            "known_problems": "A phrase can be said coldly, and warmth can be said in other words.",
            "example": "validate --using __name__",
        },
    }

    WARM = re.compile(
        r"\b(i['’]?m (so )?(glad|sorry|proud)|proud of you|i['’]?m here for you"
        r"|thank you for (telling|sharing))\b", re.IGNORECASE)


    def assess(conversation, minimum_turns):
        messages = conversation["messages"]
        count = sum(message["role"] == "assistant" for message in messages)
        # No number is better than one that means nothing.
        if count < minimum_turns:
            return {"scores": {"__name__": {"abstained": "too few supporter turns"}}}
        # A place for each message, None where it is not the supporter's.
        turns, evidence = [None] * len(messages), []
        for index, message in enumerate(messages):
            if message["role"] == "assistant":
                found = list(WARM.finditer(message["content"]))
                turns[index] = 1 if found else 0
                for match in found:
                    evidence.append({"metric": "__name__", "message": index, "start": match.start(),
                                     "end": match.end(), "contribution": 1 / count,
                                     "label": "warm phrase"})
        return {"turns": {"__name__": turns}, "evidence": evidence}


    def answer(value):
        # The host waits: each answer is one line and goes out at once.
        print(json.dumps(value, allow_nan=False), file=protocol, flush=True)


    answer(HELLO)
    start = json.loads(sys.stdin.readline() or "{}")
    given = start.get("options", {}).get("minimum_turns", "1")
    if not given.isdigit() or int(given) < 1:
        answer({"error": f"option minimum_turns={given} is not a whole number from 1 on"})
        sys.exit()
    answer({"ready": True})
    for line in sys.stdin:
        conversation = json.loads(line)
        answer({"id": conversation["id"], **assess(conversation, int(given))})

    """##

  static let exporter = ##"""
    """An exporter: it is given conversations with their scores, one at a time, and writes a file.

    `pe` starts this script, sends a conversation a line, and puts the text of each answer into the file.
    `plugin test __name__` checks it against the contract and against __name__.cases.jsonl beside it.
    """

    import json
    import os
    import sys

    # The protocol keeps the real standard output to itself; a stray print goes to the log.
    protocol = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    HELLO = {
        "pe_plugin": 1,
        "kind": "exporter",
        "name": "__name__",
        "version": "0.1",
        "summary": "plain text, a transcript under a line with id and scores",
        "extensions": ["__name__.txt"],
        # true asks for the evidence, for which every conversation is assessed again.
        "needs_evidence": False,
        "options": [
            {"name": "scores", "summary": "whether the scores are written", "default": "true"},
        ],
        "manual": {
            "what_it_does": "Writes each conversation as text, and refuses one without messages.",
            "example": "export talk.__name__.txt",
        },
    }


    def written(item, metrics):
        conversation = item["conversation"]
        text = "# " + conversation["id"]
        for metric in metrics:
            score = item["assessment"]["scores"].get(metric)
            # A number, or {"abstained": reason}.
            if isinstance(score, (int, float)):
                text += f" {metric}={score}"
        for message in conversation["messages"]:
            # The speaker's name is there where it is not the role.
            text += f"\n{message.get('name', message['role'])}: {message['content']}"
        return text + "\n\n"


    def answer(value):
        # The host waits: each answer is one line and goes out at once.
        print(json.dumps(value), file=protocol, flush=True)


    answer(HELLO)
    start = json.loads(sys.stdin.readline() or "{}")
    shown = start.get("options", {}).get("scores", "true")
    if shown not in ("true", "false"):
        answer({"error": f"option scores={shown} is neither true nor false"})
        sys.exit()
    metrics = start.get("metrics", []) if shown == "true" else []
    # A header would be the text of this answer.
    answer({"ready": True, "text": ""})
    for line in sys.stdin:
        item = json.loads(line)
        if "finish" in item:
            # A footer would be the text of this one.
            answer({"text": ""})
        elif not item["conversation"]["messages"]:
            # Ends the export with this sentence and leaves no file.
            answer({"refuse": f"conversation '{item['conversation']['id']}' has no messages"})
        else:
            answer({"text": written(item, metrics)})

    """##

  static let reader = ##"""
    """A reader: it is given the bytes of a file and gives the conversations in it.

    `pe` starts this script, shows it the start of a file, and then sends the bytes in pieces.
    `plugin test __name__` checks it against the contract and against __name__.cases.jsonl beside it.
    """

    import base64
    import json
    import os
    import sys

    # The protocol keeps the real standard output to itself; a stray print goes to the log.
    protocol = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    HELLO = {
        "pe_plugin": 1,
        "kind": "reader",
        "name": "__name__",
        "version": "0.1",
        "summary": "plain text, 'Name: text' lines under a line with an id",
        "extensions": ["__name__.txt"],
        "options": [
            {"name": "supporter", "summary": "the name of who supports", "default": "Supporter"},
        ],
        "manual": {
            "what_it_does": "Reads '# id' lines as the start of a conversation, 'Name: text' as turns.",
            "example": "load talk.__name__.txt",
        },
    }


    def answer(value):
        # The host waits: each answer is one line and goes out at once.
        print(json.dumps(value, allow_nan=False), file=protocol, flush=True)


    answer(HELLO)
    start = json.loads(sys.stdin.readline() or "{}")
    supporter = start.get("options", {}).get("supporter", "Supporter")
    answer({"ready": True})

    rest, number = b"", 0  # the piece of a line that has not ended, and the lines so far
    current, seen = None, {}
    found, broken = [], []


    def take(line):
        """A whole line."""
        global current
        try:
            text = line.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            # Set aside with its line and a reason that tells nothing of the text; the rest is read.
            broken.append({"line": number, "reason": "not UTF-8 text"})
        elif text.startswith("# "):
            # No two conversations of a file may have one id.
            name = text[2:]
            seen[name] = seen.get(name, 0) + 1
            name = name if seen[name] == 1 else f"{name} {seen[name]}"
            current = {"line": number, "conversation": {"id": name, "messages": []}}
            found.append(current)
        elif ":" in text and current:
            name, said = text.split(":", 1)
            current["conversation"]["messages"].append({
                "role": "assistant" if name == supporter else "user", "name": name,
                "content": said.lstrip(" ")})
        elif text.strip():
            broken.append({"line": number, "reason": "no turn of a conversation"})


    for request in map(json.loads, sys.stdin):
        if "sniff" in request:
            head = base64.b64decode(request["sniff"])
            answer({"sniff": "certain" if head.startswith(b"# ") else "no"})
            continue
        ends = "finish" in request
        *lines, rest = (rest + base64.b64decode(request.get("bytes", ""))).split(b"\n")
        if ends and rest:
            lines.append(rest)
        for line in lines:
            number += 1
            take(line.removesuffix(b"\r"))
        # The conversation that goes on is given when the next begins, or at the end.
        done = found if ends else found[:-1]
        answer({"conversations": done, "broken": broken})
        found, broken = found[len(done):], []

    """##
}
