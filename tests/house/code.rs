//! Source text becomes the tokens that the house rules look at.
//!
//! Comments, doc comments and the insides of characters vanish; a string is kept as one token of its
//! own kind, so that nothing in it is taken for code. Types and operators are not understood: `::` is
//! one token, every other sign stands alone.

/// What a token is, as far as a rule cares.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Word,
    Text,
    Sign,
}

/// One token and the line that it starts on, counted from 1.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    kind: Kind,
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Token {
    /// Whether this is the word or sign `text`; a string never is.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Text && self.text == text
    }

    /// A name, keyword or number.
    pub(crate) fn word(&self) -> Option<&str> {
        (self.kind == Kind::Word).then_some(self.text.as_str())
    }

    /// What stands between the quotes of a string, escapes as written.
    pub(crate) fn string(&self) -> Option<&str> {
        (self.kind == Kind::Text).then_some(self.text.as_str())
    }
}

/// The tokens of `source`, in order.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut reader = Reader { rest: source, line: 1, tokens: Vec::new() };
    while let Some(first) = reader.rest.chars().next() {
        reader.token(first);
    }
    reader.tokens
}

struct Reader<'s> {
    rest: &'s str,
    line: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn token(&mut self, first: char) {
        let rest = self.rest;
        if rest.starts_with("//") {
            self.skip(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.skip(block_comment(rest));
        } else if let Some((open, close)) = raw_string(rest) {
            let end = rest[open..].find(&close).map_or(rest.len(), |at| open + at);
            self.push(Kind::Text, open..end, (end + close.len()).min(rest.len()));
        } else if first == '"' {
            let end = 1 + unescaped(&rest[1..], '"');
            self.push(Kind::Text, 1..end, (end + 1).min(rest.len()));
        } else if first == '\'' {
            self.skip(character_or_lifetime(rest));
        } else if rest.starts_with("r#") && rest[2..].starts_with(is_word) {
            let end = 2 + word_length(&rest[2..]);
            self.push(Kind::Word, 2..end, end);
        } else if is_word(first) {
            let end = word_length(rest);
            self.push(Kind::Word, 0..end, end);
        } else if rest.starts_with("::") {
            self.push(Kind::Sign, 0..2, 2);
        } else if first.is_whitespace() {
            self.skip(first.len_utf8());
        } else {
            self.push(Kind::Sign, 0..first.len_utf8(), first.len_utf8());
        }
    }

    /// Keeps `text` as a token and goes on behind the first `length` bytes.
    fn push(&mut self, kind: Kind, text: std::ops::Range<usize>, length: usize) {
        self.tokens.push(Token { kind, text: self.rest[text].to_owned(), line: self.line });
        self.skip(length);
    }

    fn skip(&mut self, length: usize) {
        let (passed, rest) = self.rest.split_at(length);
        self.line += passed.matches('\n').count();
        self.rest = rest;
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word_length(rest: &str) -> usize {
    rest.find(|c| !is_word(c)).unwrap_or(rest.len())
}

/// Bytes of the block comment that `rest` opens with; such comments nest.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        let step = if here.starts_with(b"/*") {
            depth += 1;
            2
        } else if here.starts_with(b"*/") {
            depth -= 1;
            2
        } else {
            1
        };
        at += step;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Where the text of a raw string (`r"…"`, `br#"…"#`, `cr"…"`) begins, and what closes it.
fn raw_string(rest: &str) -> Option<(usize, String)> {
    let body = rest.strip_prefix(['b', 'c']).unwrap_or(rest).strip_prefix('r')?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let open = body[hashes..].starts_with('"').then_some(rest.len() - body.len() + hashes + 1)?;
    Some((open, format!("\"{}", "#".repeat(hashes))))
}

/// Bytes before the first `quote` that no backslash takes.
fn unescaped(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at,
            _ => {}
        }
    }
    rest.len()
}

/// Bytes of the character (`'x'`, `'\n'`) or lifetime (`'a`) that `rest` opens with.
fn character_or_lifetime(rest: &str) -> usize {
    let mut inside = rest[1..].chars();
    let first = inside.next();
    if first == Some('\\') || inside.next() == Some('\'') {
        (unescaped(&rest[1..], '\'') + 2).min(rest.len())
    } else {
        1 + word_length(&rest[1..])
    }
}
