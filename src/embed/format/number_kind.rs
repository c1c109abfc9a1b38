//! [`NumberKind`]: how the numbers of a row lie in bytes.

/// A floating-point number of some width and order of bytes. Wider ones than `f32` are rounded to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NumberKind {
    width: Width,
    big_endian: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    /// IEEE 754's binary16.
    Half,
    /// The upper half of an `f32`.
    Brain,
    Single,
    Double,
}

impl NumberKind {
    /// What this crate writes.
    pub(super) const SINGLE: NumberKind = NumberKind { width: Width::Single, big_endian: false };

    /// By the name that NumPy gives it.
    pub(super) fn of_numpy(descr: &str) -> Option<Self> {
        let (order, name) = descr.split_at_checked(1)?;
        let width = match name {
            "f2" => Width::Half,
            "f4" => Width::Single,
            "f8" => Width::Double,
            _ => return None,
        };
        let big_endian = match order {
            "<" => false,
            ">" => true,
            "=" => cfg!(target_endian = "big"),
            _ => return None,
        };
        Some(NumberKind { width, big_endian })
    }

    /// By the name that safetensors gives it.
    pub(super) fn of_safetensors(name: &str) -> Option<Self> {
        let width = match name {
            "F16" => Width::Half,
            "BF16" => Width::Brain,
            "F32" => Width::Single,
            "F64" => Width::Double,
            _ => return None,
        };
        Some(NumberKind { width, big_endian: false })
    }

    /// Bytes of a number.
    pub(super) fn size(self) -> usize {
        match self.width {
            Width::Half | Width::Brain => 2,
            Width::Single => 4,
            Width::Double => 8,
        }
    }

    /// Appends the numbers that whole `bytes` are.
    pub(super) fn decode(self, bytes: &[u8], values: &mut Vec<f32>) {
        match (self.width, self.big_endian) {
            (Width::Single, false) => each(bytes, values, f32::from_le_bytes),
            (Width::Single, true) => each(bytes, values, f32::from_be_bytes),
            (Width::Double, false) => each(bytes, values, |eight| f64::from_le_bytes(eight) as f32),
            (Width::Double, true) => each(bytes, values, |eight| f64::from_be_bytes(eight) as f32),
            (Width::Half, false) => each(bytes, values, |two| from_half(u16::from_le_bytes(two))),
            (Width::Half, true) => each(bytes, values, |two| from_half(u16::from_be_bytes(two))),
            (Width::Brain, false) => each(bytes, values, |two| from_brain(u16::from_le_bytes(two))),
            (Width::Brain, true) => each(bytes, values, |two| from_brain(u16::from_be_bytes(two))),
        }
    }
}

fn each<const N: usize>(bytes: &[u8], values: &mut Vec<f32>, number: impl Fn([u8; N]) -> f32) {
    values.extend(bytes.as_chunks::<N>().0.iter().map(|&bytes| number(bytes)));
}

fn from_brain(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

/// A sign, five bits of exponent, ten of fraction.
fn from_half(bits: u16) -> f32 {
    let (exponent, fraction) = (u32::from(bits >> 10) & 31, u32::from(bits) & 1023);
    let size = match exponent {
        0 => fraction as f32 / 16_777_216.0,
        31 if fraction == 0 => f32::INFINITY,
        31 => f32::NAN,
        _ => f32::from_bits((exponent + 112) << 23 | fraction << 13),
    };
    if bits >> 15 == 1 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(kind: Option<NumberKind>, bytes: &[u8]) -> Vec<f32> {
        let (kind, mut values) = (kind.unwrap(), Vec::new());
        assert_eq!(bytes.len() % kind.size(), 0);
        kind.decode(bytes, &mut values);
        values
    }

    #[test]
    fn numbers_of_all_widths_are_read() {
        for (name, bytes) in [
            ("<f4", &[0, 0, 192, 63, 0, 0, 0, 192][..]),
            (">f4", &[63, 192, 0, 0, 192, 0, 0, 0]),
            ("<f8", &[0, 0, 0, 0, 0, 0, 248, 63, 0, 0, 0, 0, 0, 0, 0, 192]),
            (">f8", &[63, 248, 0, 0, 0, 0, 0, 0, 192, 0, 0, 0, 0, 0, 0, 0]),
            ("<f2", &[0, 0x3e, 0, 0xc0]),
            (">f2", &[0x3e, 0, 0xc0, 0]),
        ] {
            assert_eq!(decoded(NumberKind::of_numpy(name), bytes), [1.5, -2.0], "{name}");
        }
        assert_eq!(decoded(NumberKind::of_safetensors("BF16"), &[192, 63, 0, 192]), [1.5, -2.0]);
        assert_eq!(NumberKind::of_safetensors("F32"), Some(NumberKind::SINGLE));
        for name in ["<i4", "f", "", "<f16", "|f4", "é4"] {
            assert_eq!(NumberKind::of_numpy(name), None);
        }
        assert_eq!(NumberKind::of_safetensors("I8"), None);
    }

    #[test]
    fn halves_are_those_of_ieee() {
        for (bits, expected) in [
            (0x0001, 2f32.powi(-24)),
            (0x03ff, 1023.0 * 2f32.powi(-24)),
            (0x0400, 2f32.powi(-14)),
            (0x3555, 0.333_251_95),
            (0x7bff, 65504.0),
            (0x7c00, f32::INFINITY),
            (0xfc00, f32::NEG_INFINITY),
            (0x8000, -0.0),
        ] {
            assert_eq!(from_half(bits).to_bits(), expected.to_bits(), "{bits:#x}");
        }
        assert!(from_half(0x7e00).is_nan());
    }
}
