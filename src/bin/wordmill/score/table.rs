//! [`Table`]: rows of cells, in a frame of box-drawing characters or as LaTeX with `booktabs`.
//!
//! Widths, rules and alignment are those of the Python package `tabulate` (0.10.0; formats `fancy_grid` and
//! `latex_booktabs`), which sacreBLEU prints with: the first column to the right, the others centred.

use std::io::{self, Write};

use anstyle::Style;

/// Text on one or more lines, and how it is set off.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) lines: Vec<(String, Style)>,
}

impl Cell {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Cell::styled(text, Style::new())
    }

    pub(crate) fn styled(text: impl Into<String>, style: Style) -> Self {
        Cell { lines: vec![(text.into(), style)] }
    }
}

/// A header and rows of as many cells.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) header: Vec<Cell>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// How a line of a frame begins, fills, divides and ends.
type Rule = [&'static str; 4];

const TOP: Rule = ["╒", "═", "╤", "╕"];
const BELOW_HEADER: Rule = ["╞", "═", "╪", "╡"];
const BETWEEN_ROWS: Rule = ["├", "─", "┼", "┤"];
const BOTTOM: Rule = ["╘", "═", "╧", "╛"];

impl Table {
    /// In a frame.
    pub(crate) fn write_framed(&self, out: &mut dyn Write) -> io::Result<()> {
        let widths = self.widths();
        rule(out, TOP, &widths)?;
        framed_row(out, &self.header, &widths)?;
        for (at, row) in self.rows.iter().enumerate() {
            rule(out, if at == 0 { BELOW_HEADER } else { BETWEEN_ROWS }, &widths)?;
            framed_row(out, row, &widths)?;
        }
        rule(out, BOTTOM, &widths)
    }

    /// As LaTeX; the lines of a cell are joined by spaces.
    pub(crate) fn write_latex(&self, out: &mut dyn Write) -> io::Result<()> {
        let joined = |cell: &Cell| {
            let lines: Vec<&str> = cell.lines.iter().map(|line| line.0.as_str()).collect();
            Cell::plain(lines.join(" "))
        };
        let row = |cells: &Vec<Cell>| cells.iter().map(joined).collect::<Vec<_>>();
        let table = Table { header: row(&self.header), rows: self.rows.iter().map(row).collect() };
        let widths = table.widths();
        writeln!(out, "\\begin{{tabular}}{{r{}}}\n\\toprule", "c".repeat(widths.len() - 1))?;
        latex_row(out, &table.header, &widths)?;
        writeln!(out, "\\midrule")?;
        for row in &table.rows {
            latex_row(out, row, &widths)?;
        }
        writeln!(out, "\\bottomrule\n\\end{{tabular}}")
    }

    /// Of each column in characters: that of the longest line, a header counting two more.
    fn widths(&self) -> Vec<usize> {
        let of_cell = |cell: &Cell| cell.lines.iter().map(|line| line.0.chars().count()).max().unwrap_or(0);
        let column = |(at, header): (usize, &Cell)| {
            let rows = self.rows.iter().map(|row| of_cell(&row[at]));
            rows.fold(of_cell(header) + 2, usize::max)
        };
        self.header.iter().enumerate().map(column).collect()
    }
}

fn rule(out: &mut dyn Write, [start, fill, divide, end]: Rule, widths: &[usize]) -> io::Result<()> {
    let columns: Vec<String> = widths.iter().map(|width| fill.repeat(width + 2)).collect();
    writeln!(out, "{start}{}{end}", columns.join(divide))
}

fn framed_row(out: &mut dyn Write, cells: &[Cell], widths: &[usize]) -> io::Result<()> {
    let height = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    for line in 0..height {
        for (at, (cell, &width)) in cells.iter().zip(widths).enumerate() {
            let (text, style) = cell.lines.get(line).map_or(("", Style::new()), |line| (&line.0, line.1));
            write!(out, "│ {style}{}{style:#} ", padded(text, width, at == 0))?;
        }
        writeln!(out, "│")?;
    }
    Ok(())
}

fn latex_row(out: &mut dyn Write, cells: &[Cell], widths: &[usize]) -> io::Result<()> {
    let padded = |(at, (cell, &width)): (usize, (&Cell, &usize))| {
        format!(" {} ", escaped(&padded(&cell.lines[0].0, width, at == 0)))
    };
    let cells: Vec<String> = cells.iter().zip(widths).enumerate().map(padded).collect();
    writeln!(out, "{}\\\\", cells.join("&"))
}

fn padded(text: &str, width: usize, right: bool) -> String {
    if right { format!("{text:>width$}") } else { format!("{text:^width$}") }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => escaped.extend(['\\', character]),
            '^' => escaped.push_str("\\^{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '<' | '>' => escaped.push_str(&format!("\\ensuremath{{{character}}}")),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let cells = |texts: [&str; 2]| {
            let lines = |text: &str| text.split('\n').map(|line| (line.to_owned(), Style::new())).collect();
            texts.map(|text| Cell { lines: lines(text) }).to_vec()
        };
        Table {
            header: cells(["System", "μ ± 95%"]),
            rows: vec![cells(["a_b", "34.4"]), cells(["other one", "1 (2 ± 3)\n(p = 0.0099)*"])],
        }
    }

    /// tabulate 0.10.0 with sacreBLEU's choices.
    #[test]
    fn tables_are_those_of_tabulate() {
        let mut framed = Vec::new();
        table().write_framed(&mut framed).unwrap_or_default();
        let expected = "\
╒═══════════╤═══════════════╕
│    System │    μ ± 95%    │
╞═══════════╪═══════════════╡
│       a_b │     34.4      │
├───────────┼───────────────┤
│ other one │   1 (2 ± 3)   │
│           │ (p = 0.0099)* │
╘═══════════╧═══════════════╛
";
        assert_eq!(String::from_utf8_lossy(&framed), expected);
        let mut latex = Vec::new();
        table().write_latex(&mut latex).unwrap_or_default();
        let latex = String::from_utf8_lossy(&latex).into_owned();
        let expected = "\\begin{tabular}{rc}
\\toprule
    System &         μ ± 95\\%         \\\\
\\midrule
       a\\_b &          34.4           \\\\
 other one & 1 (2 ± 3) (p = 0.0099)* \\\\
\\bottomrule
\\end{tabular}
";
        assert_eq!(latex, expected);
    }
}
