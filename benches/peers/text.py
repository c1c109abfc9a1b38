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
REQUIREMENTS = [
    "gensim==4.4.0",
    "nltk==3.10.4",
    "PyStemmer==3.1.0",
    "regex==2026.11.19",
    "sacremoses==0.2.0",
    "scikit-learn==1.9.1",
    "simplemma==2.0.0",
    "spacy==3.8.18",
    "tokenizers==0.23.3",
]

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


@peer("lemmas-english/ours")
def lemmas_english():
    import simplemma
    from sklearn.feature_extraction.text import CountVectorizer
    words = CountVectorizer().build_tokenizer()
    return lambda text, lines: sum(1 for line in lines for word in words(line) if simplemma.lemmatize(word, lang="en"))
@peer("bigrams/ours")
def bigrams():
    from nltk.collocations import BigramCollocationFinder
    return lambda text, lines: len(BigramCollocationFinder.from_documents(line.split() for line in lines).ngram_fd)


@peer("trigrams/ours")
def trigrams():
    from nltk.collocations import TrigramCollocationFinder
    return lambda text, lines: len(TrigramCollocationFinder.from_documents(line.split() for line in lines).ngram_fd)


@peer("collocations/ours")
def collocations():
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures

    def run(text, lines):
        finder = BigramCollocationFinder.from_documents(line.split() for line in lines)
        finder.apply_freq_filter(3)
        return len(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio))
    return run


@peer("phrases-fit/ours")
def phrases_fit():
    from gensim.models.phrases import Phrases
    return lambda text, lines: len(Phrases(line.split() for line in lines).export_phrases())


@peer("phrases-apply/ours")
def phrases_apply():
    from gensim.models.phrases import Phrases
    models = []

    def run(text, lines):
        # The first turn learns as well; the median of three leaves it out.
        if not models:
            models.append(Phrases(line.split() for line in lines).freeze())
        return sum(len(models[0][line.split()]) for line in lines)
    return run
def counting(tokenize):
    return lambda text, lines: sum(len(tokenize(line)) for line in lines)


@peer("nltk-treebank/ours")
def nltk_treebank():
    from nltk.tokenize import TreebankWordTokenizer
    return counting(TreebankWordTokenizer().tokenize)


@peer("nltk-words/ours")
def nltk_words():
    from nltk.tokenize import NLTKWordTokenizer
    return counting(NLTKWordTokenizer().tokenize)


@peer("nltk-word-tokenize/ours")
def nltk_word_tokenize():
    from nltk.tokenize import NLTKWordTokenizer, line_tokenize
    words = NLTKWordTokenizer().tokenize
    return counting(lambda line: [word for sentence in line_tokenize(line) for word in words(sentence)])


@peer("nltk-toktok/ours")
def nltk_toktok():
    from nltk.tokenize import ToktokTokenizer
    return counting(ToktokTokenizer().tokenize)


@peer("nltk-wordpunct/ours")
def nltk_wordpunct():
    from nltk.tokenize import WordPunctTokenizer
    return counting(WordPunctTokenizer().tokenize)


@peer("nltk-multi-word/ours")
def nltk_multi_word():
    from nltk.tokenize import MWETokenizer
    merge = MWETokenizer([("of", "the"), ("in", "the"), ("New", "York")]).tokenize
    return counting(lambda line: merge(line.split()))


@peer("nltk-detokenizer/ours")
def nltk_detokenizer():
    from nltk.tokenize.treebank import TreebankWordDetokenizer
    detokenize = TreebankWordDetokenizer().detokenize
    return counting(lambda line: detokenize(line.split(" ")))
def normalized_bytes(normalize):
    return lambda text, lines: sum(len(normalize(line).encode()) for line in lines)


@peer("nfc/ours")
def nfc():
    import unicodedata
    return normalized_bytes(lambda line: unicodedata.normalize("NFC", line))


@peer("nfkd/ours")
def nfkd():
    import unicodedata
    return normalized_bytes(lambda line: unicodedata.normalize("NFKD", line))


@peer("casefold/ours")
def casefold():
    return normalized_bytes(str.casefold)


@peer("strip-accents/ours")
def strip_accents():
    from sklearn.feature_extraction.text import strip_accents_unicode
    return normalized_bytes(strip_accents_unicode)


@peer("hf-norm-bert/ours")
def hf_norm_bert():
    from tokenizers.normalizers import BertNormalizer
    return normalized_bytes(BertNormalizer().normalize_str)


def pieces(name, **options):
    """Counts the pieces of one of the pre-tokenizers of the package, which is Rust inside."""
    from tokenizers import pre_tokenizers
    cut = getattr(pre_tokenizers, name)(**options).pre_tokenize_str
    return lambda text, lines: sum(len(cut(line)) for line in lines)


@peer("hf-whitespace/ours")
def hf_whitespace():
    return pieces("Whitespace")


@peer("hf-bert/ours")
def hf_bert():
    return pieces("BertPreTokenizer")


@peer("hf-bytelevel/ours")
def hf_bytelevel():
    return pieces("ByteLevel", add_prefix_space=False)


