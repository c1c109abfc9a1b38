//! [`PunktTrainer`]: reads plain text and learns abbreviations, collocations and beginnings of sentences.

use std::fmt;

use crate::error::{Result, check_parameter};
use crate::text::sentence::punkt::parameters::{BEGIN_UPPER, MIDDLE_UPPER, PunktParameters};
use crate::text::sentence::punkt::shape;
use crate::text::sentence::punkt::trainer::annotation::{
    self, ABBREVIATION, ALPHABETIC, Annotated, BREAK, INITIAL, INTERNAL, LOWER, NUMBER, STOP,
};
use crate::text::sentence::punkt::trainer::counts::Counts;
use crate::text::sentence::punkt::trainer::orthography;
use crate::text::sentence::punkt::trainer::params::PunktTrainerParams;
use crate::text::sentence::punkt::trainer::scores::{AbbreviationScore, abbreviation_score};
use crate::text::sentence::punkt::trainer::word_types::WordTypes;
use crate::text::vocabulary::TokenId;

/// Learns from texts, one after the other; [`finish`](PunktTrainer::finish) tells what it knows so far.
///
/// Each text is judged by what the trainer knew when it came, as in NLTK: which abbreviations are known decides which
/// sentence ends are counted. Hence two texts give the same type counts in either order, or in one piece, but not always
/// the same parameters. Long texts are better than many short ones.
///
/// # Examples
/// ```
/// use wordmill::text::sentence::PunktTrainer;
/// let mut trainer = PunktTrainer::default();
/// trainer.train("Dr. Ada came. Dr. Bell went. Then dr. Curie stayed.")?;
/// assert!(trainer.finish().abbreviations.contains("dr"));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct PunktTrainer {
    params: PunktTrainerParams,
    types: WordTypes,
    counts: Counts,
}

impl PunktTrainer {
    /// A trainer with settings of one's own.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for a threshold that is no finite number.
    pub fn new(params: PunktTrainerParams) -> Result<Self> {
        params.check()?;
        Ok(PunktTrainer { params, ..PunktTrainer::default() })
    }

    /// Learns from one text more.
    ///
    /// # Errors
    /// [`Error::Limit`](crate::Error::Limit) past 2³² − 1 types of words; what was counted before stays counted.
    pub fn train(&mut self, text: &str) -> Result<()> {
        let mut words = annotation::read(text, &self.params.language, &mut self.types)?;
        self.counts.tokens += words.len() as u64;
        self.counts.stops += words.iter().filter(|word| word.is(STOP)).count() as u64;
        let found = self.types.distinct(words.iter().map(|word| word.id));
        self.reclassify(&found);
        annotation::annotate(&mut words, &self.types);
        orthography::note(&words, &mut self.types);
        self.counts.breaks += words.iter().filter(|word| word.is(BREAK)).count() as u64;
        for pair in words.windows(2).filter(|pair| pair[0].is(STOP)) {
            self.learn_pair(pair[0], pair[1]);
        }
        Ok(())
    }

    /// Adds what another trainer learnt.
    ///
    /// All counts become the sums of both: of types, full stops, sentence ends, beginnings, pairs and places. Abbreviations
    /// of either are judged again by the sums. Training on both texts with one trainer gives the same type counts; sentence
    /// ends, and what rests on them, may differ, for there the second text is read by what the first one taught.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where the settings differ, [`Error::Limit`](crate::Error::Limit)
    /// past 2³² − 1 types of words.
    pub fn merge(&mut self, other: &PunktTrainer) -> Result<()> {
        check_parameter(
            self.params == other.params,
            "merge",
            "other settings",
            "a trainer of the same settings",
        )?;
        let mut ids = Vec::new();
        for (theirs, learnt) in other.types.iter() {
            let id = self.types.number(other.types.word(theirs))?;
            ids.push(id);
            let word_type = &mut self.types[id];
            word_type.starts += learnt.starts;
            word_type.orthography |= learnt.orthography;
            word_type.abbreviation |= learnt.abbreviation;
        }
        for &theirs in other.types.seen() {
            self.types.count(ids[theirs.index()], other.types[theirs].count);
        }
        for (&(first, second), count) in &other.counts.pairs {
            *self.counts.pairs.entry((ids[first.index()], ids[second.index()])).or_default() += count;
        }
        self.counts.tokens += other.counts.tokens;
        self.counts.stops += other.counts.stops;
        self.counts.breaks += other.counts.breaks;
        let seen = self.types.seen().to_vec();
        self.reclassify(&seen);
        Ok(())
    }

    /// What was learnt so far.
    #[must_use]
    pub fn finish(&self) -> PunktParameters {
        let word = |id: TokenId| self.types.word(id).to_owned();
        let starters = self.counts.sentence_starters(&self.types, &self.params);
        let collocations = self.counts.collocations(&self.types, &self.params, &starters);
        let mut parameters = PunktParameters {
            collocations: collocations.map(|(first, second)| (word(first), word(second))).collect(),
            ..PunktParameters::default()
        };
        parameters.sentence_starters = starters.into_iter().map(word).collect();
        for (id, word_type) in self.types.iter() {
            if word_type.abbreviation {
                parameters.abbreviations.insert(word(id));
            }
            if word_type.orthography != 0 {
                parameters.orthography.insert(word(id), word_type.orthography);
            }
        }
        parameters
    }

