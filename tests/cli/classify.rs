//! `classify train`, `predict`, `eval`, `explain` and `terms`.

use serde_json::Value;
use wordmill::label::Labels;
use wordmill::metric::{ClassificationReport, ConfusionMatrix, Ranking, log_loss};
use wordmill::task::{TextClassifier, Verdict};
use wordmill::text::Corpus;

use super::process::{REVIEWS, command, folder, reviews_model, text, wordmill, wordmill_on, write};

const TEST: [&str; 3] = [REVIEWS, "--only", "split=test"];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Trained here, loaded by the library and by another process: one verdict, to the last bit.
#[test]
fn predictions_are_those_of_the_library() {
    let model = TextClassifier::load(reviews_model()).unwrap();
    let texts = Corpus::new(REVIEWS).only("split", "test").read_texts().unwrap();
    let rows = model.probabilities(&texts).unwrap();
    let plain = wordmill(&[&["classify", "predict", reviews_model()][..], &TEST].concat()).good();
    let options = ["--json", "--threads", "1"];
    let full = wordmill(&[&["classify", "predict", reviews_model()][..], &TEST, &options].concat()).good();
    assert_eq!((plain.lines().count(), full.lines().count()), (texts.len(), texts.len()));
    for (((text, row), plain), full) in texts.iter().zip(rows.chunks(2)).zip(plain.lines()).zip(full.lines())
    {
        let verdict = Verdict::of(row);
        let label = model.classes().name(verdict.class);
        assert_eq!(plain, format!("{label}\t{:.4}\t{text}", verdict.probability));
        // As text: a reader of JSON may lose the last bit.
        let shown = |value: f64| serde_json::to_string(&value).unwrap();
        let (p, negative, positive) = (shown(verdict.probability), shown(row[0]), shown(row[1]));
        let all = format!("{{\"negative\":{negative},\"positive\":{positive}}}");
        let text = serde_json::to_string(text).unwrap();
        let expected =
            format!("{{\"label\":\"{label}\",\"probability\":{p},\"probabilities\":{all},\"text\":{text}}}");
        assert_eq!(full, expected);
    }
}

#[test]
fn any_text_gets_a_verdict() {
    let predict = |input: &str| wordmill_on(input, &["classify", "predict", reviews_model()]).good();
    assert_eq!(predict(""), "");
    let verdicts = predict("\nxyzzy\nloved it\u{1b}[31m\u{7}\n");
    let verdicts: Vec<Vec<&str>> = verdicts.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(verdicts[0][..2], verdicts[1][..2], "no known term: the intercept decides");
    assert_eq!((verdicts[2][0], verdicts[2][2]), ("positive", "loved it [31m "));
}

#[test]
fn evaluation_is_that_of_the_library() {
    let model = TextClassifier::load(reviews_model()).unwrap();
    let (texts, names) = Corpus::new(REVIEWS).only("split", "test").read_labelled().unwrap();
    let truth = Labels::with_classes(model.classes().clone(), names).unwrap();
    let probabilities = model.probabilities(&texts).unwrap();
    let rows: Vec<&[f64]> = probabilities.chunks(2).collect();
    let verdicts = rows.iter().map(|row| Verdict::of(row).class).collect();
    let verdicts = Labels::from_ids(model.classes().clone(), verdicts).unwrap();
    let matrix = ConfusionMatrix::from_labels(&truth, &verdicts).unwrap();
    let report = ClassificationReport::from_matrix(&matrix).unwrap();
    let positive = model.classes().id("positive").unwrap();
    let scores: Vec<f64> = rows.iter().map(|row| row[1]).collect();
    let area = Ranking::from_labels(&truth, positive, &scores).unwrap().roc_auc().unwrap();
    let (accuracy, loss) = (matrix.accuracy().unwrap(), log_loss(&truth, &rows).unwrap());
    assert!(accuracy > 0.75 && area > 0.85, "{accuracy} {area}");

    let eval = |options: &[&str]| {
        wordmill(&[&["classify", "eval", reviews_model()][..], &TEST, options].concat()).good()
    };
    let expected = format!(
        "{report}\n{matrix}\ndocuments  {}\naccuracy   {accuracy:.4}\nlog loss   {loss:.4}\n\
         ROC AUC    {area:.4}  (of positive)\n",
        texts.len()
    );
    assert_eq!(eval(&[]), expected);
    let scores = json(&eval(&["--json"]));
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-12;
    assert!(near(&scores["accuracy"], accuracy) && near(&scores["roc_auc"], area));
    assert!(near(&scores["log_loss"], loss));
    assert!(near(&scores["classes"]["positive"]["f_score"], report.rows[1].scores.f_score));
    assert_eq!(scores["confusion_matrix"]["cells"][1][1], matrix.count(positive, positive) as u64);
    assert_eq!(scores["documents"], texts.len());
}

#[test]
fn evaluation_needs_known_labels() {
    let folder = folder();
    let eval = |name: &str, content: &str| {
        let path = write(&folder, name, content);
        wordmill(&["classify", "eval", reviews_model(), &path])
    };
    let error = eval("plain.txt", "good\nbad\n").bad(1);
    assert!(error.ends_with("plain.txt, line 1: no label: \"good\"\n"), "{error}");
    let error = eval("odd.tsv", "positive\tgood\nneutral\tso so\n").bad(1);
    let expected = "odd.tsv, line 2: unknown class \"neutral\"; known: negative, positive\n";
    assert!(error.ends_with(expected), "{error}");
    let one = eval("one.tsv", "positive\tgood\npositive\tvery good\n").good();
    assert!(one.contains("ROC AUC    undefined: set of negative rows is empty"), "{one}");
    assert!(eval("empty.tsv", "").bad(1).contains("is empty"));
    let error = wordmill_on("good\n", &["classify", "eval", reviews_model()]).bad(1);
    assert_eq!(error, "wordmill: standard input, line 1: no label: \"good\"\n");
}

