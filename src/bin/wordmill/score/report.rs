//! What `wordmill score` writes: lines, JSON and tables, letter for letter as sacreBLEU 2.6.0 (Apache-2.0) does, so that
//! programs which read one read the other. Only the version in the signatures is this command's.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use wordmill::metric::{ScoreLine, Signature, SystemResult};

use crate::score::table::{Cell, Table};

const BASELINE: Style = AnsiColor::Yellow.on_default();
const HEADER: Style = AnsiColor::Cyan.on_default();
const NOT_SIGNIFICANT: Style = AnsiColor::Red.on_default();

/// A p-value above this is not significant.
const THRESHOLD: f64 = 0.05;

/// One system: a line a metric, their equals signs below each other.
pub(crate) fn write_lines(out: &mut dyn Write, lines: &[String]) -> io::Result<()> {
    let left_of = |line: &String| line.find(" =").map(|at| line[..at].chars().count());
    let width = lines.iter().filter_map(left_of).max().unwrap_or(0);
    for line in lines {
        let missing = if lines.len() > 1 { left_of(line).map_or(0, |left| width - left) } else { 0 };
        writeln!(out, "{}{line}", " ".repeat(missing))?;
    }
    Ok(())
}

/// One system: an object, or a list of them where there are several metrics.
pub(crate) fn write_objects(out: &mut dyn Write, lines: &[ScoreLine]) -> io::Result<()> {
    let objects: Vec<String> = lines.iter().map(ScoreLine::to_json).collect();
    match objects.as_slice() {
        [object] => writeln!(out, "{object}"),
        objects => writeln!(out, "[\n{}\n]", objects.join(",\n")),
    }
}

/// What one metric says of one system.
pub(crate) enum Figure {
    /// Its score alone, rounded.
    Score(String),
    /// What a paired test found.
    Tested(SystemResult),
}

/// A metric and its figures, one a system.
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) signature: Signature,
    pub(crate) figures: Vec<Figure>,
}

/// Several systems as a list of objects.
pub(crate) fn write_json(out: &mut dyn Write, systems: &[String], columns: &[Column]) -> io::Result<()> {
    let rows: Vec<Row<'_>> =
        systems.iter().enumerate().map(|(at, system)| Row { system, at, columns }).collect();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    rows.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, formatter))?;
    writeln!(out)
}

/// A system and the figures of all metrics.
struct Row<'c> {
    system: &'c str,
    at: usize,
    columns: &'c [Column],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("system", self.system)?;
        for column in self.columns {
            match &column.figures[self.at] {
                Figure::Score(score) => map.serialize_entry(&column.name, score)?,
                Figure::Tested(result) => map.serialize_entry(&column.name, &Tested::of(result))?,
            }
        }
        map.end()
    }
}

/// The result of a test by sacreBLEU's names.
#[derive(Serialize)]
struct Tested {
    score: f64,
    p_value: Option<f64>,
    mean: Option<f64>,
    ci: Option<f64>,
}

impl Tested {
    fn of(result: &SystemResult) -> Self {
        let interval = result.interval;
        Tested {
            score: result.score,
            p_value: result.p_value,
            mean: interval.map(|interval| interval.mean),
            ci: interval.map(|interval| interval.half_width),
        }
    }
}

/// Several systems as a table.
pub(crate) fn table(systems: &[String], columns: &[Column], is_paired: bool, decimals: usize) -> Table {
    let mut header = vec![Cell::styled("System", HEADER)];
    // The heading of every column behind one with intervals speaks of them, too.
    let mut with_intervals = false;
    for column in columns {
        with_intervals |= column.figures.iter().any(has_interval);
        let note = if with_intervals { " (μ ± 95% CI)" } else { "" };
        header.push(Cell::styled(format!("{}{note}", column.name), HEADER));
    }
    let row = |(at, system): (usize, &String)| {
        let style = if is_paired && at == 0 { BASELINE } else { Style::new() };
        let figures = columns.iter().map(|column| cell(&column.figures[at], style, decimals));
        std::iter::once(Cell::styled(system, style)).chain(figures).collect()
    };
    Table { header, rows: systems.iter().enumerate().map(row).collect() }
}

fn has_interval(figure: &Figure) -> bool {
    matches!(figure, Figure::Tested(result) if result.interval.is_some())
}

fn cell(figure: &Figure, style: Style, decimals: usize) -> Cell {
    let result = match figure {
        Figure::Score(score) => return Cell::plain(score),
        Figure::Tested(result) => result,
    };
    let interval = result.interval.map_or(String::new(), |interval| {
        format!(" ({:.decimals$} ± {:.decimals$})", interval.mean, interval.half_width)
    });
    let mut cell = Cell::styled(format!("{:.decimals$}{interval}", result.score), style);
    if let Some(p_value) = result.p_value {
        let is_chance = p_value > THRESHOLD;
        let (mark, style) = if is_chance { ("", NOT_SIGNIFICANT) } else { ("*", Style::new()) };
        cell.lines.push((format!("(p = {p_value:.4}){mark}"), style));
    }
    cell
}

/// The signatures below a table.
pub(crate) fn write_signatures(out: &mut dyn Write, columns: &[Column], short: bool) -> io::Result<()> {
    writeln!(out, "-----------------\nMetric signatures\n-----------------")?;
    for Column { name, signature, .. } in columns {
        let signature = if short { signature.to_short_string() } else { signature.to_string() };
        writeln!(out, " - {name:<10} {signature}")?;
    }
    Ok(())
}

/// What a paired test is, below its table. The words are sacreBLEU's.
pub(crate) fn write_explanation(
    out: &mut dyn Write,
    baseline: &str,
    is_bootstrap: bool,
    trials: usize,
) -> io::Result<()> {
    let (title, scores) = if is_bootstrap {
        (
            format!("Paired bootstrap resampling test with {trials} resampling trials"),
            "Actual system score / bootstrap estimated true mean / 95% CI are provided for each metric.",
        )
    } else {
        (
            format!("Paired approximate randomization test with {trials} trials"),
            "Actual system score is provided for each metric.",
        )
    };
    let line = "-".repeat(title.len());
    let name = format!("{BASELINE}{baseline}{BASELINE:#}");
    let bline = format!("{BASELINE}baseline{BASELINE:#}");
    let red = format!("{NOT_SIGNIFICANT}highlighted in red{NOT_SIGNIFICANT:#}");
    writeln!(
        out,
        "{line}
{title}
{line}
 - Each system is pairwise compared to {name}.
   {scores}

 - Null hypothesis: the system and the {bline} translations are essentially
   generated by the same underlying process. For a given system and the {bline},
   the p-value is roughly the probability of the absolute score difference (delta)
   or higher occurring due to chance, under the assumption that the null hypothesis is correct.

 - Assuming a significance threshold of 0.05, the null hypothesis can be rejected
   for p-values < 0.05 (marked with \"*\"). This means that the delta is unlikely to be attributed
   to chance, hence the system is significantly \"different\" than the {bline}.
   Otherwise, the p-values are {red}.

 - NOTE: Significance does not tell whether a system is \"better\" than the {bline} but rather
   emphasizes the \"difference\" of the systems in terms of the replicability of the delta.
"
    )
}
