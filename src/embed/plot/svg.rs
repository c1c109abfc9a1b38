//! The SVG of an [`EmbeddingPlot`]: headline, legend, marks, and labels that do not overlap.
//!
//! SVG 1.1 with presentation attributes, so that every renderer shows it; where it is shown by a browser, a style sheet
//! follows the reader's choice of light or dark, and a mark under the pointer tells its word. Both axes have one scale:
//! distances can be compared. Words without a free place for their label keep their mark.

use std::fmt::Write;

use super::colours::{DARK, LIGHT, Scheme};
use super::embedding_plot::{EmbeddingPlot, PlotPoint};
use super::escape::{markup, visible};
use super::labels::{Label, Mark, Room, place_labels};
use super::marker;
use super::occupancy::Area;
use super::text_width::{shortened, text_width};

/// Between the content and the border.
const MARGIN: f64 = 24.0;
/// The longest label, in pixels.
const LONGEST_LABEL: f64 = 220.0;
/// The height of a line of the legend.
const LEGEND_LINE: f64 = 18.0;
const FONT: &str = "Helvetica, Arial, 'Liberation Sans', sans-serif";

impl EmbeddingPlot {
    /// The picture as SVG.
    ///
    /// # Determinism
    /// The same bytes for the same plot.
    ///
    /// # Examples
    /// See [`EmbeddingPlot`].
    #[must_use]
    pub fn svg(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = Drawing::of(self).write(&mut out);
        out
    }
}

/// Everything in its place, in pixels.
struct Drawing<'p> {
    plot: &'p EmbeddingPlot,
    width: f64,
    height: f64,
    title: String,
    legend: Vec<Entry>,
    /// The number of groups that the legend has no room for.
    unnamed: usize,
    field: Area,
    /// Where the projection's origin lies.
    origin: [f64; 2],
    marks: Vec<Mark>,
    labels: Vec<Option<Label>>,
    texts: Vec<String>,
    font: f64,
}

/// A group in the legend.
struct Entry {
    group: usize,
    at: [f64; 2],
    text: String,
}

