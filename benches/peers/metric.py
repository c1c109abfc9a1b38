#!/usr/bin/env python3
"""The rooms of `metric/` beside the Python tools that made them known, taking turns on the same segments.

    python3 benches/peers/metric.py --pairs FILE… [--names NAME…] [--turns 3]
    python3 benches/peers/metric.py --systems FILE… --references FILE… [--names NAME…] [--turns 3] [--rust]

Segments are strings in memory before a clock starts; ours runs as `cargo bench --bench metric -- pace`, the Python peer in
this process, and with `--rust` the Rust crates that do the same, by benches/peers/rust; each on one thread. All must give
the same figure, but for Rust crates that sum up otherwise. Medians of the turns and their ratios are printed. The Python
peers are installed into benches/peers/.venv on the first run. `--binary` names a bench that is built already.
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
REQUIREMENTS = ["jiwer==4.0.0", "nltk==3.10.4", "rouge-score==0.1.2", "sacrebleu==2.6.0"]

# name of ours → a function that makes ready and gives the peer's pass over (systems, references)
PEERS = {}


def peer(name):
    def keep(prepare):
        PEERS[name] = prepare
        return prepare
    return keep


# ---- peers, one function each ------------------------------------------------------------------------------------


def rouge_score(stemming):
    from rouge_score.rouge_scorer import RougeScorer
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL", "rougeLsum"], use_stemmer=stemming)

    def mean(system, references):
        scores = [scorer.score_multi(targets, text)["rouge1"].fmeasure for text, targets in zip(system, references)]
        return sum(scores) / len(scores)
    return lambda systems, references: sum(mean(system, references) for system in systems)


@peer("rouge/ours")
def rouge():
    return rouge_score(False)


@peer("rouge-stems/ours")
def rouge_stems():
    return rouge_score(True)


def sum_of(score):
    return lambda systems, references: sum(score(system, references) for system in systems)


@peer("wer/ours")
def wer():
    import jiwer
    return sum_of(lambda system, references: jiwer.process_words([r[0] for r in references], system).wer)


@peer("cer/ours")
def cer():
    import jiwer
    return sum_of(lambda system, references: jiwer.process_characters([r[0] for r in references], system).cer)


@peer("meteor/ours")
def meteor():
    from nltk.translate.meteor_score import meteor_score

    class NoSynonyms:
        def synsets(self, word):
            return []

    def mean(system, references):
        wordnet = NoSynonyms()
        scores = [meteor_score([r.split() for r in texts], text.split(), wordnet=wordnet)
                  for text, texts in zip(system, references)]
        return sum(scores) / len(scores)
    return sum_of(mean)


@peer("ribes/ours")
def ribes():
    from nltk.translate.ribes_score import corpus_ribes
    return sum_of(lambda system, references: corpus_ribes([[r.split() for r in texts] for texts in references],
                                                         [text.split() for text in system]))


def sacrebleu(name, **choices):
    from sacrebleu.metrics import METRICS

    def run(systems, references):
        # References are made ready once and serve all systems, as in ours.
        metric = METRICS[name](references=list(zip(*references)), **choices)
        return sum(metric.corpus_score(system, None).score for system in systems)
    return run


@peer("bleu/13a")
def bleu():
    return sacrebleu("BLEU")


@peer("bleu/intl")
def bleu_international():
    return sacrebleu("BLEU", tokenize="intl")


@peer("chrf/ours")
def chrf():
    return sacrebleu("CHRF")


@peer("chrf++/ours")
def chrf_plus_plus():
    return sacrebleu("CHRF", word_order=2)


@peer("ter/ours")
def ter():
    return sacrebleu("TER")


@peer("ter-normalized/ours")
def ter_normalized():
    return sacrebleu("TER", normalized=True)


def paired(test, trials):
    from sacrebleu.metrics import BLEU
    from sacrebleu.significance import PairedTest

    def run(systems, references):
        named = [(f"system {number}", system) for number, system in enumerate(systems)]
        metrics = {"BLEU": BLEU(references=list(zip(*references)))}
        return sum(r.p_value or 0 for r in PairedTest(named, metrics, None, test, trials)()[1]["BLEU"])
    return run


@peer("bleu/paired-bootstrap")
def paired_bootstrap():
    return paired("bs", 1000)


@peer("bleu/paired-randomization")
def paired_randomization():
    return paired("ar", 10000)


# name of ours → Rust crates at the same work, and whether their figure is the same
RUST_PEERS = {
    "bleu/13a": [("bleu/sacrebleu-rs", True), ("bleu/bleuscore", True)],
    "chrf/ours": [("chrf/sacrebleu-rs", True)],
    "ter/ours": [("ter/sacrebleu-rs", True)],
    "wer/ours": [("wer/rwer", False)],
    "rouge/ours": [("rouge/rougers", False)],
    "rouge-stems/ours": [("rouge-stem/rougers", False)],
}


# ---- turns -------------------------------------------------------------------------------------------------------


def install():
    """Runs this script again by the interpreter that has the peers."""
    folder = HERE / ".venv"
    interpreter = folder / "bin/python"
    if not interpreter.exists():
        venv.create(folder, with_pip=True)
    if pathlib.Path(sys.prefix).resolve() == folder.resolve():
        return
    check = [interpreter, "-c", "import jiwer, nltk, rouge_score, sacrebleu"]
    if subprocess.run(check, capture_output=True).returncode:
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
    os.execv(interpreter, [str(interpreter), *sys.argv])


def built(name, *command):
    """The program `name` that a command of cargo builds."""
    lines = subprocess.run([*command, "--message-format", "json"], cwd=ROOT, check=True, capture_output=True,
                           text=True).stdout.splitlines()
    messages = [json.loads(line) for line in lines]
    return next(m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == name)


def paced(*command):
    """Seconds and figure that a program prints."""
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return tuple(map(float, run.stdout.split()))


def timed(run, *arguments):
    start = time.perf_counter()
    figure = run(*arguments)
    return time.perf_counter() - start, figure


def lines(file):
    return pathlib.Path(file).read_text(encoding="utf-8").removesuffix("\n").split("\n")


def read(options):
    """Systems, references, and the arguments by which ours reads the same."""
    if options.pairs:
        records = [json.loads(line) for file in options.pairs for line in lines(file)]
        system, references = [r["prediction"] for r in records], [[r["target"]] for r in records]
        return [system], references, ["--pairs", *options.pairs]
    systems = [lines(file) for file in options.systems]
    references = list(zip(*(lines(file) for file in options.references)))
    return systems, references, ["--systems", *options.systems, "--references", *options.references]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", nargs="+")
    parser.add_argument("--systems", nargs="+")
    parser.add_argument("--references", nargs="+")
    parser.add_argument("--names", nargs="*")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--rust", action="store_true")
    parser.add_argument("--binary")
    options = parser.parse_args()
    install()
    ours = options.binary or built("metric", "cargo", "bench", "--bench", "metric", "--no-run")
    manifest = str(HERE / "rust/Cargo.toml")
    rust = options.rust and built("peers", "cargo", "build", "--release", "--manifest-path", manifest)
    systems, references, arguments = read(options)
    for name in options.names or PEERS:
        # Who takes turns: a way to run, and whether the figure must be ours.
        runs = {"ours": (lambda: paced(ours, "pace", name, *arguments), True)}
        peer = PEERS[name]()
        runs["Python"] = (lambda: timed(peer, systems, references), True)
        for crate, is_same in RUST_PEERS.get(name, []) if rust else []:
            summaries = ["--summaries" if argument == "--pairs" else argument for argument in arguments]
            runs[crate] = (lambda crate=crate: paced(rust, "score", crate, *summaries), is_same)
        turns = [{who: run() for who, (run, _) in runs.items()} for _ in range(options.turns)]
        report(name, turns, {who for who, (_, is_same) in runs.items() if is_same}, sum(map(len, systems)))


def report(name, turns, same, segments):
    seconds = {who: statistics.median(turn[who][0] for turn in turns) for who in turns[0]}
    figure = turns[0]["ours"][1]
    for who in [who for who in seconds if who != "ours"]:
        theirs = turns[0][who][1]
        differs = who in same and abs(figure - theirs) >= 1e-9 * max(1, abs(theirs))
        note = f"   FIGURES DIFFER: {figure} and {theirs}" if differs else ""
        print(f"{name:<24} ours {segments / seconds['ours']:11.0f}/s   {who:<18} {segments / seconds[who]:11.0f}/s   "
              f"{seconds[who] / seconds['ours']:8.1f} ×{note}", flush=True)


if __name__ == "__main__":
    main()
