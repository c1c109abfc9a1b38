//! [`Group`]: neighbouring windows that are trained together, as small matrices; [`Objective`]: how windows become groups.
//!
//! A group has *h* hidden rows and *n* target rows. What is asked of them is said by two matrices (h×n): hidden row *i* and
//! target *j* shall meet `totalsᵢⱼ` times, of which `labelsᵢⱼ` times with the answer yes.
//!
//! | | hidden rows | targets |
//! |---|---|---|
//! | skip-gram | the input rows of all context words, each word once | |
//! | CBOW | one per window: the mean or sum of its context's input rows | |
//! | negative sampling | | the centres, then the noise that all windows of the group share |
//! | hierarchical softmax | | the inner nodes on the way to the centre (a group is one window) |

use crate::embed::huffman::{Branch, HuffmanTree};
use crate::embed::sampling::{Draws, Noise};
use crate::embed::word2vec::fixed::FixedRows;
use crate::embed::word2vec::params::Architecture;
use crate::embed::word2vec::shares::{deal, share_of};
use crate::embed::word2vec::stretch::{Span, Stretch, WINDOWS};
use crate::embed::word2vec::textbook::Pooling;
use crate::vector::kernel::block_sums::{Factors, stride_of};
use crate::vector::kernel::dispatch::{Kernel, dispatch};
use crate::vector::kernel::lanes::InstructionSet;

/// What some neighbouring windows ask of the model.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// The rows of the input matrix, each once.
    pub(crate) inputs: Vec<u32>,
    /// The rows of the output matrix, each once.
    pub(crate) targets: Vec<u32>,
    /// Answers that are yes (h × stride; a stride is the number of targets, rounded up to four).
    pub(crate) labels: Vec<f32>,
    /// All answers (h × stride).
    pub(crate) totals: Vec<f32>,
    /// True pairs.
    pub(crate) pairs: f32,
    /// For CBOW: how hidden rows are made of inputs.
    pub(crate) mixing: Option<Mixing>,
    /// How often each hidden row stands in a window.
    weights: Vec<f32>,
    /// Noise pairs of each target for one true pair.
    drawn: Vec<f32>,
    /// The words that were drawn.
    noise: Vec<u32>,
    /// The hidden row of every place.
    rows: Vec<u32>,
    /// The way to the centre.
    path: Vec<Branch>,
    order: Order,
}

/// How rows that come share by share came before.
#[derive(Debug, Default)]
struct Order {
    /// Where each one stands now.
    places: Vec<u32>,
    /// Where the rows of each share end.
    hands: Vec<u32>,
    /// The rows, or what belongs to each, as they were.
    rows: Vec<u32>,
    weights: Vec<f32>,
}

impl Order {
    /// Puts rows share by share.
    #[inline(always)]
    fn deal(&mut self, rows: &mut [u32], ends: &[u32]) {
        self.rows.clear();
        self.rows.extend_from_slice(rows);
        self.places.clear();
        deal(&self.rows, ends, &mut self.hands, |row, place| {
            rows[place] = row;
            self.places.push(place as u32);
        });
    }

    /// Puts what belongs to each row where the row stands.
    #[inline(always)]
    fn carry(&mut self, weights: &mut [f32]) {
        self.weights.clear();
        self.weights.extend_from_slice(weights);
        for (&place, &weight) in self.places.iter().zip(&self.weights) {
            weights[place as usize] = weight;
        }
    }
}

/// Hidden rows as combinations of input rows, and inputs' changes as combinations of hidden changes.
#[derive(Debug, Default)]
pub(crate) struct Mixing {
    /// Hidden rows × inputs (stride: inputs).
    forward: Vec<f32>,
    /// The same shape, for the way back.
    backward: Vec<f32>,
}

/// What is predicted from what, and against what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Objective<'a> {
    /// Which rows are hidden.
    pub(crate) architecture: Architecture,
    /// What they are compared with.
    pub(crate) answers: Answers<'a>,
    /// Input rows that stay as they are.
    pub(crate) fixed: Option<&'a FixedRows>,
    /// Where shares of the rows of both matrices end, if a group's rows shall come share by share.
    pub(crate) shares: [&'a [u32]; 2],
}

/// Where answers to compare with come from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answers<'a> {
    /// Shared noise.
    Noise {
        /// Its distribution.
        noise: &'a Noise,
        /// The draws of this epoch.
        draws: Draws,
        /// Words drawn for a group.
        shared: u32,
        /// What each of them weighs: noise words of a pair / words drawn for a group.
        weight: f32,
    },
    /// The way down a tree.
    Tree(&'a HuffmanTree),
}

