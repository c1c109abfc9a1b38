//! [`Segmentation`]: where a text is cut, and how far two ways to cut it are apart.
//!
//! - **Pk** (Beeferman, Berger and Lafferty, "Statistical models for text segmentation", 1999): the share of windows in
//!   which one has a boundary and the other has none.
//! - **WindowDiff** (Pevzner and Hearst, "A critique and improvement of an evaluation metric for text segmentation", 2002):
//!   the share of windows in which the numbers of boundaries differ.
//! - **Generalised Hamming distance** (Bookstein, Kulyukin and Raita, 2002): the cheapest way to insert, delete and shift
//!   boundaries.
//! - **Boundary similarity** (Fournier, "Evaluating text segmentation using boundary edit distance", 2013): the share of
//!   boundaries that agree, near misses counting in part.
//!
//! The first three are NLTK's (3.10.4), the last and the default window of the first two segeval's (2.0.11). Left out:
//! several types of boundaries, and segeval's other similarities.

use crate::error::{Error, Result, check_parameter, check_shape};

/// The boundaries of a text: whether one lies at each of the places where one might.
///
/// # Examples
/// ```
/// use wordmill::metric::Segmentation;
/// let reference = Segmentation::from_masses(&[2, 3, 6])?;
/// let hypothesis = Segmentation::from_masses(&[2, 2, 7])?;
/// assert_eq!(reference, Segmentation::from_boundaries([false, true, false, false, true, false, false, false, false, false]));
/// assert_eq!(reference.window_diff(&hypothesis, 2)?, 2.0 / 9.0);
/// assert_eq!(reference.boundary_similarity(&hypothesis, 2)?, 0.75);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segmentation {
    boundaries: Vec<bool>,
}

/// What the edits of the generalised Hamming distance cost; the default is NLTK's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShiftCosts {
    /// To insert a boundary.
    pub insertion: f64,
    /// To delete one.
    pub deletion: f64,
    /// To shift one by one place.
    pub shift: f64,
}

impl Default for ShiftCosts {
    fn default() -> Self {
        ShiftCosts { insertion: 2.0, deletion: 2.0, shift: 1.0 }
    }
}

impl Segmentation {
    /// From a flag for each place where a boundary might lie.
    #[must_use]
    pub fn from_boundaries(boundaries: impl Into<Vec<bool>>) -> Self {
        Segmentation { boundaries: boundaries.into() }
    }

    /// From the lengths of the segments, in units such as sentences; between two units lies a place.
    ///
    /// # Errors
    /// [`Error::Empty`] for no segments, [`Error::Parameter`] for a segment of length 0.
    pub fn from_masses(masses: &[usize]) -> Result<Self> {
        let mut boundaries = Vec::new();
        for &mass in masses {
            check_parameter(mass > 0, "length of a segment", mass, "at least 1")?;
            boundaries.extend(std::iter::repeat_n(false, mass - 1).chain([true]));
        }
        // The end of the text is no boundary.
        boundaries.pop().ok_or(Error::Empty { what: "list of segments" })?;
        Ok(Segmentation { boundaries })
    }

    /// A flag for each place where a boundary might lie.
    #[must_use]
    pub fn boundaries(&self) -> &[bool] {
        &self.boundaries
    }

    /// Half of the mean length of a segment, in places: NLTK's window for Pk, which may be 0.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::Segmentation;
    /// let reference = Segmentation::from_boundaries([false, true, false, false].repeat(3));
    /// assert_eq!((reference.half_segment(), reference.half_mass()), (2, 2));
    /// ```
    #[must_use]
    pub fn half_segment(&self) -> usize {
        let boundaries = self.places().len().max(1);
        (self.boundaries.len() as f64 / (2.0 * boundaries as f64)).round_ties_even() as usize
    }

    /// Half of the mean length of a segment, in units, and at least 2: segeval's window.
    #[must_use]
    pub fn half_mass(&self) -> usize {
        let segments = self.places().len() + 1;
        let half = (self.boundaries.len() + 1) as f64 / segments as f64 / 2.0;
        (half.round_ties_even() as usize).max(2)
    }

    /// Pk of a hypothesis, 0 (the same) to 1.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of places, [`Error::Parameter`] for a window of 0 or more places than there are.
    pub fn pk(&self, hypothesis: &Segmentation, window: usize) -> Result<f64> {
        self.mean_of_windows(hypothesis, window, |here, there| usize::from((here > 0) != (there > 0)))
    }

