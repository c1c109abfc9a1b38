//! TER over all systems; the peer is sacreBLEU.

use wordmill::metric::{Ter, Tercom};

use crate::work::{Work, corpus};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "ter/ours", prepare: || corpus(Ter::new()) },
        Work {
            name: "ter-normalized/ours",
            prepare: || corpus(Ter::new().tokenizer(Tercom::new().normalized(true))),
        },
    ]
}
