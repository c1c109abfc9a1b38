//! [`SmallWorlds`]: a grammar of small worlds, its sentences, and the questions that it implies.
//!
//! A grammar is plain text in blocks:
//!
//! ```text
//! # What is known of whom: a row is a thing; where a cell has several values, every mention draws one.
//! table person: he | she | thing
//!   king | queen | crown, throne
//!   actor | actress | mask
//! table sex: he | his
//!   he | his
//!   she | her
//!
//! # Ways to say something; `3 *` makes one three times as likely, a lone `-` is silence.
//! rule sentence:
//!   3 * the $person.$sex lost $sex.his $person.thing <time>
//!   $person.he and $person2.he met <time>
//! rule time:
//!   -
//!   last night
//!
//! # Pairs of words that are related in the same way.
//! questions family:
//!   person.he person.she
//! ```
//!
//! It is a context-free grammar with agreement. `$person.thing` draws a row of the table at its first mention in a sentence and
//! means that row until the sentence ends, in whichever rule; `$person2` is another row of the same table. In `$person.$sex`
//! the first column of the row of `sex` names the column, in `$scale.$pole.degree` the column `degree` of the row of `pole` does. A rule names only rules below it, so that every sentence ends. `a` becomes
//! `an` before a vowel. What it leaves out: capital letters, punctuation, and inflection other than by columns.

use std::fmt::Write;
use std::path::Path;

use super::expand::WorldSentences;
use super::grammar::{Grammar, Section, WordPair};
use super::parse::parse;
use crate::embed::evaluate::questions::{AnalogyQuestions, AnalogySection};
use crate::error::{Error, Result};
use crate::seed::Seed;

const BUNDLED: &str = include_str!("../../../corpora/small_worlds.grammar");

/// A grammar whose sentences carry relations between words.
///
/// # Examples
/// ```
/// use wordmill::{seed::Seed, task::SmallWorlds};
/// let worlds = SmallWorlds::bundled()?;
/// let sentences: Vec<String> = worlds.sentences(Seed(1)).up_to(1_000).collect();
/// assert!((50..150).contains(&sentences.len()));
/// assert!(worlds.analogies().contains("\nman woman king queen\n"));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallWorlds {
    grammar: Grammar,
}

impl SmallWorlds {
    /// The grammar that comes with the crate, `corpora/small_worlds.grammar`: countries, families, trades, animals, qualities, deeds.
    ///
    /// # Errors
    /// As [`SmallWorlds::parse`]; none with the file as it is delivered.
    pub fn bundled() -> Result<Self> {
        Ok(SmallWorlds { grammar: parse(Path::new("corpora/small_worlds.grammar"), BUNDLED)? })
    }

    /// A grammar from its text.
    ///
    /// # Errors
    /// [`Error::Parse`] with the line that breaks the [rules](self), and what is wrong in it.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(SmallWorlds { grammar: parse(Path::new("grammar"), text)? })
    }

    /// A grammar from a file.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read or is not UTF-8; else as [`SmallWorlds::parse`].
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        Ok(SmallWorlds { grammar: parse(path, &text)? })
    }

    /// Sentences without end: lower-case words between single spaces.
    #[must_use]
    pub fn sentences(&self, seed: Seed) -> WorldSentences<'_> {
        WorldSentences::new(&self.grammar, seed)
    }

    /// The analogies that the tables imply: of every two rows the words of one are to each other as those of the other.
    #[must_use]
    pub fn questions(&self) -> AnalogyQuestions {
        let section = |section: &Section| {
            let pairs: Vec<[&str; 2]> = section.pairs.iter().flat_map(|pair| self.words(*pair)).collect();
            let mut questions = Vec::new();
            for (place, first) in pairs.iter().enumerate() {
                let others = pairs.iter().enumerate().filter(|&(other, _)| other != place);
                let ask = |second: &[&str; 2]| [first[0], first[1], second[0], second[1]].map(str::to_owned);
                questions.extend(others.map(|(_, second)| ask(second)));
            }
            AnalogySection { name: section.name.clone(), questions }
        };
        AnalogyQuestions::new(self.grammar.sections.iter().map(section).collect())
    }

    /// The same in the format of Google's `questions-words.txt`: a line `: section`, then lines of four words.
    #[must_use]
    pub fn analogies(&self) -> String {
        let mut text = String::new();
        for section in self.questions().sections() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, ": {}", section.name);
            section.questions.iter().for_each(|question| {
                let _ = writeln!(text, "{}", question.join(" "));
            });
        }
        text
    }

    /// The two words of each row.
    fn words(&self, pair: WordPair) -> impl Iterator<Item = [&str; 2]> {
        let rows = self.grammar.tables[pair.table].rows.iter();
        rows.map(move |row| [pair.left, pair.right].map(|column| row[column][0].as_str()))
    }
}
