//! `wordmill embed plot`: a picture of words.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use wordmill::embed::Embeddings;
use wordmill::embed::plot::{EmbeddingPlot, EmbeddingPlotParams, Projection};
use wordmill::solve::Tsne;
use wordmill::text::read_lines;
use wordmill::{Error, Fit, persist};

use crate::embed::vectors::VectorsArgs;
use crate::failure::Failure;
use crate::talk::Talk;

const EXAMPLES: &str = "\
Examples:
  $ wordmill embed plot worlds.bin --words paris,france,rome,italy --output capitals.svg

  $ wordmill embed plot worlds.bin --near king --near paris --nearest 20 --output near.html

  $ wordmill embed plot worlds.bin --top 200 --projection tsne --output map.html

  $ printf 'countries\\tfrance italy\\ncapitals\\tparis rome\\n' > groups.tsv
  $ wordmill embed plot worlds.bin --groups groups.tsv --output capitals.html";

/// Draw words as points of the plane: an SVG, or a page to pan, zoom and search
///
/// Without a choice of words, those of the groups are shown, or the 300 most frequent. The page is one file that needs no
/// network: drag to pan, turn the wheel to zoom, point at a word for its neighbours, press / to search.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct PlotArgs {
    #[command(flatten)]
    vectors: VectorsArgs,

    #[command(flatten)]
    choice: ChoiceArgs,

    #[command(flatten)]
    look: LookArgs,

    /// File to write: an SVG if its name ends in .svg, a page if it ends in .html
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: PathBuf,
}

/// Which words are shown.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Words")]
struct ChoiceArgs {
    /// The words to show, between commas
    #[arg(
        long = "words",
        id = "shown_words",
        value_name = "WORDS",
        value_delimiter = ',',
        conflicts_with_all = ["words_file", "top", "near"]
    )]
    words: Vec<String>,

    /// File of the words to show, between white space
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, conflicts_with_all = ["top", "near"])]
    words_file: Option<PathBuf>,

    /// Show so many of the most frequent words
    #[arg(long, value_name = "COUNT", conflicts_with = "near")]
    top: Option<usize>,

    /// Show this word and its nearest neighbours; may be given again and again
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    near: Vec<String>,

    /// How many neighbours of each --near to show
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    nearest: usize,

    /// File of groups that share a colour, one a line: its name, a tab, its words between white space
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    groups: Option<PathBuf>,

    /// Leave out words that the vectors lack, instead of stopping there
    #[arg(long)]
    skip_unknown: bool,
}

/// How they are shown.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Picture")]
struct LookArgs {
    /// How vectors become points
    #[arg(long, value_enum, default_value_t = ProjectionName::Pca)]
    projection: ProjectionName,

    /// How many neighbours count for t-SNE [default: 30, or a third of the words where that is less]
    #[arg(long, value_name = "NUMBER")]
    perplexity: Option<f64>,

    /// Project vectors as long as they are, instead of their directions
    #[arg(long)]
    raw: bool,

    /// The headline
    #[arg(long, value_name = "TEXT", default_value = "Word embeddings")]
    title: String,

    /// Width and height of an SVG in pixels
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = width_and_height, default_value = "960x720")]
    size: (u32, u32),

    /// How many neighbours a page tells of each word
    #[arg(long, value_name = "COUNT", default_value_t = 8)]
    neighbours: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ProjectionName {
    /// The two directions along which the words vary most
    Pca,
    /// Neighbours beside neighbours
    Tsne,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Svg,
    Html,
}

impl PlotArgs {
    pub(crate) fn run(&self, talk: Talk) -> Result<(), Failure> {
        let form = Form::of(&self.output)?;
        let params = self.look.apply(self.choice.params()?, form);
        let embeddings = self.vectors.open(talk)?;
        let params = self.look.project(params, &embeddings)?;
        let plot = params.fit_with(&embeddings, &mut talk.progress())?;
        if !plot.skipped().is_empty() {
            talk.say(format_args!("unknown words left out: {}", plot.skipped().join(", ")));
        }
        let text = match form {
            Form::Svg => plot.svg(),
            Form::Html => plot.html(),
        };
        persist::write_atomically(&self.output, |out| out.write_all(text.as_bytes()))?;
        let words = plot.points().len();
        match plot.explained_variance_ratio() {
            Some([x, y]) => {
                let share = 100.0 * (x + y);
                talk.say(format_args!("{words} words, {share:.1} % of their variance"));
            }
            None => talk.say(format_args!("{words} words")),
        }
        Ok(())
    }
}

