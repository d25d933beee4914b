"""Reference figures of the forest tests, by scikit-learn.

Run from the root of the repository:  python3 Tests/Parity/forest.py
It rewrites Tests/LearningTests/Reference/forest.json. The data come from a counter-based
generator (SplitMix64) that ForestReferenceTests.swift repeats number by number.
"""

import json
import pathlib
import platform

import numpy as np
import scipy
import scipy.sparse
import sklearn
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import r2_score, roc_auc_score


def uniform(seed, count):
    """`count` numbers in [0, 1): 53 bits of SplitMix64 of seed, its i-th output."""
    with np.errstate(over="ignore"):
        mixed = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(
            0x9E3779B97F4A7C15
        )
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed = mixed ^ (mixed >> np.uint64(31))
    return (mixed >> np.uint64(11)).astype(np.float64) / 9007199254740992.0


def synthetic(rows, columns, tokens, classes, seed, strength):
    """TF-IDF rows of `tokens` words each, drawn from a Zipf-like vocabulary.

    Word j has weight 1 / (j + 10); with chance 1/5 it is a mark of class (j mod classes), in whose
    rows it is `strength` times as frequent. Every tenth label is drawn anew. idf is smooth, rows have
    length 1. Returns (CSR of float32, labels, a number to regress on: the sum of the values of
    the columns below 20).
    """
    drawn = uniform(seed, rows * 3).reshape(rows, 3)
    truth = (drawn[:, 0] * classes).astype(np.int64)
    labels = np.where(drawn[:, 1] < 0.1, (drawn[:, 2] * classes).astype(np.int64), truth)
    mark = uniform(seed + 1, columns) < 0.2
    words = uniform(seed + 2, rows * tokens).reshape(rows, tokens)
    found = np.empty((rows, tokens), dtype=np.int64)
    for kind in range(classes):
        weights = 1.0 / (np.arange(columns) + 10.0)
        weights[mark & (np.arange(columns) % classes == kind)] *= strength
        bounds = np.cumsum(weights)
        chosen = truth == kind
        found[chosen] = np.searchsorted(bounds, words[chosen] * bounds[-1], side="right")
    found = np.minimum(found, columns - 1)
    counts = scipy.sparse.csr_matrix(
        (np.ones(rows * tokens), found.ravel(), np.arange(rows + 1) * tokens), (rows, columns)
    )
    counts.sum_duplicates()
    frequency = np.bincount(counts.indices, minlength=columns)
    counts.data *= (np.log((1.0 + rows) / (1.0 + frequency)) + 1.0)[counts.indices]
    lengths = np.sqrt(np.add.reduceat(counts.data**2, counts.indptr[:-1]))
    counts.data /= np.repeat(lengths, np.diff(counts.indptr))
    matrix = counts.astype(np.float32)
    number = np.asarray(matrix[:, :20].sum(axis=1)).ravel().astype(np.float64)
    return matrix, labels, number


def main():
    rows, columns, tokens, trained, strength = 1600, 150, 30, 600, 3.0
    reference = {
        "versions": {
            "python": platform.python_version(),
            "scikit-learn": sklearn.__version__,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "rows": rows,
        "columns": columns,
        "tokens": tokens,
        "trained": trained,
        "strength": strength,
    }
    features, labels, number = synthetic(rows, columns, tokens, 2, 11, strength)
    reference["nonZeros"] = int(features.nnz)
    reference["valueSum"] = float(features.data.astype(np.float64).sum())
    areas = []
    for seed in range(10):
        forest = RandomForestClassifier(100, random_state=seed, n_jobs=2)
        forest.fit(features[:trained], labels[:trained])
        areas.append(
            roc_auc_score(labels[trained:], forest.predict_proba(features[trained:])[:, 1])
        )
    reference["areas"] = areas
    scores = []
    for seed in range(10):
        forest = RandomForestRegressor(20, random_state=seed, n_jobs=2)
        forest.fit(features[:trained], number[:trained])
        scores.append(r2_score(number[trained:], forest.predict(features[trained:])))
    reference["explained"] = scores
    features, labels, _ = synthetic(rows, columns, tokens, 4, 12, strength)
    areas = []
    for seed in range(10):
        forest = RandomForestClassifier(100, random_state=seed, n_jobs=2)
        forest.fit(features[:trained], labels[:trained])
        areas.append(
            np.mean(
                [
                    roc_auc_score(labels[trained:] == kind, column)
                    for kind, column in enumerate(forest.predict_proba(features[trained:]).T)
                ]
            )
        )
    reference["areasOfFourClasses"] = areas
    place = pathlib.Path(__file__).parent.parent / "LearningTests/Reference/forest.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(reference, indent=2) + "\n")
    for name in ["areas", "explained", "areasOfFourClasses"]:
        print(name, np.mean(reference[name]), np.std(reference[name]))


if __name__ == "__main__":
    main()
