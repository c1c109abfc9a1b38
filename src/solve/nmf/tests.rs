//! The numbers of scikit-learn 1.9.1 (NumPy 2.4.6): `NMF(3, random_state=0, …).fit_transform(X)` and `transform(X[:4])`.

use crate::error::Error;
use crate::fit::{Fit, Transform};
use crate::parallel;
use crate::solve::nmf::model::Nmf;
use crate::solve::nmf::params::{NmfLoss, NmfParams, NmfSolver, NmfStart};
use crate::vector::double::DoubleMatrix;
use crate::vector::sparse::{SparseBuilder, SparseMatrix};

/// 12 × 9, about half of it zeros.
fn matrix(added: f64) -> SparseMatrix<f64> {
    let mut builder = SparseBuilder::new(9);
    for i in 0..12u32 {
        let value = |j: u32| f64::from((i * i * 7 + j * j * 5 + i * j * 3) % 11);
        let entry = |j: u32| if value(j) < 5.0 { value(j) + added } else { added };
        builder.push_row((0..9).map(|j| (j, entry(j))).filter(|entry| entry.1 != 0.0)).unwrap();
    }
    builder.finish()
}

#[track_caller]
fn near(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    for (got, expected) in got.iter().zip(expected) {
        assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{got} is not {expected}");
    }
}

/// What scikit-learn printed.
struct Printed {
    error: f64,
    iterations: usize,
    weights: [f64; 3],
    component: [f64; 4],
    transformed: [f64; 3],
}

#[track_caller]
fn equals(params: &NmfParams, printed: &Printed) {
    let matrix = matrix(0.0);
    let (nmf, weights) = params.clone().components(3).fit_transform(&matrix, &mut ()).unwrap();
    near(&[nmf.reconstruction_error()], &[printed.error]);
    assert_eq!(nmf.iterations(), printed.iterations);
    near(weights.row(1), &printed.weights);
    near(&nmf.components().row(0)[..4], &printed.component);
    near(nmf.transform(&matrix.select_rows(&[0, 1, 2, 3])).unwrap().row(1), &printed.transformed);
}

#[test]
fn coordinate_descent_equals_scikit_learn() {
    equals(
        &Nmf::params(),
        &Printed {
            error: 8.094896485796463,
            iterations: 57,
            weights: [0.09883961603784522, 0.0, 0.9277650111013341],
            component: [0.31295431505199794, 0.0, 0.0, 0.7370377522151464],
            transformed: [0.09888998435678018, 0.0, 0.9276057797249545],
        },
    );
    equals(
        &Nmf::params()
            .alpha_rows(0.01)
            .alpha_components(0.02)
            .l1_ratio(0.4)
            .start(NmfStart::Nndsvd)
            .shuffle(true),
        &Printed {
            error: 8.098217883985312,
            iterations: 150,
            weights: [0.49350580982929326, 0.0, 1.2160880278319213],
            component: [0.060514809676617265, 0.0, 0.0, 0.1425739214566573],
            transformed: [0.49352121699329754, 0.0, 1.2160935058701825],
        },
    );
    equals(
        &Nmf::params().start(NmfStart::Random).max_iterations(50),
        &Printed {
            error: 8.094896770351378,
            iterations: 50,
            weights: [0.0, 1.2557518114820592, 0.3013519525087658],
            component: [0.11079482090903289, 0.0, 1.4170415685343827, 0.918378336574925],
            transformed: [0.0, 1.256199527112603, 0.3011912067709215],
        },
    );
}

