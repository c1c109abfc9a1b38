//! [`Whole`]: whole numbers as Python has them, with its rounding where they become floats.
//!
//! Products of counts pass 2⁵³ early, and NLTK's are exact. These are exact up to 2¹²⁷ (trigrams of 4·10¹² words,
//! quadgrams of 2·10⁹); beyond, a float stands in.

/// A whole number, or what is near one too large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Whole {
    Exact(i128),
    Rounded(f64),
}

impl Whole {
    /// The product of many.
    pub(super) fn product(numbers: impl IntoIterator<Item = i128>) -> Whole {
        let times = |product, number| match product {
            Whole::Exact(product) => i128::checked_mul(product, number)
                .map_or_else(|| Whole::Rounded(product as f64 * number as f64), Whole::Exact),
            Whole::Rounded(product) => Whole::Rounded(product * number as f64),
        };
        numbers.into_iter().fold(Whole::Exact(1), times)
    }

    /// `number` raised to `power`.
    pub(super) fn power(number: i128, power: usize) -> Whole {
        Whole::product(std::iter::repeat_n(number, power))
    }

    /// The nearest float.
    pub(super) fn to_f64(self) -> f64 {
        match self {
            Whole::Exact(number) => number as f64,
            Whole::Rounded(number) => number,
        }
    }

    /// The float nearest to the quotient; nothing over 0.
    pub(super) fn over(self, divisor: Whole) -> Option<f64> {
        match (self, divisor) {
            (_, Whole::Exact(0)) => None,
            (Whole::Exact(number), Whole::Exact(divisor)) => {
                let negative = (number < 0) != (divisor < 0);
                let quotient = quotient(number.unsigned_abs(), divisor.unsigned_abs());
                Some(if negative { -quotient } else { quotient })
            }
            _ => Some(self.to_f64() / divisor.to_f64()),
        }
    }
}

/// The float nearest to `number / divisor`; neither is past 2¹²⁷, and the divisor is not 0.
fn quotient(number: u128, divisor: u128) -> f64 {
    const EXACT: u128 = 1 << 53;
    if number <= EXACT && divisor <= EXACT {
        return number as f64 / divisor as f64;
    }
    if number == 0 {
        return 0.0;
    }
    let (mut quotient, mut rest, mut places) = (number / divisor, number % divisor, 0);
    // Two binary digits more than a float has, so that the rest decides nothing but ties.
    while quotient < EXACT << 2 {
        rest <<= 1;
        let digit = u128::from(rest >= divisor);
        rest -= digit * divisor;
        quotient = quotient << 1 | digit;
        places += 1;
    }
    (quotient | u128::from(rest != 0)) as f64 * (-f64::from(places)).exp2()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python 3.11: the same divisions of whole numbers.
    #[test]
    fn quotients_are_rounded_once() {
        let over = |number, divisor| Whole::Exact(number).over(Whole::Exact(divisor));
        assert_eq!(over(10_i128.pow(30) + 1, 3 * 10_i128.pow(14)), Some(3_333_333_333_333_333.5));
        assert_eq!(over((1 << 53) + 1, 3 << 60), Some(0.002_604_166_666_666_667));
        assert_eq!(over(-(1 << 100), 7), Some(-1.810_929_428_897_470_5e29));
        assert_eq!(over(5, i128::MAX), Some(2.938_735_877_055_719e-38));
        assert_eq!(over(1, 0), None);
        assert_eq!(over(-6, -4), Some(1.5));
    }

    #[test]
    fn products_past_the_limit_become_floats() {
        assert_eq!(Whole::power(10, 3), Whole::Exact(1_000));
        assert_eq!(Whole::power(1 << 62, 4), Whole::Rounded(248f64.exp2()));
        assert_eq!(Whole::power(1 << 62, 4).over(Whole::power(1 << 62, 3)), Some(62f64.exp2()));
    }
}
