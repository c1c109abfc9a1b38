//! [`Bm25`]: counts become BM25 weights, so that the score of a query is the product of its counts and a document's row.
//!
//! With *n* documents, *df* of them holding the term, *f* its count in the document, and the length of the document
//! beside the average, `K = k1 · B`, `B = 1 − b + b · length / average length`:
//!
//! | variant | idf | weight of f |
//! |---|---|---|
//! | [`Robertson`](Bm25Variant::Robertson) | `ln max(1, (n − df + ½) / (df + ½))` | `f / (K + f)` |
//! | [`Lucene`](Bm25Variant::Lucene) | `ln(1 + (n − df + ½) / (df + ½))` | `f / (K + f)` |
//! | [`Atire`](Bm25Variant::Atire) | `ln(n / df)` | `f · (k1 + 1) / (f + K)` |
//! | [`L`](Bm25Variant::L) | `ln((n + 1) / (df + ½))` | `(k1 + 1) · (f/B + δ) / (k1 + f/B + δ)` |
//! | [`Plus`](Bm25Variant::Plus) | `ln((n + 1) / df)` | `(k1 + 1) · f / (K + f) + δ` |
//! | [`Okapi`](Bm25Variant::Okapi) | `ln(n − df + ½) − ln(df + ½)`, negative ones `ε · mean` | `f · (k1 + 1) / (f + K)` |
//! | [`RankBm25L`](Bm25Variant::RankBm25L) | `ln(n + 1) − ln(df + ½)` | `f · (k1 + 1) · (f/B + δ) / (k1 + f/B + δ)` |
//!
//! The first five are those of bm25s 0.3.16 after Kamphuis et al. ("Which BM25 do you mean?", ECIR 2020), the last two
//! those of rank_bm25 0.2.2, whose `BM25Plus` is [`Plus`](Bm25Variant::Plus). The mean of ε is over all terms, negative
//! ones included, and may be negative itself; the extra factor *f* of `RankBm25L` is the library's, not the paper's (Lv
//! and Zhai, "When documents are very long, BM25 fails!", SIGIR 2011).
//!
//! **Documents without a term** score δ's share in `L` and `Plus`. Such a score is the same for every document, so rows
//! hold what a document has above it ([`Bm25::absent`]) and stay sparse; [`Bm25::scores`] adds it. For a ranking it
//! does not matter.
//!
//! **Where rank_bm25 gives NaN** (a document without words and b = 1: 0 / 0), ours scores as for any document without
//! the term. A term that no document held at fit scores 0. Not here: BM25F, and the index that finds the best documents
//! without looking at all.

use serde::{Deserialize, Serialize};

use crate::bow::weighting::counts::{check_counts_to_learn, check_counts_to_weigh, document_frequencies};
use crate::error::{Error, Result, check_limit, check_parameter, check_shape};
use crate::fit::{Fit, Transform};
use crate::parallel;
use crate::progress::Progress;
use crate::vector::sparse::{Row, SparseMatrix};
use crate::vector::value::Value;

/// Rows that one task scores.
const ROWS_PER_TASK: usize = 1 << 12;

/// Which of the formulas called BM25.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum Bm25Variant {
    /// Robertson and Walker's, with an idf of at least 0 (bm25s `robertson`).
    Robertson,
    /// Lucene's, without its rounded lengths (bm25s `lucene`).
    #[default]
    Lucene,
    /// ATIRE's (Trotman, Jia and Crane, 2012; bm25s `atire`).
    Atire,
    /// BM25L (Lv and Zhai, 2011; bm25s `bm25l`).
    L {
        /// What is added to every normalised count, 0 or more. bm25s's default: 0.5.
        delta: f64,
    },
    /// BM25+ (Lv and Zhai, 2011; bm25s `bm25+`, rank_bm25 `BM25Plus`).
    Plus {
        /// What is added to every weight, 0 or more. Defaults: 0.5 in bm25s, 1 in rank_bm25.
        delta: f64,
    },
    /// rank_bm25's `BM25Okapi`.
    Okapi {
        /// Terms of a negative idf get this part of the mean idf, 0 or more. rank_bm25's default: 0.25.
        epsilon: f64,
    },
    /// rank_bm25's `BM25L`.
    RankBm25L {
        /// What is added to every normalised count, 0 or more. rank_bm25's default: 0.5.
        delta: f64,
    },
}

