//! [`DocumentLimit`]: so many documents, or a share of all.

use std::str::FromStr;

use wordmill::bow::CountParams;

/// A number of documents: `2` is two of them, `0.5` half of all, `1.0` all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum DocumentLimit {
    Documents(u64),
    Share(f64),
}

impl DocumentLimit {
    /// Sets the fewest documents that a term must occur in.
    pub(crate) fn at_least(self, params: CountParams) -> CountParams {
        match self {
            DocumentLimit::Documents(count) => params.min_df(count),
            DocumentLimit::Share(share) => params.min_df_share(share),
        }
    }

    /// Sets the most documents that a term may occur in.
    pub(crate) fn at_most(self, params: CountParams) -> CountParams {
        match self {
            DocumentLimit::Documents(count) => params.max_df(count),
            DocumentLimit::Share(share) => params.max_df_share(share),
        }
    }
}

impl FromStr for DocumentLimit {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "expected a number of documents as in 2, or a share of all as in 0.5";
        if text.contains('.') {
            text.parse().map(DocumentLimit::Share).map_err(|_| expected)
        } else {
            text.parse().map(DocumentLimit::Documents).map_err(|_| expected)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_makes_a_share() {
        assert_eq!("1".parse(), Ok(DocumentLimit::Documents(1)));
        assert_eq!("1.0".parse(), Ok(DocumentLimit::Share(1.0)));
        assert_eq!(".25".parse(), Ok(DocumentLimit::Share(0.25)));
        for bad in ["", "nan", "-1", "1e3", "half", "."] {
            assert!(bad.parse::<DocumentLimit>().is_err(), "{bad}");
        }
    }
}
