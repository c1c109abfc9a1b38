//! The numbers of scikit-learn 1.9.1 (NumPy 2.4.6): `LatentDirichletAllocation(…).fit(X)` on a matrix by rule.

use crate::bow::topics::lda::model::Lda;
use crate::bow::topics::lda::params::{LdaLearning, LdaParams};
use crate::bow::topics::lda::stream::LdaStream;
use crate::error::Error;
use crate::fit::{Fit, Transform};
use crate::parallel;
use crate::vector::sparse::{SparseBuilder, SparseMatrix};

/// Counts, 12 × 9, about half of them zeros.
fn counts() -> SparseMatrix<f64> {
    let mut builder = SparseBuilder::new(9);
    for i in 0..12u32 {
        let count = |j: u32| (i * i * 7 + j * j * 5 + i * j * 3) % 11;
        builder
            .push_row((0..9).map(|j| (j, f64::from(count(j)))).filter(|(_, n)| *n > 0.0 && *n < 5.0))
            .unwrap();
    }
    builder.finish()
}

fn first_rows() -> SparseMatrix<f64> {
    counts().select_rows(&[0, 1, 2, 3])
}

#[track_caller]
fn near(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    for (got, expected) in got.iter().zip(expected) {
        assert!((got - expected).abs() <= 1e-9 * expected.abs(), "{got} is not {expected}");
    }
}

#[track_caller]
fn equals(lda: &Lda, component: &[f64], mixture: &[f64], score: f64, perplexities: [f64; 3]) {
    near(&lda.components().row(0)[..4], component);
    near(lda.transform(&first_rows()).unwrap().row(1), mixture);
    near(&[lda.score(&counts()).unwrap()], &[score]);
    let perplexities_of = [
        lda.perplexity(&first_rows()).unwrap(),
        lda.perplexity_of_sample(&first_rows()).unwrap(),
        lda.perplexity(&counts()).unwrap(),
    ];
    near(&perplexities_of, &perplexities);
}

#[test]
fn batches_of_all_equal_scikit_learn() {
    let lda = Lda::params().topics(3).fit(&counts()).unwrap();
    assert_eq!(lda.iterations(), 10);
    equals(
        &lda,
        &[4.327305871625851, 0.33410828769059, 2.3736886483864836, 0.33547803802354204],
        &[0.03715888131706375, 0.48238553480146357, 0.4804555838814727],
        -238.37741386704442,
        [14.78872450116566, 8.91628969079379, 10.592777643726215],
    );
}

#[test]
fn small_batches_equal_scikit_learn() {
    let params =
        Lda::params().topics(3).seed(1).learning(LdaLearning::Online).batch_size(5).max_iterations(4);
    equals(
        &params.fit(&counts()).unwrap(),
        &[3.0049171698266197, 0.43484386047681883, 2.6666921666479078, 0.43523183707730595],
        &[0.037677884819290866, 0.9249628183952532, 0.03735929678545583],
        -244.5207797135378,
        [14.00205167790477, 9.242026193577779, 11.25708624666049],
    );
}

#[test]
fn a_fit_ends_where_the_perplexity_rests_as_in_scikit_learn() {
    let params = Lda::params()
        .topics(2)
        .seed(2)
        .evaluate_every(2)
        .perplexity_tolerance(0.05)
        .max_iterations(40)
        .document_topic_prior(0.3)
        .topic_word_prior(0.05)
        .total_documents(50.0);
    let lda = params.fit(&counts()).unwrap();
    assert_eq!(lda.iterations(), 7);
    equals(
        &lda,
        &[0.05000000014814948, 8.049999999988605, 0.05000000008052917, 10.024976028580166],
        &[0.9632799133786577, 0.03672008662134235],
        -242.3096583167511,
        [16.06001033772836, 8.091387214263227, 11.013320865189307],
    );
}

