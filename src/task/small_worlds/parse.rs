//! Text → [`Grammar`]: the blocks and their lines; [`pieces`](super::pieces) reads what stands in a line of a rule.
//!
//! Two passes: the first finds the blocks, so that a name may be used above its definition; the second reads their
//! lines. Every refusal names the line and what stands in it.

use std::path::Path;

use super::grammar::{Grammar, Row, Rule, Section, Table, WordPair};
use super::line::Line;
use super::pieces::{Variables, alternative, longest};
use crate::error::{Error, Result};

/// The most words that a sentence may have: rules that multiply each other are refused before they fill the memory.
const LONGEST_SENTENCE: u64 = 10_000;

/// Reads a grammar; `input` is its name in errors.
pub(super) fn parse(input: &Path, text: &str) -> Result<Grammar> {
    let blocks = blocks(input, text)?;
    let of_kind = |kind: Kind| blocks.iter().filter(move |block| block.kind == kind);
    let tables = of_kind(Kind::Table).map(Block::table).collect::<Result<Vec<_>>>()?;
    let names: Vec<&str> = of_kind(Kind::Rule).map(|block| block.name).collect();
    let Some(start) = names.iter().position(|&name| name == "sentence") else {
        return Err(Error::parse(
            input,
            text.lines().count().max(1) as u64,
            "no rule of this name",
            "sentence",
        ));
    };
    let mut variables = Variables::default();
    let mut rules = Vec::with_capacity(names.len());
    for (number, block) in of_kind(Kind::Rule).enumerate() {
        rules.push(block.rule(&tables, &names, number, &mut variables)?);
    }
    check_lengths(&tables, &rules, &variables.tables, of_kind(Kind::Rule))?;
    let sections = of_kind(Kind::Questions).map(|block| block.section(&tables)).collect::<Result<_>>()?;
    Ok(Grammar { tables, rules, start, variables: variables.tables, sections })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Table,
    Rule,
    Questions,
}

/// A heading, and the indented lines below it.
struct Block<'t> {
    kind: Kind,
    name: &'t str,
    /// What stands behind the colon.
    rest: &'t str,
    heading: Line<'t>,
    lines: Vec<Line<'t>>,
}

fn blocks<'t>(input: &'t Path, text: &'t str) -> Result<Vec<Block<'t>>> {
    let mut blocks: Vec<Block<'t>> = Vec::new();
    let mut names = std::collections::HashSet::new();
    for (number, line) in text.lines().enumerate() {
        let line = Line { text: line, number: number as u64 + 1, input };
        if line.text.trim().is_empty() || line.text.trim_start().starts_with('#') {
            continue;
        }
        if line.text.starts_with([' ', '\t']) {
            let block = blocks.last_mut().ok_or_else(|| line.error("a line below no heading", line.text))?;
            block.lines.push(Line { text: line.text.trim(), ..line });
        } else {
            let block = heading(line)?;
            if !names.insert((block.kind as u8, block.name)) {
                return Err(line.error("defined twice", block.name));
            }
            blocks.push(block);
        }
    }
    match blocks.iter().find(|block| block.lines.is_empty()) {
        Some(empty) => Err(empty.heading.error("a heading with no lines below it", empty.name)),
        None => Ok(blocks),
    }
}

fn heading(line: Line<'_>) -> Result<Block<'_>> {
    let refused = || line.error("no heading (table NAME: COLUMNS, rule NAME: or questions NAME:)", line.text);
    let (title, rest) = line.text.split_once(':').ok_or_else(refused)?;
    let (kind, name) = title.split_once(' ').ok_or_else(refused)?;
    let kind = match kind {
        "table" => Kind::Table,
        "rule" => Kind::Rule,
        "questions" => Kind::Questions,
        _ => return Err(refused()),
    };
    let block = Block { kind, name: name.trim(), rest: rest.trim(), heading: line, lines: Vec::new() };
    if !is_name(block.name) {
        return Err(line.error("a name is of letters and hyphens", block.name));
    }
    match kind != Kind::Table && !block.rest.is_empty() {
        true => Err(line.error("nothing may stand behind the colon", block.rest)),
        false => Ok(block),
    }
}

/// Letters and hyphens; digits tell variables of one table apart.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_alphabetic() || character == '-')
}

