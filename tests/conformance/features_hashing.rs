//! `vec/`: `Hashing`, `TfIdfWeighting` and `murmur3_32` against `HashingVectorizer`, `TfidfTransformer` and
//! `murmurhash3_32`.

use wordmill::bow::murmur3_32;
use wordmill::vector::SparseMatrix;
use wordmill::{Fit, Result};

use crate::features_params as params;
use crate::features_vectorizers::{FOLDER, Texts};
use crate::harness::area::{Area, File};
use crate::harness::compare::{Tolerance, same, same_numbers};
use crate::harness::json::{self, Value};
use crate::harness::sparse::{matrix, same_matrix};
use crate::harness::tally::{Miss, Tally, Verdict};

pub(crate) fn check(area: &mut Area) {
    let mut texts = Texts::default();
    let mut tally = Tally::new("features/vec-hashing");
    for file in area.take(|file| file.is(FOLDER, "hash_", ".json")) {
        let case = json::read(file.path());
        let name = format!("{} on {} with {}", file.stem(), case["docset"], case["params"]);
        tally.count(hashing(&file, &case, &mut texts).map_err(|miss| miss.in_case(&name)));
    }
    area.print(tally);
    let mut tally = Tally::new("features/vec-tfidf-transformer");
    for file in area.take(|file| file.is(FOLDER, "tft_", ".json")) {
        let case = json::read(file.path());
        let name = format!("{} with {}", file.stem(), case["params"]);
        tally.count(transformer(&case).map_err(|miss| miss.in_case(&name)));
    }
    area.print(tally);
    let files = area.take(|file| file.is(FOLDER, "murmur3", ".tsv"));
    area.print(murmur3(&files));
}

/// Rows of both sets of documents; an error where the reference has one.
fn hashing(file: &File, case: &Value, texts: &mut Texts) -> Verdict {
    let arguments = case["params"].as_object().unwrap();
    let hashing = params::hashing(arguments)?;
    let single = arguments.get("dtype").is_some_and(|dtype| dtype == "float32");
    for use_as in ["fit", "query"] {
        let documents = texts.of(file, use_as, json::string(&case["docset"]));
        if single {
            let tolerance = Tolerance::Absolute(1e-7);
            compare(case, use_as, hashing.rows::<_, f32>(&documents), tolerance)?;
        } else {
            compare(case, use_as, hashing.rows::<_, f64>(&documents), Tolerance::Absolute(1e-15))?;
        }
    }
    Ok(())
}

fn compare<V: wordmill::vector::Value>(
    case: &Value,
    use_as: &str,
    rows: Result<SparseMatrix<V>>,
    tolerance: Tolerance,
) -> Verdict {
    match (rows, case.get("error")) {
        (Ok(rows), None) => {
            same_matrix(&format!("rows of {use_as}"), &rows, &matrix(&case[use_as]), tolerance)
        }
        (Err(_), Some(_)) => Ok(()),
        (Ok(_), Some(error)) => Err(Miss::different("no error", error.to_string())),
        (Err(error), None) => Err(Miss::different("error", error.to_string())),
    }
}

/// Weights and idf of a count matrix.
fn transformer(case: &Value) -> Verdict {
    let params = params::tfidf_weighting(case["params"].as_object().unwrap())?;
    let counts = matrix(&case["X"]);
    let weighting = params.fit(&counts).map_err(|error| Miss::different("error", error.to_string()))?;
    let idf = Some(&case["idf"]).filter(|idf| !idf.is_null()).map(json::numbers);
    same("whether there is an idf", &weighting.idf().is_some(), &idf.is_some())?;
    let ours = weighting.idf().unwrap_or_default();
    same_numbers("idf", ours, &idf.unwrap_or_default(), Tolerance::Relative(1e-12))?;
    let rows = weighting.rows(&counts).map_err(|error| Miss::different("error", error.to_string()))?;
    same_matrix("weights", &rows, &matrix(&case["Y"]), Tolerance::Relative(1e-12))
}

/// A key and its hashes under four seeds make a case.
fn murmur3(files: &[File]) -> Tally {
    let mut tally = Tally::new("features/vec-murmur3");
    for file in files {
        let text = std::fs::read_to_string(file.path()).unwrap();
        for line in text.split_terminator('\n') {
            let (key, hashes) = line.split_once('\t').unwrap();
            let key: String = serde_json::from_str(key).unwrap();
            let expected: Vec<i32> = hashes.split('\t').map(|hash| hash.parse().unwrap()).collect();
            let ours = [0, 1, 42, u32::MAX].map(|seed| murmur3_32(key.as_bytes(), seed));
            tally.count(same("hashes", &ours[..], &expected[..]).map_err(|miss| miss.in_case(&key)));
        }
    }
    tally
}