    /// WindowDiff of a hypothesis, 0 to 1.
    ///
    /// # Errors
    /// As [`Segmentation::pk`].
    pub fn window_diff(&self, hypothesis: &Segmentation, window: usize) -> Result<f64> {
        self.mean_of_windows(hypothesis, window, |here, there| usize::from(here != there))
    }

    /// WindowDiff with each window counting as many times as there are boundaries too many or too few; may pass 1.
    ///
    /// # Errors
    /// As [`Segmentation::pk`].
    pub fn weighted_window_diff(&self, hypothesis: &Segmentation, window: usize) -> Result<f64> {
        self.mean_of_windows(hypothesis, window, usize::abs_diff)
    }

    fn mean_of_windows(
        &self,
        hypothesis: &Segmentation,
        window: usize,
        difference: impl Fn(usize, usize) -> usize,
    ) -> Result<f64> {
        let (here, there) = (&self.boundaries, &hypothesis.boundaries);
        check_shape("places of the hypothesis", here.len(), there.len())?;
        check_parameter((1..=here.len()).contains(&window), "window", window, "1 to the number of places")?;
        let count = |flags: &[bool]| flags.iter().filter(|&&flag| flag).count();
        let (mut counts, mut total) = ([count(&here[..window]), count(&there[..window])], 0);
        for last in window..=here.len() {
            total += difference(counts[0], counts[1]);
            for (count, flags) in counts.iter_mut().zip([here, there]) {
                *count += usize::from(flags.get(last).is_some_and(|&flag| flag));
                *count -= usize::from(flags[last - window]);
            }
        }
        Ok(total as f64 / (here.len() - window + 1) as f64)
    }

    /// The generalised Hamming distance of a hypothesis. It takes time for every pair of boundaries.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a cost that is not a finite number ≥ 0.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::{Segmentation, ShiftCosts};
    /// let reference = Segmentation::from_boundaries([true, true, false, false, true, false]);
    /// let hypothesis = Segmentation::from_boundaries([true, true, false, false, false, true]);
    /// let costs = ShiftCosts { insertion: 1.0, deletion: 1.0, shift: 0.5 };
    /// assert_eq!(reference.hamming(&hypothesis, costs)?, 0.5);
    /// # Ok::<(), wordmill::Error>(())
    /// ```
    pub fn hamming(&self, hypothesis: &Segmentation, costs: ShiftCosts) -> Result<f64> {
        let ShiftCosts { insertion, deletion, shift } = costs;
        for (name, cost) in [("insertion", insertion), ("deletion", deletion), ("shift", shift)] {
            check_parameter(cost.is_finite() && cost >= 0.0, name, cost, "a finite number ≥ 0")?;
        }
        let (columns, rows) = (self.places(), hypothesis.places());
        let mut row: Vec<f64> = (0..=columns.len()).map(|column| insertion * column as f64).collect();
        for (number, &there) in rows.iter().enumerate() {
            let mut diagonal = std::mem::replace(&mut row[0], deletion * (number + 1) as f64);
            for (column, &here) in columns.iter().enumerate() {
                let shifted = shift * here.abs_diff(there) as f64 + diagonal;
                let (left, above) = (row[column], row[column + 1]);
                let other = match there.cmp(&here) {
                    std::cmp::Ordering::Equal => diagonal,
                    std::cmp::Ordering::Greater => deletion + above,
                    std::cmp::Ordering::Less => insertion + left,
                };
                row[column + 1] = if shifted < other { shifted } else { other };
                diagonal = above;
            }
        }
        Ok(row[columns.len()])
    }

    /// Boundary similarity, 0 to 1: boundaries at most `reach` − 1 places apart are a near miss, which costs its distance
    /// over `reach` where a full miss costs 1; segeval's default reach is 2.
    ///
    /// # Errors
    /// [`Error::Shape`] for another number of places, [`Error::Parameter`] for a reach of 0, [`Error::Empty`] where
    /// neither has a boundary.
    pub fn boundary_similarity(&self, other: &Segmentation, reach: usize) -> Result<f64> {
        let (here, there) = (&self.boundaries, &other.boundaries);
        check_shape("places of the other segmentation", here.len(), there.len())?;
        check_parameter(reach > 0, "reach", reach, "at least 1")?;
        let mut missed: Vec<bool> = here.iter().zip(there).map(|(here, there)| here != there).collect();
        let matches = here.iter().zip(there).filter(|&(&here, &there)| here && there).count();
        let (mut misses, mut near, mut moved) = (missed.iter().filter(|&&missed| missed).count(), 0, 0);
        // Near misses first at distance 1, then 2, …; each boundary belongs to one.
        for distance in 1..reach.min(here.len()) {
            for first in 0..here.len() - distance {
                let last = first + distance;
                if missed[first] && missed[last] && here[first] != here[last] {
                    (missed[first], missed[last]) = (false, false);
                    (misses, near, moved) = (misses - 2, near + 1, moved + distance);
                }
            }
        }
        let all = misses + near + matches;
        if all == 0 {
            return Err(Error::Empty { what: "set of boundaries" });
        }
        // Whole numbers of shares of a boundary, so that the quotient is rounded once.
        let shares = (near + matches) as u128 * reach as u128 - moved as u128;
        Ok(shares as f64 / (all as u128 * reach as u128) as f64)
    }

