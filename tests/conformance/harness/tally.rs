//! [`Tally`]: the cases of one set, counted as equal, different or not answered.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::harness::known::Known;

/// Differences of one kind that are shown.
const SHOWN: usize = 3;

/// Why a case is not equal.
#[derive(Debug)]
pub(crate) enum Miss {
    /// The crate answers otherwise.
    Different {
        /// What is different about it; of such kinds `known.tsv` speaks.
        kind: String,
        /// Which case it is and how it differs.
        what: String,
    },
    /// The crate cannot be asked this yet, for want of what is named.
    Unanswered(String),
}

impl Miss {
    /// A difference.
    pub(crate) fn different(kind: impl Into<String>, what: impl Into<String>) -> Self {
        Miss::Different { kind: kind.into(), what: what.into() }
    }

    /// A question that cannot be asked for want of `what`.
    pub(crate) fn unanswered(what: impl Into<String>) -> Self {
        Miss::Unanswered(what.into())
    }

    /// The same, with the name of the case before what differs.
    pub(crate) fn in_case(self, name: &str) -> Self {
        match self {
            Miss::Different { kind, what } => Miss::Different { kind, what: format!("{name}: {what}") },
            unanswered => unanswered,
        }
    }
}

/// How a case came out.
pub(crate) type Verdict = Result<(), Miss>;

/// Differences of one kind.
#[derive(Debug, Default)]
pub(crate) struct Differences {
    pub(crate) count: usize,
    first: Vec<String>,
}

/// The cases of one set.
#[derive(Debug)]
pub(crate) struct Tally {
    set: String,
    equal: usize,
    different: BTreeMap<String, Differences>,
    unanswered: BTreeMap<String, usize>,
    notes: Vec<String>,
}

impl Tally {
    /// An empty tally of `AREA/SET`.
    pub(crate) fn new(set: impl Into<String>) -> Self {
        Tally {
            set: set.into(),
            equal: 0,
            different: BTreeMap::new(),
            unanswered: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    pub(crate) fn set(&self) -> &str {
        &self.set
    }

    pub(crate) fn different(&self) -> &BTreeMap<String, Differences> {
        &self.different
    }

    /// Counts a case.
    pub(crate) fn count(&mut self, verdict: Verdict) {
        match verdict {
            Ok(()) => self.equal += 1,
            Err(Miss::Different { kind, what }) => {
                let differences = self.different.entry(kind).or_default();
                differences.count += 1;
                if differences.first.len() < SHOWN {
                    differences.first.push(shortened(what));
                }
            }
            Err(Miss::Unanswered(what)) => self.leave(what, 1),
        }
    }

    /// Counts cases that cannot be answered for want of `what`.
    pub(crate) fn leave(&mut self, what: impl Into<String>, cases: usize) {
        *self.unanswered.entry(what.into()).or_default() += cases;
    }

    /// Prints a line below the set's own.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub(crate) fn cases(&self) -> usize {
        self.equal + self.differing() + self.unanswered.values().sum::<usize>()
    }

    fn differing(&self) -> usize {
        self.different.values().map(|differences| differences.count).sum()
    }

    /// The line of the set and what belongs below it.
    pub(crate) fn text(&self, known: &Known) -> String {
        let (cases, equal, differing) = (self.cases(), self.equal, self.differing());
        let mut text = format!("conformance {} {cases} {equal} {differing}", self.set);
        for (kind, differences) in &self.different {
            let allowed = match known.find(&self.set, kind) {
                Some(row) => format!("known, {} at most: {}", row.at_most, row.reason),
                None => "NOT KNOWN".to_owned(),
            };
            let _ = write!(text, "\n  {} different, {kind} ({allowed})", differences.count);
            differences.first.iter().for_each(|first| {
                let _ = write!(text, "\n    {first}");
            });
        }
        // A set of which nothing stands needs no word about what is wanting: its name says it.
        if !self.unanswered.is_empty() && !self.unanswered.contains_key("") {
            let wants: Vec<_> =
                self.unanswered.iter().map(|(want, cases)| format!("{cases} {want}")).collect();
            let all: usize = self.unanswered.values().sum();
            let _ = write!(text, "\n  ({all} not answered yet: {})", wants.join(", "));
        }
        self.notes.iter().for_each(|note| {
            let _ = write!(text, "\n  {note}");
        });
        text
    }
}

/// At most so much of a text as is fit to print.
fn shortened(text: String) -> String {
    const MOST: usize = 400;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}
