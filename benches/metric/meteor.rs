//! METEOR without synonyms and RIBES, references made ready included.

use wordmill::metric::meteor::{Meteor, Ribes};

use crate::work::{Work, corpus};

pub(crate) fn works() -> Vec<Work> {
    vec![
        Work { name: "meteor/ours", prepare: || corpus(Meteor::new()) },
        Work { name: "ribes/ours", prepare: || corpus(Ribes::new()) },
    ]
}
