//! `text/dev/colloc`: collocations and phrases.

use crate::harness::area::Area;

pub(crate) fn check(area: &mut Area) {
    area.inputs(|file| file.is("colloc", "tokens", ".txt"));
}