    /// How many words were read.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.counts.tokens
    }

    /// How many words ended in a full stop.
    #[must_use]
    pub fn stops(&self) -> u64 {
        self.counts.stops
    }

    /// How many words ended a sentence, each judged by itself.
    #[must_use]
    pub fn sentence_breaks(&self) -> u64 {
        self.counts.breaks
    }

    /// The types of words and how often each was seen, the most frequent first and equally frequent ones in the order in
    /// which they came.
    #[must_use]
    pub fn type_counts(&self) -> Vec<(&str, u64)> {
        let count = |&id: &TokenId| (self.types.word(id), self.types[id].count);
        let mut counts: Vec<(&str, u64)> = self.types.seen().iter().map(count).collect();
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        counts
    }

    /// The scores of all types that may be abbreviations, or that are and stand without a full stop, too; the highest
    /// first, then by type.
    #[must_use]
    pub fn abbreviation_scores(&self) -> Vec<AbbreviationScore> {
        let scored = self.types.seen().iter().filter_map(|&id| self.score(id));
        let mut scores: Vec<AbbreviationScore> = scored
            .map(|(id, score, with_stop)| {
                let word_type = self.types.word(id).to_owned();
                AbbreviationScore { word_type, score, with_stop }
            })
            .collect();
        scores.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| a.word_type.cmp(&b.word_type))
                .then(a.with_stop.cmp(&b.with_stop))
        });
        scores
    }

    /// Finds new abbreviations among types that end in a full stop, and drops those that are none any more.
    fn reclassify(&mut self, found: &[TokenId]) {
        let scores: Vec<_> = found.iter().filter_map(|&id| self.score(id)).collect();
        for (id, score, with_stop) in scores {
            if (score >= self.params.abbreviation_threshold) == with_stop {
                self.types[id].abbreviation = with_stop;
            }
        }
    }

    /// The stem of a type, its score as an abbreviation, and whether the type has a full stop; nothing for a type that
    /// asks for no judgement.
    fn score(&self, id: TokenId) -> Option<(TokenId, f64, bool)> {
        let word_type = self.types[id];
        let with_stop = word_type.stem != id;
        // With a full stop it may become an abbreviation, without it may cease to be one.
        let asks = word_type.has_letter && word_type.abbreviation != with_stop;
        let text = self.types.word(word_type.stem);
        if !asks || text == shape::NUMBER {
            return None;
        }
        let stopped = if with_stop { word_type.count } else { self.types.count_of(&format!("{text}.")) };
        let score = abbreviation_score(
            text,
            [stopped, self.types[word_type.stem].count],
            [self.counts.stops, self.counts.tokens],
            self.params.ignore_abbreviation_penalty,
        );
        Some((word_type.stem, score, with_stop))
    }

    /// Learns from a word with a full stop and the next one.
    fn learn_pair(&mut self, word: Annotated, next: Annotated) {
        if self.is_rare_abbreviation(word, next) {
            let stem = self.types[word.id].stem;
            self.types[stem].abbreviation = true;
        }
        if word.is(BREAK) && !word.is(NUMBER | INITIAL) && next.is(ALPHABETIC) {
            self.types[next.id].starts += 1;
        }
        let params = &self.params;
        let may_collocate = params.include_all_collocations
            || (params.include_abbreviation_collocations && word.is(ABBREVIATION))
            || (word.is(BREAK) && word.is(NUMBER | INITIAL));
        if may_collocate && self.types[word.id].has_letter && self.types[next.id].has_letter {
            let pair = (self.types[word.id].stem, next.without_sentence_stop(&self.types));
            *self.counts.pairs.entry(pair).or_default() += 1;
        }
    }

    /// Whether a word is rare and what follows shows that its sentence goes on: a mark that stands inside sentences, or
    /// a word in lower case that is otherwise known to begin sentences in upper case.
    fn is_rare_abbreviation(&self, word: Annotated, next: Annotated) -> bool {
        if !word.is(BREAK) {
            return false;
        }
        let stem = self.types[word.id].stem;
        if self.types[stem].abbreviation || self.types[stem].count >= self.params.rare_abbreviation_below {
            return false;
        }
        // NLTK means the type with its full stop, but counts the one without its last letter; so do we.
        let mut letters = self.types.word(stem).chars();
        letters.next_back();
        let count = self.types[stem].count + self.types.count_of(letters.as_str());
        if count >= self.params.rare_abbreviation_below {
            return false;
        }
        let seen = self.types[next.without_sentence_stop(&self.types)].orthography;
        next.is(INTERNAL) || (next.is(LOWER) && seen & BEGIN_UPPER != 0 && seen & MIDDLE_UPPER == 0)
    }
}

impl fmt::Debug for PunktTrainer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PunktTrainer")
            .field("params", &self.params)
            .field("types", &self.types.seen().len())
            .field("tokens", &self.counts.tokens)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
