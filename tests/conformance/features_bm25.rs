//! `ir/`: `Bm25` against bm25s and rank_bm25, over 600 documents of Cranfield and 29 queries.
//!
//! A variant with its params is a case of one query. rank_bm25 gives NaN for a document without words where b = 1; there
//! ours must score what it scores for such a document with any other b: what the query's terms score where they are
//! absent.

use wordmill::Fit;
use wordmill::bow::weighting::{Bm25, Bm25Params, Bm25Variant};
use wordmill::text::encode_words::encode_words;
use wordmill::text::{TokenId, Vocabulary};
use wordmill::vector::SparseMatrix;

use crate::harness::area::{Area, File};
use crate::harness::compare::{Tolerance, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::tally::{Tally, Verdict};

const FOLDER: &str = "ir";

pub(crate) fn check(area: &mut Area) {
    let files = area.take(|file| file.is(FOLDER, "bm25_inputs", ".json"));
    for inputs in &files {
        let collection = Collection::read(inputs);
        let mut tally = Tally::new("features/ir-bm25s");
        for file in area.take(|file| file.is(FOLDER, "bm25s", ".json")) {
            for (name, case) in json::read(file.path()).as_object().unwrap() {
                collection.scores(name, bm25s(case), case, 1e-10, &mut tally);
            }
        }
        area.print(tally);
        let (mut tally, mut learnt) =
            (Tally::new("features/ir-rank-bm25"), Tally::new("features/ir-rank-bm25-idf"));
        for file in area.take(|file| file.is(FOLDER, "rank_bm25", ".json")) {
            for (name, case) in json::read(file.path()).as_object().unwrap() {
                let params = rank_bm25(name);
                collection.scores(name, params, case, 1e-12, &mut tally);
                learnt.count(collection.idf(params, case).map_err(|miss| miss.in_case(name)));
            }
        }
        area.print(tally);
        area.print(learnt);
    }
}

/// The params of a case of bm25s, which states them.
fn bm25s(case: &Value) -> Bm25Params {
    let number = |name: &str| json::number(&case[name]);
    let delta = number("delta");
    let variant = match json::string(&case["method"]) {
        "robertson" => Bm25Variant::Robertson,
        "lucene" => Bm25Variant::Lucene,
        "atire" => Bm25Variant::Atire,
        "bm25l" => Bm25Variant::L { delta },
        "bm25+" => Bm25Variant::Plus { delta },
        other => panic!("{other} is no method of bm25s"),
    };
    Bm25::params().variant(variant).k1(number("k1")).b(number("b"))
}

/// The params of a case of rank_bm25, which only names them.
fn rank_bm25(name: &str) -> Bm25Params {
    let okapi = |epsilon| Bm25::params().variant(Bm25Variant::Okapi { epsilon });
    let long = |delta| Bm25::params().variant(Bm25Variant::RankBm25L { delta });
    let plus = |delta| Bm25::params().variant(Bm25Variant::Plus { delta });
    match name {
        "okapi" => okapi(0.25),
        "okapi_k12_b05_eps0" => okapi(0.0).k1(1.2).b(0.5),
        "okapi_b0" => okapi(0.25).b(0.0),
        "okapi_b1" => okapi(0.25).b(1.0),
        "l" => long(0.5),
        "l_d1" => long(1.0),
        "plus" => plus(1.0),
        "plus_d05" => plus(0.5),
        other => panic!("{other} is no case of rank_bm25"),
    }
}

/// Documents and queries as counts.
struct Collection {
    words: Vocabulary,
    documents: SparseMatrix<f64>,
    queries: SparseMatrix<f64>,
}

impl Collection {
    fn read(file: &File) -> Self {
        let inputs = json::read(file.path());
        let texts = |name: &str| json::array(&inputs[name]).iter().map(json::strings).collect::<Vec<_>>();
        let (words, encoded) = encode_words(texts("doc_tokens")).unwrap();
        let ids = encoded.iter().map(<[TokenId]>::to_vec).collect::<Vec<_>>();
        let known = |query: &Vec<String>| query.iter().filter_map(|word| words.id(word)).collect();
        let queries: Vec<Vec<TokenId>> = texts("query_tokens").iter().map(known).collect();
        let (documents, queries) = (counts(&words, &ids), counts(&words, &queries));
        Collection { words, documents, queries }
    }

    /// The scores of all documents, query by query.
    fn scores(&self, name: &str, params: Bm25Params, case: &Value, within: f64, tally: &mut Tally) {
        let model = params.fit(&self.documents).unwrap();
        let weights = model.rows(&self.documents).unwrap();
        for (number, (query, expected)) in self.queries.iter().zip(json::array(&case["scores"])).enumerate() {
            let (scores, mut expected) = (model.scores(&weights, query).unwrap(), json::numbers(expected));
            let absent = query.iter().map(|(column, count)| count * model.absent(column)).sum();
            for (expected, document) in expected.iter_mut().zip(self.documents.iter()) {
                if expected.is_nan() && document.stored() == 0 {
                    *expected = absent;
                }
            }
            let verdict = same_numbers("scores", &scores, &expected, Tolerance::Relative(within));
            tally.count(verdict.map_err(|miss| miss.in_case(&format!("{name}, query {number}"))));
        }
    }

    /// The average length, and the idf of some words.
    fn idf(&self, params: Bm25Params, case: &Value) -> Verdict {
        let model = params.fit(&self.documents).unwrap();
        let tolerance = Tolerance::Relative(1e-12);
        let average = json::number(&case["avgdl"]);
        same_numbers("average length", &[model.average_length()], &[average], tolerance)?;
        let sample = case["idf_sample"].as_object().unwrap();
        let ours: Vec<f64> =
            sample.keys().map(|word| model.idf()[self.words.id(word).unwrap().index()]).collect();
        let expected: Vec<f64> = sample.values().map(json::number).collect();
        same_numbers("idf", &ours, &expected, tolerance)
    }
}

fn counts(words: &Vocabulary, documents: &[Vec<TokenId>]) -> SparseMatrix<f64> {
    let places = |(row, ids): (usize, &Vec<TokenId>)| -> Vec<(usize, u32, f64)> {
        ids.iter().map(|id| (row, id.0, 1.0)).collect()
    };
    let triplets: Vec<_> = documents.iter().enumerate().flat_map(places).collect();
    SparseMatrix::from_triplets(documents.len(), words.len(), &triplets).unwrap()
}