impl<'p> Drawing<'p> {
    fn of(plot: &'p EmbeddingPlot) -> Self {
        let (width, height) = (f64::from(plot.params.width), f64::from(plot.params.height));
        let title = shortened(&visible(&plot.params.title), 20.0, true, width - 2.0 * MARGIN);
        let (legend, bottom) = legend(&plot.groups, width, height);
        let unnamed = plot.groups.len() - legend.len();
        let field = Area {
            left: MARGIN,
            top: bottom + 10.0,
            right: width - MARGIN,
            bottom: height - if plot.explained_variance_ratio.is_some() { 34.0 } else { MARGIN },
        };
        let (font, radius) = match plot.points.len() {
            0..=150 => (12.0, 3.6),
            151..=600 => (11.0, 3.0),
            601..=2_000 => (10.0, 2.2),
            _ => (9.0, 1.6),
        };
        let scale = Scale::fitting(&plot.points, &field);
        let text = |point: &PlotPoint| shortened(&visible(&point.word), font, point.focus, LONGEST_LABEL);
        let texts: Vec<String> = plot.points.iter().map(text).collect();
        let mark = |(point, text): (&PlotPoint, &String)| Mark {
            at: scale.place([point.x, point.y]),
            radius: if point.focus { 1.3 * radius } else { radius },
            width: text_width(text, font, point.focus),
            covered: match (point.focus, plot.points.len()) {
                (true, _) => usize::MAX,
                (false, 0..=150) => 0,
                (false, _) => 1,
            },
        };
        let marks: Vec<Mark> = plot.points.iter().zip(&texts).map(mark).collect();
        let bounds = Area { left: 6.0, top: field.top, right: width - 6.0, bottom: field.bottom };
        let room = Room { bounds, height: 1.15 * font, rings: if marks.len() > 300 { 2 } else { 4 } };
        let labels = place_labels(&marks, &room);
        let origin = scale.place([0.0, 0.0]);
        Drawing { plot, width, height, title, legend, unnamed, field, origin, marks, labels, texts, font }
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let (width, height) = (self.width, self.height);
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONT}\" font-size=\"{}\">",
            self.font
        )?;
        writeln!(out, "<title>{}</title>", markup(&self.plot.params.title))?;
        writeln!(out, "<desc>{}</desc>", markup(&self.plot.subtitle()))?;
        writeln!(out, "<style>{}</style>", dark_style(self.plot.groups.len()))?;
        writeln!(out, "<rect class=\"ground\" width=\"100%\" height=\"100%\" fill=\"{}\"/>", LIGHT.ground)?;
        self.write_axes(out)?;
        self.write_heading(out)?;
        for group in self.groups() {
            self.write_marks(out, group)?;
        }
        for group in self.groups() {
            self.write_labels(out, group)?;
        }
        out.push_str("</svg>\n");
        Ok(())
    }

    /// Words without a group lie under the others.
    fn groups(&self) -> impl Iterator<Item = Option<usize>> + use<> {
        std::iter::once(None).chain((0..self.plot.groups.len()).map(Some))
    }

    /// Lines through the origin, with the share of the variance along each.
    fn write_axes(&self, out: &mut String) -> std::fmt::Result {
        let Some([first, second]) = self.plot.explained_variance_ratio else { return Ok(()) };
        let (field, [x, y]) = (&self.field, self.origin);
        writeln!(
            out,
            "<path class=\"line\" d=\"M{:.1} {y:.1}H{:.1}M{x:.1} {:.1}V{:.1}\" fill=\"none\" stroke=\"{}\"/>",
            field.left, field.right, field.top, field.bottom, LIGHT.line
        )?;
        let below = self.height - 14.0;
        writeln!(
            out,
            "<g class=\"faint\" fill=\"{}\" font-size=\"11\"><text x=\"{:.1}\" y=\"{below:.1}\" text-anchor=\"end\">→ first \
             component, {:.1} %</text><text x=\"{:.1}\" y=\"{below:.1}\">↑ second component, {:.1} %</text></g>",
            LIGHT.faint,
            field.right,
            100.0 * first,
            field.left,
            100.0 * second
        )
    }

    fn write_heading(&self, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "<text class=\"ink\" x=\"{MARGIN}\" y=\"40\" font-size=\"20\" font-weight=\"bold\" fill=\"{}\">{}</text>",
            LIGHT.ink,
            markup(&self.title)
        )?;
        let subtitle = shortened(&self.plot.subtitle(), 12.0, false, self.width - 2.0 * MARGIN);
        writeln!(
            out,
            "<text class=\"faint\" x=\"{MARGIN}\" y=\"60\" font-size=\"12\" fill=\"{}\">{}</text>",
            LIGHT.faint,
            markup(&subtitle)
        )?;
        for entry in &self.legend {
            let ([x, y], colour) = (entry.at, self.colour(&LIGHT, Some(entry.group)));
            writeln!(
                out,
                "<g class=\"g{}\" fill=\"{colour}\" font-size=\"12\"><path d=\"M{:.1} {:.1}{}\"/><text x=\"{:.1}\" \
                 y=\"{y:.1}\">{}</text></g>",
                entry.group % LIGHT.groups.len(),
                x + 4.0,
                y - 4.2,
                marker::outline(Some(entry.group), 4.0),
                x + 13.0,
                markup(&entry.text)
            )?;
        }
        if self.unnamed > 0 {
            let y = self.field.top - 12.0;
            writeln!(
                out,
                "<text class=\"faint\" x=\"{:.1}\" y=\"{y:.1}\" text-anchor=\"end\" font-size=\"12\" fill=\"{}\">and {} \
                 more groups</text>",
                self.field.right, LIGHT.faint, self.unnamed
            )?;
        }
        Ok(())
    }

    fn write_marks(&self, out: &mut String, group: Option<usize>) -> std::fmt::Result {
        let members = self.members(group);
        if members.is_empty() {
            return Ok(());
        }
        let colour = self.colour(&LIGHT, group);
        writeln!(
            out,
            "<g class=\"{} mark\" fill=\"{colour}\" stroke=\"{}\" stroke-width=\"0.8\">",
            self.class(group),
            LIGHT.ground
        )?;
        for at in members {
            let (mark, point) = (&self.marks[at], &self.plot.points[at]);
            let count = point.count.map(|count| format!(" ({count})")).unwrap_or_default();
            writeln!(
                out,
                "<path d=\"M{:.2} {:.2}{}\"><title>{}{count}</title></path>",
                mark.at[0],
                mark.at[1],
                marker::outline(group, mark.radius),
                markup(&point.word)
            )?;
        }
        out.push_str("</g>\n");
        Ok(())
    }

    fn write_labels(&self, out: &mut String, group: Option<usize>) -> std::fmt::Result {
        let labelled = |&at: &usize| self.labels[at].map(|label| (at, label));
        let labels: Vec<(usize, Label)> = self.members(group).iter().filter_map(labelled).collect();
        if labels.is_empty() {
            return Ok(());
        }
        let (class, colour) = match group {
            Some(_) => (self.class(group), self.colour(&LIGHT, group)),
            None => ("ink".to_owned(), LIGHT.ink),
        };
        writeln!(out, "<g class=\"{class}\" fill=\"{colour}\">")?;
        let lines = labels.iter().filter_map(|(at, label)| Some((self.marks[*at].at, label.line?)));
        for ([x, y], [end_x, end_y]) in lines {
            writeln!(
                out,
                "<path class=\"lead\" d=\"M{x:.1} {y:.1}L{end_x:.1} {end_y:.1}\" stroke=\"{}\" stroke-width=\"0.7\"/>",
                LIGHT.plain
            )?;
        }
        for (at, label) in labels {
            let bold = if self.plot.points[at].focus { " font-weight=\"bold\"" } else { "" };
            let (x, anchor) = self.anchor(at, &label.area);
            // The baseline lies under the middle by about a third of the font's size.
            let y = 0.5 * (label.area.top + label.area.bottom) + 0.34 * self.font;
            writeln!(
                out,
                "<text x=\"{x:.1}\" y=\"{y:.1}\"{anchor}{bold}>{}</text>",
                markup(&self.texts[at])
            )?;
        }
        out.push_str("</g>\n");
        Ok(())
    }

    /// A label is held at the side that faces its mark, so that a width estimated too large leaves no gap there.
    fn anchor(&self, at: usize, area: &Area) -> (f64, &'static str) {
        let x = self.marks[at].at[0];
        if area.left >= x {
            (area.left, "")
        } else if area.right <= x {
            (area.right, " text-anchor=\"end\"")
        } else {
            (0.5 * (area.left + area.right), " text-anchor=\"middle\"")
        }
    }

    fn members(&self, group: Option<usize>) -> Vec<usize> {
        (0..self.marks.len()).filter(|&at| self.plot.points[at].group == group).collect()
    }

    fn class(&self, group: Option<usize>) -> String {
        match group {
            Some(group) => format!("g{}", group % LIGHT.groups.len()),
            None if self.plot.groups.is_empty() => "g0".to_owned(),
            None => "plain".to_owned(),
        }
    }

    fn colour(&self, scheme: &Scheme, group: Option<usize>) -> &'static str {
        marker::colour(scheme, group, !self.plot.groups.is_empty())
    }
}

