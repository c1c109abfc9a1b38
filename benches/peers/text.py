#!/usr/bin/env python3
"""The rooms of `text/` beside the Python tools that made them known, taking turns on the same lines.

    python3 benches/peers/text.py FILE [NAME…] [--megabytes 2] [--turns 3]

Every line of FILE is a string in memory before a clock starts; ours runs as `cargo bench --bench text -- pace`, the
peer in this process, each on one thread. Both must give the same count (of tokens, mostly). Medians of the turns and
their ratio are printed. The peers are installed into benches/peers/.venv on the first run.
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
REQUIREMENTS = ["sacremoses==0.2.0", "scikit-learn==1.9.1"]

# name of ours → a function that makes ready and gives the peer's pass over (text, lines)
PEERS = {}


def peer(name):
    def keep(prepare):
        PEERS[name] = prepare
        return prepare
    return keep


# ---- peers, one function each ------------------------------------------------------------------------------------


@peer("whitespace/ours")
def whitespace():
    return lambda text, lines: sum(len(line.split()) for line in lines)


@peer("sklearn-words/ours")
def sklearn_words():
    from sklearn.feature_extraction.text import CountVectorizer
    words = CountVectorizer().build_tokenizer()
    return lambda text, lines: sum(len(words(line)) for line in lines)


@peer("moses/ours")
def moses():
    from sacremoses import MosesTokenizer
    tokenizer = MosesTokenizer("en")
    return lambda text, lines: sum(len(tokenizer.tokenize(line)) for line in lines)


@peer("moses-detokenize/ours")
def moses_detokenize():
    from sacremoses import MosesDetokenizer
    detokenizer = MosesDetokenizer("en")
    return lambda text, lines: sum(len(detokenizer.detokenize(line.split()).encode()) for line in lines)


@peer("moses-punctuation/ours")
def moses_punctuation():
    from sacremoses import MosesPunctNormalizer
    normalizer = MosesPunctNormalizer("en")
    return lambda text, lines: sum(len(normalizer.normalize(line).encode()) for line in lines)


# ---- turns -------------------------------------------------------------------------------------------------------


def install():
    """Runs this script again by the interpreter that has the peers."""
    folder = HERE / ".venv"
    interpreter = folder / "bin/python"
    if not interpreter.exists():
        venv.create(folder, with_pip=True)
    if pathlib.Path(sys.prefix).resolve() == folder.resolve():
        return
    check = [interpreter, "-c", "import sacremoses, sklearn"]
    if subprocess.run(check, capture_output=True).returncode:
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
    os.execv(interpreter, [str(interpreter), *sys.argv])


def ours(binary, name, file, megabytes):
    command = [binary, "pace", name, file, "--megabytes", str(megabytes)]
    seconds, count = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), int(count)


def bench_binary():
    command = ["cargo", "bench", "--bench", "text", "--no-run", "--message-format", "json"]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    messages = [json.loads(line) for line in lines]
    return next(m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == "text")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--megabytes", type=int, default=2)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    install()
    binary = bench_binary()
    data = pathlib.Path(options.file).read_bytes()[: options.megabytes * 1_000_000]
    text = data[: data.rfind(b"\n") + 1].decode() if len(data) == options.megabytes * 1_000_000 else data.decode()
    lines = text.split("\n")[:-1] if text.endswith("\n") else text.split("\n")
    for name in options.names or PEERS:
        run = PEERS[name]()
        mine, theirs = [], []
        for _ in range(options.turns):
            seconds, count = ours(binary, name, options.file, options.megabytes)
            mine.append(seconds)
            start = time.perf_counter()
            their_count = run(text, lines)
            theirs.append(time.perf_counter() - start)
        a, b = statistics.median(mine), statistics.median(theirs)
        same = "" if count == their_count else f"   COUNTS DIFFER: {count} and {their_count}"
        size = len(text.encode()) / 1e6
        print(f"{name:<28} ours {size / a:9.1f} MB/s   peer {size / b:9.2f} MB/s   {b / a:8.1f} ×{same}", flush=True)


if __name__ == "__main__":
    main()
