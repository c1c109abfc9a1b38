//! [`Signature`]: how a score was made, on one line, in sacreBLEU's long and short form.
//!
//! ```text
//! nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:wordmill-0.1.0
//! #:1|c:mixed|e:no|tok:13a|s:exp|v:wordmill-0.1.0
//! ```
//!
//! Keys, values and their order are sacreBLEU's (2.6.0); only the version names this crate. A number that cannot say how
//! it was made is not worth comparing (Post, "A call for clarity in reporting BLEU scores", 2018).

use std::fmt;

/// One choice that a score depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Choice {
    name: &'static str,
    short: &'static str,
    value: String,
}

/// The choices that a score depends on, in order; [`Display`](fmt::Display) gives the long form.
///
/// # Examples
/// ```
/// use wordmill::metric::Signature;
/// let signature = Signature::new().with("case", "c", "mixed").with("tok", "tok", "13a");
/// assert!(signature.to_string().starts_with("case:mixed|tok:13a|version:wordmill-"));
/// assert!(signature.to_short_string().starts_with("c:mixed|tok:13a|v:wordmill-"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    choices: Vec<Choice>,
}

impl Signature {
    /// A signature that tells the version alone.
    #[must_use]
    pub fn new() -> Self {
        Signature::default()
    }

    /// How many references segments have: `nrefs`, or `var` where their numbers differ. It stands before all else.
    ///
    /// # Examples
    /// ```
    /// use wordmill::metric::Signature;
    /// assert!(Signature::of_references([2, 2]).to_short_string().starts_with("#:2|"));
    /// assert!(Signature::of_references([2, 1]).to_string().starts_with("nrefs:var|"));
    /// ```
    #[must_use]
    pub fn of_references(counts: impl IntoIterator<Item = usize>) -> Self {
        let mut counts = counts.into_iter();
        let first = counts.next().unwrap_or(0);
        let is_one_number = counts.all(|count| count == first);
        let value = if is_one_number { first.to_string() } else { "var".to_owned() };
        Signature::new().with("nrefs", "#", value)
    }

    /// One choice more, behind the others: its name, its name in the short form, and what was chosen.
    #[must_use]
    pub fn with(mut self, name: &'static str, short: &'static str, value: impl fmt::Display) -> Self {
        self.choices.push(Choice { name, short, value: value.to_string() });
        self
    }

    /// The choices of `self`, then those of `rest`: the number of references and the resampling stand before all else.
    #[must_use]
    pub fn followed_by(mut self, rest: Signature) -> Self {
        self.choices.extend(rest.choices);
        self
    }

    /// The short form.
    #[must_use]
    pub fn to_short_string(&self) -> String {
        self.joined(|choice| choice.short, "v")
    }

    fn joined(&self, name: impl Fn(&Choice) -> &'static str, version: &str) -> String {
        let choice = |choice: &Choice| format!("{}:{}|", name(choice), choice.value);
        let choices: String = self.choices.iter().map(choice).collect();
        format!("{choices}{version}:wordmill-{}", env!("CARGO_PKG_VERSION"))
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.joined(|choice| choice.name, "version"))
    }
}
