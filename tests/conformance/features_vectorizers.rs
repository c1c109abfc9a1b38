//! `vec/`: `Count`, `TfIdf` and `Analyzer` against `CountVectorizer`, `TfidfVectorizer` and `build_analyzer`, with
//! every combination of arguments that the files hold.
//!
//! **Ties at the cut of `max_features`.** scikit-learn breaks them by an unstable sort that depends on the processor,
//! the crate by the order of the terms. Where the file says that there is such a tie, the terms above it must be the
//! same and as many must be kept; counts are then compared for the terms that both keep. Weights of TF-IDF also depend
//! on which of the tied terms a row holds, so there the idf is compared instead.

use std::cell::Cell;
use std::collections::BTreeMap;

use wordmill::Result;
use wordmill::bow::TfIdf;
use wordmill::text::{Analyzer, StopWords, Tokenizer};
use wordmill::vector::SparseMatrix;

use crate::features_params as params;
use crate::features_params::Arguments;
use crate::harness::area::{Area, File};
use crate::harness::compare::{Tolerance, same, same_list, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::sparse::{column_sums, matrix, same_matrix, select_columns};
use crate::harness::tally::{Miss, Tally, Verdict};

pub(crate) const FOLDER: &str = "vec";

/// Columns of ours and, beside them, of the reference.
type Pairs = (Vec<u32>, Vec<u32>);

pub(crate) fn check(area: &mut Area) {
    let mut texts = Texts::default();
    for (set, beginning, compare) in
        [("vec-count", "count_", Case::count as fn(&Case) -> Verdict), ("vec-tfidf", "tfidf_", Case::tfidf)]
    {
        let mut tally = Tally::new(format!("features/{set}"));
        let mut kept_others = 0;
        for file in area.take(|file| file.is(FOLDER, beginning, ".json")) {
            let case = Case::read(&file, &mut texts);
            tally.count(compare(&case).map_err(|miss| miss.in_case(&case.name)));
            kept_others += usize::from(case.kept_others.get());
        }
        if kept_others > 0 {
            tally.note(format!(
                "{kept_others} keep other terms among those that tie at the cut of max_features"
            ));
        }
        area.print(tally);
    }
    let files = area.take(|file| file.is(FOLDER, "analyzers", ".json"));
    area.print(analyzers(&files, &mut texts));
    let files = area.take(|file| file.is(FOLDER, "english_stop_words", ".json"));
    area.print(stop_words(&files));
    area.inputs(|file| file.is(FOLDER, "docs", ".json") || file.is(FOLDER, "INDEX", ".json"));
}

/// The documents that the cases of a folder speak of.
#[derive(Default)]
pub(crate) struct Texts(BTreeMap<std::path::PathBuf, Value>);

impl Texts {
    /// The documents to learn from (`fit`) or to ask about (`query`).
    pub(crate) fn of(&mut self, file: &File, use_as: &str, set: &str) -> Vec<String> {
        let path = file.beside("docs.json");
        let sets = self.0.entry(path).or_insert_with_key(|path| json::read(path));
        json::strings(&sets[use_as][set])
    }
}

/// A vectorizer, its documents and what it made of them.
struct Case {
    name: String,
    value: Value,
    documents: Vec<String>,
    queries: Vec<String>,
    /// Whether ties at the cut were broken otherwise.
    kept_others: Cell<bool>,
}

impl Case {
    fn read(file: &File, texts: &mut Texts) -> Self {
        let value = json::read(file.path());
        let set = json::string(&value["docset"]);
        let (documents, queries) = (texts.of(file, "fit", set), texts.of(file, "query", set));
        let name = format!("{} on {set} with {}", file.stem(), value["params"]);
        Case { name, value, documents, queries, kept_others: Cell::new(false) }
    }

    fn arguments(&self) -> &Arguments {
        self.value["params"].as_object().unwrap()
    }

    fn count(&self) -> Verdict {
        let Some(params) = self.params(params::count(self.arguments()))? else { return Ok(()) };
        let Some((model, rows)) =
            self.both_learn(params.fit_transform::<_, f64>(&self.documents, &mut ()))?
        else {
            return Ok(());
        };
        let again = model.rows::<_, f64>(&self.documents);
        same("fit and transform", &again.unwrap(), &rows)?;
        let queries = model.rows::<_, f64>(&self.queries).unwrap();
        let (terms, expected) = (model.terms().to_strings(), self.vocabulary());
        let (fit, query) = (matrix(&self.value["fit"]), matrix(&self.value["query"]));
        if terms != expected && self.is_tied() {
            let (ours, theirs) = self.tied_columns(&terms, &expected)?;
            let (rows, fit) = (select_columns(&rows, &ours), select_columns(&fit, &theirs));
            let (queries, query) = (select_columns(&queries, &ours), select_columns(&query, &theirs));
            same_matrix("counts of fit", &rows, &fit, Tolerance::Exact)?;
            return same_matrix("counts of query", &queries, &query, Tolerance::Exact);
        }
        same_list("vocabulary", &terms, &expected)?;
        same_matrix("counts of fit", &rows, &fit, Tolerance::Exact)?;
        same_matrix("counts of query", &queries, &query, Tolerance::Exact)
    }

    fn tfidf(&self) -> Verdict {
        let Some(params) = self.params(params::tfidf(self.arguments()))? else { return Ok(()) };
        let single = self.arguments().get("dtype").is_some_and(|dtype| dtype == "float32");
        let learnt = if single {
            let learnt = params.fit_transform::<_, f32>(&self.documents, &mut ());
            learnt.map(|(model, rows)| (model, Weights::Single(rows)))
        } else {
            let learnt = params.fit_transform::<_, f64>(&self.documents, &mut ());
            learnt.map(|(model, rows)| (model, Weights::Double(rows)))
        };
        let Some((model, rows)) = self.both_learn(learnt)? else { return Ok(()) };
        let again = rows.of_the_same_kind(&model, &self.documents);
        same("fit and transform", &again, &rows)?;
        let (terms, expected) = (model.terms().to_strings(), self.vocabulary());
        if terms != expected && self.is_tied() {
            let columns = self.tied_columns(&terms, &expected)?;
            return self.idf(&model, Some(columns), single);
        }
        same_list("vocabulary", &terms, &expected)?;
        self.idf(&model, None, single)?;
        rows.compare("weights of fit", &matrix(&self.value["fit"]))?;
        let queries = rows.of_the_same_kind(&model, &self.queries);
        queries.compare("weights of query", &matrix(&self.value["query"]))
    }

    /// Compares the idf, of all columns or of pairs of them.
    fn idf(&self, model: &TfIdf, columns: Option<Pairs>, single: bool) -> Verdict {
        let of =
            |idf: &[f64], columns: &[u32]| columns.iter().map(|&at| idf[at as usize]).collect::<Vec<_>>();
        let expected = self.value.get("idf").filter(|idf| !idf.is_null()).map(json::numbers);
        let (got, expected) = match (model.idf(), expected) {
            (None, None) => return Ok(()),
            (Some(got), Some(expected)) => match columns {
                Some((ours, theirs)) => (of(got, &ours), of(&expected, &theirs)),
                None => (got.to_vec(), expected),
            },
            (got, expected) => return same("whether there is an idf", &got.is_some(), &expected.is_some()),
        };
        same_numbers("idf", &got, &expected, tolerance(single))
    }

    /// Checks that ours and the reference's choice of terms differ in tied terms alone; gives the columns, in both
    /// choices, of the terms that both keep.
    fn tied_columns(&self, ours: &[String], theirs: &[String]) -> std::result::Result<Pairs, Miss> {
        self.kept_others.set(true);
        let of_weights = ["norm", "use_idf", "smooth_idf", "sublinear_tf", "max_features"];
        let mut arguments = self.arguments().clone();
        arguments.retain(|name, _| !of_weights.contains(&name.as_str()));
        let all = params::count(&arguments)?.fit_transform::<_, f64>(&self.documents, &mut ());
        let (count, rows) = all.unwrap();
        let tied = json::number(&self.value["boundary_count"]);
        let totals = column_sums(&rows);
        let above: Vec<String> = (count.terms().to_strings().into_iter().zip(totals))
            .filter(|(_, total)| *total > tied)
            .map(|(term, _)| term)
            .collect();
        let kept = |terms: &[String]| -> Vec<String> {
            above.iter().filter(|term| terms.binary_search(term).is_ok()).cloned().collect()
        };
        same("number of terms", &ours.len(), &theirs.len())?;
        same_list("terms above the tie", &kept(ours), &above)?;
        same_list("terms above the tie in the reference", &kept(theirs), &above)?;
        let place = |(column, term): (usize, &String)| {
            theirs.binary_search(term).ok().map(|other| (column as u32, other as u32))
        };
        Ok(ours.iter().enumerate().filter_map(place).unzip())
    }

    /// The params, unless they are refused where the reference refuses its own.
    fn params<P>(&self, params: std::result::Result<P, Miss>) -> std::result::Result<Option<P>, Miss> {
        match params {
            Err(Miss::Different { kind, .. }) if kind == "error" && self.value.get("error").is_some() => {
                Ok(None)
            }
            params => params.map(Some),
        }
    }

    /// What was learnt, if something should be; an error where the reference has one is as good.
    fn both_learn<T>(&self, learnt: Result<T>) -> std::result::Result<Option<T>, Miss> {
        match (learnt, self.value.get("error")) {
            (Ok(learnt), None) => Ok(Some(learnt)),
            (Err(_), Some(_)) => Ok(None),
            (Ok(_), Some(error)) => {
                Err(Miss::different("no error", format!("{error}: {}", self.value["message"])))
            }
            (Err(error), None) => Err(Miss::different("error", error.to_string())),
        }
    }

    fn vocabulary(&self) -> Vec<String> {
        json::strings(&self.value["vocabulary"])
    }

    fn is_tied(&self) -> bool {
        self.value.get("boundary_tie").is_some_and(|tie| tie == true)
    }
}

/// Rows of TF-IDF in the precision of the case.
#[derive(Debug, PartialEq)]
enum Weights {
    Single(SparseMatrix<f32>),
    Double(SparseMatrix<f64>),
}

impl Weights {
    fn of_the_same_kind(&self, model: &TfIdf, documents: &[String]) -> Self {
        match self {
            Weights::Single(_) => Weights::Single(model.rows(documents).unwrap()),
            Weights::Double(_) => Weights::Double(model.rows(documents).unwrap()),
        }
    }

    fn compare(&self, what: &str, expected: &SparseMatrix<f64>) -> Verdict {
        match self {
            Weights::Single(rows) => same_matrix(what, rows, expected, tolerance(true)),
            Weights::Double(rows) => same_matrix(what, rows, expected, tolerance(false)),
        }
    }
}

fn tolerance(single: bool) -> Tolerance {
    Tolerance::Relative(if single { 1e-6 } else { 1e-12 })
}

/// Terms of each document, in the order in which they are formed; a case is a choice of arguments and a set.
fn analyzers(files: &[File], texts: &mut Texts) -> Tally {
    let mut tally = Tally::new("features/vec-analyzers");
    for file in files {
        for case in json::array(&json::read(file.path())) {
            let set = json::string(&case["docset"]);
            let documents = texts.of(file, "fit", set);
            let arguments = case["params"].as_object().unwrap();
            let verdict = params::analyzer(arguments)
                .and_then(|analyzer| terms(&analyzer, &documents, &case["tokens"]));
            tally.count(verdict.map_err(|miss| miss.in_case(&format!("{set} with {}", case["params"]))));
        }
    }
    tally
}

fn terms(analyzer: &Analyzer, documents: &[String], expected: &Value) -> Verdict {
    let expected = json::array(expected);
    same("number of documents", &documents.len(), &expected.len())?;
    for (document, expected) in documents.iter().zip(expected) {
        let terms: Vec<String> = analyzer.tokens(document).into_iter().map(|token| token.text).collect();
        same_list("terms", &terms, &json::strings(expected))?;
    }
    Ok(())
}

/// scikit-learn's English stop words; a word is a case.
fn stop_words(files: &[File]) -> Tally {
    let mut tally = Tally::new("features/vec-stop-words");
    for file in files {
        let expected = json::strings(&json::read(file.path()));
        let ours = StopWords::english();
        for word in &expected {
            let missing = Miss::different("missing", word);
            tally.count(if ours.contains(word) { Ok(()) } else { Err(missing) });
        }
        for word in ours.to_sorted().into_iter().filter(|&word| !expected.iter().any(|known| known == word)) {
            tally.count(Err(Miss::different("too many", word)));
        }
    }
    tally
}