@peer("hf-metaspace/ours")
def hf_metaspace():
    return pieces("Metaspace")


@peer("hf-punctuation/ours")
def hf_punctuation():
    return pieces("Punctuation")


@peer("hf-digits/ours")
def hf_digits():
    return pieces("Digits")


@peer("hf-scripts/ours")
def hf_scripts():
    return pieces("UnicodeScripts")


def char_ngrams_of(analyzer):
    from sklearn.feature_extraction.text import CountVectorizer
    cut = CountVectorizer(analyzer=analyzer, ngram_range=(3, 3), lowercase=False).build_analyzer()
    return lambda text, lines: sum(len(cut(line)) for line in lines)


@peer("char-ngrams/ours")
def char_ngrams():
    return char_ngrams_of("char")


@peer("char-wb-ngrams/ours")
def char_wb_ngrams():
    return char_ngrams_of("char_wb")
@peer("punkt-split/ours")
def punkt_split():
    from nltk.tokenize.punkt import PunktSentenceTokenizer
    splitter = PunktSentenceTokenizer()
    return lambda text, lines: sum(len(list(splitter.span_tokenize(line))) for line in lines)


@peer("punkt-split-trained/ours")
def punkt_split_trained():
    from nltk.tokenize.punkt import PunktSentenceTokenizer
    splitters = {}

    def run(text, lines):
        # Learnt once, as ours; the first turn shows the time of it.
        if text not in splitters:
            splitters[text] = PunktSentenceTokenizer(text)
        return sum(len(list(splitters[text].span_tokenize(line))) for line in lines)
    return run


@peer("punkt-train/ours")
def punkt_train():
    from nltk.tokenize.punkt import PunktTrainer

    def run(text, lines):
        trainer = PunktTrainer()
        trainer.train(text)
        learnt = trainer.get_params()
        contexts = sum(1 for context in learnt.ortho_context.values() if context)
        known = len(learnt.abbrev_types) + len(learnt.sent_starters) + contexts
        return trainer._type_fdist.N() + known
    return run
@peer("segments/ours")
def segments():
    import regex
    boundaries = regex.compile(r"(?wV1)\b")  # those of UAX #29
    return lambda text, lines: sum(max(0, sum(1 for _ in boundaries.finditer(line)) - 1) for line in lines)


@peer("graphemes/ours")
def graphemes():
    import regex
    cluster = regex.compile(r"\X")
    return lambda text, lines: sum(len(cluster.findall(line)) for line in lines)
@peer("tweets/ours")
def tweets():
    from nltk.tokenize import TweetTokenizer
    tweets = TweetTokenizer()
    return lambda text, lines: sum(len(tweets.tokenize(line)) for line in lines)


@peer("tweets-reduced/ours")
def tweets_reduced():
    from nltk.tokenize import TweetTokenizer
    tweets = TweetTokenizer(preserve_case=False, reduce_len=True, strip_handles=True)
    return lambda text, lines: sum(len(tweets.tokenize(line)) for line in lines)


@peer("spacy-english/ours")
def spacy_english():
    import spacy
    tokenizer = spacy.blank("en").tokenizer
    return lambda text, lines: sum(len(tokenizer(line)) for line in lines)
def bytes_of_stems(stem_all):
    """Stems the words of scikit-learn's pattern in lower case and counts their bytes."""
    from sklearn.feature_extraction.text import CountVectorizer
    words = CountVectorizer().build_tokenizer()
    return lambda text, lines: sum(len("".join(stem_all(words(line.lower()))).encode()) for line in lines)


@peer("stem-today/ours")
def pystemmer():
    import Stemmer
    return bytes_of_stems(Stemmer.Stemmer("english").stemWords)


@peer("stem-porter/ours")
def nltk_porter():
    from nltk.stem import PorterStemmer
    stem = PorterStemmer().stem
    return bytes_of_stems(lambda words: [stem(word) for word in words])


@peer("stem-lancaster/ours")
def nltk_lancaster():
    from nltk.stem import LancasterStemmer
    stem = LancasterStemmer().stem
    return bytes_of_stems(lambda words: [stem(word) for word in words])
@peer("moses/ours")
def moses():
    from sacremoses import MosesTokenizer
    tokenizer = MosesTokenizer("en")
    return lambda text, lines: sum(len(tokenizer.tokenize(line)) for line in lines)


@peer("moses-detokenize/ours")
@peer("moses-detokenize-tokens/ours")
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
    check = [interpreter, "-c", "import gensim, nltk, regex, sacremoses, simplemma, sklearn, spacy, Stemmer, tokenizers"]
    if subprocess.run(check, capture_output=True).returncode:
        subprocess.run([interpreter, "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
    os.execv(interpreter, [str(interpreter), *sys.argv])


def ours(binary, name, file, megabytes):
    command = [binary, "pace", name, file, "--megabytes", str(megabytes)]
    seconds, count = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), int(count)


def bench_binary():
    command = ["cargo", "bench", "--all-features", "--bench", "text", "--no-run", "--message-format", "json"]
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
