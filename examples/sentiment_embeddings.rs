//! Counted words or learnt vectors? The same classifier on TF-IDF, on document vectors, and on both, in one table.
//!
//! ```text
//! cargo run --release --example sentiment_embeddings [-- VECTORS]
//! ```
//!
//! The word vectors are learnt from the training reviews alone, which is little text; VECTORS may be a file of others
//! (word2vec's, GloVe's, …), learnt from more.
#![allow(clippy::print_stdout, reason = "an example talks")]

use wordmill::bow::TfIdf;
use wordmill::classify::{Classifier, Examples, Logistic};
use wordmill::embed::{EmbeddedDocuments, Embeddings, MeanVectors, Sif, Word2Vec, WordCorpus};
use wordmill::label::Labels;
use wordmill::metric::ConfusionMatrix;
use wordmill::text::{Analyzer, Corpus, Encoded, Tokenizer};
use wordmill::vector::{DenseMatrix, SparseBuilder, SparseMatrix};
use wordmill::{Fit, Result, Transform};

fn main() -> Result<()> {
    let split = |name: &str| Corpus::new("corpora/reviews.tsv").only("split", name).read_labelled();
    let ((texts, names), (unseen, truth)) = (split("train")?, split("test")?);
    let labels = Labels::from_names(&names)?;
    let truth = Labels::with_classes(labels.classes().clone(), &truth)?;
    println!("{} reviews to learn from, {} to be judged on\n", texts.len(), unseen.len());

    // Words and pairs of words, counted and weighed: thousands of columns, nearly all of them empty.
    let tfidf = TfIdf::params().ngrams(1, 2).sublinear(true).fit(&texts[..])?;
    let counted = [tfidf.transform(&texts[..])?, tfidf.transform(&unseen[..])?];

    // Words as vectors: a hundred columns, in which words of the same company are alike.
    let analyzer = Analyzer::default();
    let embeddings = match std::env::args().nth(1) {
        Some(path) => Embeddings::load(path)?,
        None => {
            let corpus = WordCorpus::from_texts(&analyzer, &texts)?;
            let params = Word2Vec::params().dimension(100).window(8).min_count(2).epochs(30).seed(1);
            params.fit(&corpus)?.into_embeddings()
        }
    };
    let encode = |texts: &[String]| -> Result<Encoded> {
        let words = |text: &String| analyzer.tokens(text).into_iter().map(|token| token.text);
        embeddings.encode(texts.iter().map(words))
    };
    let (encoded, encoded_unseen) = (encode(&texts)?, encode(&unseen)?);
    let documents = EmbeddedDocuments::new(&embeddings, &encoded)?;
    let documents_unseen = EmbeddedDocuments::new(&embeddings, &encoded_unseen)?;

    // A document is the mean of its words, or that mean less what all documents have in common.
    let mean = MeanVectors::default().unit_documents(true);
    let means = [sparse(&mean.transform(&documents)?)?, sparse(&mean.transform(&documents_unseen)?)?];
    let sif = Sif::params().fit(&documents)?;
    let sifs = [sparse(&sif.transform(&documents)?)?, sparse(&sif.transform(&documents_unseen)?)?];
    let beside = |split: usize| SparseMatrix::beside(&[counted[split].clone(), means[split].clone()]);
    let both = [beside(0)?, beside(1)?];

    println!("features                    columns  accuracy");
    for (name, [rows, rows_unseen]) in [
        ("TF-IDF of words and pairs", &counted),
        ("means of word vectors", &means),
        ("the same by SIF", &sifs),
        ("TF-IDF beside means", &both),
    ] {
        let model = Logistic::params().c(10.0).fit(&Examples::new(rows, &labels)?)?;
        let predicted = Labels::from_ids(truth.classes().clone(), model.predict(rows_unseen)?)?;
        let accuracy = ConfusionMatrix::from_labels(&truth, &predicted)?.accuracy()?;
        println!("{name:26} {:8} {accuracy:9.4}", rows.columns());
    }
    Ok(())
}

/// Dense rows as the classifier takes them.
fn sparse(rows: &DenseMatrix) -> Result<SparseMatrix> {
    let mut sparse = SparseBuilder::with_capacity(rows.columns(), rows.rows(), rows.as_slice().len());
    for row in rows.as_slice().chunks(rows.columns()) {
        sparse.push_row((0..).zip(row.iter().copied()))?;
    }
    Ok(sparse.finish())
}
