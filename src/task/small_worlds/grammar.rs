//! The grammar as it is once its text has been read: all names are numbers, and all numbers lead somewhere.

/// Tables of things, rules of sentences, and the questions that the tables imply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grammar {
    pub(super) tables: Vec<Table>,
    /// A rule names only rules behind it.
    pub(super) rules: Vec<Rule>,
    /// The rule of whole sentences.
    pub(super) start: usize,
    /// What sentences draw rows for: the table of each.
    pub(super) variables: Vec<usize>,
    pub(super) sections: Vec<Section>,
}

/// Things that differ in the same ways: a row is a thing, a column is what is known of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// The values of each cell; every mention draws one of them.
pub(super) type Row = Vec<Vec<String>>;

/// Ways to say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) alternatives: Vec<Vec<Piece>>,
    /// The sum of the weights of each alternative and of those before it.
    pub(super) weights: Vec<u64>,
}

/// A part of an alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// The word itself.
    Word(String),
    /// Whatever the rule says.
    Rule(usize),
    /// What a column knows of the variable's row.
    Cell { variable: usize, column: usize },
    /// The same, where the row of another variable says which column: `columns` has one for each of its rows.
    Agreeing { variable: usize, chooser: usize, columns: Vec<usize> },
}

/// A kind of question: the pairs of columns whose words are related in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) pairs: Vec<WordPair>,
}

/// Two columns of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordPair {
    pub(super) table: usize,
    pub(super) left: usize,
    pub(super) right: usize,
}

impl Table {
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}
