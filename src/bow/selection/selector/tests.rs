//! Scores, choices and what is kept, against scikit-learn's numbers and the definitions.

use proptest::prelude::*;

use super::*;
use crate::parallel::with_threads;

fn rows<V: Value>() -> SparseMatrix<V> {
    let columns = vec![0, 2, 4, 1, 2, 4, 0, 2, 4, 1, 2, 0, 2, 4, 2, 4];
    let values = [2.0, 1.0, 3.0, 1.0, 1.0, 3.0, 4.0, 1.0, 1.0, 2.0, 1.0, 1.0, 1.0, 0.5, 1.0, 0.5];
    let values = values.into_iter().map(V::from_f64).collect();
    SparseMatrix::from_parts(5, vec![0, 3, 6, 9, 11, 14, 16], columns, values).unwrap()
}

fn labels() -> Labels {
    Labels::from_names(["b", "a", "b", "c", "c", "a"]).unwrap()
}

fn fit(score: Score, keep: Keep) -> Result<Selection> {
    Selection::params().score(score).keep(keep).fit(&(&rows::<f64>(), &labels()))
}

fn near(got: &[f64], expected: [f64; 5]) {
    for (got, expected) in got.iter().zip(expected) {
        let same = got.is_nan() && expected.is_nan();
        assert!(same || (got - expected).abs() <= 1e-14 * expected.abs(), "{got} {expected}");
    }
}

/// scikit-learn 1.9.1, `chi2`, `f_classif` and `mutual_info_classif(discrete_features=True)` of the same rows.
#[test]
fn scores_are_those_of_scikit_learn() {
    const NAN: f64 = f64::NAN;
    let chi_squared = fit(Score::ChiSquared, Keep::All).unwrap();
    near(chi_squared.scores(), [8.857142857142858, 2.0, 0.0, NAN, 2.6875]);
    let expected = [0.011931522535756139, 0.36787944117144245, 1.0, NAN, 0.26086558612628497];
    near(chi_squared.p_values().unwrap(), expected);
    let anova = fit(Score::AnovaF, Keep::All).unwrap();
    near(anova.scores(), [6.2, 0.6, NAN, NAN, 1.023809523809524]);
    let expected = [0.08598066521150158, 0.6036816105203691, NAN, NAN, 0.45819677308376794];
    near(anova.p_values().unwrap(), expected);
    let information = fit(Score::MutualInformation, Keep::All).unwrap();
    near(information.scores(), [0.7803552045207034, 0.40546510810816455, 0.0, 0.0, 0.6365141682948127]);
    assert_eq!(information.p_values(), None);
    assert_eq!(fit(Score::DocumentFrequency, Keep::All).unwrap().scores(), [3.0, 2.0, 6.0, 0.0, 5.0]);
}

#[test]
fn narrow_rows_have_the_same_scores() {
    for score in [Score::ChiSquared, Score::AnovaF, Score::MutualInformation, Score::DocumentFrequency] {
        let params = Selection::params().score(score).keep(Keep::Best(2));
        let narrow = params.fit(&(&rows::<f32>(), &labels())).unwrap();
        let wide = params.fit(&(&rows::<f64>(), &labels())).unwrap();
        assert_eq!(narrow.columns(), wide.columns());
        assert_eq!(format!("{:?}", narrow.scores()), format!("{:?}", wide.scores()));
    }
}

#[test]
fn one_class_tells_nothing() {
    let labels = Labels::from_names(["a"; 6]).unwrap();
    let fit = |score| Selection::params().score(score).fit(&(&rows::<f64>(), &labels)).unwrap();
    assert!(fit(Score::ChiSquared).scores().iter().all(|score| score.is_nan()));
    assert!(fit(Score::AnovaF).scores().iter().all(|score| score.is_nan()));
    assert_eq!(fit(Score::MutualInformation).scores(), [0.0; 5]);
}

#[test]
fn what_cannot_be_scored_is_refused() {
    let negative = SparseMatrix::from_parts(1, vec![0, 1, 1], vec![0], vec![-1.0]).unwrap();
    let labels = Labels::from_names(["a", "b"]).unwrap();
    let of_negative = |score| Selection::params().score(score).fit(&(&negative, &labels));
    assert!(matches!(of_negative(Score::ChiSquared), Err(Error::Parameter { name: "rows", .. })));
    assert!(of_negative(Score::AnovaF).is_ok());
    let without_p_values = fit(Score::MutualInformation, Keep::FalsePositiveRate(0.1));
    assert!(matches!(without_p_values, Err(Error::Parameter { name: "keep", .. })));
    assert!(fit(Score::ChiSquared, Keep::Percentile(200.0)).is_err());
    let nothing = SparseMatrix::<f64>::from_parts(0, vec![0, 0, 0], vec![], vec![]).unwrap();
    for score in [Score::ChiSquared, Score::MutualInformation, Score::DocumentFrequency] {
        let fitted = Selection::params().score(score).fit(&(&nothing, &labels));
        assert!(matches!(fitted, Err(Error::Empty { .. })));
    }
}

