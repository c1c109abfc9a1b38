//! [`BigramMarginals`], [`TrigramMarginals`] and [`QuadgramMarginals`]: the counts that an association is made of.

/// Counts around a bigram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BigramMarginals {
    /// Of the bigram; over a window of `w` words, a `w − 1`-th of the pairs found.
    pub joint: f64,
    /// Of its first and its second word.
    pub words: [u64; 2],
    /// Of all words.
    pub total: u64,
}

/// Counts around a trigram.
///
/// # Examples
/// ```
/// use wordmill::text::collocation::{Association, TrigramMarginals};
/// let marginals = TrigramMarginals { joint: 1, pairs: [1, 1, 1], words: [1, 73, 1], total: 2000 };
/// assert_eq!(Association::RawFrequency.score_trigram(&marginals), Some(0.0005));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrigramMarginals {
    /// Of the trigram.
    pub joint: u64,
    /// Of words 1 and 2, of words 1 and 3 with any word between, of words 2 and 3.
    pub pairs: [u64; 3],
    /// Of its words.
    pub words: [u64; 3],
    /// Of all words.
    pub total: u64,
}

/// Counts around a quadgram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuadgramMarginals {
    /// Of the quadgram.
    pub joint: u64,
    /// Of its words but the last, but the third, but the second, but the first.
    pub triples: [u64; 4],
    /// Of words 1 and 2, 1 and 3, 1 and 4, 2 and 4, 3 and 4, 2 and 3.
    pub pairs: [u64; 6],
    /// Of its words.
    pub words: [u64; 4],
    /// Of all words.
    pub total: u64,
}

impl TrigramMarginals {
    /// The contingency table. Cell `c` counts the trigrams that lack the trigram's word `i` where bit `i` of `c` is set
    /// and have it elsewhere.
    pub(super) fn cells(&self) -> [i128; 8] {
        let [iix, ixi, xii] = self.pairs.map(i128::from);
        let [ixx, xix, xxi] = self.words.map(i128::from);
        let iii = i128::from(self.joint);
        let (oii, ioi, iio) = (xii - iii, ixi - iii, iix - iii);
        let ooi = xxi - iii - oii - ioi;
        let oio = xix - iii - oii - iio;
        let ioo = ixx - iii - ioi - iio;
        let ooo = i128::from(self.total) - iii - oii - ioi - iio - ooi - oio - ioo;
        [iii, oii, ioi, ooi, iio, oio, ioo, ooo]
    }
}

impl QuadgramMarginals {
    /// The contingency table, as [`TrigramMarginals::cells`].
    pub(super) fn cells(&self) -> [i128; 16] {
        let [iiix, iixi, ixii, xiii] = self.triples.map(i128::from);
        let [iixx, ixix, ixxi, xixi, xxii, xiix] = self.pairs.map(i128::from);
        let [ixxx, xixx, xxix, xxxi] = self.words.map(i128::from);
        let iiii = i128::from(self.joint);
        let (oiii, ioii, iioi, iiio) = (xiii - iiii, ixii - iiii, iixi - iiii, iiix - iiii);
        let ooii = xxii - iiii - oiii - ioii;
        let oioi = xixi - iiii - oiii - iioi;
        let iooi = ixxi - iiii - ioii - iioi;
        let oiio = xiix - iiii - oiii - iiio;
        let ioio = ixix - iiii - ioii - iiio;
        let iioo = iixx - iiii - iioi - iiio;
        let oooi = xxxi - iiii - oiii - ioii - iioi - ooii - iooi - oioi;
        let ooio = xxix - iiii - oiii - ioii - iiio - ooii - ioio - oiio;
        let oioo = xixx - iiii - oiii - iioi - iiio - oioi - oiio - iioo;
        let iooo = ixxx - iiii - ioii - iioi - iiio - iooi - iioo - ioio;
        let mut cells =
            [iiii, oiii, ioii, ooii, iioi, oioi, iooi, oooi, iiio, oiio, ioio, ooio, iioo, oioo, iooo, 0];
        cells[15] = i128::from(self.total) - cells.iter().sum::<i128>();
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples in the documentation of NLTK 3.10.4.
    #[test]
    fn cells_are_those_of_nltk() {
        let trigram = TrigramMarginals { joint: 1, pairs: [1, 1, 1], words: [1, 73, 1], total: 2000 };
        assert_eq!(trigram.cells(), [1, 0, 0, 0, 0, 72, 0, 1927]);
        let quadgram = QuadgramMarginals {
            joint: 1,
            triples: [2, 553, 3, 1],
            pairs: [7804, 6, 3132, 1378, 49, 2],
            words: [38970, 17660, 100, 38970],
            total: 440_540,
        };
        let expected = [1, 0, 2, 46, 552, 825, 2577, 34967, 1, 0, 2, 48, 7250, 9031, 28585, 356_653];
        assert_eq!(quadgram.cells(), expected);
    }
}
