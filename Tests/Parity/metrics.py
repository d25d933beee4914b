"""Reference numbers for the metrics, agreement and calibration of Learning.

Run from the top of the package, with scikit-learn, scipy, numpy and krippendorff installed:
    python3 Tests/Parity/metrics.py > Tests/LearningTests/Reference/metrics.json
Inputs are drawn from a seed and stored beside the results.
"""

import importlib.metadata
import json
import platform
import warnings

import krippendorff
import numpy as np
from scipy import stats
from scipy.optimize import minimize
from sklearn import metrics
from sklearn.calibration import _SigmoidCalibration, calibration_curve

warnings.simplefilter("ignore")
random = np.random.default_rng(20240611)


def plain(value):
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value.tolist()]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value


def expected_error(y, p, bins):
    """Equal-width bins as in calibration_curve."""
    ids = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], p)
    return sum(abs(p[ids == b].sum() - y[ids == b].sum()) for b in range(bins)) / len(y)


def binary(n, decimals, signal, share):
    y = (random.random(n) < share).astype(int)
    y[:2] = [0, 1]
    p = 1 / (1 + np.exp(-(signal * (y - 0.5) + random.normal(size=n))))
    p = np.round(p, decimals)
    fpr, tpr, thresholds = metrics.roc_curve(y, p)
    all_fpr, all_tpr, _ = metrics.roc_curve(y, p, drop_intermediate=False)
    precision, recall, cuts = metrics.precision_recall_curve(y, p)
    observed, predicted = calibration_curve(y, p, n_bins=10)
    return {
        "positive": y, "scores": p,
        "auc": metrics.roc_auc_score(y, p),
        "average_precision": metrics.average_precision_score(y, p),
        "fpr": fpr, "tpr": tpr, "thresholds": thresholds[1:],
        "all_fpr": all_fpr, "all_tpr": all_tpr,
        "precision": precision, "recall": recall, "cuts": cuts,
        "brier": metrics.brier_score_loss(y, p),
        "log_loss": metrics.log_loss(y, p),
        "observed": observed, "predicted": predicted,
        "ece10": expected_error(y, p, 10), "ece15": expected_error(y, p, 15),
    }


def multiclass(n, classes, signal):
    y = random.integers(0, classes, n)
    y[:classes] = np.arange(classes)
    logits = random.normal(size=(n, classes))
    logits[np.arange(n), y] += signal
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    guess = p.argmax(axis=1)
    labels = list(range(classes))
    return {
        "classes": classes, "codes": y, "probabilities": p.ravel(), "predicted": guess,
        "auc": metrics.roc_auc_score(y, p, multi_class="ovr", average="macro"),
        "accuracy": metrics.accuracy_score(y, guess),
        "confusion": metrics.confusion_matrix(y, guess, labels=labels).ravel(),
        "precision": metrics.precision_score(y, guess, average=None, labels=labels),
        "recall": metrics.recall_score(y, guess, average=None, labels=labels),
        "f1": metrics.f1_score(y, guess, average=None, labels=labels),
        "macro_f1": metrics.f1_score(y, guess, average="macro"),
        "kappa": metrics.cohen_kappa_score(y, guess),
        "linear_kappa": metrics.cohen_kappa_score(y, guess, weights="linear"),
        "quadratic_kappa": metrics.cohen_kappa_score(y, guess, weights="quadratic"),
        "brier": metrics.brier_score_loss(y, p, labels=labels),
        "log_loss": metrics.log_loss(y, p, labels=labels),
        "ece10": expected_error(guess == y, p.max(axis=1), 10),
    }


def numbers(n, decimals, scale):
    a = np.round(random.normal(size=n), decimals) * scale
    b = np.round(0.6 * a / scale + random.normal(size=n), decimals) * scale
    return {
        "a": a, "b": b,
        "spearman": stats.spearmanr(a, b).statistic,
        "pearson": stats.pearsonr(a, b).statistic,
        "r_squared": metrics.r2_score(a, b),
        "mae": metrics.mean_absolute_error(a, b),
        "rmse": metrics.root_mean_squared_error(a, b),
    }


