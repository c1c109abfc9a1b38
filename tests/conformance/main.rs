//! Conformance: the crate against the numbers that the reference tools printed.
//!
//! The reference data (scikit-learn, Snowball, NLTK, Unicode …) stand outside the repository. Lay them out and run:
//!
//! ```text
//! bash ../shared/unpack target/reference text features metrics classify
//! export WORDMILL_WORDNET=/usr/share/wordnet   # Debian's wordnet-base, for the lemmas
//! WORDMILL_REFERENCE=$PWD/target/reference cargo test --release --test conformance -- --nocapture
//! ```
//!
//! Without `WORDMILL_REFERENCE` every test says that it was not asked for, and passes; with it, an area whose data are
//! missing fails. For each set of cases one line is printed,
//!
//! ```text
//! conformance AREA/SET cases equal different
//! ```
//!
//! and below it what differed and what was left out. `cases` counts all that the files hold. Where it is more than
//! `equal + different`, nothing in the crate can answer the rest yet: the line shows the gap. Files that no set takes
//! come out as sets of their own with nothing equal, so that no gap hides.
//!
//! A difference fails the test, unless `known.tsv` lists its kind and no more of them are seen than it allows.
//!
//! | file | what is compared |
//! |---|---|
//! | `features_vectorizers` | `Count`, `TfIdf` and `Analyzer` with scikit-learn's vectorizers |
//! | `features_hashing` | `Hashing` and `TfIdfWeighting` with scikit-learn's `HashingVectorizer` and `TfidfTransformer` |
//! | `features_bm25` | `Bm25` with bm25s and rank_bm25 |
//! | `features_models` | features, `NaiveBayes` and `Logistic` with scikit-learn's on nine data sets |
//! | `features_select` | χ², F, mutual information and the best columns with `sklearn.feature_selection` |
//! | `features_svd` | singular triplets of the same features with `TruncatedSVD` |
//! | `features_topics` | non-negative factors of the same features with `NMF` |
//! | `features_metrics`, `metrics` | classification metrics with `sklearn.metrics` |
//! | `metric_bleu` | BLEU and its tokenizers with sacreBLEU's |
//! | `metric_bleu_tokens` | BLEU, GLEU and NIST of tokens with NLTK's, mteval's and multi-bleu's |
//! | `metric_significance` | confidence intervals and paired tests with sacreBLEU's |
//! | `metric_chrf`, `metric_ter` | chrF and TER with sacreBLEU's, NLTK's and TERCOM's |
//! | `metric_rouge` | ROUGE with rouge-score's |
//! | `metric_sequence` | entities of tags with seqeval's |
//! | `metric_agreement` | segmentation, agreement and perplexity with NLTK's, segeval's, krippendorff's |
//! | `metric_edit` | error rates, alignments and transforms with jiwer's, distances with NLTK's |
//! | `metric_meteor` | METEOR, RIBES and word links with NLTK's, CIDEr with pycocoevalcap's |
//! | `metric_clustering` | clusterings and rows of several classes with scikit-learn's |
//! | `metric_cli` | what `wordmill score` writes with what sacreBLEU's command writes |
//! | `statistics` | correlations with SciPy's, the draws of NumPy's generators |
//! | `text_tokenize`, `text_segment` | tokenizers, Unicode's boundaries |
//! | `text_nltk`, `text_tweet`, `text_moses` | the tokenizers of NLTK, spaCy and sacremoses |
//! | `text_normalize` | normal forms, case, accents; normalisers and pre-tokenizers of Hugging Face |
//! | `text_punkt` | sentences, and what is learnt to find them |
//! | `text_stem`, `text_stopword` | stems, stop lists |
//! | `text_lemma` | WordNet's lemmas as NLTK finds them, our English ones against a treebank's |
//! | `text_collocation` | n-grams, collocations and phrases with NLTK's and gensim's |
//! | `classify` | labelled documents as the reader gives them |
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it cannot read, and its output is its purpose"
)]

