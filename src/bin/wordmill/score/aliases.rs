//! [`rewritten`]: the spellings of `sacrebleu`, put into those of this command before anything is parsed.

use std::ffi::OsString;

/// Options of several letters behind one dash, and what they are called here.
const SPELLINGS: [(&str, &str); 14] = [
    ("-cc", "--chrf-char-order"),
    ("-ci", "--confidence"),
    ("-cin", "--confidence-n"),
    ("-cw", "--chrf-word-order"),
    ("-lc", "--lowercase"),
    ("-nr", "--num-refs"),
    ("-par", "--paired-ar"),
    ("-parn", "--paired-ar-n"),
    ("-pbs", "--paired-bs"),
    ("-pbsn", "--paired-bs-n"),
    ("-sh", "--short"),
    ("-sl", "--sentence-level"),
    ("-sv", "--smooth-value"),
    ("-tok", "--tokenize"),
];

/// Commands that are `score` with one metric.
const METRICS: [&str; 3] = ["bleu", "chrf", "ter"];

/// The arguments of the process, the first being its name. Those of other commands stay as they are.
pub(crate) fn rewritten(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let Some(command) = arguments.get(1).and_then(|command| command.to_str()).map(str::to_owned) else {
        return arguments;
    };
    if METRICS.contains(&command.as_str()) {
        arguments[1] = "score".into();
        arguments.extend(["--metrics".into(), command.into()]);
    } else if command != "score" {
        return arguments;
    }
    for argument in &mut arguments[2..] {
        if let Some((_, name)) = SPELLINGS.iter().find(|(spelling, _)| argument == spelling) {
            *argument = name.into();
        }
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(arguments: &str) -> String {
        let arguments = rewritten(arguments.split(' ').map(OsString::from));
        arguments.join(" ".as_ref()).into_string().unwrap_or_default()
    }

    #[test]
    fn spellings_of_sacrebleu_are_understood() {
        assert_eq!(
            line("wordmill score r -i h -lc -tok intl -sl -b"),
            "wordmill score r -i h --lowercase --tokenize intl --sentence-level -b"
        );
        assert_eq!(line("wordmill chrf r -i h"), "wordmill score r -i h --metrics chrf");
        assert_eq!(line("wordmill stem -lc"), "wordmill stem -lc");
        assert_eq!(line("wordmill"), "wordmill");
    }
}
