//! [`Cider`]: captions by the n-grams that they share with their references, rare ones above all, as pycocoevalcap 1.2's
//! `Cider` (CIDEr-D).
//!
//! An n-gram counts (how often) · (ln *I* − ln max(1, *d*)), *d* of *I* sets of references having it. The vectors of a
//! caption and of a reference, one for each *n* from 1 to *N*, are compared by their cosine, a caption's counts being
//! clipped by the reference's, and a difference of δ in length costs e^(−δ² / 2σ²). The score is the mean over *n* and
//! over references, times 10; of a corpus, the mean (Vedantam, Zitnick and Parikh, "CIDEr: consensus-based image
//! description evaluation", 2015). Lengths are counted in bigrams, as there. Words are as they are: lower-case them and
//! cut off punctuation first.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter, check_shape};
use crate::metric::meteor::words::split;

type Map<K, V> = HashMap<K, V, foldhash::fast::FixedState>;

/// How long n-grams are, and how much length matters.
///
/// # Examples
/// ```
/// use wordmill::metric::meteor::CiderParams;
/// let references = [["a cat sits on a mat", "the cat is on the mat"], ["a dog runs home", "the dog runs"]];
/// let cider = CiderParams::default().fit(&references)?;
/// let scores = cider.score(&["a cat sits on a mat", "a cat runs"])?;
/// assert!(scores.segments[0] > 5.0 && scores.segments[1] < 3.0);
/// assert_eq!(scores.mean, (scores.segments[0] + scores.segments[1]) / 2.0);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CiderParams {
    orders: usize,
    sigma: f64,
}

impl Default for CiderParams {
    fn default() -> Self {
        CiderParams { orders: 4, sigma: 6.0 }
    }
}

impl CiderParams {
    /// The longest n-grams; 1 to 100; default 4; *N*.
    #[must_use]
    pub fn orders(mut self, orders: usize) -> Self {
        self.orders = orders;
        self
    }

    /// The difference in length that costs 1 − e^−½; above 0; default 6; σ.
    #[must_use]
    pub fn sigma(mut self, sigma: f64) -> Self {
        self.sigma = sigma;
        self
    }

    /// Counts how many sets of references hold each n-gram.
    ///
    /// # Errors
    /// [`Error::Parameter`] for orders or a σ out of range, [`Error::Empty`] for no segment or one without a reference.
    pub fn fit<R: AsRef<[S]>, S: AsRef<str>>(&self, references: &[R]) -> Result<Cider> {
        check_parameter((1..=100).contains(&self.orders), "orders", self.orders, "1 to 100")?;
        check_parameter(
            self.sigma > 0.0 && self.sigma.is_finite(),
            "sigma",
            self.sigma,
            "a finite number > 0",
        )?;
        if references.is_empty() || references.iter().any(|texts| texts.as_ref().is_empty()) {
            return Err(Error::Empty { what: "list of references" });
        }
        let mut grams = Grams::default();
        let mut counted = Vec::with_capacity(references.len());
        for texts in references {
            let counts: Vec<_> =
                texts.as_ref().iter().map(|text| grams.count_all(text.as_ref(), self.orders)).collect();
            grams.note_set(&counts);
            counted.push(counts);
        }
        let mut cider =
            Cider { params: *self, grams, segments: (references.len() as f64).ln(), vectors: Vec::new() };
        let vectors = |counts: Vec<Counts>| counts.iter().map(|counts| cider.vector(counts)).collect();
        cider.vectors = counted.into_iter().map(vectors).collect();
        Ok(cider)
    }
}

/// References of a corpus, ready for captions of as many segments.
#[derive(Debug, Clone, PartialEq)]
pub struct Cider {
    params: CiderParams,
    grams: Grams,
    /// ln *I*.
    segments: f64,
    vectors: Vec<Vec<Vector>>,
}

/// What [`Cider::score`] gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CiderScores {
    /// The mean over segments, 0 to 10.
    pub mean: f64,
    /// The score of each segment.
    pub segments: Vec<f64>,
}