#[test]
fn multiplicative_updates_equal_scikit_learn() {
    let params = Nmf::params().solver(NmfSolver::MultiplicativeUpdate);
    // The penalty piles up while it transforms.
    equals(
        &params
            .clone()
            .loss(NmfLoss::KullbackLeibler)
            .start(NmfStart::NndsvdRandom)
            .max_iterations(60)
            .alpha_rows(0.002)
            .l1_ratio(0.5),
        &Printed {
            error: 9.282262235839745,
            iterations: 60,
            weights: [6.644312653122933e-06, 1.4110247970467975, 4.5618392423795774e-200],
            component: [0.7296585406071258, 0.0, 1.802268190735353e-14, 0.0019406944004284295],
            transformed: [0.027720908484597195, 1.3232492467407735, 3.266841671930004e-275],
        },
    );
    equals(
        &params.clone().loss(NmfLoss::Beta(1.5)).max_iterations(40),
        &Printed {
            error: 8.299650396646335,
            iterations: 40,
            weights: [0.0009552863908350635, 5.292722595047403e-08, 0.9880571013662849],
            component: [
                3.8946775932246835e-10,
                6.106344645061005e-18,
                1.2735779833462878e-24,
                0.5701593537644196,
            ],
            transformed: [0.0074845082361472, 0.0018411498252716956, 0.977732151861937],
        },
    );
    equals(
        &params.clone().loss(NmfLoss::Beta(0.5)).max_iterations(40),
        &Printed {
            error: 11.306992761365473,
            iterations: 30,
            weights: [0.0, 0.0, 1.7567846911902292],
            component: [0.0, 0.0, 0.0, 1.8033418564112593],
            transformed: [0.0, 0.0, 1.7567537322539706],
        },
    );
    equals(
        &params.loss(NmfLoss::Beta(3.0)).start(NmfStart::Random).max_iterations(40),
        &Printed {
            error: 9.548897547267952,
            iterations: 40,
            weights: [0.0005242643289096105, 0.6896110823461499, 0.6113698160903385],
            component: [2.1153216547634244e-09, 1.778336587399497, 0.0009560085458188286, 2.324412937353006],
            transformed: [2.949771529543136e-12, 0.7027023299795797, 0.612675468550356],
        },
    );
}

/// `NMF(3, solver='mu', beta_loss='itakura-saito', init='random', random_state=1, max_iter=30)` of X + ½.
#[test]
fn ratios_need_a_matrix_without_zeros() {
    let params = Nmf::params()
        .components(3)
        .solver(NmfSolver::MultiplicativeUpdate)
        .loss(NmfLoss::ItakuraSaito)
        .start(NmfStart::Random)
        .seed(1)
        .max_iterations(30);
    let full = matrix(0.5);
    let (nmf, weights) = params.fit_transform(&full, &mut ()).unwrap();
    near(&[nmf.reconstruction_error()], &[6.292231516722113]);
    near(weights.row(1), &[0.14723658730737166, 1.7624477880606577, 0.042813149440628015]);
    let some = nmf.transform(&full.select_rows(&[0, 1, 2, 3])).unwrap();
    near(some.row(1), &[0.14772357581520074, 1.7876967110902362, 0.02251163064726002]);
    assert!(matches!(params.fit(&matrix(0.0)), Err(Error::Corrupt { .. })));
    assert!(matches!(nmf.transform(&matrix(0.0)), Err(Error::Corrupt { .. })));
}

#[test]
fn the_same_bits_on_any_pool() {
    let mut builder = SparseBuilder::<f32>::new(60);
    for i in 0..700u32 {
        builder
            .push_row((0..60).filter(|j| (i * 31 + j * 17) % 7 == 0).map(|j| (j, (1 + (i + j) % 5) as f32)))
            .unwrap();
    }
    let matrix = builder.finish();
    for params in [
        Nmf::params().max_iterations(5),
        Nmf::params()
            .max_iterations(5)
            .solver(NmfSolver::MultiplicativeUpdate)
            .loss(NmfLoss::KullbackLeibler),
    ] {
        let run = |threads| parallel::with_threads(threads, || params.fit(&matrix)).unwrap().unwrap();
        assert_eq!(run(1), run(3));
    }
}