impl Bm25Variant {
    fn check(self) -> Result<()> {
        let (name, number) = match self {
            Bm25Variant::Robertson | Bm25Variant::Lucene | Bm25Variant::Atire => return Ok(()),
            Bm25Variant::L { delta } | Bm25Variant::Plus { delta } | Bm25Variant::RankBm25L { delta } => {
                ("delta", delta)
            }
            Bm25Variant::Okapi { epsilon } => ("epsilon", epsilon),
        };
        check_parameter(number >= 0.0 && number.is_finite(), name, number, "a finite number ≥ 0")
    }

    /// The idf of a term that `held` of `all` documents hold, 1 or more, before ε.
    fn idf(self, all: f64, held: f64) -> f64 {
        let odds = (all - held + 0.5) / (held + 0.5);
        match self {
            Bm25Variant::Robertson => odds.max(1.0).ln(),
            Bm25Variant::Lucene => (1.0 + odds).ln(),
            Bm25Variant::Atire => (all / held).ln(),
            Bm25Variant::L { .. } => ((all + 1.0) / (held + 0.5)).ln(),
            Bm25Variant::Plus { .. } => ((all + 1.0) / held).ln(),
            Bm25Variant::Okapi { .. } => (all - held + 0.5).ln() - (held + 0.5).ln(),
            Bm25Variant::RankBm25L { .. } => (all + 1.0).ln() - (held + 0.5).ln(),
        }
    }

    /// The weight of a count above 0, less that of no count, before the idf; `length` is B.
    fn weight(self, count: f64, k1: f64, length: f64) -> f64 {
        match self {
            Bm25Variant::Robertson | Bm25Variant::Lucene => count / (k1 * length + count),
            Bm25Variant::Atire | Bm25Variant::Okapi { .. } | Bm25Variant::Plus { .. } => {
                count * (k1 + 1.0) / (count + k1 * length)
            }
            Bm25Variant::L { delta } => saturated(count / length + delta, k1) - saturated(delta, k1),
            Bm25Variant::RankBm25L { delta } => count * saturated(count / length + delta, k1),
        }
    }

    /// The weight of no count, before the idf.
    fn weight_of_none(self, k1: f64) -> f64 {
        match self {
            Bm25Variant::L { delta } => saturated(delta, k1),
            Bm25Variant::Plus { delta } => delta,
            _ => 0.0,
        }
    }
}

/// `(k1 + 1) · c / (k1 + c)`; 0 for no count at all.
fn saturated(count: f64, k1: f64) -> f64 {
    if count == 0.0 { 0.0 } else { (k1 + 1.0) * count / (k1 + count) }
}

/// How counts are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bm25Params {
    variant: Bm25Variant,
    k1: f64,
    b: f64,
}

impl Default for Bm25Params {
    fn default() -> Self {
        Bm25Params { variant: Bm25Variant::default(), k1: 1.5, b: 0.75 }
    }
}

impl Bm25Params {
    /// Which formula. Default: Lucene's.
    #[must_use]
    pub fn variant(mut self, variant: Bm25Variant) -> Self {
        self.variant = variant;
        self
    }

    /// How slowly more occurrences stop mattering, 0 (at once) or more. Default: 1.5.
    #[must_use]
    pub fn k1(mut self, k1: f64) -> Self {
        self.k1 = k1;
        self
    }

    /// How much the length of a document matters, 0 (not at all) to 1 (in full). Default: 0.75.
    #[must_use]
    pub fn b(mut self, b: f64) -> Self {
        self.b = b;
        self
    }

    fn check(&self) -> Result<()> {
        self.variant.check()?;
        check_parameter(self.k1 >= 0.0 && self.k1.is_finite(), "k1", self.k1, "a finite number ≥ 0")?;
        check_parameter((0.0..=1.0).contains(&self.b), "b", self.b, "a number of 0 to 1")
    }

