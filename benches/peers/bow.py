#!/usr/bin/env python3
"""Bags of words beside scikit-learn, taking turns on the same lines.

    python3 benches/peers/bow.py FILE [NAME…] [--megabytes 33] [--turns 3] [--threads 1]

Every line of FILE is a string in memory before a clock starts; ours runs as `cargo bench --bench bow -- pace`, the peer
in a process of its own, so that the most memory of each (text included) can be told. In each turn both make three passes,
of which the fastest counts; the clock stops when the matrix is there. Both must give the same count, that of the matrix's
entries. Medians of the turns and their ratio are printed. The peer is installed into benches/peers/.venv on the first run.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REQUIREMENTS = ["scikit-learn==1.9.1"]

# Passes over the text, as many as ours makes; the least time counts.
PASSES = 3

# name of ours → the peer's vectorizer
PEERS = {
    "count-1": "CountVectorizer(dtype=np.float32)",
    "count-12": "CountVectorizer(dtype=np.float32, ngram_range=(1, 2), min_df=2)",
    "tfidf-1": "TfidfVectorizer(dtype=np.float32)",
    "tfidf-12": "TfidfVectorizer(dtype=np.float32, ngram_range=(1, 2), min_df=2)",
    "count-char": "CountVectorizer(dtype=np.float32, analyzer='char', ngram_range=(3, 5))",
    "count-char-wb": "CountVectorizer(dtype=np.float32, analyzer='char_wb', ngram_range=(3, 5))",
    "tfidf-char-wb": "TfidfVectorizer(dtype=np.float32, analyzer='char_wb', ngram_range=(3, 5))",
    "hashing-1": "HashingVectorizer(dtype=np.float32)",
    "hashing-12": "HashingVectorizer(dtype=np.float32, ngram_range=(1, 2))",
    "hashing-char-wb": "HashingVectorizer(dtype=np.float32, analyzer='char_wb', ngram_range=(3, 5))",
}


def pass_of_peer(name, file, megabytes):
    """Prints seconds, entries and the most memory in kB: what the process of the peer does."""
    import resource

    import numpy as np
    from sklearn.feature_extraction import text

    texts = lines_of(file, megabytes)
    passes = []
    for _ in range(PASSES):
        vectorizer = eval(PEERS[name], {"np": np, **vars(text)})
        start = time.perf_counter()
        rows = vectorizer.fit_transform(texts)
        passes.append(time.perf_counter() - start)
        entries = rows.nnz
        del vectorizer, rows
    print(min(passes), entries, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def lines_of(file, megabytes):
    data = pathlib.Path(file).read_bytes()
    if len(data) > megabytes * 1_000_000:
        data = data[: data[: megabytes * 1_000_000].rfind(b"\n") + 1]
    text = data.decode()
    return text.split("\n")[:-1] if text.endswith("\n") else text.split("\n")


def install():
    """Runs this script again by the interpreter that has the peer."""
    folder = HERE / ".venv"
    interpreter = folder / "bin/python"
    if not interpreter.exists():
        venv.create(folder, with_pip=True)
    if pathlib.Path(sys.prefix).resolve() == folder.resolve():
        return
    if subprocess.run([interpreter, "-c", "import sklearn"], capture_output=True).returncode:
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
    os.execv(interpreter, [str(interpreter), *sys.argv])


def bench_binary():
    command = ["cargo", "bench", "--all-features", "--bench", "bow", "--no-run", "--message-format", "json"]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    messages = [json.loads(line) for line in lines]
    return next(m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == "bow")


def measure(command):
    """Seconds, count and, from the system, the most memory in kB of a command."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = child.stdout.read().split()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return float(output[0]), int(output[1]), usage.ru_maxrss


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--megabytes", type=int, default=33)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--binary", help="the bench, built before")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        return pass_of_peer(options.peer, options.file, options.megabytes)
    if not options.binary:
        install()
    binary = options.binary or bench_binary()
    for name in options.names or PEERS:
        mine, theirs = [], []
        sizes = ["--megabytes", str(options.megabytes)]
        for _ in range(options.turns):
            mine.append(measure([binary, "pace", name, options.file, *sizes, "--threads", str(options.threads)]))
            theirs.append(measure([sys.executable, __file__, options.file, "--peer", name, *sizes]))
        (a, ours, memory), (b, entries, its_memory) = (
            (statistics.median(turn[0] for turn in turns), turns[0][1], max(turn[2] for turn in turns) / 1e3)
            for turns in (mine, theirs)
        )
        same = "" if ours == entries else f"   COUNTS DIFFER: {ours} and {entries}"
        print(f"{name:<16} ours {a:7.3f} s {memory:7.0f} MB   peer {b:7.2f} s {its_memory:7.0f} MB   {b / a:6.1f} ×{same}", flush=True)


if __name__ == "__main__":
    main()