#[test]
fn more_parts_than_the_rank_are_zeros_or_random() {
    let one = SparseMatrix::from_parts(
        4,
        vec![0, 2, 4, 6],
        vec![0, 2, 0, 2, 0, 2],
        vec![1.0, 2.0, 2.0, 4.0, 3.0, 6.0f64],
    );
    let one = one.unwrap();
    for start in [NmfStart::Nndsvd, NmfStart::NndsvdMean, NmfStart::NndsvdRandom, NmfStart::Random] {
        let nmf = Nmf::params().components(3).start(start).fit(&one).unwrap();
        assert!(nmf.reconstruction_error() < 0.1, "{start:?}: {}", nmf.reconstruction_error());
    }
    let many = Nmf::params().components(9);
    assert!(many.fit(&one).unwrap().reconstruction_error() < 0.1);
    assert!(matches!(many.start(NmfStart::Nndsvd).fit(&one), Err(Error::Parameter { .. })));
}

#[test]
fn what_cannot_be_factorised_is_refused() {
    let sound = matrix(0.0);
    let infinite = f64::INFINITY;
    for params in [
        Nmf::params().components(0),
        Nmf::params().components(usize::MAX),
        Nmf::params().tolerance(f64::NAN),
        Nmf::params().max_iterations(0),
        Nmf::params().alpha_rows(-1.0),
        Nmf::params().alpha_components(infinite),
        Nmf::params().l1_ratio(1.1),
        Nmf::params().loss(NmfLoss::KullbackLeibler),
        Nmf::params().solver(NmfSolver::MultiplicativeUpdate).loss(NmfLoss::Beta(infinite)),
    ] {
        assert!(matches!(params.fit(&sound), Err(Error::Parameter { .. })), "{params:?}");
    }
    let negative = SparseMatrix::from_parts(2, vec![0, 1], vec![0], vec![-1.0f64]).unwrap();
    assert!(matches!(Nmf::params().fit(&negative), Err(Error::Parameter { .. })));
    let none = SparseMatrix::<f64>::from_parts(0, vec![0, 0], vec![], vec![]).unwrap();
    assert!(matches!(Nmf::params().fit(&none), Err(Error::Empty { .. })));
    let zeros = SparseMatrix::<f64>::from_parts(5, vec![0; 6], vec![], vec![]).unwrap();
    for solver in [NmfSolver::CoordinateDescent, NmfSolver::MultiplicativeUpdate] {
        let nmf = Nmf::params().components(2).solver(solver).fit(&zeros).unwrap();
        assert_eq!(nmf.reconstruction_error(), 0.0);
        assert!(matches!(nmf.transform(&none), Err(Error::Shape { .. })));
        let no_rows = SparseMatrix::<f64>::from_parts(5, vec![0], vec![], vec![]).unwrap();
        assert_eq!(nmf.transform(&no_rows).unwrap().rows(), 0);
    }
    let huge = SparseMatrix::from_parts(2, vec![0, 1, 2], vec![0, 1], vec![1e200, 1e300f64]).unwrap();
    assert!(Nmf::params().components(1).fit(&huge).is_err());
}

#[test]
fn given_factors_are_checked() {
    let (sound, params) = (matrix(0.0), Nmf::params().components(1));
    let ones = |rows, columns| {
        let mut factor = DoubleMatrix::zeros(rows, columns);
        factor.as_mut_slice().fill(1.0);
        factor
    };
    let run =
        |rows: &DoubleMatrix, parts: &DoubleMatrix| params.fit_transform_from(&sound, rows, parts, &mut ());
    assert!(run(&ones(12, 1), &ones(1, 9)).is_ok());
    assert!(run(&ones(11, 1), &ones(1, 9)).is_err());
    assert!(run(&ones(12, 1), &ones(1, 8)).is_err());
    assert!(run(&DoubleMatrix::zeros(12, 1), &ones(1, 9)).is_err());
    let mut negative = ones(12, 1);
    negative.row_mut(3)[0] = -1.0;
    assert!(run(&negative, &ones(1, 9)).is_err());
}

#[test]
fn reads_back_and_refuses_damage() {
    let nmf = Nmf::params().components(2).max_iterations(3).fit(&matrix(0.0)).unwrap();
    let json = serde_json::to_string(&nmf).unwrap();
    assert_eq!(serde_json::from_str::<Nmf>(&json).unwrap(), nmf);
    assert!(serde_json::from_str::<Nmf>(&json.replace("\"components\":2", "\"components\":3")).is_err());
}