    /// The idf of every column; 0 where no document holds the term.
    fn idf_of(&self, documents: usize, frequencies: &[u32]) -> Vec<f64> {
        let of = |&held: &u32| match held {
            0 => 0.0,
            _ => self.variant.idf(documents as f64, f64::from(held)),
        };
        let mut idf: Vec<f64> = frequencies.iter().map(of).collect();
        if let Bm25Variant::Okapi { epsilon } = self.variant {
            let terms = frequencies.iter().filter(|&&held| held > 0).count();
            let floor = epsilon * (idf.iter().sum::<f64>() / terms as f64);
            idf.iter_mut().filter(|idf| **idf < 0.0).for_each(|idf| *idf = floor);
        }
        idf
    }
}

impl<V: Value> Fit<SparseMatrix<V>> for Bm25Params {
    type Model = Bm25;

    /// Learns the idf of every column and the average length of a count matrix; the length of a document is the sum
    /// of its counts.
    ///
    /// # Errors
    /// [`Error::Parameter`] for params out of range, [`Error::Empty`] for a matrix that counts nothing,
    /// [`Error::Corrupt`] for a negative count.
    fn fit_with(&self, counts: &SparseMatrix<V>, _: &mut dyn Progress) -> Result<Bm25> {
        self.check()?;
        check_counts_to_learn(counts)?;
        let lengths = counts.row_sums();
        let average_length = lengths.iter().sum::<f64>() / counts.rows() as f64;
        let idf = self.idf_of(counts.rows(), &document_frequencies(counts));
        Bm25::try_from(RawBm25 { params: *self, average_length, idf })
    }
}

/// The idf of every column and the average length of a document.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::{Count, weighting::Bm25}};
/// let documents = ["good film good cast", "bad film", "a long and bad bad film"];
/// let (terms, counts) = Count::params().fit_transform::<_, f64>(&documents, &mut ())?;
/// let bm25 = Bm25::params().fit(&counts)?;
/// let query = terms.rows::<_, f64>(&["good film"])?;
/// let scores = bm25.scores(&bm25.rows(&counts)?, query.row(0))?;
/// // bm25s 0.3.16: BM25(method="lucene", dtype="float64").
/// let expected = [0.5958747254148237, 0.06714721457690277, 0.045901416214679636];
/// assert!(scores.iter().zip(expected).all(|(score, expected)| (score - expected).abs() < 1e-12));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawBm25")]
pub struct Bm25 {
    params: Bm25Params,
    average_length: f64,
    idf: Vec<f64>,
}

impl Bm25 {
    /// Params with the defaults of bm25s.
    #[must_use]
    pub fn params() -> Bm25Params {
        Bm25Params::default()
    }

    /// How the model was told to weigh.
    #[must_use]
    pub fn fitted_params(&self) -> Bm25Params {
        self.params
    }

    /// The idf of each column, as learnt.
    #[must_use]
    pub fn idf(&self) -> &[f64] {
        &self.idf
    }

    /// The average length of a document, in words, as learnt.
    #[must_use]
    pub fn average_length(&self) -> f64 {
        self.average_length
    }

    /// What a document scores for a term that it does not hold: above 0 in [`Bm25Variant::L`] and
    /// [`Bm25Variant::Plus`] only.
    ///
    /// # Panics
    /// If there is no such column.
    #[must_use]
    pub fn absent(&self, column: u32) -> f64 {
        self.idf[column as usize] * self.params.variant.weight_of_none(self.params.k1)
    }

    /// The weights of a count matrix, its entries in their places: what each term adds to a document's score, above
    /// what it adds where it is absent. Computed in `f64` and rounded once.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of columns than at fit, [`Error::Corrupt`] for a negative count or where a
    /// weight is past the range of the values.
    pub fn rows<V: Value>(&self, counts: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        check_counts_to_weigh(counts, self.idf.len())?;
        let Bm25Params { variant, k1, b } = self.params;
        counts.clone().with_rows_changed(|_, columns, values| {
            let length = Row { columns, values: &*values }.sum();
            let relative = 1.0 - b + b * length / self.average_length;
            for (value, &column) in values.iter_mut().zip(columns) {
                let count: f64 = (*value).into();
                if count > 0.0 {
                    *value = V::from_f64(self.idf[column as usize] * variant.weight(count, k1, relative));
                }
            }
        })
    }