#[test]
fn columns_go_and_come_back() {
    let selection = fit(Score::ChiSquared, Keep::Best(2)).unwrap();
    assert_eq!(selection.columns(), [0, 4]);
    let kept = selection.transform(&rows::<f64>()).unwrap();
    assert_eq!((kept.columns(), kept.row(0).values), (2, &[2.0, 3.0][..]));
    let back = selection.inverse_transform(&kept).unwrap();
    assert_eq!((back.columns(), back.row(0).columns), (5, &[0, 4][..]));
    assert!(selection.transform(&kept).is_err());
    assert!(selection.inverse_transform(&back).is_err());
    let none = fit(Score::ChiSquared, Keep::Best(0)).unwrap();
    assert_eq!(none.transform(&rows::<f64>()).unwrap().columns(), 0);
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    for score in [Score::ChiSquared, Score::AnovaF, Score::MutualInformation] {
        let bits = |threads| {
            let selection = with_threads(threads, || fit(score, Keep::All).unwrap()).unwrap();
            selection.scores().iter().map(|score| score.to_bits()).collect::<Vec<_>>()
        };
        assert_eq!(bits(1), bits(3));
    }
}

#[test]
fn reads_back_and_refuses_damage() {
    let mut selection = fit(Score::AnovaF, Keep::FalsePositiveRate(0.5)).unwrap();
    selection.scores[1] = f64::NEG_INFINITY;
    selection.scores[2] = f64::INFINITY;
    let json = serde_json::to_string(&selection).unwrap();
    let same = |read: Selection| assert_eq!(format!("{read:?}"), format!("{selection:?}"));
    same(serde_json::from_str(&json).unwrap());
    same(postcard::from_bytes(&postcard::to_stdvec(&selection).unwrap()).unwrap());
    assert!(json.contains("\"columns\":[0,4]") && json.contains("\"-inf\",\"inf\",\"NaN\""), "{json}");
    for (what, instead) in
        [("[0,4]", "[4,0]"), ("[0,4]", "[0,5]"), ("\"inf\"", "\"infinite\""), ("\"inf\",", "")]
    {
        assert!(serde_json::from_str::<Selection>(&json.replace(what, instead)).is_err());
    }
}

/// The three scores of a column as their definitions say, from all its cells.
fn by_definition(column: &[f64], classes: &[u32]) -> [f64; 3] {
    let rows = column.len() as f64;
    let mut kinds = classes.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    let of_class =
        |class: u32| column.iter().zip(classes).filter(move |cell| *cell.1 == class).map(|cell| *cell.0);
    let (total, mean) = (column.iter().sum::<f64>(), column.iter().sum::<f64>() / rows);
    let (mut chi_squared, mut between, mut within, mut information) = (0.0, 0.0, 0.0, 0.0);
    for &class in &kinds {
        let (size, sum) = (of_class(class).count() as f64, of_class(class).sum::<f64>());
        let expected = total * size / rows;
        chi_squared += (sum - expected).powi(2) / expected;
        between += size * (sum / size - mean).powi(2);
        within += of_class(class).map(|value| (value - sum / size).powi(2)).sum::<f64>();
        let mut values: Vec<f64> = of_class(class).collect();
        values.sort_unstable_by(f64::total_cmp);
        for equal in values.chunk_by(f64::eq) {
            let joint = equal.len() as f64 / rows;
            let of_value = column.iter().filter(|value| **value == equal[0]).count() as f64 / rows;
            information += joint * (joint / (of_value * (size / rows))).ln();
        }
    }
    let degrees = kinds.len() as f64;
    [chi_squared, (between / (degrees - 1.0)) / (within / (rows - degrees)), information]
}

proptest! {
    #[test]
    fn scores_are_those_of_their_definitions(cells in proptest::collection::vec((0u8..4, 0u32..3), 4..60)) {
        let column: Vec<f64> = cells.iter().map(|cell| f64::from(cell.0)).collect();
        let mut classes: Vec<u32> = cells.iter().map(|cell| cell.1).collect();
        (classes[0], classes[1]) = (0, 1);
        let mut offsets = vec![0];
        offsets.extend(column.iter().scan(0, |stored, &value| {
            *stored += usize::from(value != 0.0);
            Some(*stored)
        }));
        let values: Vec<f64> = column.iter().copied().filter(|&value| value != 0.0).collect();
        let rows = SparseMatrix::from_parts(1, offsets, vec![0; values.len()], values).unwrap();
        let labels = Labels::from_names(classes.iter().map(u32::to_string).collect::<Vec<_>>()).unwrap();
        let got = [
            chi_squared(&rows, &labels).unwrap().scores[0],
            anova_f(&rows, &labels).unwrap().scores[0],
            mutual_information(&rows, &labels).unwrap()[0],
        ];
        for (got, expected) in got.into_iter().zip(by_definition(&column, &classes)) {
            // Where nothing varies within classes, rounding alone decides.
            let same = !expected.is_finite() || expected > 1e12 || (got - expected).abs() <= 1e-9 * (1.0 + expected);
            prop_assert!(same, "{} {}", got, expected);
        }
    }
}
