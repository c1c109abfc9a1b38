//! The page of an [`EmbeddingPlot`]: one file to open in a browser, to pan, zoom and search.
//!
//! Style and script are those of the folder `page`, written for it; words and numbers stand beside them as JSON. The page
//! asks for nothing, and its policy (CSP) forbids the browser to fetch anything in its name. By mouse: drag to pan, wheel
//! to zoom at the pointer, point at a word for its count and neighbours, click to keep them. By touch: drag, pinch, tap.
//! By keys: arrows, `+`, `-`, `0`, `/` to search, `Enter` for the next word found, `Escape`.

use std::collections::HashMap;
use std::fmt::Write;

use serde::Serialize;

use super::colours::{DARK, LIGHT, Scheme};
use super::embedding_plot::EmbeddingPlot;
use super::escape::{markup, script};
use super::marker;

const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");
const BODY: &str = include_str!("page/body.html");
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

impl EmbeddingPlot {
    /// The picture as a page of HTML, whole in itself.
    ///
    /// # Determinism
    /// The same bytes for the same plot.
    ///
    /// # Examples
    /// See [`EmbeddingPlot`].
    #[must_use]
    pub fn html(&self) -> String {
        let title = markup(&self.params.title);
        // Numbers are finite and keys are strings: nothing here fails to become JSON.
        let json = serde_json::to_string(&Data::of(self)).unwrap_or_default();
        let mut out = String::with_capacity(json.len() + 32_768);
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n\
             <title>{title}</title>\n<style>\n:root {{{}}}\n@media (prefers-color-scheme: dark) {{ :root {{{}}} }}\n\
             {STYLE}</style>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">{title}</h1>\n<p>{}</p>\n</header>\n{BODY}\
             <script type=\"application/json\" id=\"data\">{}</script>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
            variables(&LIGHT, "#fffffff2", "#1b222c1f"),
            variables(&DARK, "#1a2029f2", "#00000066"),
            markup(&self.subtitle()),
            script(&json),
        );
        out
    }
}

/// The colours as the style sheet names them.
fn variables(scheme: &Scheme, panel: &str, shade: &str) -> String {
    let mut out = format!(
        " --ground: {}; --ink: {}; --faint: {}; --line: {}; --plain: {}; --panel: {panel}; --shade: {shade};",
        scheme.ground, scheme.ink, scheme.faint, scheme.line, scheme.plain
    );
    for (group, colour) in scheme.groups.iter().enumerate() {
        let _ = write!(out, " --g{group}: {colour};");
    }
    out.push(' ');
    out
}

/// What the script draws. Word *i* has entry *i* of each list; numbers of words past the last are those of `others`.
#[derive(Debug, Serialize)]
struct Data<'p> {
    words: Vec<&'p str>,
    /// From the middle of the picture; the longer of both ranges is 2.
    x: Vec<f64>,
    y: Vec<f64>,
    /// The largest x and y.
    extent: [f64; 2],
    /// Whether there are axes, and where they cross.
    axes: bool,
    origin: [f64; 2],
    /// −1 for words without a group.
    group: Vec<i64>,
    groups: &'p [String],
    outlines: Vec<String>,
    counts: Option<Vec<u64>>,
    focus: Vec<usize>,
    neighbours: Vec<Vec<usize>>,
    cosines: Vec<Vec<f64>>,
    /// Neighbours that have no place in the picture.
    others: Vec<&'p str>,
}

impl<'p> Data<'p> {
    fn of(plot: &'p EmbeddingPlot) -> Self {
        let points = &plot.points;
        let frame = Frame::around(plot);
        let (neighbours, others) = numbered_neighbours(plot);
        let cosine = |cosine: f64| rounded(cosine, 1e3);
        Data {
            words: points.iter().map(|point| point.word.as_str()).collect(),
            x: points.iter().map(|point| frame.place(0, point.x)).collect(),
            y: points.iter().map(|point| frame.place(1, point.y)).collect(),
            extent: [rounded(frame.extent[0], 1e6), rounded(frame.extent[1], 1e6)],
            axes: plot.explained_variance_ratio.is_some(),
            origin: [frame.place(0, 0.0), frame.place(1, 0.0)],
            group: points.iter().map(|point| point.group.map_or(-1, |group| group as i64)).collect(),
            groups: &plot.groups,
            outlines: (0..5).map(|group| marker::outline(Some(group), 5.0)).collect(),
            counts: points.iter().map(|point| point.count).collect(),
            focus: (0..points.len()).filter(|&at| points[at].focus).collect(),
            neighbours,
            cosines: points
                .iter()
                .map(|point| point.neighbours.iter().map(|near| cosine(near.cosine)).collect())
                .collect(),
            others,
        }
    }
}

/// The part of the plane that holds the points.
struct Frame {
    middle: [f64; 2],
    factor: f64,
    extent: [f64; 2],
}

impl Frame {
    fn around(plot: &EmbeddingPlot) -> Frame {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for point in &plot.points {
            for (axis, value) in [point.x, point.y].into_iter().enumerate() {
                low[axis] = low[axis].min(value);
                high[axis] = high[axis].max(value);
            }
        }
        let half = [0.5 * (high[0] - low[0]), 0.5 * (high[1] - low[1])];
        let factor = 1.0 / half[0].max(half[1]);
        // All words in one place.
        let factor = if factor.is_finite() { factor } else { 0.0 };
        let extent = half.map(|half| half * factor);
        Frame { middle: [low[0].midpoint(high[0]), low[1].midpoint(high[1])], factor, extent }
    }

    fn place(&self, axis: usize, value: f64) -> f64 {
        rounded((value - self.middle[axis]) * self.factor, 1e6)
    }
}

/// Short in JSON, and never −0.
fn rounded(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps + 0.0
}

/// Neighbours by number, words outside the picture numbered from its last on in the order of their first mention.
fn numbered_neighbours<'p>(plot: &'p EmbeddingPlot) -> (Vec<Vec<usize>>, Vec<&'p str>) {
    let mut numbers: HashMap<&'p str, usize> = HashMap::new();
    for (at, point) in plot.points.iter().enumerate() {
        numbers.insert(&point.word, at);
    }
    let mut others = Vec::new();
    let mut number = |word: &'p str| {
        *numbers.entry(word).or_insert_with(|| {
            others.push(word);
            plot.points.len() + others.len() - 1
        })
    };
    let mut lists = Vec::with_capacity(plot.points.len());
    for point in &plot.points {
        lists.push(point.neighbours.iter().map(|near| number(&near.word)).collect());
    }
    (lists, others)
}
