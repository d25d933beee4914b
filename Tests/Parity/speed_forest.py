"""Times scikit-learn's random forest on the data that the project's own timing uses.

    python3 Tests/Parity/speed_forest.py [rows=20000] [runs=3] [folder]

The data are rows of forest.py's `synthetic`: 1,000 columns, 100 words a row (80 of them different),
two classes, seed 5; a further 5,000 rows are held out. With a folder, the data are written into it
as little-endian arrays (starts, columns, values, labels, meta), for another program to read.
"""

import pathlib
import statistics
import sys
import time

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

from forest import synthetic

trained = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
features, labels, _ = synthetic(trained + 5000, 1000, 100, 2, 5, 1.6)
if len(sys.argv) > 3:
    folder = pathlib.Path(sys.argv[3])
    folder.mkdir(exist_ok=True)
    features.indptr.astype(np.int64).tofile(folder / "starts")
    features.indices.astype(np.int32).tofile(folder / "columns")
    features.data.tofile(folder / "values")
    labels.tofile(folder / "labels")
    np.array([1000, trained], dtype=np.int64).tofile(folder / "meta")
print(f"{features.nnz / features.shape[0]:.1f} non-zeros a row")
fits, processor, predictions, predicting, areas = [], [], [], [], []
for seed in range(runs):
    forest = RandomForestClassifier(100, random_state=seed, n_jobs=2)
    wall, cpu = time.perf_counter(), time.process_time()
    forest.fit(features[:trained], labels[:trained])
    fits.append(time.perf_counter() - wall)
    processor.append(time.process_time() - cpu)
    for _ in range(5):
        wall, cpu = time.perf_counter(), time.process_time()
        chances = forest.predict_proba(features[trained:])
        predictions.append(time.perf_counter() - wall)
        predicting.append(time.process_time() - cpu)
    areas.append(roc_auc_score(labels[trained:], chances[:, 1]))
print(f"fit {statistics.median(fits):.2f} s, processor {statistics.median(processor):.2f} s")
print(
    f"predict 5,000 rows {statistics.median(predictions):.3f} s,"
    f" processor {statistics.median(predicting):.3f} s"
)
print(f"area under the curve {statistics.mean(areas):.4f} (deviation {np.std(areas):.4f})")