impl Cider {
    /// Scores one caption for each segment.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there are as many captions as segments.
    pub fn score<H: AsRef<str>>(&self, hypotheses: &[H]) -> Result<CiderScores> {
        check_shape(
            "captions, one for each segment of the references",
            self.vectors.len(),
            hypotheses.len(),
        )?;
        let pairs = hypotheses.iter().zip(&self.vectors);
        let segments: Vec<f64> =
            pairs.map(|(text, references)| self.segment(text.as_ref(), references)).collect();
        Ok(CiderScores { mean: segments.iter().sum::<f64>() / segments.len() as f64, segments })
    }

    fn segment(&self, hypothesis: &str, references: &[Vector]) -> f64 {
        let hypothesis = self.vector(&self.grams.count_known(hypothesis, self.params.orders));
        let mut sums = vec![0.0; self.params.orders];
        for reference in references {
            for (sum, similarity) in sums.iter_mut().zip(self.similarities(&hypothesis, reference)) {
                *sum += similarity;
            }
        }
        let mean = sums.iter().sum::<f64>() / sums.len() as f64;
        mean / references.len() as f64 * 10.0
    }

    /// A similarity for each order.
    fn similarities(&self, hypothesis: &Vector, reference: &Vector) -> Vec<f64> {
        let difference = hypothesis.length - reference.length;
        let penalty = (-(difference * difference) / (2.0 * self.params.sigma * self.params.sigma)).exp();
        let mut products = vec![0.0; self.params.orders];
        for &(order, gram, weight) in &hypothesis.weights {
            let other = gram.and_then(|gram| reference.places.get(&gram)).copied().unwrap_or(0.0);
            products[order] += weight.min(other) * other;
        }
        for (product, (one, other)) in products.iter_mut().zip(hypothesis.norms.iter().zip(&reference.norms))
        {
            if *one != 0.0 && *other != 0.0 {
                *product /= one * other;
            }
            *product *= penalty;
        }
        products
    }

    fn vector(&self, counts: &Counts) -> Vector {
        let mut norms = vec![0.0; self.params.orders];
        let mut vector = Vector {
            weights: Vec::with_capacity(counts.grams.len()),
            places: Map::default(),
            norms: Vec::new(),
            length: 0.0,
        };
        for &(order, gram, count) in &counts.grams {
            let sets = gram.map_or(0, |gram| self.grams.sets[gram as usize]);
            let weight = f64::from(count) * (self.segments - f64::from(sets.max(1)).ln());
            norms[order] += weight * weight;
            if order == 1 {
                vector.length += f64::from(count);
            }
            vector.weights.push((order, gram, weight));
            vector.places.extend(gram.map(|gram| (gram, weight)));
        }
        vector.norms = norms.into_iter().map(f64::sqrt).collect();
        vector
    }
}

/// The weights of the n-grams of a text: their order from 0, their number if a reference has them.
#[derive(Debug, Clone, PartialEq)]
struct Vector {
    weights: Vec<(usize, Option<u32>, f64)>,
    places: Map<u32, f64>,
    norms: Vec<f64>,
    length: f64,
}

/// The n-grams of a text in the order in which they first appear, shorter ones first: order, number, how often.
struct Counts {
    grams: Vec<(usize, Option<u32>, u32)>,
}

/// The n-grams of all references: words, and longer ones by the number of what stands before the last word.
#[derive(Debug, Clone, PartialEq, Default)]
struct Grams {
    words: Map<Box<str>, u32>,
    longer: Map<(u32, u32), u32>,
    /// In how many sets of references each is.
    sets: Vec<u32>,
}

impl Grams {
    /// Counts n-grams, numbering new ones.
    fn count_all(&mut self, text: &str, orders: usize) -> Counts {
        let words: Vec<u32> = split(text).map(|word| self.word(word)).collect();
        let mut grams = words.clone();
        let mut tally = GramTally::default();
        for order in 0..orders.min(words.len()) {
            if order > 0 {
                for at in 0..words.len() - order {
                    grams[at] = self.longer(grams[at], words[at + order]);
                }
            }
            grams[..words.len() - order].iter().for_each(|&gram| tally.note(order, gram));
        }
        tally.counts
    }

