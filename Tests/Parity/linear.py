"""Reference numbers of scikit-learn for the linear models.

    python3 Tests/Parity/linear.py       # writes Tests/LearningTests/Reference/linear.json
"""

import json
import pathlib
import sys

import numpy as np
import scipy
import sklearn
from scipy import sparse
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import MultinomialNB


def data():
    """120 × 12, three in ten values not zero, rounded to what a Float holds."""
    random = np.random.default_rng(11)
    dense = random.gamma(1.5, 0.5, (120, 12)) * (random.random((120, 12)) < 0.3)
    dense = dense.astype(np.float32).astype(np.float64)
    truth = random.normal(0, 1.5, (12, 4))
    score = dense @ truth
    noise = random.gumbel(0, 0.7, score.shape)
    four = np.argmax(score + noise, axis=1)
    binary = (score[:, 0] + noise[:, 0] > 0.9).astype(int)
    number = score[:, 1] + random.normal(0, 0.3, 120) + 3
    return sparse.csr_matrix(dense), binary, four, number


def fitted(model, X, y):
    model.fit(X, y)
    return dict(
        coefficients=model.coef_.tolist(), intercepts=model.intercept_.tolist(),
        probabilities=np.round(model.predict_proba(X[:10]), 12).ravel().tolist())


def l1(X, y, C, classes):
    model = LogisticRegression(
        solver="saga", l1_ratio=1, C=C, tol=1e-12, max_iter=1_000_000).fit(X, y)
    loss = -np.mean(np.log(model.predict_proba(X)[np.arange(len(y)), y]))
    return dict(
        objective=loss + np.abs(model.coef_).sum() / (C * len(y)),
        coefficients=model.coef_.tolist(), intercepts=model.intercept_.tolist())


def main():
    X, binary, four, number = data()
    tight = dict(tol=1e-10, max_iter=10_000)
    cases = {
        "binary": fitted(LogisticRegression(**tight), X, binary),
        "binary weak": fitted(LogisticRegression(C=100, **tight), X, binary),
        "binary balanced": fitted(
            LogisticRegression(class_weight="balanced", C=0.5, **tight), X, binary),
        "binary without intercept": fitted(
            LogisticRegression(fit_intercept=False, **tight), X, binary),
        "four": fitted(LogisticRegression(**tight), X, four),
        "four balanced": fitted(
            LogisticRegression(class_weight="balanced", C=10, **tight), X, four),
        "naive bayes": dict(zip(
            ("coefficients", "intercepts", "probabilities"),
            (lambda m: (m.feature_log_prob_.tolist(), m.class_log_prior_.tolist(),
                        m.predict_proba(X[:10]).ravel().tolist()))(MultinomialNB().fit(X, four)))),
    }
    ridge = {}
    for name, options in {
        "ridge": {}, "ridge strong": dict(alpha=50.0),
        "ridge without intercept": dict(alpha=0.1, fit_intercept=False),
    }.items():
        model = Ridge(solver="cholesky", **options).fit(X.toarray(), number)
        ridge[name] = dict(
            coefficients=[model.coef_.tolist()], intercepts=[float(model.intercept_)],
            probabilities=model.predict(X[:10]).tolist())
    path = pathlib.Path(__file__).parent.parent / "LearningTests/Reference/linear.json"
    made = dict(
        python=sys.version.split()[0], numpy=np.__version__, scipy=scipy.__version__,
        sklearn=sklearn.__version__)
    X.sort_indices()
    path.write_text(json.dumps(dict(
        madeWith=made,
        features=dict(
            columnCount=X.shape[1], rowStarts=X.indptr.tolist(), columns=X.indices.tolist(),
            values=X.data.tolist()),
        binary=binary.tolist(), four=four.tolist(), number=number.tolist(),
        cases=cases | ridge,
        sparse={"binary": l1(X, binary, 0.5, 2), "four": l1(X, four, 0.5, 4)},
    ), separators=(",", ":")) + "\n")
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