    /// The score of every document for a query, given as its counts: the products of both, and what the query's terms
    /// score where they are absent.
    ///
    /// # Errors
    /// [`Error::Shape`] for weights of another number of columns, [`Error::Limit`] for a term of the query that has no
    /// column.
    pub fn scores<V: Value, Q: Value>(
        &self,
        weights: &SparseMatrix<V>,
        query: Row<'_, Q>,
    ) -> Result<Vec<f64>> {
        check_shape("columns of the weights", self.idf.len(), weights.columns())?;
        if let Some(&last) = query.columns.last() {
            check_limit("column of the query", (self.idf.len() as u64).saturating_sub(1), u64::from(last))?;
        }
        let absent = query.iter().fold(0.0, |sum, (column, count)| sum + count.into() * self.absent(column));
        let score = |rows: &std::ops::Range<usize>| -> Vec<f64> {
            rows.clone().map(|row| weights.row(row).dot_sparse(query) + absent).collect()
        };
        Ok(parallel::concat(parallel::map(&parallel::even_ranges(weights.rows(), ROWS_PER_TASK), score)))
    }
}

impl<V: Value> Transform<SparseMatrix<V>> for Bm25 {
    type Output = SparseMatrix<V>;

    /// As [`Bm25::rows`].
    fn transform(&self, counts: &SparseMatrix<V>) -> Result<SparseMatrix<V>> {
        self.rows(counts)
    }
}

/// What is read back, before it is checked.
#[derive(Deserialize)]
struct RawBm25 {
    params: Bm25Params,
    average_length: f64,
    idf: Vec<f64>,
}

impl TryFrom<RawBm25> for Bm25 {
    type Error = Error;

