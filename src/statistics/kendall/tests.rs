//! Kendall's τ against SciPy 1.17.1.

use super::*;

const ALL: [Alternative; 3] = [Alternative::TwoSided, Alternative::Less, Alternative::Greater];

fn equals(x: &[f64], y: &[f64], [tau_b, tau_c]: [f64; 2], p_values: [f64; 3]) {
    for (alternative, p_value) in ALL.into_iter().zip(p_values) {
        for (tau, coefficient) in [(Tau::B, tau_b), (Tau::C, tau_c)] {
            let got = kendall(x, y, tau, alternative).unwrap();
            let is_near = |got: f64, expected: f64| (got - expected).abs() <= 1e-14 * expected.abs();
            assert!(is_near(got.coefficient, coefficient), "{}, expected {coefficient}", got.coefficient);
            assert!(is_near(got.p_value, p_value), "{:e}, expected {p_value:e}", got.p_value);
        }
    }
}

fn up_to(items: u32) -> Vec<f64> {
    (0..items).map(f64::from).collect()
}

#[test]
fn exact_p_values_equal_scipy() {
    equals(
        &[0.5, 1.25, -3.0, 2.0, 7.5, -0.25, 4.0, 3.5],
        &[1.0, 0.5, -2.0, 2.5, 9.0, 0.75, 1.5, 6.0],
        [0.7142857142857142, 0.7142857142857143],
        [0.014136904761904762, 0.9972470238095239, 0.007068452380952381],
    );
    let tau = [-0.33333333333333337, -0.3333333333333333];
    equals(&[1.0, 2.0, 3.0], &[5.0, 3.0, 4.0], tau, [1.0, 0.5, 0.8333333333333333]);
    equals(&[1.0, 2.0], &[5.0, 3.0], [-1.0, -1.0], [1.0, 0.5, 1.0]);
    // More pairs than are counted, but at the end of the scale.
    let (x, mut y) = (up_to(40), up_to(40));
    y.swap(3, 4);
    equals(&x, &y, [0.9974358974358974; 2], [9.804939513027087e-47, 1.0, 4.902469756513544e-47]);
    y = x.iter().map(|x| -x).collect();
    equals(&x, &y, [-1.0; 2], [2.451234878256772e-48, 1.225617439128386e-48, 1.0]);
    equals(&up_to(200), &up_to(200), [1.0; 2], [0.0, 1.0, 0.0]);
}

#[test]
fn normal_p_values_equal_scipy() {
    equals(
        &[1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 5.0, 5.0, 1.0],
        &[2.0, 1.0, 2.0, 3.0, 5.0, 4.0, 4.0, 5.0, 3.0, 1.0],
        [0.6076436202501999, 0.6],
        [0.02458856644885874, 0.9877057167755706, 0.01229428322442937],
    );
    let y: Vec<f64> = (0..40).map(|n| f64::from(n * 17 % 41)).collect();
    equals(
        &up_to(40),
        &y,
        [0.01794871794871795, 0.017948717948717947],
        [0.8704282960625428, 0.5647858519687285, 0.4352141480312714],
    );
}

#[test]
fn the_undefined_is_nan_and_the_unordered_an_error() {
    for (x, y) in [
        (&[1.0, 1.0, 1.0][..], &[1.0, 2.0, 3.0][..]),
        (&[1.0, 1.0], &[5.0, 3.0]),
        (&[1.0], &[2.0]),
        (&[], &[]),
    ] {
        let undefined = kendall(x, y, Tau::B, Alternative::TwoSided).unwrap();
        assert!(undefined.coefficient.is_nan() && undefined.p_value.is_nan());
    }
    assert!(kendall(&[1.0, f64::NAN], &[1.0, 2.0], Tau::B, Alternative::TwoSided).is_err());
    assert!(kendall(&[1.0], &[1.0, 2.0], Tau::B, Alternative::TwoSided).is_err());
    let infinite = kendall(&[1.0, f64::INFINITY, 0.0], &[1.0, 2.0, 0.0], Tau::B, Alternative::TwoSided);
    assert_eq!(infinite.unwrap().coefficient, 1.0);
}