def ratings(n, levels):
    """Two raters on a scale with gaps."""
    scale = np.array(levels)
    a = random.integers(0, len(scale), n)
    b = np.clip(a + random.integers(-1, 2, n), 0, len(scale) - 1)
    a, b = scale[a], scale[b]
    names = [str(level) for level in scale]
    as_names = lambda column: [str(value) for value in column]
    labels = sorted(names, key=float)
    code = {name: place for place, name in enumerate(labels)}
    a_codes = [code[name] for name in as_names(a)]
    b_codes = [code[name] for name in as_names(b)]
    return {
        "a": a, "b": b,
        "kappa": metrics.cohen_kappa_score(a_codes, b_codes),
        "linear_kappa": metrics.cohen_kappa_score(a_codes, b_codes, weights="linear"),
        "quadratic_kappa": metrics.cohen_kappa_score(a_codes, b_codes, weights="quadratic"),
    }


def alpha(table):
    result = {"ratings": table}
    for level in ["nominal", "ordinal", "interval"]:
        result[level] = krippendorff.alpha(
            reliability_data=np.array(table, dtype=float), level_of_measurement=level)
    return result


def random_ratings(raters, units, missing):
    truth = random.integers(1, 8, units)
    table = truth + random.integers(-1, 2, (raters, units)).astype(float)
    table[random.random((raters, units)) < missing] = np.nan
    return table


def platt(n, scale, signal, share):
    y = (random.random(n) < share).astype(int)
    y[:2] = [0, 1]
    f = (signal * y + random.normal(size=n)) * scale
    fitted = _SigmoidCalibration().fit(f, y)
    ones, zeros = y.sum(), n - y.sum()
    t = np.where(y == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2))
    unit = f / np.abs(f).max()

    def loss(ab):
        margin = ab[0] * unit + ab[1]
        p = 1 / (1 + np.exp(margin))
        error = t - p
        return (np.logaddexp(0, -margin) + t * margin).sum(), np.array(
            [(unit * error).sum(), error.sum()])

    tight = minimize(
        loss, [0.0, np.log((zeros + 1) / (ones + 1))], jac=True, method="BFGS",
        options={"gtol": 1e-12, "maxiter": 1000}).x
    return {
        "scores": f, "positive": y,
        "sklearn_probabilities": fitted.predict(f),
        "tight_probabilities": 1 / (1 + np.exp(tight[0] * unit + tight[1])),
    }


published = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]

reference = {
    "made_with": {
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name)
           for name in ["scikit-learn", "scipy", "numpy", "krippendorff"]},
    },
    "binary": [
        binary(40, 1, 1.0, 0.5), binary(300, 2, 1.5, 0.2), binary(120, 6, 0.0, 0.7),
        binary(12, 0, 2.0, 0.5), binary(400, 12, 3.0, 0.4),
    ],
    "multiclass": [multiclass(60, 3, 1.5), multiclass(200, 5, 0.5), multiclass(90, 4, 4.0)],
    "numbers": [numbers(50, 1, 1.0), numbers(300, 6, 1e-9), numbers(200, 0, 1e12)],
    "ratings": [ratings(80, [1, 2, 3, 4, 5]), ratings(120, [-2, 0, 0.5, 3, 10, 11])],
    "alpha": [
        alpha([[np.nan if v is None else v for v in row] for row in published]),
        alpha(random_ratings(3, 40, 0.2)), alpha(random_ratings(5, 25, 0.5)),
        alpha(random_ratings(2, 60, 0.0)),
    ],
    "platt": [
        platt(200, 1.0, 1.5, 0.5), platt(500, 0.05, 2.0, 0.1), platt(150, 400.0, 1.0, 0.6),
        platt(80, 1.0, -1.0, 0.5),
    ],
}


def convert(value):
    if isinstance(value, dict):
        return {key: convert(item) for key, item in value.items()}
    if isinstance(value, list):
        return [convert(item) for item in value]
    return convert(plain(value)) if isinstance(value, (np.ndarray, np.generic)) else plain(value)


print(json.dumps(convert(reference), separators=(",", ":")))
