//! `text/dev/colloc`: n-grams and collocations as NLTK has them, phrases as gensim has them.

use wordmill::text::StopWords;
use wordmill::text::collocation::{BigramCounts, Scored, TrigramCounts};
use wordmill::text::ngram::{Padding, everygrams, ngrams, skipgrams};
use wordmill::text::phrases::{DetectPhrases, PhraseScoring, Phrases, PhrasesParams};

use crate::harness::area::Area;
use crate::harness::compare::{Tolerance, same, same_list, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Miss, Tally, Verdict};

const FOLDER: &str = "colloc";

pub(crate) fn check(area: &mut Area) {
    let tokens = area.take(|file| file.is(FOLDER, "tokens", ".txt")).pop().expect("tokens");
    let tokens = std::fs::read_to_string(tokens.path()).unwrap();
    let tokens: Vec<&str> = tokens.split_terminator('\n').collect();
    check_ngrams(area);
    check_collocations(area, &tokens);
    check_phrases(area, &tokens);
}

fn check_ngrams(area: &mut Area) {
    let mut tally = Tally::new("text/ngrams");
    for file in area.take(|file| file.is(FOLDER, "nltk_ngrams", ".json")) {
        let golden = json::read(file.path());
        let tokens = json::strings(&golden["tokens"]);
        let padding = Padding::none().left("<s>".to_owned()).right("</s>".to_owned());
        let padded = padding.apply(&tokens, 3);
        let owned = |gram: &[String]| gram.to_vec();
        let cloned = |gram: Vec<&String>| gram.into_iter().cloned().collect();
        for (name, grams) in [
            ("ngrams2", ngrams(&tokens, 2).map(owned).collect::<Vec<_>>()),
            ("ngrams3_pad", ngrams(&padded, 3).map(owned).collect()),
            ("skip_2_2", skipgrams(&tokens, 2, 2).map(cloned).collect()),
            ("skip_3_2", skipgrams(&tokens, 3, 2).map(cloned).collect()),
            ("every_1_3", everygrams(&tokens, 1, 3).map(owned).collect()),
        ] {
            let expected: Vec<_> = json::array(&golden[name]).iter().map(json::strings).collect();
            tally.count(same(name, &grams, &expected));
        }
    }
    area.print(tally);
}

fn check_collocations(area: &mut Area, tokens: &[&str]) {
    let mut tally = Tally::new("text/collocations");
    for file in area.take(|file| file.is(FOLDER, "nltk_collocations", ".json")) {
        let golden = json::read(file.path());
        let mut trigrams = TrigramCounts::of_words(tokens, 3).unwrap();
        trigrams.retain(|_, count| count >= 3);
        let bigrams = [2, 5].map(|window| {
            let mut bigrams = BigramCounts::of_words(tokens, window).unwrap();
            bigrams.retain(|_, count| count >= 3);
            bigrams
        });
        for (name, expected) in golden.as_object().unwrap() {
            let measure = |prefix: &str| name.strip_prefix(prefix).map(|name| name.parse().unwrap());
            let verdict = if name == "n" {
                continue;
            } else if let Some(measure) = measure("trigram_f3_") {
                same_ranking(&trigrams.best(measure, 200).unwrap(), expected)
            } else if let Some(measure) = measure("bigram_w2_f3_") {
                same_ranking(&bigrams[0].best(measure, 200).unwrap(), expected)
            } else if let Some(measure) = measure("bigram_w5_f3_") {
                same_ranking(&bigrams[1].best(measure, 200).unwrap(), expected)
            } else {
                Err(Miss::unanswered(name))
            };
            tally.count(verdict.map_err(|miss| miss.in_case(name)));
        }
    }
    area.print(tally);
}

/// N-grams and scores, in order, to the last bit.
fn same_ranking<const N: usize>(ranked: &[Scored<'_, N>], expected: &Value) -> Verdict {
    let expected = json::array(expected);
    let grams: Vec<String> = ranked.iter().map(|scored| scored.words.join(" ")).collect();
    let wanted: Vec<String> = expected.iter().map(|entry| json::strings(&entry[0]).join(" ")).collect();
    same_list("order", &grams, &wanted)?;
    let scores: Vec<f64> = ranked.iter().map(|scored| scored.score).collect();
    let wanted: Vec<f64> = expected.iter().map(|entry| json::number(&entry[1])).collect();
    same_numbers("scores", &scores, &wanted, Tolerance::Exact)
}

/// Each setting is three cases: the phrases with their scores, and a hundred sentences by the model and by its frozen
/// form.
fn check_phrases(area: &mut Area, tokens: &[&str]) {
    let mut tally = Tally::new("text/phrases");
    let sentences: Vec<&[&str]> = tokens.chunks(20).collect();
    for file in area.take(|file| file.is(FOLDER, "gensim_phrases", ".json")) {
        for (name, expected) in json::read(file.path()).as_object().unwrap() {
            let in_case = |miss: Miss| miss.in_case(name);
            let Some(params) = params_of(name) else {
                tally.count(Err(Miss::unanswered(name)));
                continue;
            };
            let phrases = params.fit(sentences.iter().copied()).unwrap();
            let frozen = phrases.freeze().unwrap();
            tally.count(same_export(&phrases, &expected["export"]).map_err(in_case));
            tally.count(same_sentences(&phrases, &sentences, &expected["applied"]).map_err(in_case));
            tally.count(same_sentences(&frozen, &sentences, &expected["applied"]).map_err(in_case));
        }
    }
    area.print(tally);
}

fn params_of(name: &str) -> Option<PhrasesParams> {
    let params = Phrases::params();
    match name {
        "default_min5_th10" => Some(params.min_count(5).threshold(10.0)),
        "npmi_min5_th0.5" => {
            Some(params.min_count(5).threshold(0.5).scoring(PhraseScoring::NormalizedInformation))
        }
        "default_min2_th1_cw" => {
            let connectors = StopWords::from_words(["a", "and", "in", "of", "the", "to"]);
            Some(params.min_count(2).threshold(1.0).connector_words(connectors))
        }
        _ => None,
    }
}

fn same_export(phrases: &Phrases, expected: &Value) -> Verdict {
    let (export, expected) = (phrases.export(), json::array(expected));
    let names: Vec<String> = export.iter().map(|phrase| phrase.0.to_owned()).collect();
    let wanted: Vec<String> = expected.iter().map(|entry| json::string(&entry[0]).to_owned()).collect();
    same_list("phrases", &names, &wanted)?;
    let scores: Vec<f64> = export.iter().map(|phrase| phrase.1).collect();
    let wanted: Vec<f64> = expected.iter().map(|entry| json::number(&entry[1])).collect();
    same_numbers("scores", &scores, &wanted, Tolerance::Exact)
}

fn same_sentences(model: &impl DetectPhrases, sentences: &[&[&str]], expected: &Value) -> Verdict {
    let expected = json::array(expected);
    for (number, (sentence, expected)) in sentences.iter().zip(expected).enumerate() {
        same_list("sentence", &model.apply(sentence), &json::strings(expected))
            .map_err(|miss| miss.in_case(&format!("sentence {number}")))?;
    }
    Ok(())
}
