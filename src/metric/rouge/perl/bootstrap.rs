//! The bootstrap of ROUGE-1.5.5: its draws, which begin anew for every resample with the resample's number as the seed, and
//! its intervals.
//!
//! Perl (since 5.20) draws by the generator `drand48` of POSIX: x ← (25214903917 x + 11) mod 2⁴⁸, from a seed in the upper 32
//! bits.

use crate::error::{Error, Result, check_parameter};
use crate::metric::rouge::perl::scores::rounded;
use crate::statistics::draws::Draws;
use crate::statistics::percentile::Interval;
use crate::statistics::resample::resample;

/// Perl's generator, seeded with the number of each row.
#[derive(Debug, Clone, Copy)]
struct PerlDraws;

impl Draws for PerlDraws {
    fn indices(&mut self, first: u64, items: usize, rows: &mut [u32]) {
        for (seed, row) in (first..).zip(rows.chunks_mut(items.max(1))) {
            let mut state = (seed & 0xffff_ffff) << 16 | 0x330e;
            for index in row {
                state = state.wrapping_mul(0x5_deec_e66d).wrapping_add(0xb) & 0xffff_ffff_ffff;
                *index = (state as f64 / (1u64 << 48) as f64 * items as f64) as u32;
            }
        }
    }

    /// Never asked for: ROUGE-1.5.5 tosses no coins.
    fn coins(&mut self, _: u64, _: usize, rows: &mut [bool]) {
        rows.fill(false);
    }
}

/// Intervals of the means of precision, recall and F.
pub(crate) fn intervals(triples: &[[f64; 3]], confidence: f64, resamples: usize) -> Result<[Interval; 3]> {
    check_parameter((0.0..=1.0).contains(&confidence), "confidence", confidence, "0 to 1")?;
    check_parameter(resamples > 0, "resamples", resamples, "at least 1")?;
    let mean = |rows: &[u32]| {
        let mut sums = [0.0; 3];
        for &row in rows {
            sums.iter_mut().zip(&triples[row as usize]).for_each(|(sum, value)| *sum += value);
        }
        sums.map(|sum| sum / rows.len() as f64)
    };
    let means = resample(triples.len(), resamples, &mut PerlDraws, mean)?;
    let interval = |part: usize| {
        let mut column: Vec<f64> = means.iter().map(|mean| mean[part]).collect();
        column.sort_by(f64::total_cmp);
        interval(&column, confidence)
    };
    Ok([interval(0)?, interval(1)?, interval(2)?])
}

/// Between two of the sorted means on a line; the share of the way is that of the upper end, for the lower one, too.
fn interval(sorted: &[f64], confidence: f64) -> Result<Interval> {
    let count = sorted.len() as f64;
    let outside = count * ((100.0 - 100.0 * confidence) / 2.0) / 100.0;
    let upper = (count - outside - 1.0).max(0.0);
    let way = upper - upper.floor();
    let at = |place: f64| sorted.get(place as usize).or(sorted.last()).copied();
    let between = |place: f64| Some(at(place)? + (at(place.floor() + 1.0)? - at(place)?) * way);
    let ends = between(outside).zip(between(upper));
    let (low, high) = ends.ok_or(Error::Empty { what: "list of resamples" })?;
    let mid = sorted.iter().sum::<f64>() / count;
    Ok(Interval { low: rounded(low), mid: rounded(mid), high: rounded(high) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `perl -e 'srand(5); print int(rand(1000)), " " for 1..4'`, and the same for 6 (Perl 5.36.0).
    #[test]
    fn draws_are_those_of_perl() {
        let mut rows = [0; 8];
        PerlDraws.indices(5, 1000, &mut rows[..4]);
        PerlDraws.indices(6, 1000, &mut rows[4..]);
        assert_eq!(rows, PERL);
    }

    const PERL: [u32; 8] = [524, 272, 788, 198, 395, 977, 527, 663];

    #[test]
    fn bad_input_is_an_error() {
        assert!(intervals(&[], 0.95, 10).is_err());
        assert!(intervals(&[[0.0; 3]], f64::NAN, 10).is_err());
        assert!(intervals(&[[0.0; 3]], 0.95, 0).is_err());
        assert_eq!(intervals(&[[0.5; 3]], 1.0, 1).unwrap()[2], Interval { low: 0.5, mid: 0.5, high: 0.5 });
    }
}