    fn try_from(RawBm25 { params, average_length, idf }: RawBm25) -> Result<Self> {
        params.check()?;
        let sound = average_length > 0.0 && average_length.is_finite();
        if !sound || idf.iter().any(|idf| !idf.is_finite()) {
            return Err(Error::corrupt("BM25 model", "its average length or an idf is out of range"));
        }
        Ok(Bm25 { params, average_length, idf })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::encode_words::encode_words;

    /// "aa bb aa cc", "bb cc", "cc dd dd dd ee", "".
    fn counts() -> SparseMatrix<f64> {
        let columns = vec![0, 1, 2, 1, 2, 2, 3, 4];
        let values = vec![2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 3.0, 1.0];
        SparseMatrix::from_parts(5, vec![0, 3, 5, 8, 8], columns, values).unwrap()
    }

    /// "aa cc cc dd".
    const QUERY: Row<'static, f64> = Row { columns: &[0, 2, 3], values: &[1.0, 2.0, 1.0] };

    fn scores(params: Bm25Params) -> Vec<f64> {
        let model = params.fit(&counts()).unwrap();
        model.scores(&model.rows(&counts()).unwrap(), QUERY).unwrap()
    }

    /// bm25s 0.3.16, `BM25(k1=1.2, b=0.75, delta=0.5, method=…, dtype="float64").get_scores(query)`, and rank_bm25
    /// 0.2.2, `BM25Okapi(documents, k1=1.2)`, `BM25L(documents, k1=1.2)`, `BM25Plus(documents, k1=1.2, delta=0.5)`.
    #[test]
    fn scores_are_those_of_the_libraries() {
        let plus = [4.943861456980365, 3.270215172957019, 5.037556384800398, 2.120263536200091];
        let goldens = [
            (Bm25Variant::Robertson, [0.4695353382498358, 0.0, 0.5149324013402896, 0.0]),
            (Bm25Variant::Lucene, [0.9405983242677969, 0.3649697100768425, 0.9746326737481971, 0.0]),
            (Bm25Variant::Atire, [2.175242120537363, 0.6476191770542415, 2.284576318464041, 0.0]),
            (
                Bm25Variant::L { delta: 0.5 },
                [3.231233475459346, 2.4906065089838663, 3.2922638453942827, 2.0196617918719237],
            ),
            (Bm25Variant::Plus { delta: 0.5 }, plus),
            (
                Bm25Variant::Okapi { epsilon: 0.25 },
                [1.1758670000476898, 0.19074054159414258, 1.2598148013472152, 0.0],
            ),
            (
                Bm25Variant::RankBm25L { delta: 0.5 },
                [4.10501736818685, 0.9325240563267724, 6.02461144687822, 0.0],
            ),
        ];
        for (variant, expected) in goldens {
            let scores = scores(Bm25::params().variant(variant).k1(1.2));
            let close = |(score, expected): (&f64, f64)| (score - expected).abs() <= 1e-12 * expected.abs();
            assert!(scores.iter().zip(expected).all(close), "{variant:?}: {scores:?}");
        }
    }

    /// rank_bm25 0.2.2 gives NaN for the last document.
    #[test]
    fn documents_without_words_score_nothing_at_full_length_normalisation() {
        let scores = scores(Bm25::params().variant(Bm25Variant::Okapi { epsilon: 0.25 }).b(1.0));
        let expected = [1.1462203353561051, 0.2026147057447661, 1.2232186300363466, 0.0];
        assert!(scores.iter().zip(expected).all(|(score, expected)| (score - expected).abs() < 1e-12));
    }

    #[test]
    fn zeros_are_as_good_as_absent() {
        let with_zero = SparseMatrix::from_parts(
            5,
            vec![0, 3, 6, 9, 9],
            vec![0, 1, 2, 0, 1, 2, 2, 3, 4],
            vec![2.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 3.0, 1.0],
        );
        let (with_zero, params) = (with_zero.unwrap(), Bm25::params().variant(Bm25Variant::L { delta: 1.0 }));
        let (model, expected) = (params.fit(&with_zero).unwrap(), params.fit(&counts()).unwrap());
        assert_eq!(model, expected);
        let weights = model.rows(&with_zero).unwrap();
        assert_eq!(weights.row(1).get(0), Some(0.0));
        assert_eq!(model.scores(&weights, QUERY).unwrap(), scores(params));
    }

    #[test]
    fn hostile_input_is_refused() {
        let fit = |params: Bm25Params| params.fit(&counts());
        for number in [-1.0, f64::NAN, f64::INFINITY] {
            for params in [
                Bm25::params().k1(number),
                Bm25::params().b(number),
                Bm25::params().variant(Bm25Variant::L { delta: number }),
                Bm25::params().variant(Bm25Variant::Okapi { epsilon: number }),
            ] {
                assert!(matches!(fit(params), Err(Error::Parameter { .. })), "{params:?}");
            }
        }
        for variant in
            [Bm25Variant::L { delta: 0.0 }, Bm25Variant::RankBm25L { delta: 0.0 }, Bm25Variant::Lucene]
        {
            let params = Bm25::params().variant(variant).k1(0.0).b(1.0);
            assert!(scores(params).iter().all(|score| score.is_finite()));
        }
        let negative = SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![-1.0]).unwrap();
        assert!(matches!(Bm25::params().fit(&negative), Err(Error::Corrupt { .. })));
        let nothing = SparseMatrix::from_parts(1, vec![0, 1], vec![0], vec![0.0]).unwrap();
        assert!(matches!(Bm25::params().fit(&nothing), Err(Error::Empty { .. })));
        let model = fit(Bm25::params()).unwrap();
        assert!(matches!(model.rows(&negative), Err(Error::Shape { .. })));
        assert!(matches!(
            model.scores(&counts(), Row { columns: &[5], values: &[1.0] }),
            Err(Error::Limit { .. })
        ));
    }

    #[test]
    fn reads_back_and_refuses_damage() {
        let (_, encoded) = encode_words([vec!["a", "b"], vec!["b"]]).unwrap();
        let triplets: Vec<(usize, u32, f32)> = encoded
            .iter()
            .enumerate()
            .flat_map(|(row, ids)| ids.iter().map(move |id| (row, id.0, 1.0)))
            .collect();
        let model = Bm25::params().fit(&SparseMatrix::from_triplets(2, 2, &triplets).unwrap()).unwrap();
        let json = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<Bm25>(&json).unwrap(), model);
        for (from, to) in [("\"k1\":1.5", "\"k1\":-1.5"), ("length\":1.5", "length\":0.0")] {
            let damaged = json.replace(from, to);
            assert_ne!(damaged, json);
            assert!(serde_json::from_str::<Bm25>(&damaged).is_err());
        }
    }
}
