//! The main job: learn from labelled reviews, say how well it went and what was learnt, and explain
//! verdicts on sentences that nobody has labelled.
//!
//! ```text
//! cargo run --release --example sentiment
//! cargo run --release --example sentiment -- --train TRAIN --test TEST [--model nb|lr] [--ngrams 1,2]
//! ```
//!
//! Without files it takes the bundled reviews. Files are TSV (`label<TAB>text`), CSV or JSON Lines.
#![allow(clippy::print_stdout, reason = "an example talks")]

use anstream::println;
use clap::Parser;
use wordmill::label::{ClassId, Labels};
use wordmill::metric::{ClassificationReport, ConfusionMatrix};
use wordmill::task::{LabelledTexts, TextClassifierParams, highlight};
use wordmill::text::Corpus;
use wordmill::{Fit, Result};

#[derive(Parser)]
struct Arguments {
    /// Labelled documents to learn from
    #[arg(long, requires = "test")]
    train: Option<String>,
    /// Labelled documents to be judged on
    #[arg(long, requires = "train")]
    test: Option<String>,
    /// Logistic regression (lr) or naive Bayes (nb)
    #[arg(long, default_value = "lr", value_parser = ["lr", "nb"])]
    model: String,
    /// The shortest and the longest n-grams
    #[arg(long, default_values_t = [1, 2], num_args = 2, value_delimiter = ',')]
    ngrams: Vec<usize>,
}

const UNSEEN: [&str; 4] = [
    "A warm, funny evening: the cast is wonderful and the two hours fly by.",
    "Not worth the money. The battery was dead after a week and nobody answers my emails.",
    "The room was clean and quiet, but the breakfast was cold and the waiter rude.",
    "I did not expect to enjoy it, and I was wrong.",
];

fn main() -> Result<()> {
    let arguments = Arguments::parse();

    // Documents and their labels, from the two files or the two splits of one.
    let bundled = |split| Corpus::new("corpora/reviews.tsv").only("split", split);
    let corpus = |path: &Option<String>, split| path.as_ref().map_or_else(|| bundled(split), Corpus::new);
    let (texts, names) = corpus(&arguments.train, "train").read_labelled()?;
    let (unseen_texts, unseen_names) = corpus(&arguments.test, "test").read_labelled()?;
    let labels = Labels::from_names(&names)?;
    let truth = Labels::with_classes(labels.classes().clone(), &unseen_names)?;
    println!("Read {} documents to learn from and {} to be judged on.", texts.len(), unseen_texts.len());

    // Features and how to learn from them: one value, which could be saved.
    let preset = match arguments.model.as_str() {
        "nb" => TextClassifierParams::naive_bayes(),
        _ => TextClassifierParams::sentiment(),
    };
    let params = preset.ngrams(arguments.ngrams[0], arguments.ngrams[1]);
    let model = params.fit(&LabelledTexts::new(&texts, &labels)?)?;
    println!("Learnt the weights of {} terms.", model.linear().features());
    if let Some(logistic) = model.logistic() {
        println!("{} steps of L-BFGS; objective: {:.3}", logistic.iterations(), logistic.objective());
    }

    // How good are the verdicts on documents that it has not seen?
    let verdicts: Vec<ClassId> = model.predict(&unseen_texts)?.iter().map(|verdict| verdict.class).collect();
    let predicted = Labels::from_ids(truth.classes().clone(), verdicts)?;
    let matrix = ConfusionMatrix::from_labels(&truth, &predicted)?;
    println!("\n{}\n{matrix}", ClassificationReport::from_matrix(&matrix)?);

    // What has it learnt?
    for class in model.classes().ids() {
        let telling = model.most_telling(class, 12).into_iter().map(|(term, _)| term).collect::<Vec<_>>();
        println!("Most telling for {}: {}", model.classes().name(class), telling.join(", "));
    }

    // Why does it say what it says? Green speaks for the verdict, red against it.
    for text in UNSEEN {
        let why = model.explain(text)?;
        let name = model.classes().name(why.verdict.class);
        let moved = why.terms.iter().take(5).map(|term| format!("{} {:+.2}", term.term, term.evidence));
        println!("\n{name} ({:.0} %): {}", 100.0 * why.verdict.probability, highlight(&why.pieces(text)));
        println!("    {}", moved.collect::<Vec<_>>().join(" · "));
    }
    println!("\naccuracy: {:.4}", matrix.accuracy()?);
    Ok(())
}