/// `partial_fit(X)`, then `partial_fit(X[:4])`.
#[test]
fn a_stream_equals_scikit_learn() {
    let params = Lda::params().topics(3).batch_size(4).total_documents(30.0);
    let mut stream = LdaStream::new(params, 9).unwrap();
    stream.add(&counts()).unwrap();
    stream.add(&first_rows()).unwrap();
    let lda = stream.model();
    near(
        &lda.components().row(1)[..4],
        &[0.7488929275998357, 12.599236055668127, 3.620956112221027, 6.9036366820272566],
    );
    let mixtures = lda.transform(&first_rows()).unwrap();
    near(mixtures.row(2), &[0.05662537203575289, 0.05806820561979098, 0.8853064223444561]);
}

#[test]
fn the_same_bits_on_any_pool() {
    let mut builder = SparseBuilder::<f32>::new(300);
    for i in 0..500u32 {
        builder
            .push_row((0..300).filter(|j| (i * 31 + j * 17) % 23 == 0).map(|j| (j, (1 + (i + j) % 3) as f32)))
            .unwrap();
    }
    let rows = builder.finish();
    for params in [
        Lda::params().max_iterations(3),
        Lda::params().max_iterations(2).learning(LdaLearning::Online).batch_size(100),
    ] {
        let run = |threads| {
            let fitted = || {
                let lda = params.fit(&rows).unwrap();
                let (score, mixtures) = (lda.score(&rows).unwrap(), lda.transform(&rows).unwrap());
                (lda, score, mixtures)
            };
            parallel::with_threads(threads, fitted).unwrap()
        };
        assert_eq!(run(1), run(3));
    }
}

#[test]
fn what_cannot_be_learnt_is_refused() {
    let rows = counts();
    for params in [
        Lda::params().topics(0),
        Lda::params().topics(usize::MAX),
        Lda::params().document_topic_prior(0.0),
        Lda::params().topic_word_prior(f64::NAN),
        Lda::params().decay(1.5),
        Lda::params().offset(-1.0),
        Lda::params().batch_size(0),
        Lda::params().evaluate_every(0),
        Lda::params().tolerance(f64::INFINITY),
        Lda::params().total_documents(0.0),
        Lda::params().perplexity_tolerance(-1.0),
    ] {
        assert!(matches!(params.fit(&rows), Err(Error::Parameter { .. })), "{params:?}");
    }
    let negative = SparseMatrix::from_parts(2, vec![0, 1], vec![0], vec![-1.0f64]).unwrap();
    assert!(matches!(Lda::params().fit(&negative), Err(Error::Parameter { .. })));
    let no_words = SparseMatrix::<f64>::from_parts(0, vec![0, 0], vec![], vec![]).unwrap();
    assert!(matches!(Lda::params().fit(&no_words), Err(Error::Empty { .. })));
    let no_rows = SparseMatrix::<f64>::from_parts(3, vec![0], vec![], vec![]).unwrap();
    assert!(matches!(Lda::params().fit(&no_rows), Err(Error::Empty { .. })));
    let lda = Lda::params().topics(2).fit(&rows).unwrap();
    assert!(matches!(lda.transform(&negative), Err(Error::Shape { .. })));
}

#[test]
fn documents_without_words_mix_all_topics_evenly() {
    let empty = SparseMatrix::<f64>::from_parts(3, vec![0, 0, 0], vec![], vec![]).unwrap();
    let lda = Lda::params().topics(4).fit(&empty).unwrap();
    assert_eq!(lda.transform(&empty).unwrap().row(1), [0.25; 4]);
    assert!(lda.topics().row(0).iter().all(|share| (share - 1.0 / 3.0).abs() < 1e-12));
    let untouched = Lda::params().topics(2).max_iterations(0).max_document_iterations(0);
    assert!(untouched.fit(&counts()).unwrap().transform(&counts()).is_ok());
}

#[test]
fn reads_back_and_refuses_damage() {
    let lda = Lda::params().topics(2).max_iterations(1).fit(&counts()).unwrap();
    let json = serde_json::to_string(&lda).unwrap();
    assert_eq!(serde_json::from_str::<Lda>(&json).unwrap(), lda);
    assert!(serde_json::from_str::<Lda>(&json.replace("\"topics\":2", "\"topics\":3")).is_err());
    let params: LdaParams = serde_json::from_str(&serde_json::to_string(&Lda::params()).unwrap()).unwrap();
    assert_eq!(params, Lda::params());
}
