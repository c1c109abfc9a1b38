//! Draws against NumPy 2.4.6.

use super::*;

#[test]
fn seeds_of_any_length() {
    let raw = |mut generator: Pcg64| [(); 3].map(|()| generator.random_raw());
    assert_eq!(
        raw(Pcg64::new(12345678901234567890123456789012345678)),
        [3473461801406124054, 977754267693981493, 6388557402926034280]
    );
    assert_eq!(
        raw(Pcg64::from_entropy(&[1, 2, 3, 4, 5, 6])),
        [11470276255390519954, 2202564630955117089, 15477703713457848045]
    );
    assert_eq!(raw(Pcg64::new(0))[..2], [11749869230777074271, 4976686463289251617]);
    assert_eq!(Pcg64::new(1 << 32), Pcg64::from_entropy(&[0, 1]));
}

/// The half of a draw that waits is passed over by whole draws, and used after them.
#[test]
fn halves_wait_for_their_turn() {
    let mut generator = Pcg64::new(7);
    assert_eq!(generator.integer(0, 10), 9);
    assert_eq!(generator.random(), 0.8972138009695755);
    assert_eq!(generator.integer(-5, 6), 1);
    assert_eq!(generator.below(1 << 40), 852875435924);
    assert_eq!(generator.below(1 << 32), 3580503874);
    assert_eq!(generator.below(3), 0);
    assert_eq!(generator.below(1), 0);
    assert_eq!(generator.integer(-(1 << 62), 1 << 62), -1843140699770607454);
    assert_eq!(generator.below(10), 2);
}

/// Bounds at which many draws are thrown away.
#[test]
fn uneven_bounds_draw_again() {
    assert_eq!(
        Pcg64::new(3).choice(3_000_000_000, 8),
        [2434513622, 256947500, 538322202, 710431519, 544094361, 2403823395, 1746486107, 282385926]
    );
    assert_eq!(
        Pcg64::new(3).choice(3 << 61, 4),
        [1638143553428909947, 5542839372172834964, 4027122783265899181, 651137615030404517]
    );
}

#[test]
fn coins_leave_the_rest_of_a_word() {
    let (mut generator, mut coins) = (Pcg64::new(7), [false; 40]);
    generator.coins(&mut coins);
    let drawn: String = coins.iter().map(|&coin| if coin { '1' } else { '0' }).collect();
    assert_eq!(drawn, "1101000101010010101001111000111110010101");
    assert_eq!(generator.below(1000), 684);
}

#[test]
fn orders_and_samples_without_replacement() {
    assert_eq!(Pcg64::new(5).permutation(10), [7, 6, 1, 3, 2, 4, 0, 9, 5, 8]);
    let all = Pcg64::new(42).choice_without_replacement(10, 10).unwrap();
    assert_eq!(all, [2, 9, 1, 6, 3, 8, 5, 7, 4, 0]);
    let few = Pcg64::new(42).choice_without_replacement(20_000, 5).unwrap();
    assert_eq!(few, [15476, 8777, 13090, 1784, 8660]);
    let many = Pcg64::new(42).choice_without_replacement(20_000, 1_000).unwrap();
    assert_eq!((&many[..4], &many[998..]), (&[9742, 18275, 6853, 10003][..], &[15478, 1785][..]));
    assert_eq!(many.iter().sum::<usize>(), 10_099_666);
}

#[test]
fn absurd_requests_have_an_answer() {
    let mut generator = Pcg64::new(1);
    assert_eq!((generator.below(0), generator.integer(5, 5), generator.integer(5, -5)), (0, 5, 5));
    assert!(generator.choice_without_replacement(3, 4).is_err());
    assert!(generator.choice_without_replacement(0, 0).unwrap().is_empty());
    assert!((i64::MIN..i64::MAX).contains(&generator.integer(i64::MIN, i64::MAX)));
}
