//! spaCy's blank English over `text/dev/tokenize`.

use crate::harness::area::Area;
use crate::text_tokenize::Lines;

pub(crate) fn check(_area: &mut Area, _lines: &Lines) {}