impl Block<'_> {
    fn table(&self) -> Result<Table> {
        let columns: Vec<String> = self.rest.split('|').map(|name| name.trim().to_owned()).collect();
        for (place, column) in columns.iter().enumerate() {
            if !is_name(column) {
                return Err(self.heading.error("a column is named by letters and hyphens", column));
            }
            if columns[..place].contains(column) {
                return Err(self.heading.error("a column that is there already", column));
            }
        }
        let rows = self.lines.iter().map(|line| row(line, columns.len())).collect::<Result<_>>()?;
        Ok(Table { name: self.name.to_owned(), columns, rows })
    }

    fn rule(
        &self,
        tables: &[Table],
        names: &[&str],
        number: usize,
        variables: &mut Variables,
    ) -> Result<Rule> {
        let mut rule = Rule { alternatives: Vec::new(), weights: Vec::new() };
        let mut sum = 0;
        for line in &self.lines {
            let (weight, text) = weight(line)?;
            sum += weight;
            rule.weights.push(sum);
            rule.alternatives.push(alternative(&Line { text, ..*line }, tables, names, number, variables)?);
        }
        Ok(rule)
    }

    fn section(&self, tables: &[Table]) -> Result<Section> {
        let pairs = self.lines.iter().map(|line| word_pair(line, tables)).collect::<Result<_>>()?;
        Ok(Section { name: self.name.to_owned(), pairs })
    }
}

/// Cells between bars, their values between commas.
fn row(line: &Line<'_>, columns: usize) -> Result<Row> {
    let mut row = Row::new();
    for cell in line.text.split('|') {
        let mut values = Vec::new();
        for value in cell.split(',') {
            let words: Vec<&str> = value.split_whitespace().collect();
            if words.is_empty() {
                return Err(line.error("an empty cell or value", line.text));
            }
            if value.contains(['$', '<', '>', '*']) {
                return Err(line.error("a cell holds words only", value.trim()));
            }
            values.push(words.join(" "));
        }
        row.push(values);
    }
    match row.len() == columns {
        true => Ok(row),
        false => Err(line.error("not as many cells as the table has columns", line.text)),
    }
}

/// `3 * …`; 1 where none is given.
fn weight<'l>(line: &Line<'l>) -> Result<(u64, &'l str)> {
    let Some((weight, text)) = line.text.split_once('*') else { return Ok((1, line.text)) };
    match weight.trim().parse::<u64>() {
        Ok(number @ 1..=1_000_000) => Ok((number, text.trim())),
        _ => Err(line.error("a weight is a whole number from 1 to 1000000", weight.trim())),
    }
}

/// `country.capital country.name`: two columns of one table that hold one word in each row.
fn word_pair(line: &Line<'_>, tables: &[Table]) -> Result<WordPair> {
    let wrong = || line.error("no pair of columns (TABLE.COLUMN TABLE.COLUMN)", line.text);
    let (left, right) = line.text.split_once(char::is_whitespace).ok_or_else(wrong)?;
    let (left, right) =
        (left.split_once('.').ok_or_else(wrong)?, right.trim().split_once('.').ok_or_else(wrong)?);
    if left.0 != right.0 {
        return Err(line.error("the columns of a pair are of one table", line.text));
    }
    let table = tables.iter().position(|table| table.name == left.0);
    let table = table.ok_or_else(|| line.error("no such table", left.0))?;
    let column = |name: &str| {
        let column = tables[table].column(name).ok_or_else(|| line.error("no such column", name))?;
        let is_word = |row: &Row| matches!(&row[column][..], [value] if !value.contains(' '));
        match tables[table].rows.iter().all(is_word) {
            true => Ok(column),
            false => Err(line.error("a column of a question holds one word in each row", name)),
        }
    };
    Ok(WordPair { table, left: column(left.1)?, right: column(right.1)? })
}

/// Refuses rules that can say more than a sentence may hold. Rules name rules behind them only, so the last comes first.
fn check_lengths<'b, 't: 'b>(
    tables: &[Table],
    rules: &[Rule],
    variables: &[usize],
    blocks: impl Iterator<Item = &'b Block<'t>>,
) -> Result<()> {
    let mut lengths = vec![0u64; rules.len()];
    for number in (0..rules.len()).rev() {
        let alternatives = rules[number].alternatives.iter();
        lengths[number] =
            alternatives.map(|pieces| longest(pieces, tables, variables, &lengths)).max().unwrap_or(0);
    }
    match blocks.zip(&lengths).find(|&(_, &length)| length > LONGEST_SENTENCE) {
        Some((block, _)) => Err(block.heading.error("a rule that can say more than 10000 words", block.name)),
        None => Ok(()),
    }
}
