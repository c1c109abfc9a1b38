//! [`WorldSentences`]: the grammar at work: a sentence after the other, each drawn from its own counters.

use super::grammar::{Grammar, Piece, Rule};
use crate::seed::{Seed, Stream};

/// An endless stream of sentences, unless [`up_to`](WorldSentences::up_to) ends it; it holds one sentence at a time.
///
/// # Determinism
/// Sentence *n* depends on the grammar, the seed and *n* alone.
///
/// # Examples
/// ```
/// use wordmill::{seed::Seed, task::SmallWorlds};
/// let worlds = SmallWorlds::parse("rule sentence:\n  a owl sleeps\n")?;
/// let sentences: Vec<String> = worlds.sentences(Seed(1)).up_to(5).collect();
/// assert_eq!(sentences, ["an owl sleeps", "an owl sleeps"]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct WorldSentences<'g> {
    grammar: &'g Grammar,
    stream: Stream,
    number: u64,
    tokens_left: u64,
    /// The row of each variable in the sentence at hand.
    bound: Vec<Option<usize>>,
}

/// The draws of one sentence, in order.
struct Draws {
    stream: Stream,
    next: u64,
}

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.weighed(bound as u64) as usize
    }

    fn weighed(&mut self, bound: u64) -> u64 {
        self.next = self.next.wrapping_add(1);
        self.stream.below(self.next, bound)
    }

    fn alternative<'g>(&mut self, rule: &'g Rule) -> &'g [Piece] {
        let drawn = self.weighed(rule.weights.last().copied().unwrap_or(0));
        &rule.alternatives[rule.weights.partition_point(|&sum| sum <= drawn)]
    }
}

impl<'g> WorldSentences<'g> {
    pub(super) fn new(grammar: &'g Grammar, seed: Seed) -> Self {
        let stream = seed.stream("small worlds");
        let bound = vec![None; grammar.variables.len()];
        WorldSentences { grammar, stream, number: 0, tokens_left: u64::MAX, bound }
    }

    /// Ends with the sentence that brings the words to `tokens`, counted from here.
    #[must_use]
    pub fn up_to(self, tokens: u64) -> Self {
        WorldSentences { tokens_left: tokens, ..self }
    }

    /// Expands the rule of sentences: what is still to be said lies on a stack, the innermost rule on top.
    fn sentence(&mut self) -> String {
        let grammar = self.grammar;
        self.bound.fill(None);
        let mut draws = Draws { stream: self.stream, next: self.number << 20 };
        let mut text = String::new();
        let mut stack = vec![draws.alternative(&grammar.rules[grammar.start]).iter()];
        while let Some(pieces) = stack.last_mut() {
            match pieces.next() {
                None => drop(stack.pop()),
                Some(Piece::Word(word)) => say(&mut text, word),
                Some(Piece::Rule(rule)) => stack.push(draws.alternative(&grammar.rules[*rule]).iter()),
                Some(&Piece::Cell { variable, column }) => {
                    let row = self.row(variable, &mut draws);
                    say(&mut text, self.value(variable, row, column, &mut draws));
                }
                Some(Piece::Agreeing { variable, chooser, columns }) => {
                    let column = columns[self.row(*chooser, &mut draws)];
                    let row = self.row(*variable, &mut draws);
                    say(&mut text, self.value(*variable, row, column, &mut draws));
                }
            }
        }
        text
    }

    /// The row of a variable: drawn at its first mention among those that no other variable of its table has.
    fn row(&mut self, variable: usize, draws: &mut Draws) -> usize {
        if let Some(row) = self.bound[variable] {
            return row;
        }
        let tables = &self.grammar.variables;
        let bound = self.bound.iter().zip(tables).filter(|&(_, &table)| table == tables[variable]);
        let mut taken: Vec<usize> = bound.filter_map(|(row, _)| *row).collect();
        taken.sort_unstable();
        let mut row = draws.below(self.grammar.tables[tables[variable]].rows.len() - taken.len());
        taken.into_iter().for_each(|other| row += usize::from(row >= other));
        self.bound[variable] = Some(row);
        row
    }

    fn value(&self, variable: usize, row: usize, column: usize, draws: &mut Draws) -> &'g str {
        match &self.grammar.tables[self.grammar.variables[variable]].rows[row][column][..] {
            [value] => value,
            values => &values[draws.below(values.len())],
        }
    }
}

/// Adds words to a sentence; `a` becomes `an` before a vowel.
fn say(text: &mut String, words: &str) {
    if (text == "a" || text.ends_with(" a")) && words.starts_with(['a', 'e', 'i', 'o', 'u']) {
        text.push('n');
    }
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(words);
}

impl Iterator for WorldSentences<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if self.tokens_left == 0 {
            return None;
        }
        let sentence = self.sentence();
        self.number += 1;
        let words = sentence.split_whitespace().count() as u64;
        // A sentence of no words counts as one, so that the stream ends.
        self.tokens_left = self.tokens_left.saturating_sub(words.max(1));
        Some(sentence)
    }
}

#[cfg(test)]
mod tests {
    use crate::seed::Seed;
    use crate::task::small_worlds::worlds::SmallWorlds;

    const GRAMMAR: &str = "\
table sex: he | his
  he | his
  she | her
table person: he | she | thing
  king | queen | crown, throne
  actor | actress | mask
table pair: it
  left
  right
rule sentence:
  3 * the $person.$sex lost $sex.his $person.thing
  $pair.it is not $pair2.it <later>
rule later:
  -
  as $person.he and $person2.he know
";

    #[test]
    fn variables_agree_within_a_sentence() {
        let worlds = SmallWorlds::parse(GRAMMAR).unwrap();
        let mut seen = std::collections::BTreeMap::new();
        for sentence in worlds.sentences(Seed(3)).take(4_000) {
            *seen.entry(sentence).or_insert(0) += 1;
        }
        let sentences: Vec<&str> = seen.keys().map(String::as_str).collect();
        let expected = [
            "left is not right",
            "left is not right as actor and king know",
            "left is not right as king and actor know",
            "right is not left",
            "right is not left as actor and king know",
            "right is not left as king and actor know",
            "the actor lost his mask",
            "the actress lost her mask",
            "the king lost his crown",
            "the king lost his throne",
            "the queen lost her crown",
            "the queen lost her throne",
        ];
        assert_eq!(sentences, expected);
        let first = seen.iter().filter(|(sentence, _)| sentence.starts_with("the")).map(|(_, count)| count);
        assert!((2_900..3_100).contains(&first.sum::<i32>()), "three of four: {seen:?}");
    }

    #[test]
    fn a_sentence_depends_on_seed_and_number_alone() {
        let worlds = SmallWorlds::parse(GRAMMAR).unwrap();
        let sentences: Vec<String> = worlds.sentences(Seed(1)).take(50).collect();
        assert_eq!(worlds.sentences(Seed(1)).nth(40).unwrap(), sentences[40]);
        assert_ne!(worlds.sentences(Seed(2)).take(50).collect::<Vec<_>>(), sentences);
    }

    #[test]
    fn a_stream_ends_where_its_tokens_do() {
        let silent = SmallWorlds::parse("rule sentence:\n  -\n").unwrap();
        assert_eq!(silent.sentences(Seed(1)).up_to(3).count(), 3);
        let worlds = SmallWorlds::parse("rule sentence:\n  one two three\n").unwrap();
        assert_eq!([0, 1, 3, 4].map(|tokens| worlds.sentences(Seed(1)).up_to(tokens).count()), [0, 1, 1, 2]);
    }
}
