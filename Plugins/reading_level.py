"""How hard the supporter's words are to read, and how varied they are.

A plugin in Python is a script that talks with `pe` in JSON, a line at a time: a hello, then one
answer for each conversation. It needs nothing but the standard library. Plugins/README.md has the
whole protocol.
"""

import json
import os
import re
import sys

# The protocol keeps the real standard output to itself; a stray print goes to the log.
protocol = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

HELLO = {
    "pe_plugin": 1,
    "kind": "validator",
    "name": "reading_level",
    "version": "1.0",
    "summary": "reading ease, school grade and vocabulary of the supporter's words",
    # Python counts a text in characters, not in bytes.
    "offsets": "characters",
    "metrics": [
        {"name": "reading_ease", "summary": "Flesch reading ease; 60 to 70 is plain English",
         "range": [-100, 122], "better": "neither"},
        {"name": "reading_grade", "summary": "Flesch-Kincaid grade: years of school",
         "range": [-4, 40], "better": "neither"},
        {"name": "vocabulary_mattr", "summary": "different words among 50 in a row, on average",
         "range": [0, 1], "better": "neither"},
        {"name": "vocabulary_mtld", "summary": "words until their variety falls to 0.72",
         "range": [0, 1000], "better": "neither"},
    ],
    "options": [
        {"name": "minimum_words", "summary": "fewest supporter words, or it abstains",
         "default": "50"},
    ],
    "manual": {
        "what_it_does":
            "Reading ease is 206.835 - 1.015 words/sentences - 84.6 syllables/words, the grade 0.39 "
            "words/sentences + 11.8 syllables/words - 15.59. Vocabulary is the moving-average "
            "type-token ratio over windows of 50 words, and MTLD: how many words it takes until the "
            "ratio of different words falls to 0.72, mean of both directions, from 100 words on. "
            "Values beyond the ranges count as their ends. The evidence is words of three "
            "syllables and more, and sentences of more than 25 words; each is worth what the grade "
            "would fall by if the word had one syllable, or the sentence were cut in two.",
        "why":
            "People in distress read and take in less than usual. Programs often write longer "
            "sentences and rarer words than the person they answer.",
        "known_problems":
            "The formulas were made for printed prose. Talk has fragments, and where turns have no "
            "marks a turn is taken for one sentence; beyond 50 words a sentence it abstains. "
            "Syllables are counted by rules that err on some words. Names and numbers "
            "count as words. A low grade is not warmth and a rich vocabulary is not skill. English "
            "only.",
        "example": "validate --using reading_level",
        "references": [
            "Flesch (1948). A new readability yardstick. Journal of Applied Psychology 32.",
            "Kincaid, Fishburne, Rogers, Chissom (1975). Derivation of new readability formulas for "
            "Navy enlisted personnel. Naval Technical Training Command, report 8-75.",
            "Covington, McFall (2010). Cutting the Gordian knot: the moving-average type-token ratio "
            "(MATTR). Journal of Quantitative Linguistics 17.",
            "McCarthy, Jarvis (2010). MTLD, vocd-D, and HD-D: a validation study of sophisticated "
            "approaches to lexical diversity assessment. Behavior Research Methods 42.",
        ],
    },
}

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE = re.compile(r"[^.!?…。\n]+")
VOWELS = re.compile(r"[aeiouy]+")
WINDOW, MTLD_WORDS, LONG_SENTENCE = 50, 100, 25
EVERYDAY = set("the and of to you your it it's that that's this for with have is are was be i'm my "
               "what how not but don't they we he she can do did just like about me i a in so".split())


def syllables(word):
    """Groups of vowels, without a silent end; at least one."""
    word = word.lower()
    count = len(VOWELS.findall(word))
    if re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouysxzcgh]es$|[aeiouy]le$", word):
        count -= 1
    return max(count, 1)


