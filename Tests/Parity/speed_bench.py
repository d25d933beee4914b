"""Times scikit-learn on what `pe bench` times the learning core on: the same generated conversations,
features, labels and models.

    pe generate made.jsonl --conversations 20000
    pe bench --conversations 20000
    python3 Tests/Parity/speed_bench.py made.jsonl

Run both on a quiet machine within the same minutes, and compare medians. Needs scikit-learn 1.x.
"""

import json
import statistics
import sys
import time

import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


def timed(times, name, body):
    start = time.perf_counter()
    result = body()
    times.setdefault(name, []).append(time.perf_counter() - start)
    return result


def main(path, runs=3):
    with open(path, encoding="utf-8") as file:
        talks = [json.loads(line) for line in file]
    texts = ["\n".join(m["content"] for m in talk["messages"]) for talk in talks]
    labels = ["It took something to say that" in text for text in texts]
    times = {}
    for _ in range(runs):
        matrix = timed(
            times, "TF-IDF fit and transform, 1,000 words",
            lambda: TfidfVectorizer(max_features=1000).fit_transform(texts))
        forest = timed(
            times, "forest of 100 trees, fit, two jobs",
            lambda: RandomForestClassifier(100, n_jobs=2, random_state=1).fit(matrix, labels))
        timed(times, "forest, predict", lambda: forest.predict_proba(matrix))
        timed(
            times, "logistic regression, fit",
            lambda: LogisticRegression(max_iter=1000).fit(matrix, labels))
    print(f"scikit-learn {sklearn.__version__}, {len(texts)} documents, "
          f"{sum(len(t.encode()) for t in texts) / 1e6:.1f} MB, {matrix.nnz} values, {runs} runs")
    for name, values in times.items():
        print(f"{name:40} {statistics.median(values):8.3f} s")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
