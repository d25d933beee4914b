"""Times scikit-learn on what `pe bench` times the learning core on: the same documents, labels and
models, at the same sizes.

    pe bench
    python3 Tests/Parity/speed_bench.py [runs=3] [size ...]

Run both on a quiet machine within the same minutes, and compare medians. Needs scikit-learn 1.x.
The documents are made here as Sources/Benchmarks/BenchDocuments.swift makes them; a digest of the
first ones, which a test there knows too, is checked. The areas under the ROC curve are those of a
further quarter of documents that no model has seen.
"""

import hashlib
import os
import statistics
import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

SIZES = [2500, 5000, 10000, 20000, 40000]
DIGEST = "8fcca46d57a0d95dae8df7e49f98ed79464a778dea09b0cce3746cefcf880ba7"
WORDS = 6000
# Words 60, 65, ... 155: each speaks for the label or, every second one, against it.
CUES = {60 + 5 * number: 1 - 2 * (number % 2) for number in range(20)}


def spelling(rank):
    syllables = [number % 65 for number in (rank, rank // 65, rank // 4225)]
    return "".join("bdfgklmnprstv"[s // 5] + "aeiou"[s % 5] for s in syllables[: 2 + (rank >= 200)])


def documents(count):
    """`count` texts and whether each has the label."""
    spellings = np.array([spelling(rank) for rank in range(WORDS)])
    cues = np.array([CUES.get(rank, 0) for rank in range(WORDS)])
    bounds = np.cumsum(np.array([2**32 // (rank + 20) for rank in range(WORDS)], dtype=np.uint64))
    texts, labels = [], []
    step = np.uint64(0x9E3779B97F4A7C15)
    with np.errstate(over="ignore"):
        for number in range(count):
            # The outputs 1,024 · number + 1 and following of SplitMix64 with seed 1.
            mixed = np.uint64(1) + step * np.arange(
                1024 * number + 1, 1024 * number + 257, dtype=np.uint64)
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            mixed = mixed ^ (mixed >> np.uint64(31))
            length = 70 + int(mixed[0] % np.uint64(128))
            ranks = np.searchsorted(bounds, mixed[2 : 2 + length] % bounds[-1], side="right")
            noise = sum(int(mixed[1]) >> shift & 0xFFFF for shift in (0, 16, 32, 48)) - 2 * 0xFFFF
            texts.append(" ".join(spellings[ranks]))
            labels.append(int(cues[np.unique(ranks)].sum()) * 0x8000 + noise > 0)
    return texts, labels


def digest(texts, labels):
    lines = (f"{text}\n{int(label)}\n" for text, label in zip(texts, labels))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def timed(times, name, body):
    wall, used = time.perf_counter(), os.times()
    result = body()
    after = os.times()
    times.setdefault(name, []).append(
        (time.perf_counter() - wall, after.user + after.system - used.user - used.system))
    return result


def measure(texts, labels, size, runs):
    times, areas = {}, {}
    train, held = texts[:size], texts[size : size + size // 4]
    known, unknown = labels[:size], labels[size : size + size // 4]
    for _ in range(runs):
        vectorizer = TfidfVectorizer(max_features=1000)
        matrix = timed(times, "features", lambda: vectorizer.fit_transform(train))
        other = vectorizer.transform(held)
        forest = timed(
            times, "forest",
            lambda: RandomForestClassifier(100, n_jobs=2, random_state=1).fit(matrix, known))
        timed(times, "predict", lambda: forest.predict_proba(matrix))
        logistic = timed(
            times, "logistic", lambda: LogisticRegression(max_iter=1000).fit(matrix, known))
        for name, model in (("forest", forest), ("logistic", logistic)):
            areas[name] = roc_auc_score(unknown, model.predict_proba(other)[:, 1])
    print(
        f"{size} documents, {sum(len(text) for text in train) / 1e6:.1f} MB, "
        f"{matrix.shape[1]} words, {matrix.nnz} values")
    for name, values in times.items():
        wall, used = (statistics.median(part) for part in zip(*values))
        area = f", held-out area {areas[name]:.4f}" if name in areas else ""
        print(f"  {name:10}{wall:8.3f} s, processor {used:8.3f} s{area}", flush=True)


def main(runs=3, *sizes):
    sizes = sizes or SIZES
    texts, labels = documents(max(sizes) + max(sizes) // 4)
    if digest(texts[:200], labels[:200]) != DIGEST:
        sys.exit("the documents are not those of pe bench: " + digest(texts[:200], labels[:200]))
    print(f"scikit-learn {sklearn.__version__}, two jobs, medians of {runs} runs")
    for size in sizes:
        measure(texts, labels, size, runs)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
