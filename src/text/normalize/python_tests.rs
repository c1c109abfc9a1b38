//! Every character that Python 3.11 knows (Unicode 14), between a letter and an accent, against what Python makes of it.
//!
//! The numbers are FNV-1a hashes of the results, a line feed behind each, over blocks of characters; printed by Python
//! 3.11.7 (`str.lower`, `str.casefold`, `unicodedata.normalize`) and scikit-learn 1.9.1 (`strip_accents_*`).

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::text::normalize::case_fold::CaseFold;
use crate::text::normalize::lowercase::Lowercase;
use crate::text::normalize::normal_form::NormalForm;
use crate::text::normalize::normalizer::Normalizer;
use crate::text::normalize::strip_accents::StripAccents;

/// Where blocks end.
const ENDS: [u32; 5] = [0x800, 0x3000, 0x1_0000, 0x2_0000, 0x11_0000];

/// What Unicode 18 has assigned since Unicode 14.
const LATER: &str = "558 58B-58C 5C8-5C9 88F 897 B53-B54 C5C CDC CF3 ECE 1ACF-1AF0 1B4E-1B4F 1B7F 1C89-1C8A 208F \
    209D-209F 20C1-20C4 2427-2429 2B96 2E60-2E63 2FFC-2FFF 31E4-31E5 31EF A7CB-A7CF A7D2 A7D4 A7DA-A7DD A7E2 A7F1 \
    AB6C-AB6D FBC3-FBD2 FD90-FD91 FDC8-FDCE 105C0-105F3 107BB-107BF 10940-10959 10D40-10D65 10D69-10D85 10D8E-10D8F \
    10EC2-10EC7 10EC9-10EEE 10EF0-10EFF 1123F-11241 11380-11389 1138B 1138E 11390-113B5 113B7-113C0 113C2 113C5 \
    113C7-113CA 113CC-113D5 113D7-113D8 113E1-113E2 116D0-116E3 11B00-11B0A 11B60-11B67 11BC0-11BE1 11BF0-11BF9 \
    11DB0-11DDB 11DE0-11DE9 11DF0-11DF1 11F00-11F10 11F12-11F3A 11F3E-11F5A 1246F 12475-1247F 12550-12686 1342F \
    13439-13455 13460-143FA 16100-16139 16D40-16D79 16EA0-16EB8 16EBB-16ED3 16FF2-16FF6 187F8-187FF 18CD6-18CDA \
    18CFF 18D09-18D20 18D80-18DF2 18E00-19191 191A0-191D2 1B123-1B128 1B132 1B155 1B168 1CC00-1CCFC 1CD00-1CEB3 \
    1CEBA-1CED0 1CED2-1CED4 1CEDD-1CEFD 1D127-1D128 1D1EB-1D1FF 1D250-1D281 1D2C0-1D2D3 1D6A6 1DB00-1DB1C \
    1DF1F-1DF81 1DF90-1DF96 1DFCD-1DFFF 1E030-1E06D 1E08F 1E4D0-1E4F9 1E5D0-1E5FA 1E5FF 1E6C0-1E6DE 1E6E0-1E6F5 \
    1E6FE-1E6FF 1F1AE 1F6D8-1F6D9 1F6DC 1F774-1F77F 1F7D9-1F7DB 1F7F1-1F7FF 1F8B2-1F8BB 1F8C0-1F8C1 1F8D0-1F8D8 \
    1FA54-1FA57 1FA75-1FA77 1FA87-1FA8F 1FAAD-1FAAF 1FABB-1FABF 1FAC6 1FAC8 1FACC-1FACF 1FADA-1FADD 1FADF \
    1FAE8-1FAEB 1FAEF 1FAF7-1FAFA 1FBCB-1FBEF 1FBFA 2B739-2B73F 2B81E 2CEA2-2CEAD 2EBF0-2EE5D 31350-33479 \
    3D000-3FC3F";