#[test]
fn explanations_show_words_terms_and_colours() {
    let explain = |options: &[&str], colours: &str| {
        let mut command = command(&[&["classify", "explain", reviews_model()], options].concat());
        let folder = folder();
        let input = std::fs::File::open(write(&folder, "a.txt", "Not bad, LOVED it\n")).unwrap();
        let output = command.env(colours, "1").stdin(input).output().unwrap();
        super::process::Ran::of(output).good()
    };
    let shown = explain(&["--terms", "2"], "NO_COLOR");
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].starts_with("positive  0.") && lines[1] == "Not bad, LOVED it", "{shown}");
    assert!(lines[2].ends_with("  loved") && lines[2].trim().starts_with('+'), "{shown}");
    assert!(lines[4].ends_with(" other terms)") && lines[5].ends_with("(before reading)"), "{shown}");
    let coloured = explain(&[], "CLICOLOR_FORCE");
    assert!(coloured.contains("\u{1b}[32mLOVED"), "{coloured:?}");

    let file = folder();
    let path = text(&file.path().join("why.txt"));
    assert_eq!(explain(&["--terms", "2", "-o", &path], "CLICOLOR_FORCE"), "");
    assert_eq!(std::fs::read_to_string(path).unwrap(), shown);

    let why = json(&explain(&["--json", "--terms", "1"], "CLICOLOR_FORCE"));
    let model = TextClassifier::load(reviews_model()).unwrap();
    let expected = model.explain("Not bad, LOVED it").unwrap();
    assert_eq!(why["terms"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&why["terms"][0]["term"], &why["terms"][0]["spans"][0]["start"]),
        (&"loved".into(), &9.into())
    );
    assert!((why["prior"].as_f64().unwrap() - expected.prior).abs() < 1e-12);
}

#[test]
fn the_most_telling_terms_are_listed() {
    let model = TextClassifier::load(reviews_model()).unwrap();
    let expected: String = model
        .classes()
        .ids()
        .flat_map(|class| model.most_telling(class, 3).into_iter().map(move |telling| (class, telling)))
        .map(|(class, (term, weight))| format!("{}\t{term}\t{weight:.4}\n", model.classes().name(class)))
        .collect();
    assert_eq!(wordmill(&["classify", "terms", reviews_model(), "--count", "3"]).good(), expected);
    let terms = json(&wordmill(&["classify", "terms", reviews_model(), "--json"]).good());
    assert_eq!(terms["positive"].as_array().unwrap().len(), 10);
    assert_eq!(wordmill(&["classify", "terms", reviews_model(), "-n", "0"]).good(), "");
}

#[test]
fn training_tells_what_it_learnt() {
    let folder = folder();
    let model = text(&folder.path().join("a.model"));
    let train =
        |options: &[&str]| wordmill(&[&["classify", "train", REVIEWS, "-o", &model][..], options].concat());
    let ran = train(&[
        "--max-iterations",
        "2",
        "--no-sublinear",
        "--class-weight",
        "balanced",
        "--tolerance",
        "1e-5",
    ]);
    assert!(ran.err.contains("warning: not converged after 2 iterations"), "{ran:?}");
    assert_eq!(ran.good(), "");
    let ran = train(&["--model", "nb", "--alpha", "0", "--min-df", "2", "--quiet", "--json"]);
    assert_eq!(ran.err, "");
    let learnt = json(&ran.good());
    assert_eq!((&learnt["model"], &learnt["converged"]), (&Value::Null, &Value::Null));
    assert!(learnt["terms"].as_u64().unwrap() > 1000 && learnt["classes"]["positive"].as_u64() > Some(0));
    let seven = train(&["--label-column", "domain", "--stem", "english", "--ngrams", "1"]);
    assert!(seven.err.contains("7 classes (books "), "{seven:?}");
    let scores = wordmill(&["classify", "eval", &model, REVIEWS, "--label-column", "domain"]).good();
    assert!(!scores.contains("ROC AUC") && scores.contains("log loss"), "{scores}");
}

/// Without smoothing a text may be impossible in every class, and its probabilities are no numbers.
#[test]
fn undefined_scores_say_why() {
    let folder = folder();
    let model = text(&folder.path().join("a.model"));
    let data = write(&folder, "a.tsv", "pos\tgood\nneg\tbad\n");
    wordmill(&["classify", "train", &data, "--model", "nb", "--alpha", "0", "-o", &model]).good();
    let impossible = write(&folder, "b.tsv", "pos\tgood\nneg\tgood bad\n");
    let scores = wordmill(&["classify", "eval", &model, &impossible]).good();
    assert!(scores.contains("log loss   undefined: ") && scores.contains("NaN in row 1"), "{scores}");
    let scores = json(&wordmill(&["classify", "eval", &model, &impossible, "--json"]).good());
    assert_eq!((&scores["log_loss"], &scores["documents"]), (&Value::Null, &2.into()));
}