def mattr(words):
    """The mean over all windows, in one pass: a word comes in, one goes out."""
    counts, different, total = {}, 0, 0
    for index, word in enumerate(words):
        counts[word] = counts.get(word, 0) + 1
        different += counts[word] == 1
        if index >= WINDOW:
            gone = words[index - WINDOW]
            counts[gone] -= 1
            different -= counts[gone] == 0
        if index >= WINDOW - 1:
            total += different / WINDOW
    return total / (len(words) - WINDOW + 1)


def mtld_one_way(words):
    factors, seen, length, ratio = 0.0, set(), 0, 1.0
    for word in words:
        seen.add(word)
        length += 1
        ratio = len(seen) / length
        if ratio <= 0.72:
            factors, seen, length, ratio = factors + 1, set(), 0, 1.0
    # The rest counts for as much as it has gone towards 0.72.
    factors += (1 - ratio) / (1 - 0.72)
    return len(words) / factors if factors else float("inf")


def assess(conversation, minimum_words, with_evidence):
    words, sentences = [], []
    for index, message in enumerate(conversation["messages"]):
        if message["role"] != "assistant":
            continue
        for sentence in SENTENCE.finditer(message["content"]):
            found = list(WORD.finditer(message["content"], *sentence.span()))
            if found:
                sentences.append((index, found))
                words += [(index, word, syllables(word[0])) for word in found]
    # One case for both apostrophes, and no case.
    plain = [word[0].replace("’", "'").lower() for _, word, _ in words]
    reason = None
    if not words:
        reason = "no supporter turns"
    elif len(words) >= 8 and sum(word in EVERYDAY for word in plain) * 8 < len(words):
        reason = "too few English words"
    elif len(words) < minimum_words:
        reason = f"fewer than {minimum_words} supporter words"
    scores = {metric["name"]: {"abstained": reason} for metric in HELLO["metrics"]}
    if reason:
        return scores, []

    per_sentence = len(words) / len(sentences)
    per_word = sum(count for _, _, count in words) / len(words)
    evidence = []
    if per_sentence > 50:
        no_marks = {"abstained": "too few marks to tell sentences by"}
        scores.update(reading_ease=no_marks, reading_grade=no_marks)
    else:
        scores["reading_ease"] = max(-100, min(122, 206.835 - 1.015 * per_sentence - 84.6 * per_word))
        scores["reading_grade"] = max(-4, min(40, 0.39 * per_sentence + 11.8 * per_word - 15.59))
        if with_evidence:
            evidence = show(words, sentences)
    scores["vocabulary_mattr"] = (
        mattr(plain) if len(words) >= WINDOW else {"abstained": f"fewer than {WINDOW} words"})
    mtld = (mtld_one_way(plain) + mtld_one_way(plain[::-1])) / 2
    scores["vocabulary_mtld"] = (
        min(mtld, 1000) if len(words) >= MTLD_WORDS
        else {"abstained": f"fewer than {MTLD_WORDS} words"})
    return scores, evidence


def show(words, sentences):
    """What makes the grade high, as pieces of evidence."""
    def piece(message, start, end, contribution, label):
        return {"metric": "reading_grade", "message": message, "start": start, "end": end,
                "contribution": contribution, "label": label}

    cut = 0.39 * len(words) * (1 / len(sentences) - 1 / (len(sentences) + 1))
    return [
        piece(index, word.start(), word.end(), 11.8 * (count - 1) / len(words), "long word")
        for index, word, count in words if count >= 3
    ] + [
        piece(index, found[0].start(), found[-1].end(), cut, "long sentence")
        for index, found in sentences if len(found) > LONG_SENTENCE
    ]


def answer(value):
    print(json.dumps(value, allow_nan=False), file=protocol, flush=True)


answer(HELLO)
start = json.loads(sys.stdin.readline() or "{}")
given = start.get("options", {}).get("minimum_words", "50")
if not given.isdigit() or int(given) < 1:
    answer({"error": f"option minimum_words={given} is not a whole number from 1 on"})
    sys.exit()
answer({"ready": True})
for line in sys.stdin:
    conversation = json.loads(line)
    scores, evidence = assess(conversation, int(given), start.get("evidence", False))
    answer({"id": conversation["id"], "scores": scores, "evidence": evidence})
