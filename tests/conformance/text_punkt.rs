//! `text/dev/sentences`: Punkt.

use crate::harness::area::Area;

pub(crate) fn check(area: &mut Area) {
    area.inputs(|file| file.is("sentences", "punkt_train_en", ".txt"));
}
