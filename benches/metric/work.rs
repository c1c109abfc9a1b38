//! [`Work`]: something to do with hypotheses and references, and what must be ready before the clock starts.

use wordmill::metric::Metric;
use wordmill::parallel::map;
use wordmill::text::Corpus;

/// Hypotheses of some systems, and the references of their segments; all in memory.
pub(crate) struct Input {
    /// A list of segments each.
    pub(crate) systems: Vec<Vec<String>>,
    /// The references of each segment.
    pub(crate) references: Vec<Vec<String>>,
}

impl Input {
    /// Hypotheses from files of one line a segment; references likewise, each file giving one to every segment.
    pub(crate) fn read(systems: &[&str], references: &[&str]) -> Self {
        let systems: Vec<Vec<String>> = systems.iter().map(|file| lines(file)).collect();
        let columns: Vec<Vec<String>> = references.iter().map(|file| lines(file)).collect();
        let segment = |at: usize| columns.iter().map(|column| column[at].clone()).collect();
        Input { references: (0..columns[0].len()).map(segment).collect(), systems }
    }

    /// One system: the `prediction` of each line of JSON, whose reference is the `target`.
    pub(crate) fn read_pairs(files: &[&str]) -> Self {
        let record = |line: String| -> (String, Vec<String>) {
            let record: serde_json::Value = serde_json::from_str(&line).unwrap();
            let text = |key: &str| record[key].as_str().unwrap().to_owned();
            (text("prediction"), vec![text("target")])
        };
        let (system, references) = files.iter().flat_map(|file| lines(file)).map(record).unzip();
        Input { systems: vec![system], references }
    }

    /// The bundled reviews as references; two systems, one loses every seventh word and one swaps neighbours.
    pub(crate) fn bundled() -> Self {
        let texts = Corpus::new("corpora/reviews.tsv").read_texts().unwrap();
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let loses = |text: &String| {
            let kept = words(text).into_iter().enumerate().filter(|(at, _)| at % 7 != 3);
            kept.map(|(_, word)| word).collect::<Vec<_>>().join(" ")
        };
        let swaps = |text: &String| {
            let mut words = words(text);
            words.chunks_mut(5).filter(|chunk| chunk.len() == 5).for_each(|chunk| chunk.swap(1, 2));
            words.join(" ")
        };
        let systems = vec![texts.iter().map(loses).collect(), texts.iter().map(swaps).collect()];
        Input { systems, references: texts.into_iter().map(|text| vec![text]).collect() }
    }

    /// Hypotheses of all systems.
    pub(crate) fn segments(&self) -> usize {
        self.systems.iter().map(Vec::len).sum()
    }
}

fn lines(file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    text.strip_suffix('\n').unwrap_or(&text).split('\n').map(str::to_owned).collect()
}

/// One pass over the input, references included; gives a figure that a peer's pass must give, too.
pub(crate) type Run = Box<dyn Fn(&Input) -> f64 + Sync>;

/// A named work.
pub(crate) struct Work {
    /// `metric/who`, as `bleu/ours`.
    pub(crate) name: &'static str,
    /// Makes ready: reads tables, builds the metric.
    pub(crate) prepare: fn() -> Run,
}

/// Scores every system, of several against references that are made ready once, and gives the sum of their figures.
pub(crate) fn corpus<M: Metric + 'static>(metric: M) -> Run {
    use wordmill::metric::Additive;
    Box::new(move |input| {
        if let [system] = &input.systems[..] {
            return metric.figure(&metric.statistics(system, &input.references).unwrap());
        }
        let references = metric.references(&input.references).unwrap();
        let figure = |system: &Vec<String>| {
            metric.figure(&M::Statistics::sum(&metric.segments(system, &references).unwrap()))
        };
        map(&input.systems, figure).into_iter().sum()
    })
}