mod harness {
    pub(crate) mod area;
    pub(crate) mod compare;
    pub(crate) mod json;
    pub(crate) mod known;
    pub(crate) mod sparse;
    pub(crate) mod tally;
    mod tests;
}

mod classification;
mod classify;
mod features_bayes;
mod features_bm25;
mod features_hashing;
mod features_logistic;
mod features_metrics;
mod features_models;
mod features_params;
mod features_select;
mod features_svd;
mod features_topics;
mod features_vectorizers;
mod metric_agreement;
mod metric_bleu;
mod metric_bleu_tokens;
mod metric_chrf;
mod metric_cli;
mod metric_clustering;
mod metric_edit;
mod metric_meteor;
mod metric_rouge;
mod metric_sequence;
mod metric_significance;
mod metric_ter;
mod metrics;
mod statistics;
mod text_collocation;
mod text_lemma;
mod text_moses;
mod text_nltk;
mod text_normalize;
mod text_punkt;
mod text_segment;
mod text_stem;
mod text_stopword;
mod text_tokenize;
mod text_tweet;

use harness::area::{Area, Unit};

#[test]
fn features() {
    let Some(mut area) = Area::open("features") else { return };
    features_vectorizers::check(&mut area);
    features_hashing::check(&mut area);
    features_bm25::check(&mut area);
    features_models::check(&mut area);
    features_metrics::check(&mut area);
    area.close();
}

#[test]
fn text() {
    let Some(mut area) = Area::open("text") else { return };
    let lines = text_tokenize::Lines::take(&mut area);
    // Texts to time, with nothing to compare.
    area.inputs(|file| file.folder() == "bench");
    text_tokenize::check(&mut area, &lines);
    text_nltk::check(&mut area, &lines);
    text_tweet::check(&mut area, &lines);
    text_moses::check(&mut area, &lines);
    text_normalize::check(&mut area, &lines);
    text_segment::check(&mut area);
    text_punkt::check(&mut area);
    text_stem::check(&mut area);
    text_stopword::check(&mut area);
    text_lemma::check(&mut area);
    text_collocation::check(&mut area);
    subword(&mut area);
    area.close();
}

/// Nothing in the crate learns or uses subwords yet. A text that a trained model cut is a case, and so is the model
/// itself.
fn subword(area: &mut Area) {
    for (set, beginning) in [
        ("subword-bpe", "bpe_"),
        ("subword-wordpiece", "wordpiece_"),
        ("subword-unigram", "unigram_"),
        ("subword-sentencepiece", "spm_"),
    ] {
        area.gap(set, Unit::Line, |file| file.is("subword", beginning, ".jsonl"));
        area.gap(&format!("{set}-training"), Unit::File, |file| file.is("subword", beginning, ""));
    }
    area.inputs(|file| file.is("subword", "corpus_", ".txt"));
}

#[test]
fn metrics() {
    let Some(mut area) = Area::open("metrics") else { return };
    metric_bleu::check(&mut area);
    metric_bleu_tokens::check(&mut area);
    metric_chrf::check(&mut area);
    metric_ter::check(&mut area);
    metric_significance::check(&mut area);
    metric_cli::check(&mut area);
    metric_rouge::check(&mut area);
    metric_edit::check(&mut area);
    metric_meteor::check(&mut area);
    metric_sequence::check(&mut area);
    metric_agreement::check(&mut area);
    metric_clustering::check(&mut area);
    metrics::check(&mut area);
    // Several of the above read these, each its own figures.
    let shared = ["nltk_sentence.json", "nltk_corpus.json", "independent_mt.json"];
    area.inputs(|file| shared.contains(&file.name()));
    statistics::check(&mut area);
    area.close();
}

#[test]
fn classify() {
    let Some(mut area) = Area::open("classify") else { return };
    classify::check(&mut area);
    area.close();
}