    /// The places of the boundaries.
    fn places(&self) -> Vec<usize> {
        let flags = self.boundaries.iter().enumerate();
        flags.filter(|&(_, &flag)| flag).map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(flags: &str) -> Segmentation {
        Segmentation::from_boundaries(flags.bytes().map(|flag| flag == b'1').collect::<Vec<_>>())
    }

    /// NLTK 3.10.4: `windowdiff`, `windowdiff(weighted=True)`, `pk` with k = 3, `ghd` with its defaults.
    #[test]
    fn distances_are_those_of_nltk() {
        let (reference, hypothesis) = (of("000100000010110"), of("000010000100001"));
        assert_eq!(reference.window_diff(&hypothesis, 3).unwrap(), WINDOW_DIFF);
        assert_eq!(reference.weighted_window_diff(&hypothesis, 3).unwrap(), WEIGHTED);
        assert_eq!(reference.pk(&hypothesis, 3).unwrap(), PK);
        assert_eq!(reference.hamming(&hypothesis, ShiftCosts::default()).unwrap(), HAMMING);
        assert_eq!(
            of("000").hamming(&of("111"), ShiftCosts { deletion: 1.5, ..ShiftCosts::default() }).unwrap(),
            4.5
        );
        assert_eq!(
            of("111").hamming(&of("000"), ShiftCosts { insertion: 0.5, ..ShiftCosts::default() }).unwrap(),
            1.5
        );
    }

    const WINDOW_DIFF: f64 = 0.46153846153846156;
    const WEIGHTED: f64 = 0.6153846153846154;
    const PK: f64 = 0.38461538461538464;
    const HAMMING: f64 = 5.0;

    /// segeval 2.0.11: `boundary_similarity` with `n_t` 2 and 4, `compute_window_size`, `window_diff`, `pk`.
    #[test]
    fn similarity_is_that_of_segeval() {
        let here = Segmentation::from_masses(&[4, 7, 2, 1, 3, 9, 1]).unwrap();
        let there = Segmentation::from_masses(&[5, 4, 4, 2, 5, 6, 1]).unwrap();
        for (reach, expected) in SIMILARITIES {
            assert_eq!(here.boundary_similarity(&there, reach).unwrap(), expected, "{reach}");
        }
        assert_eq!(here.half_mass(), 2);
        assert_eq!(Segmentation::from_masses(&[9, 9]).unwrap().half_mass(), 4);
        assert_eq!(Segmentation::from_masses(&[11, 11]).unwrap().half_mass(), 6);
    }

    const SIMILARITIES: [(usize, f64); 3] = [(1, 0.2), (2, 0.375), (4, 0.7083333333333334)];

    #[test]
    fn bad_input_is_an_error() {
        let (short, long) = (of("01"), of("010"));
        assert!(short.pk(&long, 1).is_err() && long.pk(&long, 0).is_err() && long.pk(&long, 4).is_err());
        assert!(short.boundary_similarity(&long, 2).is_err() && long.boundary_similarity(&long, 0).is_err());
        assert!(of("00").boundary_similarity(&of("00"), 2).is_err());
        assert!(of("").pk(&of(""), 1).is_err());
        assert!(Segmentation::from_masses(&[]).is_err() && Segmentation::from_masses(&[1, 0]).is_err());
        assert!(long.hamming(&short, ShiftCosts { shift: f64::NAN, ..ShiftCosts::default() }).is_err());
        assert_eq!((of("").half_segment(), of("0").half_segment(), of("").half_mass()), (0, 0, 2));
        assert_eq!(long.boundary_similarity(&long, usize::MAX).unwrap(), 1.0);
    }
}