impl Objective<'_> {
    /// Makes `group` the group `index` of a stretch, if there is one.
    pub(crate) fn plan(&self, stretch: &Stretch, index: usize, group: &mut Group) {
        if let Some(&span) = stretch.groups.get(index) {
            dispatch(Plan { objective: self, stretch, index, span, group });
        }
    }
}

/// Makes a group.
struct Plan<'a> {
    objective: &'a Objective<'a>,
    stretch: &'a Stretch,
    index: usize,
    span: Span,
    group: &'a mut Group,
}

impl Kernel for Plan<'_> {
    type Output = ();

    /// There is no arithmetic in it that an instruction set could change.
    #[inline(always)]
    fn run<S: InstructionSet>(self, _: S) {
        let Plan { objective, stretch, index, span, group } = self;
        let centres = span.first as usize..(span.first + span.len) as usize;
        group.targets.clear();
        let mut columns = [0; WINDOWS];
        if let Answers::Noise { noise, draws, shared, weight } = objective.answers {
            for (column, &word) in columns.iter_mut().zip(&stretch.words[centres]) {
                *column = place_of(&mut group.targets, word);
            }
            let number = (stretch.first + index as u64) * u64::from(shared);
            group.draw(noise, draws, number, shared, weight);
            if objective.shares[1].len() > 1 {
                group.order.deal(&mut group.targets, objective.shares[1]);
                group.order.carry(&mut group.drawn);
                columns = columns.map(|column| group.order.places[column] as usize);
            }
        }
        let shares = objective.shares[0];
        match objective.architecture {
            Architecture::SkipGram => group.add_contexts(stretch, span, &columns, shares),
            Architecture::Cbow(pooling) => group.add_windows(stretch, span, &columns, pooling, shares),
        }
        match objective.answers {
            Answers::Noise { .. } => group.add_noise(),
            Answers::Tree(tree) => {
                group.add_path(tree, stretch.words[span.first as usize], objective.shares[1]);
            }
        }
        group.pairs = group.weights.iter().sum();
    }
}

impl Mixing {
    /// What makes hidden rows of inputs.
    #[inline]
    pub(crate) fn forward(&self, group: &Group) -> Factors<'_> {
        Factors::ByRow(&self.forward, group.inputs.len())
    }

    /// Appends both ways to a list.
    pub(crate) fn append_to(&self, list: &mut Vec<f32>) {
        list.extend_from_slice(&self.forward);
        list.extend_from_slice(&self.backward);
    }

    /// What makes changes of inputs of those of hidden rows.
    #[inline]
    pub(crate) fn backward(&self, group: &Group) -> Factors<'_> {
        Factors::ByColumn(&self.backward, group.inputs.len())
    }
}

