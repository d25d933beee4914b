"""Reference numbers of scikit-learn for the features of texts.

    python3 Tests/Parity/tfidf.py        # writes Tests/LearningTests/Reference/tfidf.json

Ties of max_features: scikit-learn picks them by numpy's unstable argsort, whose outcome depends on the
processor (`python3 Tests/Parity/tfidf.py ties` counts the terms that differ when numpy 2.4 is kept
from AVX2 and AVX-512). Here the sort is made stable, which is the rule that the project documents.
"""

import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import scipy
import sklearn
from sklearn.feature_extraction import text as sklearn_text
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.pipeline import make_pipeline

ODD = [
    "",
    "   \t\n ",
    "a I ? !",
    "Don't you_know it's 42 or 4_2 __ _ _a?",
    "CAFÉ Café café naïve ﬁsh Straße STRASSE",
    "İstanbul IŞIK ıssız İİ aİ",
    "ΟΔΥΣΣΕΥΣ ΣΑΣ Σ ΑΣ. ΑΣ' ΑΣ'Α Ὀδυσσεύς Α\u0301Σ",
    "Привет МИР ёлка ЁЛКА — «да»",
    "日本語 テキスト 中 文字 ｶﾀｶﾅ",
    "שלום עולם مرحبا بالعالم ١٢٣ ४५",
    "x² H₂O ½ ⅷ Ⅷ ① 10³",
    "😀😀 I'm 👍🏽ok👍 fine❤️yes",
    "e\u0301tude cafe\u0301 a\u200db zero\u200bwidth soft\u00adhyphen",
    "tab\tseparated\tvalues  two  spaces\u00a0\u00a0nbsp\u3000wide \u2003em",
    "one\x1ctwo\x1dthree\x85four\u2028five",
    "“quoted” ‘text’ don’t — wait… no",
    "ǅ ǆ Ǆemal ẞ ß Ⱥ Ⱦab ȺȾ",
    "𝒜𝒷𝒸 𐐀𐐨𐐁 𞤀𞤢 𝟘𝟙",
    "?! why?? no! ok?yes !!a",
    "the the the the the and and you",
    "a\x00b nul\x00byte",
    "ªº ʰʷ ˈstress ـكشيدة",
]


def documents():
    random = np.random.default_rng(7)
    words = [
        "".join(random.choice(list("abcdeilmnorstuyé"), random.integers(1, 9)))
        for _ in range(220)
    ]
    weight = 1 / (np.arange(len(words)) + 2)
    weight /= weight.sum()
    texts = []
    for _ in range(40):
        drawn = random.choice(words, random.integers(1, 30), p=weight)
        texts.append(" ".join(w.upper() if random.random() < 0.2 else w for w in drawn) + "?")
    return ODD + texts


CASES = {
    "plain": {},
    "ties": dict(max_features=37),
    "ties of pairs": dict(max_features=60, ngram_range=(1, 2)),
    "limits": dict(min_df=2, max_df=0.3, sublinear_tf=True),
    "limits as share and count": dict(min_df=0.04, max_df=12),
    "case kept, not smooth": dict(lowercase=False, smooth_idf=False, max_features=90),
    "counts": dict(use_idf=False, norm=None, max_features=50),
    "triples": dict(ngram_range=(2, 3), max_features=40),
    "char": dict(analyzer="char", ngram_range=(1, 3), max_features=120),
    "char_wb": dict(analyzer="char_wb", ngram_range=(2, 4), max_features=120),
    "char_wb long": dict(analyzer="char_wb", ngram_range=(6, 7), max_features=80),
}
HASHES = {
    "hash": (dict(n_features=512, alternate_sign=False, norm=None), {}),
    "hash with signs": (
        dict(n_features=300, alternate_sign=True, norm=None, ngram_range=(1, 2)), None),
    "hash pairs with marks": (
        dict(
            n_features=2**14, alternate_sign=False, norm=None, ngram_range=(1, 2),
            token_pattern=r"(?u)\b\w\w+\b|[?!]"),
        dict(sublinear_tf=True)),
}


def stable():
    original = np.ndarray

    class Stable(original):
        def argsort(self, *arguments, **named):
            return original.argsort(self.view(original), kind="stable")

    asarray = np.asarray

    class Numbers:
        def __getattr__(self, name):
            return getattr(np, name)

        def asarray(self, *arguments, **named):
            return asarray(*arguments, **named).view(Stable)

    sklearn_text.np = Numbers()


def stored(matrix):
    matrix = matrix.tocsr()
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return dict(
        columnCount=matrix.shape[1], rowStarts=matrix.indptr.tolist(),
        columns=matrix.indices.tolist(), values=[float(f"{v:.8g}") for v in matrix.data])


def ties():
    code = (
        "import sys; sys.path.insert(0, 'Tests/Parity'); import tfidf;"
        "print(*tfidf.TfidfVectorizer(max_features=%d).fit(tfidf.documents())"
        ".get_feature_names_out())")
    for count in (37, 90, 150):
        found = []
        for disabled in ("", "X86_V3 X86_V4"):
            environment = dict(os.environ, NPY_DISABLE_CPU_FEATURES=disabled)
            found.append(set(subprocess.run(
                [sys.executable, "-W", "ignore", "-c", code % count], env=environment,
                capture_output=True, text=True, check=True).stdout.split()))
        print(count, "features:", len(found[0] - found[1]), "terms differ between processors")


def main():
    texts = documents()
    if sys.argv[1:] == ["ties"]:
        ties()
        return
    stable()
    cases = {}
    for name, options in CASES.items():
        vectorizer = TfidfVectorizer(**options)
        matrix = vectorizer.fit_transform(texts)
        cases[name] = dict(
            terms=vectorizer.get_feature_names_out().tolist(), **stored(matrix))
    for name, (options, weighing) in HASHES.items():
        vectorizer = HashingVectorizer(**options)
        if weighing is not None:
            vectorizer = make_pipeline(vectorizer, TfidfTransformer(**weighing))
        cases[name] = dict(terms=[], **stored(vectorizer.fit_transform(texts)))
    path = pathlib.Path(__file__).parent.parent / "LearningTests/Reference/tfidf.json"
    made = dict(
        python=sys.version.split()[0], numpy=np.__version__, scipy=scipy.__version__,
        sklearn=sklearn.__version__)
    path.write_text(
        json.dumps(dict(madeWith=made, documents=texts, cases=cases), separators=(",", ":")) + "\n")
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
