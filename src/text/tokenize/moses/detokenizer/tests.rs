//! The line as it is copied against one joined word by word, and sacremoses 0.2.0 over lines of our own.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::text::tokenize::moses::join;
use crate::text::tokenize::moses::unescape::unescaped;

/// sacremoses 0.2.0: `MosesDetokenizer(lang).detokenize(line.split(" "))`.
#[test]
fn languages_as_sacremoses() {
    let cases = [
        (
            "en",
            "&quot; It &apos;s a well @-@ known &apos; fact &apos; , ( he said ) . &quot;",
            "\"It's a well-known 'fact', (he said).\"",
        ),
        ("en", "the dogs &apos; house &amp; $ 5 &amp;lt; `` x ``", "the dogs' house & $5 &lt; ``x``"),
        ("en", "&bar; &bra; &ket; 100 % ! ?", "| [] 100%!?"),
        ("fr", "l&apos; eau : « 5 % » ! Est @-@ ce qu&apos; il va ?", "l'eau : « 5 % » ! Est-ce qu'il va ?"),
        ("it", "dell&apos; anno , po&apos; &apos; x", "dell'anno, po' 'x"),
        ("cs", "„ tak “ řekl 3 , 5 a 1 , 7", "„tak“ řekl 3, 5 a 1, 7"),
        ("cs", "x 3 5 ,", "x 35,"),
        ("zh", "这 是 句子 。 OK 3 个", "这是句子。 OK 3 个"),
        ("ko", "한국 어 문장", "한국 어 문장"),
        ("fi", "EU : n jäsenet", "EU: n jäsenet"),
        ("de", "„ Ja “ , sagte er .", "„Ja“, sagte er."),
    ];
    for (language, line, expected) in cases {
        let joined = MosesDetokenizer::new(language).detokenize(line.split(' '));
        assert_eq!(joined, expected, "{language}: {line}");
    }
}

#[test]
fn a_czech_dash_is_joined_as_by_the_perl_script() {
    let joined = MosesDetokenizer::new("cs").detokenize(["bude'", "-", "li", "tak"]);
    assert_eq!(joined, "bude'-li tak");
}

#[test]
fn entities_stay_if_asked() {
    let detokenizer = MosesDetokenizer::default().unescape(false);
    assert_eq!(detokenizer.detokenize(["a", "&amp;", "b"]), "a &amp; b");
    assert_eq!(detokenizer.detokenize(Vec::<String>::new()), "");
}

/// The rules in turn for every word, as sacremoses states them.
struct ByWord<'w> {
    language: Language,
    words: Vec<&'w str>,
    text: String,
    space: bool,
    quotes: HashMap<&'w str, u64>,
}

fn joined_by_word(language: Language, line: &str) -> String {
    let words = line.split(python::is_space).filter(|word| !word.is_empty()).collect();
    let mut joiner = ByWord { language, words, text: String::new(), space: true, quotes: HashMap::new() };
    let mut at = 0;
    while at < joiner.words.len() {
        at += joiner.join(at);
    }
    joiner.text
}

impl<'w> ByWord<'w> {
    fn push(&mut self, word: &str, spaced: bool, space_after: bool) {
        if spaced && self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.space = space_after;
    }

    fn join(&mut self, at: usize) -> usize {
        let (language, word) = (self.language, self.words[at]);
        let previous = if at > 0 { self.words[at - 1] } else { "" };
        let next = self.words.get(at + 1).copied().unwrap_or_default();
        let decimal = matches!(self.words[..], [.., number, "." | ","] if join::is_number(number));
        let czech = language == Language::Czech;
        let elides = matches!(language, Language::French | Language::Eliding);
        if language != Language::Korean && word.chars().next().is_some_and(join::is_cjk) {
            self.push(word, !previous.chars().next_back().is_some_and(join::is_cjk), true);
        } else if join::opens(word) {
            self.push(word, true, false);
        } else if join::closes(word) {
            let set_off = language == Language::French && join::is_set_off(word);
            self.space |= set_off;
            self.push(word, set_off, true);
        } else if (language == Language::English && at > 0 && join::is_contraction(word))
            || (czech && at > 1 && decimal && join::is_number(word))
        {
            self.push(word, false, true);
        } else if elides && join::is_elision(word) && join::starts_with_alpha(next) {
            self.push(word, true, false);
        } else if czech
            && join::is_elision(word)
            && matches!(self.words.get(at + 1..at + 3), Some(["-" | "–", word]) if join::is_czech_dashed(word))
        {
            self.push(word, true, false);
            self.push(next, false, false);
            return 2;
        } else if let Some(kind) = join::quotes(word) {
            self.quote(word, kind, previous);
        } else {
            self.push(word, true, true);
        }
        1
    }

    fn quote(&mut self, word: &str, kind: &'w str, previous: &str) {
        let met = self.quotes.entry(kind).or_default();
        if self.language == Language::Czech && ["„", "“"].contains(&word) {
            *met = u64::from(word == "“");
        }
        let opens = met.is_multiple_of(2);
        if opens && self.language == Language::English && word == "'" && previous.ends_with('s') {
            return self.push(word, false, true);
        }
        *met += 1;
        self.push(word, opens, !opens);
    }
}

fn tricky_tokens() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        4 => "[a-z]{1,4}s?",
        4 => "[.,?!:;%(){}$'\"`„“¿5-]{1,2}",
        2 => "(l'|'s|li|mail|-|–|@-@|&amp;|&apos;|&quot;|3|中|語a|한)",
        1 => "[a-z中 \t\u{A0}\u{3000}\u{1c}']{0,4}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn copied_stretches_equal_single_words(tokens in tricky_tokens(), decimal in any::<bool>()) {
        let mut tokens = tokens;
        if decimal {
            tokens.extend(["3".to_owned(), ",".to_owned()]);
        }
        let line = format!(" {} ", tokens.join(" ")).replace(" @-@ ", "-");
        let line = unescaped(&line);
        for language in ["en", "fr", "it", "cs", "ko", "de"] {
            let detokenizer = MosesDetokenizer::new(language);
            let expected = joined_by_word(detokenizer.language, &line);
            prop_assert_eq!(&detokenizer.detokenize(&tokens), &expected, "{}: {:?}", language, tokens);
            let line = tokens.join(" ");
            let words: Vec<&str> = line.split(python::is_space).filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(detokenizer.detokenize_line(&line), detokenizer.detokenize(words), "{}: {}", language, line);
        }
    }
}

#[test]
fn hostile_tokens_take_time_in_proportion() {
    for token in ["", " ", "(", "'", "'\"", "`'", "a'", "bude'", "3", "中", "\0", "&", "@-@", "🙂", "\u{301}"]
    {
        for language in ["en", "fr", "cs"] {
            let joined = MosesDetokenizer::new(language).detokenize(vec![token; 200_000]);
            assert!(joined.len() <= 200_000 * (token.len() + 1));
        }
    }
}