impl Group {
    /// Whether there is nothing to learn.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.targets.is_empty() || self.inputs.is_empty()
    }

    /// The parts 0 to 3 of its rows, of both matrices. While a group is computed, memory is asked for those of the next, part by
    /// part: a thread can wait for a dozen lines of cache at a time, and a group has 170.
    #[inline(always)]
    pub(crate) fn quarter(&self, part: usize) -> [&[u32]; 2] {
        [&self.inputs, &self.targets].map(|rows| &rows[rows.len() * part / 4..rows.len() * (part + 1) / 4])
    }

    /// Places for targets in a row of labels.
    #[inline]
    pub(crate) fn stride(&self) -> usize {
        stride_of(self.targets.len())
    }

    /// How many hidden rows there are.
    #[inline]
    pub(crate) fn hidden(&self) -> usize {
        self.weights.len()
    }

    /// Draws `shared` words of noise.
    #[inline(always)]
    fn draw(&mut self, noise: &Noise, draws: Draws, number: u64, shared: u32, weight: f32) {
        self.drawn.clear();
        self.drawn.resize(self.targets.len() + shared as usize + 4, 0.0);
        self.noise.resize(shared as usize, 0);
        for (draw, word) in (number..).zip(&mut self.noise) {
            *word = noise.word(draws.bits(draw));
        }
        for &word in &self.noise {
            let column = place_of(&mut self.targets, word);
            self.drawn[column] += weight;
        }
        self.drawn.truncate(stride_of(self.targets.len()));
    }

    /// The words of all contexts, and in whose windows they stand.
    #[inline(always)]
    fn add_contexts(&mut self, stretch: &Stretch, span: Span, columns: &[usize], shares: &[u32]) {
        let (first, len) = (span.first as usize, span.len as usize);
        let (mut low, mut high) = (first, first);
        for centre in first..first + len {
            let (from, to) = stretch.window(span, centre);
            (low, high) = (low.min(from), high.max(to));
        }
        let stride = stride_of(self.targets.len());
        self.mixing = None;
        self.inputs.clear();
        self.weights.clear();
        self.weights.resize(high - low, 0.0);
        self.labels.clear();
        self.labels.resize((high - low) * stride, 0.0);
        self.rows.clear();
        for &word in &stretch.words[low..high] {
            self.rows.push(place_of(&mut self.inputs, word) as u32);
        }
        if shares.len() > 1 {
            self.order.deal(&mut self.inputs, shares);
            self.rows.iter_mut().for_each(|row| *row = self.order.places[*row as usize]);
        }
        for (centre, &column) in (first..first + len).zip(columns) {
            let (from, to) = stretch.window(span, centre);
            let (before, after) =
                (&self.rows[from - low..centre - low], &self.rows[centre + 1 - low..to - low]);
            for &row in before.iter().chain(after) {
                self.weights[row as usize] += 1.0;
                if let Some(label) = self.labels.get_mut(row as usize * stride + column) {
                    *label += 1.0;
                }
            }
        }
        self.weights.truncate(self.inputs.len());
        self.labels.truncate(self.inputs.len() * stride);
    }

    /// One hidden row for every window, made of its context.
    fn add_windows(
        &mut self,
        stretch: &Stretch,
        span: Span,
        columns: &[usize],
        pooling: Pooling,
        shares: &[u32],
    ) {
        let windows = (span.first as usize..).take(span.len as usize);
        self.inputs.clear();
        for centre in windows.clone() {
            for word in stretch.context(span, centre) {
                place_of(&mut self.inputs, word);
            }
        }
        if shares.len() > 1 {
            self.order.deal(&mut self.inputs, shares);
        }
        let (inputs, stride) = (self.inputs.len(), stride_of(self.targets.len()));
        let mixing = self.mixing.get_or_insert_default();
        for side in [&mut mixing.forward, &mut mixing.backward] {
            side.clear();
            side.resize(span.len as usize * inputs, 0.0);
        }
        self.weights.clear();
        self.weights.resize(span.len as usize, 1.0);
        self.labels.clear();
        self.labels.resize(span.len as usize * stride, 0.0);
        for (row, (centre, &column)) in windows.zip(columns).enumerate() {
            let share = 1.0 / stretch.context(span, centre).count() as f32;
            let (forward, backward) = match pooling {
                Pooling::Mean => (share, 1.0),
                Pooling::Sum => (1.0, share),
            };
            for word in stretch.context(span, centre) {
                let at = row * inputs + place_of(&mut self.inputs, word);
                mixing.forward[at] += forward;
                mixing.backward[at] += backward;
            }
            if let Some(label) = self.labels.get_mut(row * stride + column) {
                *label = 1.0;
            }
        }
    }

    /// Every true pair meets the noise, but never where the noise is its own centre.
    #[inline(always)]
    fn add_noise(&mut self) {
        let stride = self.drawn.len();
        self.totals.resize(self.labels.len(), 0.0);
        let rows = self.totals.chunks_exact_mut(stride).zip(self.labels.chunks_exact(stride));
        for ((totals, labels), &weight) in rows.zip(&self.weights) {
            for ((total, label), drawn) in totals.iter_mut().zip(labels).zip(&self.drawn) {
                *total = label + drawn * (weight - label);
            }
        }
    }

    /// The inner nodes on the way to `word`; the answer is yes where it leads to the first child.
    fn add_path(&mut self, tree: &HuffmanTree, word: u32, shares: &[u32]) {
        tree.path_into(word as usize, &mut self.path);
        if shares.len() > 1 {
            self.path.sort_by_key(|branch| share_of(shares, branch.node));
        }
        self.targets.extend(self.path.iter().map(|branch| branch.node));
        let stride = stride_of(self.targets.len());
        for side in [&mut self.labels, &mut self.totals] {
            side.clear();
            side.resize(self.weights.len() * stride, 0.0);
        }
        for (row, &weight) in self.weights.iter().enumerate() {
            for (column, branch) in self.path.iter().enumerate() {
                self.totals[row * stride + column] = weight;
                self.labels[row * stride + column] = if branch.bit { 0.0 } else { weight };
            }
        }
    }
}

/// Where `word` stands in a list; it is added if it is new.
#[inline(always)]
pub(crate) fn place_of(words: &mut Vec<u32>, word: u32) -> usize {
    // Lists are short: to look at all of one costs less than to guess wrongly where to stop.
    let mut place = words.len();
    for (index, &known) in words.iter().enumerate() {
        if known == word {
            place = index;
        }
    }
    if place == words.len() {
        words.push(word);
    }
    place
}
