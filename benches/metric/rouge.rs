//! ROUGE-1, -2, -L and -Lsum at once, with and without stems, references made ready included.

use wordmill::metric::Rouge;

use crate::work::{Work, corpus};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "rouge/ours", prepare: || corpus(Rouge::params().build().unwrap()) },
        Work {
            name: "rouge-stems/ours",
            prepare: || corpus(Rouge::params().stemming(true).build().unwrap()),
        },
    ]
}
