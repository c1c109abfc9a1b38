//! [`Counts`]: what training adds up, and the collocations and beginnings of sentences that follow from it.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;

use crate::text::sentence::punkt::trainer::params::PunktTrainerParams;
use crate::text::sentence::punkt::trainer::scores::collocation_likelihood;
use crate::text::sentence::punkt::trainer::word_types::{WordType, WordTypes};
use crate::text::vocabulary::TokenId;

/// Sums over all training texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Words.
    pub(crate) tokens: u64,
    /// Words that end in a full stop.
    pub(crate) stops: u64,
    /// Words that end a sentence.
    pub(crate) breaks: u64,
    /// Words with a full stop between.
    pub(crate) pairs: HashMap<(TokenId, TokenId), u64, FixedState>,
}

impl Counts {
    /// The types that follow ends of sentences more often than chance would have it.
    pub(crate) fn sentence_starters(
        &self,
        types: &WordTypes,
        params: &PunktTrainerParams,
    ) -> BTreeSet<TokenId> {
        let with_stop = types.counts_with_stop();
        let often = |&(id, word_type): &(TokenId, &WordType)| {
            let starts = word_type.starts;
            if starts == 0 {
                return false;
            }
            let count = word_type.count + with_stop[id.index()];
            let likelihood = collocation_likelihood(self.breaks, count, starts, self.tokens);
            likelihood >= params.sentence_starter_threshold
                && self.tokens as f64 / self.breaks as f64 > count as f64 / starts as f64
        };
        types.iter().filter(often).map(|(id, _)| id).collect()
    }

    /// The pairs that stand together more often than chance would have it.
    pub(crate) fn collocations<'c>(
        &'c self,
        types: &'c WordTypes,
        params: &'c PunktTrainerParams,
        starters: &'c BTreeSet<TokenId>,
    ) -> impl Iterator<Item = (TokenId, TokenId)> + 'c {
        let with_stop = types.counts_with_stop();
        let together = move |&((first, second), both): &((TokenId, TokenId), u64)| {
            let [a, b] = [first, second].map(|id| types[id].count + with_stop[id.index()]);
            if starters.contains(&second) || a <= 1 || b <= 1 {
                return false;
            }
            if both <= params.min_collocation_count || both > a.min(b) {
                return false;
            }
            let likelihood = collocation_likelihood(a, b, both, self.tokens);
            likelihood >= params.collocation_threshold
                && self.tokens as f64 / a as f64 > b as f64 / both as f64
        };
        self.pairs.iter().map(|(&pair, &both)| (pair, both)).filter(together).map(|(pair, _)| pair)
    }
}
