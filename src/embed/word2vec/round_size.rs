//! How large rounds are: how many panels of columns, and how many groups see the same model.

use crate::embed::sampling::{largest_noise_share, largest_share};
use crate::embed::word2vec::params::{Architecture, Loss, Word2VecParams};
use crate::embed::word2vec::stretch::WINDOWS;

/// The most groups in a round.
const GROUPS: usize = 32;

/// The most numbers that a round may copy: half a megabyte, so that copies and rows fit a second cache.
const NUMBERS: usize = 1 << 17;

/// Learning rate times answers that a round may be expected to ask one row for. (Found by measuring: on English text, training fell
/// apart at 12, and did not at 6.)
const STEP: f64 = 2.0;

/// How many panels rows of this dimension are cut into. It decides how sums are rounded, so it must not depend on threads.
pub(crate) fn panels(dimension: usize) -> usize {
    match dimension {
        0..48 => 1,
        48..192 => 2,
        192..512 => 4,
        _ => 8,
    }
}

/// How many groups a round has at most, for a corpus in which the words of a vocabulary occur so often (`seen`), are kept by
/// these thresholds, and are drawn as noise by these counts.
pub(crate) fn groups(params: &Word2VecParams, seen: &[u64], thresholds: &[u32], counts: &[u64]) -> usize {
    let reach = if params.is_dynamic { (params.window as f64 + 1.0) / 2.0 } else { params.window as f64 };
    let kept = seen.iter().zip(thresholds);
    let kept = largest_share(kept.map(|(&count, &threshold)| count as f64 * (f64::from(threshold) + 1.0)));
    let windows = WINDOWS as f64;
    let (answers, rows) = match params.loss {
        Loss::NegativeSampling { negatives, exponent } => {
            let noise = largest_noise_share(counts, exponent);
            let negatives = f64::from(negatives);
            let hidden = match params.architecture {
                Architecture::SkipGram => windows * 2.0 * reach,
                Architecture::Cbow(_) => windows,
            };
            let as_input = kept * windows * 2.0 * reach * (1.0 + negatives);
            let as_target = hidden * (kept + noise * negatives);
            (as_input.max(as_target), 2.0 * (windows + reach + negatives))
        }
        // Every window asks the root of the tree.
        Loss::HierarchicalSoftmax => match params.architecture {
            Architecture::SkipGram => (2.0 * reach, 2.0 * reach + 20.0),
            Architecture::Cbow(_) => (1.0, 2.0 * reach + 20.0),
        },
    };
    let by_answers = STEP / (params.first_rate() * answers);
    let by_memory = NUMBERS as f64 / (rows * params.dimension as f64);
    by_answers.min(by_memory).clamp(1.0, GROUPS as f64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::word2vec::model::Word2Vec;

    #[test]
    fn rounds_are_small_where_all_groups_move_the_same_rows() {
        let many: Vec<u64> = (1..=10_000).rev().collect();
        let all = vec![u32::MAX; many.len()];
        let size =
            |params: &Word2VecParams, counts: &[u64]| groups(params, counts, &all[..counts.len()], counts);
        let params = Word2Vec::params();
        assert_eq!(size(&params, &many), GROUPS);
        // A word alone is in all 24 pairs of a group and all their noise, 6 answers a pair: 0.025 · 144 > 2.
        assert_eq!(size(&params, &[1]), 1);
        // Of two, each has half of that.
        assert_eq!(size(&params, &[7, 7]), 1);
        assert_eq!(size(&params.clone().learning_rate(0.001), &[7, 7]), 27);
        assert_eq!(size(&params.clone().learning_rate(10.0), &many), 6);
        assert_eq!(size(&params.clone().dimension(65_536), &many), 1);
        // The root of the tree has 6 answers of each window, or one.
        let tree = params.loss(Loss::HierarchicalSoftmax);
        assert_eq!(size(&tree, &many), 13);
        let hidden = Architecture::Cbow(crate::embed::word2vec::textbook::Pooling::Mean);
        assert_eq!(size(&tree.architecture(hidden), &many), GROUPS);
    }

    #[test]
    fn rows_are_cut_into_panels_of_some_eights() {
        assert_eq!([1, 47, 48, 100, 191, 192, 300, 512, 65_536].map(panels), [1, 1, 2, 2, 2, 4, 4, 8, 8]);
    }
}
