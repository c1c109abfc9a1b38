//! [`Group`]: neighbouring windows of skip-gram that are trained together, with the noise that they share.

use crate::embed::sampling::{Draws, Noise};
use crate::embed::word2vec::stretch::{Span, Stretch};
use crate::vector::kernel::scattered::stride_of;

/// What a group of windows asks of the model: input word *i* and output word *j* are a pair `labelsᵢⱼ` times, and a noise
/// pair `drawnⱼ · (pairsᵢ − labelsᵢⱼ)` times.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// The words of all contexts, each once.
    pub(crate) inputs: Vec<u32>,
    /// The centres, then the words that were drawn as noise, each once.
    pub(crate) targets: Vec<u32>,
    /// How often each input stands in a window of each target (inputs × stride).
    pub(crate) labels: Vec<f32>,
    /// How often each input stands in a window.
    pub(crate) pairs: Vec<f32>,
    /// How many noise pairs each target makes for one true pair (one number for each column, padding included).
    pub(crate) drawn: Vec<f32>,
}

/// How noise is shared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sharing<'a> {
    /// Where it comes from.
    pub(crate) noise: &'a Noise,
    /// The draws of this epoch.
    pub(crate) draws: Draws,
    /// Words drawn for a group.
    pub(crate) shared: u32,
    /// What each weighs: noise words of a pair (k) / words drawn for a group.
    pub(crate) weight: f32,
}

impl Group {
    /// Fills in the group `index` of a stretch.
    #[inline(always)]
    pub(crate) fn plan(&mut self, stretch: &Stretch, index: usize, sharing: &Sharing<'_>) {
        let Some(&span) = stretch.groups.get(index) else {
            return;
        };
        self.draw_noise(stretch, span, sharing, stretch.first + index as u64);
        let (first, len) = (span.first as usize, span.len as usize);
        let (begin, end) = (span.sentence.0 as usize, span.sentence.1 as usize);
        let reach = |centre: usize| {
            let reach = usize::from(stretch.reaches[centre]);
            (centre.saturating_sub(reach).max(begin), (centre + reach + 1).min(end))
        };
        let (mut low, mut high) = (first, first);
        for centre in first..first + len {
            let (from, to) = reach(centre);
            (low, high) = (low.min(from), high.max(to));
        }
        let stride = self.drawn.len();
        self.inputs.clear();
        self.pairs.clear();
        self.labels.clear();
        self.labels.resize((high - low) * stride, 0.0);
        for place in low..high {
            let word = stretch.words[place];
            let row = place_of(&mut self.inputs, word);
            if row == self.pairs.len() {
                self.pairs.push(0.0);
            }
            for centre in first..first + len {
                let distance = centre.abs_diff(place);
                let is_pair = distance != 0 && distance <= usize::from(stretch.reaches[centre]);
                let column = self.column(stretch.words[centre]);
                let pair = f32::from(u8::from(is_pair));
                self.labels[row * stride + column] += pair;
                self.pairs[row] += pair;
            }
        }
        self.labels.truncate(self.inputs.len() * stride);
    }

    /// The column of a centre.
    #[inline(always)]
    fn column(&self, word: u32) -> usize {
        self.targets.iter().position(|&target| target == word).unwrap_or(0)
    }

    /// The centres and the noise.
    #[inline(always)]
    fn draw_noise(&mut self, stretch: &Stretch, span: Span, sharing: &Sharing<'_>, number: u64) {
        self.targets.clear();
        let centres = span.first as usize..(span.first + span.len) as usize;
        for &word in &stretch.words[centres] {
            place_of(&mut self.targets, word);
        }
        self.drawn.clear();
        self.drawn.resize(self.targets.len(), 0.0);
        for draw in 0..sharing.shared {
            let bits = sharing.draws.bits(number * u64::from(sharing.shared) + u64::from(draw));
            let column = place_of(&mut self.targets, sharing.noise.word(bits));
            if column == self.drawn.len() {
                self.drawn.push(0.0);
            }
            self.drawn[column] += sharing.weight;
        }
        self.drawn.resize(stride_of(self.targets.len()), 0.0);
    }
}

/// Where `word` stands in a list; it is added if it is new.
#[inline(always)]
fn place_of(words: &mut Vec<u32>, word: u32) -> usize {
    let found = words.iter().position(|&known| known == word);
    found.unwrap_or_else(|| {
        words.push(word);
        words.len() - 1
    })
}
