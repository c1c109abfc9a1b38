//! [`Chosen`]: the words of a picture, found among the embeddings.

use std::collections::{HashMap, HashSet};

use super::params::{Choice, EmbeddingPlotParams, Group, MOST_WORDS};
use crate::embed::embeddings::Embeddings;
use crate::error::{Error, Result, check_parameter};
use crate::text::vocabulary::{TokenId, Vocabulary};
use crate::vector::dense::DenseMatrix;
use crate::vector::nearest::Nearest;
use crate::vector::rows::Rows;
use crate::vector::similarity::Cosine;

/// Words shown where neither words nor groups are given.
const DEFAULT_WORDS: usize = 300;
/// Unknown words that an error names; past them it counts.
const NAMED: usize = 200;

/// The words of a picture.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) ids: Vec<TokenId>,
    /// The group of each.
    pub(super) groups: Vec<Option<usize>>,
    /// Whether each is one of the words whose neighbourhood is shown.
    pub(super) focus: Vec<bool>,
    pub(super) names: Vec<String>,
    pub(super) skipped: Vec<String>,
    places: HashMap<TokenId, usize>,
}

impl Chosen {
    /// Finds the words that `params` ask for.
    pub(super) fn find(params: &EmbeddingPlotParams, embeddings: &Embeddings) -> Result<Chosen> {
        let vocabulary = embeddings.vocabulary();
        let mut chosen = Chosen::default();
        let mut unknown = Vec::new();
        match &params.choice {
            Some(Choice::Given(words)) => chosen.add_known(words, vocabulary, &mut unknown),
            Some(Choice::MostFrequent(count)) => chosen.add_frequent(embeddings, *count),
            Some(Choice::Near { words, count }) => {
                chosen.add_known(words, vocabulary, &mut unknown);
                chosen.add_near(embeddings, *count, params.groups.is_empty())?;
            }
            None if params.groups.is_empty() => chosen.add_frequent(embeddings, DEFAULT_WORDS),
            None => {
                let words = params.groups.iter().flat_map(|group| &group.words);
                chosen.add_known(words, vocabulary, &mut unknown);
            }
        }
        chosen.colour(&params.groups, vocabulary)?;
        if !params.skip_unknown && !unknown.is_empty() {
            return Err(unknown_words(&unknown, vocabulary));
        }
        chosen.skipped = unknown;
        let count = chosen.ids.len();
        check_parameter((2..=MOST_WORDS).contains(&count), "words", count, "2 to 20000 known words")?;
        chosen.leave_out_empty_groups();
        Ok(chosen)
    }

    /// Adds a word unless it is there already.
    fn add(&mut self, id: TokenId, group: Option<usize>, focus: bool) {
        if !self.places.contains_key(&id) {
            self.places.insert(id, self.ids.len());
            self.ids.push(id);
            self.groups.push(group);
            self.focus.push(focus);
        }
    }

    fn add_known<'w>(
        &mut self,
        words: impl IntoIterator<Item = &'w String>,
        vocabulary: &Vocabulary,
        unknown: &mut Vec<String>,
    ) {
        let mut missed = HashSet::new();
        for word in words {
            match vocabulary.id(word) {
                Some(id) => self.add(id, None, false),
                None if missed.insert(word) => unknown.push(word.clone()),
                None => {}
            }
        }
    }

    fn add_frequent(&mut self, embeddings: &Embeddings, count: usize) {
        let mut ids: Vec<TokenId> = (0..embeddings.len() as u32).map(TokenId).collect();
        if let Some(counts) = embeddings.counts() {
            // Equally frequent words keep their order.
            ids.sort_by_key(|id| std::cmp::Reverse(counts[id.index()]));
        }
        ids.iter().take(count).for_each(|&id| self.add(id, None, false));
    }

    /// Adds the neighbours of the words that are there, all at their first ranks before any at a later one.
    fn add_near(&mut self, embeddings: &Embeddings, count: usize, grouped: bool) -> Result<()> {
        let seeds = self.ids.clone();
        self.focus.fill(true);
        let lists = nearest(embeddings, &seeds, count)?;
        // Of equally near words of a neighbourhood the first keeps the neighbour.
        let mut owners: HashMap<TokenId, (usize, f64)> = HashMap::new();
        for (owner, list) in lists.iter().enumerate() {
            for &(id, cosine) in list {
                let best = owners.entry(id).or_insert((owner, cosine));
                if cosine > best.1 {
                    *best = (owner, cosine);
                }
            }
        }
        if grouped {
            self.names = seeds.iter().map(|&id| embeddings.vocabulary().word(id).to_owned()).collect();
            self.groups = (0..seeds.len()).map(Some).collect();
        }
        let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
        for rank in 0..longest {
            for (id, _) in lists.iter().filter_map(|list| list.get(rank)) {
                let owner = owners.get(id).map(|owner| owner.0);
                self.add(*id, owner.filter(|_| grouped), false);
            }
        }
        Ok(())
    }

    /// Gives words the groups that name them.
    fn colour(&mut self, groups: &[Group], vocabulary: &Vocabulary) -> Result<()> {
        if groups.is_empty() {
            return Ok(());
        }
        self.names = groups.iter().map(|group| group.name.clone()).collect();
        for (number, group) in groups.iter().enumerate() {
            for word in &group.words {
                let Some(&place) = vocabulary.id(word).and_then(|id| self.places.get(&id)) else { continue };
                match self.groups[place] {
                    Some(other) if other != number => {
                        let both = format!("`{word}` in `{}` and in `{}`", self.names[other], group.name);
                        return Err(Error::parameter("group", both, "each word in one group"));
                    }
                    _ => self.groups[place] = Some(number),
                }
            }
        }
        Ok(())
    }

    /// A legend explains only what can be seen.
    fn leave_out_empty_groups(&mut self) {
        let mut used = vec![false; self.names.len()];
        self.groups.iter().flatten().for_each(|&group| used[group] = true);
        let mut new = vec![None; used.len()];
        let mut names = Vec::new();
        for (old, name) in self.names.iter().enumerate().filter(|&(old, _)| used[old]) {
            new[old] = Some(names.len());
            names.push(name.clone());
        }
        self.names = names;
        for group in &mut self.groups {
            *group = group.and_then(|old| new[old]);
        }
    }
}

/// The `count` words nearest to each by cosine, the nearest first, never the word itself.
pub(super) fn nearest(
    embeddings: &Embeddings,
    ids: &[TokenId],
    count: usize,
) -> Result<Vec<Vec<(TokenId, f64)>>> {
    let queries = rows_of(embeddings, ids)?;
    let all = Nearest::new(embeddings.rows(), Cosine)?;
    let found = all.search_where(Rows::from(&queries), count, |query, row| ids[query].index() != row)?;
    let word = |row: usize| TokenId(row as u32);
    Ok(found.iter().map(|list| list.iter().map(|near| (word(near.row), near.score)).collect()).collect())
}

/// The rows of some words, as a matrix.
pub(super) fn rows_of(embeddings: &Embeddings, ids: &[TokenId]) -> Result<DenseMatrix> {
    let values = ids.iter().flat_map(|&id| embeddings.row(id)).copied().collect();
    DenseMatrix::from_rows(embeddings.dimension(), values)
}

fn unknown_words(unknown: &[String], vocabulary: &Vocabulary) -> Error {
    let mut named = unknown.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if unknown.len() > NAMED {
        named.push_str(&format!(" and {} more", unknown.len() - NAMED));
    }
    let what = if unknown.len() == 1 { "word" } else { "words" };
    Error::unknown(what, named, vocabulary.iter())
}
