//! Draws against NumPy 2.4.6.

use super::*;

/// The second is the authors' test vector (`mt19937ar.out`).
#[test]
fn seeds_of_both_kinds() {
    let raw = |mut generator: Mt19937| [(); 3].map(|()| generator.random_raw());
    assert_eq!(raw(Mt19937::new(5489)), [3499211612, 581869302, 3890346734]);
    let key = Mt19937::from_key(&[0x123, 0x234, 0x345, 0x456]).unwrap();
    assert_eq!(raw(key), [1067595299, 955945823, 477289528]);
    let long: Vec<u32> = (0..1000).collect();
    assert_eq!(raw(Mt19937::from_key(&long).unwrap())[..2], [4012946933, 3615799318]);
    assert!(Mt19937::from_key(&[]).is_err());
    let mut late = Mt19937::new(1);
    (0..1998).for_each(|_| {
        late.random_raw();
    });
    assert_eq!([late.random_raw(), late.random_raw()], [3326354556, 138279050]);
}

#[test]
fn numbers_of_every_size() {
    let mut generator = Mt19937::new(7);
    assert_eq!(generator.integer(0, 10), 4);
    assert_eq!(generator.random(), 0.7799187922401146);
    assert_eq!(generator.integer(-5, 6), -2);
    assert_eq!(generator.below(1 << 40), 909345358743);
    assert_eq!(generator.below(1 << 32), 1956722279);
    assert_eq!(generator.below(3), 0);
    assert_eq!(generator.integer(-(1 << 62), 1 << 62), 1070146668103130510);
    assert_eq!(generator.below(1), 0);
    assert_eq!(generator.below(10), 7);
}

#[test]
fn coins_leave_the_rest_of_a_word() {
    let (mut generator, mut coins) = (Mt19937::new(7), [false; 40]);
    generator.coins(&mut coins);
    let drawn: String = coins.iter().map(|&coin| if coin { '1' } else { '0' }).collect();
    assert_eq!(drawn, "1111010100001111000100011100100000100011");
    assert_eq!(generator.below(1000), 537);
}

#[test]
fn orders_and_samples_without_replacement() {
    assert_eq!(Mt19937::new(5).permutation(10), [9, 5, 2, 4, 7, 1, 0, 8, 6, 3]);
    assert_eq!(Mt19937::new(5).choice_without_replacement(10, 4).unwrap(), [9, 5, 2, 4]);
    assert!(Mt19937::new(5).choice_without_replacement(10, 11).is_err());
}

#[test]
fn normal_numbers_come_in_pairs() {
    let mut generator = Mt19937::new(42);
    let drawn = [(); 4].map(|()| generator.standard_normal());
    assert_eq!(drawn, [0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254]);
    assert_eq!(format!("{generator:?}"), "Mt19937 { place: 8, .. }");
}

/// Printed by NumPy 2.4.6, `RandomState(0).standard_gamma(shape)`.
#[test]
fn gamma_numbers_of_every_shape() {
    for (shape, expected, next) in [
        (100.0, [118.33542379999841, 103.71517687346198, 119.4978503884998], 0.0),
        (0.3, [0.13533681858277738, 0.1849933806609573, 0.057109334869726934], 0.0),
        (1.0, [0.79587450816311, 1.2559307629658378, 0.9232231458040688], 0.0),
        (2.5, [5.93870070324508, 2.8106696416847097, 6.242122324898662], 0.0),
        (0.0, [0.0; 3], 1.764052345967664),
    ] {
        let mut generator = Mt19937::new(0);
        let drawn = [(); 3].map(|()| generator.standard_gamma(shape));
        for (got, expected) in drawn.iter().zip(expected) {
            assert!((got - expected).abs() <= 4.0 * f64::EPSILON * expected, "{shape}: {got} {expected}");
        }
        if next > 0.0 {
            assert_eq!(generator.standard_normal(), next);
        }
    }
    let (mut generator, mut sums) = (Mt19937::new(3), [0.0; 2]);
    (0..5_000).for_each(|_| sums[0] += generator.standard_gamma(0.01));
    (0..5_000).for_each(|_| sums[1] += generator.standard_gamma(1.7));
    assert!((sums[0] - 42.37803171347956).abs() < 1e-10 && (sums[1] - 8402.223363904042).abs() < 1e-8);
    assert_eq!(generator.random(), 0.4430925657432111);
}
