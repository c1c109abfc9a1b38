//! Word and character error rates, references made ready included.

use wordmill::metric::edit::{Cer, Wer};

use crate::work::{Work, corpus};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "wer/ours", prepare: || corpus(Wer::new()) },
        Work { name: "cer/ours", prepare: || corpus(Cer::new()) },
    ]
}
