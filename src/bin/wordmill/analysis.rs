//! [`AnalysisArgs`]: how text becomes terms.

use std::path::{Path, PathBuf};

use wordmill::text::normalize::StripAccents;
use wordmill::text::tokenize::{NltkWords, PythonPattern, Tweets};
use wordmill::text::{Analyzer, NgramRange, StopWords, Unit, WordPattern};

use crate::failure::Failure;
use crate::stemming::{Algorithm, LanguageParser};
use crate::talk::Talk;

/// How text becomes terms: lower-case, cut into words, drop stop words, stem, join n-grams.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Text to terms")]
pub(crate) struct AnalysisArgs {
    /// What n-grams are made of
    #[arg(long, value_enum, default_value_t = UnitName::Word)]
    analyzer: UnitName,

    /// What a word is
    #[arg(long, value_enum, default_value_t = Words::ScikitLearn)]
    words: Words,

    /// What a word is, as a regular expression of Python's re; a group is the word
    #[arg(long, value_name = "REGEX", conflicts_with = "words")]
    token_pattern: Option<String>,

    /// Take accents off letters: drop what is not ASCII afterwards, or marks alone
    #[arg(long, value_enum, value_name = "HOW")]
    strip_accents: Option<Accents>,

    /// Turn text into lower case first (the default)
    #[arg(long, overrides_with = "no_lowercase")]
    lowercase: bool,

    /// Keep capitals as they are
    #[arg(long, overrides_with = "lowercase")]
    no_lowercase: bool,

    /// Words to leave out: none, english (scikit-learn's), snowball:LANGUAGE, or a FILE of one's own
    ///
    /// Snowball has lists for sixteen languages, by name or ISO code. A file holds a word a line, as words are after
    /// lower-casing; what follows # or | on a line is passed over. Both English lists hold "not": mind that before you
    /// use them on opinions.
    #[arg(long, value_name = "LIST", default_value = "none", value_hint = clap::ValueHint::FilePath)]
    stop_words: PathBuf,

    /// Cut words down to their stems: a language by its English name or ISO code
    #[arg(long, value_name = "LANGUAGE", value_parser = LanguageParser, hide_possible_values = true)]
    stem: Option<String>,

    /// The algorithm of --stem
    #[arg(long, value_name = "ALGORITHM", value_enum, default_value_t = Algorithm::Snowball, requires = "stem")]
    stem_algorithm: Algorithm,

    /// Words in the shortest and longest term, as in 1,2 for words and pairs (one number means both)
    ///
    /// Unless given 1,1, but 1,2 for classify train.
    #[arg(long, value_name = "FROM,TO", value_parser = ngram_range)]
    ngrams: Option<NgramRange>,
}

/// The tokenizers by the names of the command line.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Words {
    /// Two or more letters, digits or `_` in a row, as in scikit-learn
    ScikitLearn,
    /// Words by Unicode's rules (UAX #29)
    Unicode,
    /// What stands between white space
    Whitespace,
    /// Words and punctuation as NLTK's word tokenizer cuts them
    Nltk,
    /// Words, hashtags, handles and emoticons, as NLTK's TweetTokenizer
    Tweets,
    /// As spaCy's blank English
    Spacy,
}

/// What n-grams are made of, by scikit-learn's names.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum UnitName {
    /// Words
    Word,
    /// Characters of the whole text
    Char,
    /// Characters of a word and the spaces around it
    CharWb,
}

/// How accents go, by scikit-learn's names.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Accents {
    Ascii,
    Unicode,
}

impl AnalysisArgs {
    /// The analyzer; n-grams as `ngrams` unless the command line says otherwise. Warns of stop words that can never
    /// match.
    ///
    /// # Errors
    /// As reading a file, for a file of stop words; for a stemmer that is not to be had.
    pub(crate) fn analyzer(&self, ngrams: NgramRange, talk: Talk) -> Result<Analyzer, Failure> {
        let NgramRange { shortest, longest } = self.ngrams.unwrap_or(ngrams);
        let unit = match self.analyzer {
            UnitName::Word => Unit::Words,
            UnitName::Char => Unit::Characters,
            UnitName::CharWb => Unit::CharactersInWords,
        };
        let mut analyzer = Analyzer::default()
            .unit(unit)
            .words(self.word_pattern()?)
            .lowercase(!self.no_lowercase)
            .stop_words(stop_words(&self.stop_words)?)
            .ngrams(shortest, longest);
        if let Some(accents) = self.strip_accents {
            analyzer = analyzer.strip_accents(match accents {
                Accents::Ascii => StripAccents::Ascii,
                Accents::Unicode => StripAccents::Unicode,
            });
        }
        if let Some(language) = &self.stem {
            analyzer = analyzer.stemmer(self.stem_algorithm.stemmer(language)?);
        }
        let inconsistent = analyzer.inconsistent_stop_words();
        if !inconsistent.is_empty() {
            let shown = inconsistent.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = if inconsistent.len() > 10 { ", …" } else { "" };
            talk.say(format_args!("some stop words are cut to pieces that are no stop words: {shown}{more}"));
        }
        Ok(analyzer)
    }

    fn word_pattern(&self) -> Result<WordPattern, Failure> {
        if let Some(expression) = &self.token_pattern {
            return Ok(WordPattern::Python(PythonPattern::of(expression)?));
        }
        Ok(match self.words {
            Words::ScikitLearn => WordPattern::ScikitLearn,
            Words::Unicode => WordPattern::Unicode,
            Words::Whitespace => WordPattern::Whitespace,
            Words::Nltk => WordPattern::Nltk(NltkWords::default()),
            Words::Tweets => WordPattern::Tweets(Tweets::default()),
            Words::Spacy => WordPattern::Spacy,
        })
    }
}

/// A list that is built in, or that of a file.
fn stop_words(list: &Path) -> Result<StopWords, Failure> {
    Ok(match list.to_str() {
        Some("none") => StopWords::none(),
        Some("english") => StopWords::english(),
        // As it was called before there were others.
        Some("english-snowball") => StopWords::english_snowball(),
        Some(name) if name.starts_with("snowball:") => {
            StopWords::snowball(name["snowball:".len()..].parse()?)?
        }
        _ => StopWords::from_file(list)?,
    })
}

/// `1,2` or `2`, in the library's bounds.
fn ngram_range(text: &str) -> Result<NgramRange, String> {
    let (shortest, longest) = text.split_once(',').unwrap_or((text, text));
    let number = |text: &str| text.trim().parse().map_err(|_| "expected numbers as in 1,2".to_owned());
    let range = NgramRange { shortest: number(shortest)?, longest: number(longest)? };
    range.check().map_err(|error| error.to_string())?;
    Ok(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_ngrams_are_read_and_checked() {
        assert_eq!(ngram_range("1,2").unwrap(), NgramRange { shortest: 1, longest: 2 });
        assert_eq!(ngram_range("3").unwrap(), NgramRange { shortest: 3, longest: 3 });
        for bad in ["", "a", "1,", "1,2,3", "-1,2", "99999999999999999999,2"] {
            assert!(ngram_range(bad).unwrap_err().contains("expected numbers"), "{bad}");
        }
        assert!(ngram_range("2,1").unwrap_err().contains("shortest"));
    }
}
