//! chrF2 and chrF2++ over all systems; the peer is sacreBLEU.

use wordmill::metric::Chrf;

use crate::work::{Work, corpus};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "chrf/ours", prepare: || corpus(Chrf::new()) },
        Work { name: "chrf++/ours", prepare: || corpus(Chrf::plus_plus()) },
    ]
}