impl ChoiceArgs {
    fn params(&self) -> Result<EmbeddingPlotParams, Failure> {
        let mut params = EmbeddingPlot::params().skip_unknown(self.skip_unknown);
        if let Some(path) = &self.words_file {
            let lines = read_lines(path)?;
            params = params.words(lines.iter().flat_map(|line| line.split_whitespace()));
        } else if let Some(count) = self.top {
            params = params.most_frequent(count);
        } else if !self.near.is_empty() {
            params = params.near(&self.near, self.nearest);
        } else if !self.words.is_empty() {
            params = params.words(self.words.iter().map(|word| word.trim()));
        }
        match &self.groups {
            Some(path) => {
                let groups = read_groups(path)?;
                Ok(groups.into_iter().fold(params, |params, (name, words)| params.group(name, words)))
            }
            None => Ok(params),
        }
    }
}

impl LookArgs {
    fn apply(&self, params: EmbeddingPlotParams, form: Form) -> EmbeddingPlotParams {
        // An SVG tells no neighbours: none are sought.
        let neighbours = if form == Form::Svg { 0 } else { self.neighbours };
        let (width, height) = self.size;
        params.normalize(!self.raw).title(&self.title).size(width, height).neighbours(neighbours)
    }

    /// The projection, once it is known how many words there are.
    fn project(
        &self,
        params: EmbeddingPlotParams,
        embeddings: &Embeddings,
    ) -> Result<EmbeddingPlotParams, Failure> {
        if self.projection == ProjectionName::Pca {
            return Ok(params);
        }
        let perplexity = match self.perplexity {
            Some(perplexity) => perplexity,
            None => {
                let words = params.clone().neighbours(0).fit(embeddings)?.points().len();
                ((words - 1) as f64 / 3.0).min(30.0)
            }
        };
        Ok(params.projection(Projection::Tsne(Tsne::params().perplexity(perplexity))))
    }
}

impl Form {
    fn of(path: &Path) -> Result<Form, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("svg") => Ok(Form::Svg),
            Some("html" | "htm") => Ok(Form::Html),
            _ => {
                Err(Failure::Usage(format!("--output {}: expected a name in .svg or .html", path.display())))
            }
        }
    }
}

/// Groups in the order of their first lines; a name on several lines is one group.
fn read_groups(path: &Path) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let mut places = BTreeMap::new();
    for (at, line) in read_lines(path)?.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some((name, words)) = line.split_once('\t') else {
            let (input, line_number) = (path.to_owned(), at as u64 + 1);
            let what = "no tab between a group's name and its words";
            return Err(Error::Parse { input, line: line_number, what, got: line.clone() }.into());
        };
        let place = *places.entry(name.trim().to_owned()).or_insert_with(|| {
            groups.push((name.trim().to_owned(), Vec::new()));
            groups.len() - 1
        });
        groups[place].1.extend(words.split_whitespace().map(str::to_owned));
    }
    Ok(groups)
}

/// Two numbers around an `x`.
fn width_and_height(text: &str) -> Result<(u32, u32), String> {
    let sides = text
        .split_once(['x', '×'])
        .and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)));
    sides.ok_or_else(|| "expected a width and a height, as in 960x720".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_by_the_name() {
        assert_eq!(Form::of(Path::new("a.SVG")).ok(), Some(Form::Svg));
        assert_eq!(Form::of(Path::new("a.b.html")).ok(), Some(Form::Html));
        assert!(matches!(Form::of(Path::new("svg")), Err(Failure::Usage(_))));
    }

    #[test]
    fn sizes_are_two_numbers() {
        assert_eq!(width_and_height("960x720"), Ok((960, 720)));
        assert_eq!(width_and_height("960 × 720"), Ok((960, 720)));
        assert!(width_and_height("960").is_err() && width_and_height("-1x2").is_err());
    }

    #[test]
    fn groups_keep_their_order_and_grow() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("groups.tsv");
        std::fs::write(&path, "b\tx y\n\na\tz\nb\tw\n").unwrap();
        let groups = read_groups(&path).unwrap();
        assert_eq!(groups[0], ("b".to_owned(), vec!["x".to_owned(), "y".to_owned(), "w".to_owned()]));
        assert_eq!(groups[1].0, "a");
        std::fs::write(&path, "b\tx\nno tab\n").unwrap();
        let Err(Failure::Library(Error::Parse { line, got, .. })) = read_groups(&path) else { panic!() };
        assert_eq!((line, got.as_str()), (2, "no tab"));
    }
}
