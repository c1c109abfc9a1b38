//! [`Nist`]: the NIST score of tokens, as NLTK 3.10.4 and NIST's own mteval (v13a, v14) compute it.
//!
//! ```text
//! NIST = Σₙ (Σ Info of the n-grams that match / n-grams of the hypotheses) · exp(β ln² min(1, c/r))
//! ```
//!
//! β makes the penalty ½ where the hypotheses have two thirds of the words of the references. The two tools take several
//! references in different ways: [`NistReferences`].

use std::collections::HashMap;
use std::fmt;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_parameter, check_shape};
use crate::metric::nist::information::Information;

/// How the references of a segment are taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum NistReferences {
    /// For each length of n-grams the reference that tells most; its words are the length (NLTK).
    #[default]
    Best,
    /// N-grams may match any of them, as often as the one that has most; their mean length is the length (mteval).
    All,
}

/// The NIST score: length of n-grams, treatment of references.
///
/// # Examples
/// ```
/// use wordmill::metric::Nist;
/// let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
/// let score = Nist::new().sentence(&words("the cat sat on a mat"), &[words("the cat sat on the mat")])?;
/// // nltk 3.10.4: sentence_nist([reference], hypothesis)
/// assert!((score.score - 2.1874687506009636).abs() < 1e-12);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nist {
    max_order: usize,
    references: NistReferences,
}

/// A NIST score and its parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NistScore {
    /// In bits, at least 0.
    pub score: f64,
    /// What n-grams tell on average, by their length from 1, before the penalty.
    pub information: Vec<f64>,
    /// The penalty for hypotheses that are shorter than their references, from 0 to 1.
    pub brevity_penalty: f64,
}

impl fmt::Display for NistScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NIST = {:.4} (BP = {:.3})", self.score, self.brevity_penalty)
    }
}

/// What is known of the n-grams of one length in a segment.
#[derive(Clone, Copy, Default)]
struct Told {
    bits: f64,
    grams: u64,
    reference_length: f64,
}

impl Default for Nist {
    fn default() -> Self {
        Nist::new()
    }
}

impl Nist {
    /// NLTK's defaults: n-grams of up to five words, the best reference.
    #[must_use]
    pub fn new() -> Self {
        Nist { max_order: 5, references: NistReferences::default() }
    }

    /// The longest n-grams, from 1 to 64 words (default: 5).
    #[must_use]
    pub fn max_order(mut self, max_order: usize) -> Self {
        self.max_order = max_order;
        self
    }

    /// How several references are taken together (default: [`NistReferences::Best`]).
    #[must_use]
    pub fn references(mut self, references: NistReferences) -> Self {
        self.references = references;
        self
    }

    /// The score of a sentence.
    ///
    /// # Errors
    /// As [`Nist::corpus`].
    pub fn sentence<T: AsRef<str>, R: AsRef<[T]>>(
        &self,
        hypothesis: &[T],
        references: &[R],
    ) -> Result<NistScore> {
        self.corpus(&[hypothesis], &[references])
    }

    /// The score of many sentences together; what n-grams tell is learnt from their references.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there are references for every hypothesis; [`Error::Empty`] for no hypothesis, for one
    /// without references, where all references are empty, and, for [`NistReferences::Best`], where no hypothesis has
    /// n-grams of some length (mteval takes what they tell for 0); [`Error::Parameter`] for a length outside its range.
    pub fn corpus<T, H, S, R>(&self, hypotheses: &[H], references: &[S]) -> Result<NistScore>
    where
        T: AsRef<str>,
        H: AsRef<[T]>,
        S: AsRef<[R]>,
        R: AsRef<[T]>,
    {
        let order = self.max_order;
        check_parameter((1..=64).contains(&order), "max_order", order, "1 to 64")?;
        check_shape("references, a list for each hypothesis", hypotheses.len(), references.len())?;
        let mut information = Information::new(order);
        for reference in references.iter().flat_map(AsRef::as_ref) {
            information.add(reference.as_ref())?;
        }
        let mut told = vec![Told::default(); order];
        for (hypothesis, references) in hypotheses.iter().zip(references) {
            let references: Vec<&[T]> = references.as_ref().iter().map(AsRef::as_ref).collect();
            if references.is_empty() {
                return Err(Error::Empty { what: "list of references of a segment" });
            }
            let segment = self.segment(&information, hypothesis.as_ref(), &references);
            for (sum, segment) in told.iter_mut().zip(segment) {
                sum.bits += segment.bits;
                sum.grams += segment.grams;
                sum.reference_length += segment.reference_length;
            }
        }
        self.score(&told)
    }

