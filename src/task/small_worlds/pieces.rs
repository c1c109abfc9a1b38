//! A line of a rule → its pieces: words, `<rule>`, `$table.column` and `$table.$other`.

use super::grammar::{Piece, Table};
use super::line::Line;
use crate::error::Result;

/// The variables that rules have named so far: `$country`, `$country2`, …
#[derive(Debug, Default)]
pub(super) struct Variables {
    /// The table of each.
    pub(super) tables: Vec<usize>,
    /// Its table and which of the table's variables it is, from 1.
    known: Vec<(usize, usize)>,
}

impl Variables {
    /// The number of `$name`: the name of a table, and a digit for all but the first of its variables.
    fn number(&mut self, line: &Line<'_>, tables: &[Table], name: &str) -> Result<usize> {
        let stem = name.strip_suffix(|last: char| ('2'..='9').contains(&last)).unwrap_or(name);
        let which = name[stem.len()..].parse().unwrap_or(1);
        let table = tables.iter().position(|table| table.name == stem);
        let table = table.ok_or_else(|| line.error("no such table", name))?;
        if which > tables[table].rows.len() {
            return Err(line.error("the table has not so many rows", name));
        }
        if let Some(number) = self.known.iter().position(|&known| known == (table, which)) {
            return Ok(number);
        }
        self.known.push((table, which));
        self.tables.push(table);
        Ok(self.tables.len() - 1)
    }
}

/// The pieces of an alternative of rule `number`; a lone `-` is an alternative of no words.
pub(super) fn alternative(
    line: &Line<'_>,
    tables: &[Table],
    names: &[&str],
    number: usize,
    variables: &mut Variables,
) -> Result<Vec<Piece>> {
    if line.text == "-" {
        return Ok(Vec::new());
    }
    if line.text.is_empty() {
        return Err(line.error("an alternative of no words (write `-`)", line.text));
    }
    let piece = |word: &str| {
        if let Some(name) = word.strip_prefix('<') {
            let name =
                name.strip_suffix('>').ok_or_else(|| line.error("no `>` behind a rule's name", word))?;
            let below = names.iter().skip(number + 1).position(|&other| other == name);
            let below = below.ok_or_else(|| line.error("no rule of this name further below", name))?;
            return Ok(Piece::Rule(number + 1 + below));
        }
        if let Some(mention) = word.strip_prefix('$') {
            return mentioned(line, tables, mention, variables);
        }
        match word.contains(['$', '<', '>', '|']) {
            true => Err(line.error("neither a word nor a `<rule>` nor a `$table.column`", word)),
            false => Ok(Piece::Word(word.to_owned())),
        }
    };
    line.text.split_whitespace().map(piece).collect()
}

/// `country.capital`; or `scale.$pole.degree`, where the row of `pole` says under `degree` which column; or `person.$sex`, where
/// it says so in its first column.
fn mentioned(line: &Line<'_>, tables: &[Table], mention: &str, variables: &mut Variables) -> Result<Piece> {
    let wrong = || line.error("no column behind the table ($TABLE.COLUMN)", mention);
    let (name, column) = mention.split_once('.').ok_or_else(wrong)?;
    let variable = variables.number(line, tables, name)?;
    let table = &tables[variables.tables[variable]];
    let find = |name: &str| table.column(name).ok_or_else(|| line.error("no such column", name));
    let Some(chooser) = column.strip_prefix('$') else {
        return Ok(Piece::Cell { variable, column: find(column)? });
    };
    let (chooser, says) = chooser.split_once('.').map_or((chooser, None), |(name, says)| (name, Some(says)));
    let chooser = variables.number(line, tables, chooser)?;
    let choosers = &tables[variables.tables[chooser]];
    let says = match says {
        Some(name) => choosers.column(name).ok_or_else(|| line.error("no such column", name))?,
        None => 0,
    };
    let columns = choosers.rows.iter().map(|row| find(&row[says][0])).collect::<Result<_>>()?;
    Ok(Piece::Agreeing { variable, chooser, columns })
}

/// The most words that the pieces can say, where `lengths` has those of all rules behind.
pub(super) fn longest(pieces: &[Piece], tables: &[Table], variables: &[usize], lengths: &[u64]) -> u64 {
    let of_column = |variable: usize, column: usize| {
        let values = tables[variables[variable]].rows.iter().flat_map(|row| &row[column]);
        values.map(|value| value.split(' ').count() as u64).max().unwrap_or(0)
    };
    let length = |piece: &Piece| match piece {
        Piece::Word(_) => 1,
        // Silence takes time as well.
        Piece::Rule(rule) => lengths[*rule].max(1),
        Piece::Cell { variable, column } => of_column(*variable, *column),
        Piece::Agreeing { variable, columns, .. } => {
            columns.iter().map(|&column| of_column(*variable, column)).max().unwrap_or(0)
        }
    };
    pieces.iter().map(length).fold(0, u64::saturating_add)
}
