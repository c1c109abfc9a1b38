//! `text/dev/lemma`: lemmas.

use crate::harness::area::{Area, Unit};

pub(crate) fn check(area: &mut Area) {
    area.gap("lemma", Unit::Row, |file| file.folder() == "lemma");
}