    /// Counts n-grams; those that no reference has are told apart only where it matters: they match nothing.
    fn count_known(&self, text: &str, orders: usize) -> Counts {
        // Numbers behind the known ones, so that equal strange n-grams are counted together.
        let mut strange = Grams { sets: self.sets.clone(), ..Grams::default() };
        let words: Vec<u32> = split(text)
            .map(|word| self.words.get(word).copied().unwrap_or_else(|| strange.word(word)))
            .collect();
        let mut grams = words.clone();
        let mut tally = GramTally::default();
        for order in 0..orders.min(words.len()) {
            if order > 0 {
                for at in 0..words.len() - order {
                    let pair = (grams[at], words[at + order]);
                    grams[at] =
                        self.longer.get(&pair).copied().unwrap_or_else(|| strange.longer(pair.0, pair.1));
                }
            }
            grams[..words.len() - order].iter().for_each(|&gram| tally.note(order, gram));
        }
        let mut counts = tally.counts;
        for (_, gram, _) in &mut counts.grams {
            *gram = gram.filter(|&gram| (gram as usize) < self.sets.len());
        }
        counts
    }

    fn word(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.words.get(word) {
            return number;
        }
        let number = self.sets.len() as u32;
        self.words.insert(word.into(), number);
        self.sets.push(0);
        number
    }

    fn longer(&mut self, before: u32, word: u32) -> u32 {
        let number = self.sets.len() as u32;
        let found = *self.longer.entry((before, word)).or_insert(number);
        if found == number {
            self.sets.push(0);
        }
        found
    }

    /// Counts a set of references for each n-gram that one of them has.
    fn note_set(&mut self, references: &[Counts]) {
        let mut grams: Vec<u32> =
            references.iter().flat_map(|counts| &counts.grams).filter_map(|&(_, gram, _)| gram).collect();
        grams.sort_unstable();
        grams.dedup();
        grams.into_iter().for_each(|gram| self.sets[gram as usize] += 1);
    }
}

/// Counts in the order of first appearance.
struct GramTally {
    counts: Counts,
    places: Map<u32, usize>,
}

impl Default for GramTally {
    fn default() -> Self {
        GramTally { counts: Counts { grams: Vec::new() }, places: Map::default() }
    }
}

impl GramTally {
    fn note(&mut self, order: usize, gram: u32) {
        let next = self.counts.grams.len();
        let place = *self.places.entry(gram).or_insert(next);
        if place == next {
            self.counts.grams.push((order, Some(gram), 0));
        }
        self.counts.grams[place].2 += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: unigrams and the bigram weigh ln 2 each, so their cosines are 1, and there are no longer n-grams.
    #[test]
    fn two_of_four_orders_are_equal() {
        let cider = CiderParams::default().fit(&[["a b"], ["c d"]]).unwrap();
        let near = |got: f64, expected: f64| {
            assert!((got - expected).abs() < 1e-12, "got {got}, expected {expected}");
        };
        let scores = cider.score(&["a b", "a b"]).unwrap();
        near(scores.segments[0], 5.0);
        assert_eq!(scores.segments[1], 0.0);
        near(scores.mean, 2.5);
        // One of two words is found, and the caption is a bigram longer.
        let longer = cider.score(&["a x y", ""]).unwrap().segments[0];
        let weight = 2f64.ln();
        let cosine = weight * weight / ((3.0 * weight * weight).sqrt() * (2.0 * weight * weight).sqrt());
        near(longer, cosine * (-1.0f64 / 72.0).exp() / 4.0 * 10.0);
    }

    #[test]
    fn bad_input_is_an_error() {
        let references = [["a b"]];
        for params in [
            CiderParams::default().orders(0),
            CiderParams::default().orders(101),
            CiderParams::default().sigma(0.0),
            CiderParams::default().sigma(f64::NAN),
        ] {
            assert!(matches!(params.fit(&references), Err(Error::Parameter { .. })), "{params:?}");
        }
        let none: [[&str; 0]; 1] = [[]];
        assert!(matches!(CiderParams::default().fit(&none), Err(Error::Empty { .. })));
        let cider = CiderParams::default().fit(&references).unwrap();
        assert!(matches!(cider.score(&["a", "b"]), Err(Error::Shape { .. })));
        assert_eq!(cider.score(&["a b"]).unwrap().mean, 0.0, "what every segment has tells nothing");
    }
}
