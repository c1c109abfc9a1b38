#!/usr/bin/env python3
"""The rooms of `metric/` beside the tools that made the metrics known, taking turns on the same segments.

    python3 benches/peers/metric.py [NAME…] --systems FILE… --references FILE… [--turns 3]

Files hold one segment a line and are in memory before a clock starts. Ours runs as `cargo bench --bench metric -- pace`,
the peer in this process, each on one thread; a pass makes the references ready and scores every system. Both must give
the same sum of the systems' figures. Medians of the turns and their ratio are printed. The peers are installed into
benches/peers/.venv on the first run.
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
REQUIREMENTS = ["sacrebleu==2.6.0"]

# name of ours → a function that makes ready and gives the peer's pass over (systems, references): lists of segments, one
# for each file
PEERS = {}


def peer(name):
    def keep(prepare):
        PEERS[name] = prepare
        return prepare
    return keep


def scores(metric, systems):
    return sum(metric.corpus_score(system, None).score for system in systems)


# ---- peers, one function each ------------------------------------------------------------------------------------


@peer("chrf/ours")
def chrf():
    from sacrebleu.metrics import CHRF
    return lambda systems, references: scores(CHRF(references=references), systems)


@peer("chrf++/ours")
def chrf_plus_plus():
    from sacrebleu.metrics import CHRF
    return lambda systems, references: scores(CHRF(word_order=2, references=references), systems)


@peer("ter/ours")
def ter():
    from sacrebleu.metrics import TER
    return lambda systems, references: scores(TER(references=references), systems)


@peer("ter-normalized/ours")
def ter_normalized():
    from sacrebleu.metrics import TER
    return lambda systems, references: scores(TER(normalized=True, references=references), systems)


# ---- turns -------------------------------------------------------------------------------------------------------


def install():
    """Runs this script again by the interpreter that has the peers."""
    folder = HERE / ".venv"
    interpreter = folder / "bin/python"
    if not interpreter.exists():
        venv.create(folder, with_pip=True)
    if pathlib.Path(sys.prefix).resolve() == folder.resolve():
        return
    if subprocess.run([interpreter, "-c", "import sacrebleu"], capture_output=True).returncode:
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
    os.execv(interpreter, [str(interpreter), *sys.argv])


def ours(binary, name, options):
    files = ["--systems", *options.systems, "--references", *options.references]
    command = [binary, "pace", name, *files, "--passes", "1"]
    seconds, figure = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(figure)


def bench_binary():
    command = ["cargo", "bench", "--bench", "metric", "--no-run", "--message-format", "json"]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    messages = [json.loads(line) for line in lines]
    return next(m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == "metric")


def segments(file):
    return pathlib.Path(file).read_bytes().decode().removesuffix("\n").split("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--systems", nargs="+", required=True)
    parser.add_argument("--references", nargs="+", required=True)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    install()
    binary = bench_binary()
    systems, references = [[segments(file) for file in files] for files in (options.systems, options.references)]
    count = sum(len(system) for system in systems)
    for name in options.names or PEERS:
        run = PEERS[name]()
        mine, theirs = [], []
        for _ in range(options.turns):
            seconds, figure = ours(binary, name, options)
            mine.append(seconds)
            start = time.perf_counter()
            their_figure = run(systems, references)
            theirs.append(time.perf_counter() - start)
        a, b = statistics.median(mine), statistics.median(theirs)
        same = "" if abs(figure - their_figure) <= 1e-9 * abs(figure) else f"   FIGURES DIFFER: {figure}, {their_figure}"
        print(f"{name:<24} ours {count / a:11.0f} segments/s   peer {count / b:9.0f}   {b / a:8.1f} ×{same}", flush=True)


if __name__ == "__main__":
    main()
