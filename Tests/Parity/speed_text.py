"""Times scikit-learn on text features and logistic regression, to be read beside our own figures.

    python3 Tests/Parity/speed_text.py make corpus.txt [DOCUMENTS]   # writes a seeded corpus
    python3 Tests/Parity/speed_text.py time corpus.txt [DOCUMENTS]   # times scikit-learn on it

A corpus is one document a line; any text file will do. The seeded one has 20,000 documents and about
16.5 MB: words drawn by Zipf's law from 60,000 made-up ones, with marks, digits and a few letters outside
ASCII. Labels are drawn from the first words of a document, so that there is something to learn.
"""

import resource
import sys
import time

import numpy as np


def words(random, count):
    letters = np.array(list("etaoinshrdlucmfwypvbgkjqxz"))
    weight = 1 / (np.arange(26) + 3)
    weight /= weight.sum()
    made = dict.fromkeys(["i", "a", "you", "the", "it's", "don't", "caf\u00e9", "na\u00efve", "\u2013"])
    while len(made) < count:
        # Frequent words are short.
        length = 1 + min(12, int(1.1 * np.log2(len(made) + 1) * random.uniform(0.15, 0.6)))
        made["".join(random.choice(letters, length, p=weight))] = None
    return list(made)


def make(path, documents=20_000):
    random = np.random.default_rng(20260101)
    vocabulary = np.array(words(random, 60_000), dtype=object)
    weight = (np.arange(len(vocabulary)) + 2.7) ** -1.07
    weight /= weight.sum()
    ends = np.array(["", "", "", "", "", "", ",", ".", "?", "!", "..."], dtype=object)
    with open(path, "w", encoding="utf-8") as file:
        for _ in range(documents):
            length = max(5, int(random.normal(165, 50)))
            drawn = vocabulary[random.choice(len(vocabulary), length, p=weight)]
            file.write(" ".join(drawn + ends[random.integers(len(ends), size=length)]) + "\n")


def timed(name, work, runs=5):
    wall, processor = [], []
    for _ in range(runs):
        before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        result = work()
        wall.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_SELF)
        processor.append(
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"{name:<28} wall {np.median(wall):.4f} s  cpu {np.median(processor):.4f} s"
          f"  (median of {runs})", flush=True)
    return result


def main():
    if sys.argv[1] == "make":
        make(sys.argv[2], *map(int, sys.argv[3:]))
        return
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.naive_bayes import MultinomialNB

    with open(sys.argv[2], encoding="utf-8") as file:
        documents = file.read().split("\n")
    documents = documents[: int(sys.argv[3])] if len(sys.argv) > 3 else documents
    if documents and not documents[-1]:
        documents.pop()
    print(len(documents), "documents,", sum(len(d.encode()) for d in documents), "bytes")
    options = dict(max_features=1000)
    X = timed("tfidf fit_transform", lambda: TfidfVectorizer(**options).fit_transform(documents))
    fitted = TfidfVectorizer(**options).fit(documents)
    timed("tfidf transform", lambda: fitted.transform(documents), 3)
    timed("tfidf words 1-2", lambda: TfidfVectorizer(
        ngram_range=(1, 2), **options).fit_transform(documents), 1)
    print(X.shape, X.nnz, "non-zeros")
    half = X[:, ::7].sum(axis=1)
    y = np.asarray(half > np.median(np.asarray(half))).ravel()
    timed("logistic fit", lambda: LogisticRegression().fit(X, y))
    model = LogisticRegression().fit(X, y)
    print("iterations", model.n_iter_)
    timed("logistic predict_proba", lambda: model.predict_proba(X))
    y4 = np.digitize(np.asarray(half).ravel(), np.quantile(np.asarray(half), [0.25, 0.5, 0.75]))
    timed("logistic fit, 4 classes", lambda: LogisticRegression(max_iter=1000).fit(X, y4), 3)
    timed("ridge fit", lambda: Ridge().fit(X, np.asarray(half).ravel()), 3)
    timed("naive bayes fit", lambda: MultinomialNB().fit(X, y))


if __name__ == "__main__":
    main()