/// The characters of Unicode 14, surrogates excepted.
fn characters() -> Vec<char> {
    let number = |digits: &str| u32::from_str_radix(digits, 16).unwrap();
    let ranges: Vec<(u32, u32)> = LATER
        .split_whitespace()
        .map(|range| range.split_once('-').unwrap_or((range, range)))
        .map(|(first, last)| (number(first), number(last)))
        .collect();
    let is_later = |character: char| {
        let after = ranges.partition_point(|&(first, _)| first <= u32::from(character));
        ranges[..after].last().is_some_and(|&(_, last)| u32::from(character) <= last)
    };
    let is_assigned = |character: &char| character.general_category() != GeneralCategory::Unassigned;
    let all = (0..=0x10_FFFF).filter_map(char::from_u32);
    all.filter(is_assigned).filter(|&character| !is_later(character)).collect()
}

fn digests(characters: &[char], normalizer: &dyn Normalizer) -> [u64; 5] {
    let mut digests = [0xCBF2_9CE4_8422_2325; 5];
    for &character in characters {
        let block = ENDS.partition_point(|&end| end <= u32::from(character));
        let text = format!("a{character}\u{301}");
        let normalized = normalizer.normalize(&text);
        for byte in normalized.text().bytes().chain([b'\n']) {
            digests[block] = (digests[block] ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
        }
    }
    digests
}

#[test]
fn every_character_is_normalised_as_by_python() {
    let expected: [(&dyn Normalizer, [u64; 5]); 8] = [
        (
            &Lowercase,
            [
                0x6432_a9f3_16a4_0b7a,
                0x66c9_5f06_010c_da0e,
                0x4657_fb0b_058b_d481,
                0x52ff_7114_157e_83f3,
                0xf836_2315_db8a_4b65,
            ],
        ),
        (
            &CaseFold,
            [
                0xb1e9_2d56_079e_c0fa,
                0x548e_32be_fca3_9f50,
                0x9626_bb96_4abc_717a,
                0x52ff_7114_157e_83f3,
                0xf836_2315_db8a_4b65,
            ],
        ),
        (
            &NormalForm::Nfc,
            [
                0x3900_17d7_e7b1_2b22,
                0xb444_a21c_614e_def2,
                0x0129_2a47_ea55_7664,
                0x745b_a2a1_0f8d_dc3e,
                0x26ae_03c3_e528_e6aa,
            ],
        ),
        (
            &NormalForm::Nfd,
            [
                0x986c_864b_9ac5_0990,
                0x3da5_4bcd_66f2_a5e7,
                0xe1d3_ac54_c2bc_798a,
                0xffbe_8989_395d_1168,
                0x26ae_03c3_e528_e6aa,
            ],
        ),
        (
            &NormalForm::Nfkc,
            [
                0xc374_b7ee_04eb_3116,
                0x8347_e310_224b_c9f7,
                0xa62d_3787_672e_9a38,
                0xa896_22b2_2490_8950,
                0x26ae_03c3_e528_e6aa,
            ],
        ),
        (
            &NormalForm::Nfkd,
            [
                0x0810_2142_0c8a_bd84,
                0x5814_18fb_18c5_2aa4,
                0x7234_ba01_0bf1_936b,
                0x4579_ac4f_2a10_5a1b,
                0x26ae_03c3_e528_e6aa,
            ],
        ),
        (
            &StripAccents::Unicode,
            [
                0x873d_606f_0390_587f,
                0x31c8_b709_33b7_a0db,
                0xdaa5_6bdf_aab2_e17f,
                0xcba3_64e2_3758_42d6,
                0xaa0e_40f8_5beb_8592,
            ],
        ),
        (
            &StripAccents::Ascii,
            [
                0x842c_01dd_6e05_abaf,
                0x3a5e_90eb_5cb4_d1e9,
                0xd000_cc16_a674_9e71,
                0xf81c_0ea6_cc45_6aed,
                0x5b1c_c509_9dca_3965,
            ],
        ),
    ];
    let characters = characters();
    assert_eq!(characters.len(), 282_230);
    for (number, (normalizer, expected)) in expected.into_iter().enumerate() {
        assert_eq!(digests(&characters, normalizer), expected, "function {number}");
    }
}
