"""TF-IDF and a random forest, trained from conversations that came through the client."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union

import joblib
import numpy
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.pipeline import Pipeline


def conversations(api: Any, dataset: Optional[str] = None) -> List[Dict[str, Any]]:
    """All conversations of a dataset with their texts and metadata, by one export."""
    with tempfile.TemporaryDirectory() as folder:
        path = api.download_export(api.export_data(dataset, "jsonl"), Path(folder, "talks.jsonl"))
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def text_of(conversation: Mapping[str, Any]) -> str:
    return "\n".join(message["content"] for message in conversation["messages"])


def _pipeline(seed: int) -> Pipeline:
    return Pipeline(
        [
            ("words", TfidfVectorizer(max_features=1000, sublinear_tf=True)),
            ("forest", RandomForestClassifier(n_estimators=100, random_state=seed)),
        ]
    )


@dataclass
class QualityModel:
    """auc: area under the ROC curve over conversations that the folds' models had not seen."""

    pipeline: Pipeline
    label: str
    positive: str
    conversations: int
    auc: float

    def predict_quality(self, conversation: Mapping[str, Any]) -> Dict[str, Any]:
        """``high_quality_probability``, 0 to 1, and ``predicted_class``: the positive word or not it."""
        place = list(self.pipeline.classes_).index(True)
        share = float(self.pipeline.predict_proba([text_of(conversation)])[0][place])
        return {
            "high_quality_probability": share,
            "predicted_class": self.positive if share >= 0.5 else f"not {self.positive}",
        }

    def save(self, path: Union[str, Path]) -> None:
        part = f"{path}.part"
        joblib.dump(self, part)
        os.replace(part, path)


def load_model(path: Union[str, Path]) -> QualityModel:
    model = joblib.load(path)
    if not isinstance(model, QualityModel):
        raise ValueError(f"{path} is no model of this pipeline")
    return model


def labelled(
    talks: List[Dict[str, Any]], label: str, positive: str
) -> Tuple[List[str], "numpy.ndarray[Any, Any]"]:
    """Texts and truths of those that have the label."""
    rows = [(text_of(talk), _label(talk, label)) for talk in talks]
    rows = [(text, word) for text, word in rows if word is not None]
    truths = numpy.array([word == positive for _, word in rows])
    if truths.sum() < 5 or (~truths).sum() < 5:
        raise ValueError(f"{label} has too few conversations that are {positive}, or that are not")
    return [text for text, _ in rows], truths


def _label(talk: Mapping[str, Any], label: str) -> Any:
    return talk.get(label, (talk.get("metadata") or {}).get(label))


def train_model(
    api: Any, label: str, positive: str, dataset: Optional[str] = None, seed: int = 0
) -> QualityModel:
    """A model of all, and how good such a model is where it has not looked (5 folds, twice)."""
    texts, truths = labelled(conversations(api, dataset), label, positive)
    aucs = []
    for train, test in RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=seed).split(texts, truths):
        fold = _pipeline(seed).fit([texts[place] for place in train], truths[train])
        share = fold.predict_proba([texts[place] for place in test])[:, 1]
        aucs.append(roc_auc_score(truths[test], share))
    model = _pipeline(seed).fit(texts, truths)
    return QualityModel(model, label, positive, len(texts), float(numpy.mean(aucs)))


def own_auc(workspace: Union[str, Path], label: str, positive: str, dataset: str) -> Tuple[float, float, float]:
    """The same figure by pe's own forest, with its 95 % interval: value, low, high."""
    done = subprocess.run(
        [os.environ.get("PE", "pe"), "--workspace", str(workspace), "--json", "evaluate",
         "--label", label, "--positive", positive, "--model", "forest", "where", f'dataset:"{dataset}"'],
        capture_output=True,
        check=True,
    )
    measures = json.loads(done.stdout)["measures"]
    return measures["auc"], measures["auc.low"], measures["auc.high"]