    fn score(&self, told: &[Told]) -> Result<NistScore> {
        let reference_length: f64 = told.iter().map(|told| told.reference_length).sum();
        if reference_length == 0.0 {
            return Err(Error::Empty { what: "list of words of the references" });
        }
        let words = told.first().map_or(0, |told| told.grams) as f64;
        let brevity_penalty = length_penalty(words * told.len() as f64 / reference_length);
        let mut information = Vec::with_capacity(told.len());
        for told in told {
            if told.grams == 0 && self.references == NistReferences::Best {
                return Err(Error::Empty { what: "list of n-grams of one length in the hypotheses" });
            }
            information.push(told.bits / told.grams.max(1) as f64);
        }
        let sum = information.iter().fold(0.0, |sum, told| sum + told);
        Ok(NistScore { score: sum * brevity_penalty, information, brevity_penalty })
    }

    /// What the n-grams of a hypothesis tell, by length.
    fn segment<T: AsRef<str>>(
        &self,
        information: &Information,
        hypothesis: &[T],
        references: &[&[T]],
    ) -> Vec<Told> {
        let numbers: Vec<_> = references.iter().map(|reference| information.numbers(reference)).collect();
        let mean_length = references.iter().map(|reference| reference.len()).sum::<usize>() as f64
            / references.len() as f64;
        let of_length = |(at, hypothesis_numbers): (usize, &Vec<u32>)| {
            let grams = hypothesis.len().saturating_sub(at) as u64;
            let counted = Counted::of(hypothesis_numbers);
            let each = numbers.iter().map(|numbers| Counted::of(&numbers[at]));
            match self.references {
                NistReferences::All => {
                    let most = each.fold(Counted::default(), Counted::or);
                    Told {
                        bits: counted.shared_bits(&most, information),
                        grams,
                        reference_length: mean_length,
                    }
                }
                NistReferences::Best => {
                    let told = each.zip(references).map(|(each, reference)| Told {
                        bits: counted.shared_bits(&each, information),
                        grams,
                        reference_length: reference.len() as f64,
                    });
                    let order = |a: &Told, b: &Told| {
                        a.bits.total_cmp(&b.bits).then(a.reference_length.total_cmp(&b.reference_length))
                    };
                    told.max_by(order).unwrap_or_default()
                }
            }
        };
        information.numbers(hypothesis).iter().enumerate().map(of_length).collect()
    }
}

/// Counts of n-grams, in the order in which they are first seen.
#[derive(Default)]
struct Counted {
    places: HashMap<u32, usize, FixedState>,
    counts: Vec<(u32, u64)>,
}

impl Counted {
    fn of(grams: &[u32]) -> Self {
        let mut counted = Counted::default();
        grams.iter().for_each(|&gram| *counted.count_of(gram) += 1);
        counted
    }

    fn count_of(&mut self, gram: u32) -> &mut u64 {
        let place = *self.places.entry(gram).or_insert(self.counts.len());
        if place == self.counts.len() {
            self.counts.push((gram, 0));
        }
        &mut self.counts[place].1
    }

    /// The larger of both counts.
    fn or(mut self, other: Counted) -> Self {
        for (gram, count) in other.counts {
            let most = self.count_of(gram);
            *most = count.max(*most);
        }
        self
    }

    /// What those n-grams tell that both have, each as often as both have it.
    fn shared_bits(&self, other: &Counted, information: &Information) -> f64 {
        let bits = |&(gram, count): &(u32, u64)| {
            let shared = other.places.get(&gram).map(|&place| other.counts[place].1.min(count))?;
            Some(information.bits(gram) * shared as f64)
        };
        self.counts.iter().filter_map(bits).fold(0.0, |sum, bits| sum + bits)
    }
}

/// NIST's penalty for a ratio of lengths.
fn length_penalty(ratio: f64) -> f64 {
    if 0.0 < ratio && ratio < 1.0 {
        let beta = 0.5f64.ln() / 1.5f64.ln().powi(2);
        (beta * ratio.ln().powi(2)).exp()
    } else {
        ratio.clamp(0.0, 1.0)
    }
}
