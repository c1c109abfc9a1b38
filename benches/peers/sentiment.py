#!/usr/bin/env python3
"""The whole sentiment pipeline beside scikit-learn's, alternating, on the same files.

    cargo build --release --example sentiment
    python3 benches/peers/sentiment.py TRAIN.tsv TEST.tsv [--runs 5]

Both read two files of `label<TAB>text`, learn sublinear TF-IDF of words and pairs of words and logistic
regression (C = 10, tolerance 1e-4), and predict the test file. Ours is timed as a whole process, with one
thread and with two; scikit-learn inside its process, after its imports, with one thread. Medians of the
runs and their ratios are printed, and both objectives C·Σloss + ‖w‖²/2: ours must not be above.

scikit-learn is installed into benches/peers/.venv on the first run.
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
OURS = HERE.parent.parent / "target/release/examples/sentiment"
REQUIREMENTS = ["scikit-learn==1.9.1"]
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

PEER = """
import sys, time
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\\n").split("\\t", 1) for line in lines]
    return [row[0] for row in rows], [row[1] for row in rows]

start = time.perf_counter()
labels, texts = read(sys.argv[1])
truth, unseen = read(sys.argv[2])
vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
rows = vectorizer.fit_transform(texts)
vectorized = time.perf_counter()
model = LogisticRegression(C=10, tol=1e-4, max_iter=1000).fit(rows, labels)
predicted = model.predict(vectorizer.transform(unseen))
seconds = time.perf_counter() - start
margins = model.decision_function(rows)
positive = np.array(labels) == model.classes_[1]
objective = 10 * np.sum(np.logaddexp(0, margins) - positive * margins) + 0.5 * np.sum(model.coef_ ** 2)
print(seconds, vectorized - start, objective, np.mean(predicted == np.array(truth)))
"""


def python():
    """The interpreter that has the peers."""
    folder = HERE / ".venv"
    interpreter = folder / "bin/python"
    if not interpreter.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
    return interpreter


def ours(train, test, threads):
    start = time.perf_counter()
    command = [OURS, "--train", train, "--test", test]
    environment = {**os.environ, "RAYON_NUM_THREADS": str(threads)}
    text = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    seconds = time.perf_counter() - start
    find = lambda pattern: float(re.search(pattern, text).group(1))
    return seconds, find(r"objective: ([\d.]+)"), find(r"accuracy: ([\d.]+)")


def peer(interpreter, train, test):
    command = [interpreter, "-c", PEER, train, test]
    text = subprocess.run(command, env={**os.environ, **ONE_THREAD}, check=True, capture_output=True, text=True)
    return tuple(float(word) for word in text.stdout.split())


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("train")
    arguments.add_argument("test")
    arguments.add_argument("--runs", type=int, default=5)
    options = arguments.parse_args()
    if not OURS.exists():
        sys.exit("build it first: cargo build --release --example sentiment")
    interpreter = python()
    one, two, other = [], [], []
    for run in range(options.runs):
        one.append(ours(options.train, options.test, 1))
        other.append(peer(interpreter, options.train, options.test))
        two.append(ours(options.train, options.test, 2))
        print(f"run {run + 1}: ours {one[-1][0]:.2f} s (2 threads {two[-1][0]:.2f} s), "
              f"scikit-learn {other[-1][0]:.2f} s (vectorising {other[-1][1]:.2f} s)", flush=True)
    median = lambda runs: statistics.median(run[0] for run in runs)
    print(f"median: ours {median(one):.2f} s, with 2 threads {median(two):.2f} s, scikit-learn {median(other):.2f} s")
    print(f"ours is {median(other) / median(one):.1f} times as fast on one thread; "
          f"two threads are {median(one) / median(two):.2f} times as fast as one")
    print(f"objective: ours {one[0][1]:.3f}, scikit-learn {other[0][2]:.3f}, "
          f"relative difference {(one[0][1] - other[0][2]) / other[0][2]:+.2e}")
    print(f"accuracy: ours {one[0][2]:.4f}, scikit-learn {other[0][3]:.4f}")


if __name__ == "__main__":
    main()