/// The groups in lines, as many as leave two thirds of the height to the words; and where they end.
fn legend(groups: &[String], width: f64, height: f64) -> (Vec<Entry>, f64) {
    let (mut entries, mut x, mut y) = (Vec::new(), MARGIN, 84.0);
    for (group, name) in groups.iter().enumerate() {
        let text = shortened(&visible(name), 12.0, false, LONGEST_LABEL.min(width - 3.0 * MARGIN));
        let step = 13.0 + text_width(&text, 12.0, false) + 16.0;
        if x > MARGIN && x + step > width - MARGIN {
            (x, y) = (MARGIN, y + LEGEND_LINE);
            if y > 0.33 * height {
                return (entries, y);
            }
        }
        entries.push(Entry { group, at: [x, y], text });
        x += step;
    }
    let bottom = if entries.is_empty() { 64.0 } else { y + 4.0 };
    (entries, bottom)
}

/// From the projection's units to pixels.
struct Scale {
    middle: [f64; 2],
    factor: f64,
    centre: [f64; 2],
}

impl Scale {
    /// One factor for both axes, with room for labels at all sides.
    fn fitting(points: &[PlotPoint], field: &Area) -> Scale {
        let range = |value: fn(&PlotPoint) -> f64| {
            let fold = |start: f64, pick: fn(f64, f64) -> f64| points.iter().map(value).fold(start, pick);
            (fold(f64::INFINITY, f64::min), fold(f64::NEG_INFINITY, f64::max))
        };
        let ((left, right), (bottom, top)) = (range(|point| point.x), range(|point| point.y));
        let inner =
            [(field.right - field.left - 60.0).max(60.0), (field.bottom - field.top - 44.0).max(28.0)];
        let factor = (inner[0] / (right - left)).min(inner[1] / (top - bottom));
        Scale {
            middle: [left.midpoint(right), bottom.midpoint(top)],
            // All words in one place, or so near that no factor tells them apart.
            factor: if factor.is_finite() { factor } else { 0.0 },
            centre: [field.left.midpoint(field.right), field.top.midpoint(field.bottom)],
        }
    }

    fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            self.centre[0] + (x - self.middle[0]) * self.factor,
            self.centre[1] - (y - self.middle[1]) * self.factor,
        ]
    }
}

/// Colours for dark rooms; a style sheet outdoes the attributes.
fn dark_style(groups: usize) -> String {
    let mut style = format!(
        "@media(prefers-color-scheme:dark){{.ground{{fill:{0}}}.ink{{fill:{1}}}.faint{{fill:{2}}}.line{{stroke:{3}}}\
         .plain{{fill:{4}}}.lead{{stroke:{4}}}.mark{{stroke:{0}}}",
        DARK.ground, DARK.ink, DARK.faint, DARK.line, DARK.plain
    );
    for (group, colour) in DARK.groups.iter().enumerate().take(groups.max(1)) {
        style.push_str(&format!(".g{group}{{fill:{colour}}}"));
    }
    style.push('}');
    style
}
