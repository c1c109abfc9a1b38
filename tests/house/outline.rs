//! What one file names: the modules that it declares and the paths that it takes, in `use` lines and in
//! the middle of code alike.
//!
//! Macros are not expanded: a path in the body of a macro counts where it is written. Of strings only
//! those in `#[serde(…)]` are read, since serde takes paths there.

use super::code::{Token, tokens};

/// A `mod` line or block.
#[derive(Debug)]
pub(crate) struct Declared {
    /// Names from the file's own module down to this one.
    pub(crate) name: Vec<String>,
    /// Only compiled for tests.
    pub(crate) test: bool,
    /// Has a body here, hence no file.
    pub(crate) inline: bool,
    /// The file that `#[path = "…"]` names.
    pub(crate) file: Option<String>,
    pub(crate) line: usize,
}

/// A path as written, `crate::text::span::Span` or `child::run`.
#[derive(Debug)]
pub(crate) struct Path {
    pub(crate) segments: Vec<String>,
    /// Inline modules that the path stands in, outermost first: `self` and `super` count from there.
    pub(crate) within: Vec<String>,
    pub(crate) test: bool,
    pub(crate) line: usize,
}

/// All that the rules want to know of one file.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) tokens: Vec<Token>,
    pub(crate) modules: Vec<Declared>,
    pub(crate) paths: Vec<Path>,
}

impl Outline {
    pub(crate) fn of(source: &str) -> Self {
        let tokens = tokens(source);
        let mut reader = Reader { tokens: &tokens, ..Reader::default() };
        while reader.at < tokens.len() {
            reader.step();
        }
        let Reader { modules, paths, .. } = reader;
        Outline { tokens, modules, paths }
    }
}

/// The index behind the delimiter that closes the one at `open`.
pub(crate) fn closed(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if ["(", "[", "{"].iter().any(|sign| token.is(sign)) {
            depth += 1;
        } else if [")", "]", "}"].iter().any(|sign| token.is(sign)) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + 1;
            }
        }
    }
    tokens.len()
}

/// What an open delimiter means for the paths inside.
#[derive(Default)]
struct Scope {
    brace: bool,
    module: Option<String>,
    test: bool,
}

#[derive(Default)]
struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    scopes: Vec<Scope>,
    /// Attributes of the item to come, until its `;` or the brace that ends it.
    test_ahead: bool,
    file_ahead: Option<String>,
    modules: Vec<Declared>,
    paths: Vec<Path>,
}

impl Reader<'_> {
    fn is(&self, ahead: usize, text: &str) -> bool {
        self.tokens.get(self.at + ahead).is_some_and(|token| token.is(text))
    }

    fn word(&self, ahead: usize) -> Option<&str> {
        self.tokens.get(self.at + ahead).and_then(Token::word)
    }

    fn line(&self) -> usize {
        self.tokens.get(self.at).map_or(0, |token| token.line)
    }

    fn test(&self) -> bool {
        self.test_ahead || self.scopes.last().is_some_and(|scope| scope.test)
    }

    fn within(&self) -> Vec<String> {
        self.scopes.iter().filter_map(|scope| scope.module.clone()).collect()
    }

    fn step(&mut self) {
        if self.is(0, "#") && (self.is(1, "[") || self.is(1, "!") && self.is(2, "[")) {
            self.attribute();
        } else if self.is(0, "use") {
            self.at += 1;
            self.use_tree(&[]);
        } else if self.is(0, "mod") && self.word(1).is_some() && (self.is(2, ";") || self.is(2, "{")) {
            self.module();
        } else if self.is(0, "pub") && self.is(1, "(") && self.is(2, "in") {
            self.at = closed(self.tokens, self.at + 1);
        } else if self.word(0).is_some() && self.is(1, "::") {
            self.path();
        } else if ["(", "[", "{"].iter().any(|sign| self.is(0, sign)) {
            self.open(None);
        } else if [")", "]", "}"].iter().any(|sign| self.is(0, sign)) {
            if self.scopes.pop().is_some_and(|scope| scope.brace) {
                self.test_ahead = false;
            }
            self.at += 1;
        } else {
            if self.is(0, ";") && self.scopes.last().is_none_or(|scope| scope.brace) {
                self.test_ahead = false;
            }
            self.at += 1;
        }
    }

    fn open(&mut self, module: Option<String>) {
        self.scopes.push(Scope { brace: self.is(0, "{"), module, test: self.test() });
        self.at += 1;
    }

    fn module(&mut self) {
        let Some(name) = self.word(1).map(str::to_owned) else { return };
        let inline = self.is(2, "{");
        let full = self.within().into_iter().chain([name.clone()]).collect();
        let (test, line, file) = (self.test(), self.line(), self.file_ahead.take());
        self.modules.push(Declared { name: full, test, inline, file, line });
        self.at += 2;
        if inline {
            self.open(Some(name));
        }
    }

    fn attribute(&mut self) {
        let open = self.at + if self.is(1, "[") { 1 } else { 2 };
        let end = closed(self.tokens, open);
        let inside = &self.tokens[open + 1..end];
        let named = |name| inside.first().is_some_and(|token| token.is(name));
        let has = |name| inside.iter().any(|token| token.is(name));
        if named("cfg") && has("test") && !has("not") && !has("any") {
            self.test_ahead = true;
        }
        if named("path") {
            self.file_ahead = inside.iter().find_map(Token::string).map(str::to_owned);
        }
        if named("serde") {
            let (within, test) = (self.within(), self.test());
            let strings = inside.iter().filter_map(|token| Some((token.string()?, token.line)));
            for (text, line) in strings.filter(|(text, _)| text.contains("::")) {
                let segments = tokens(text).iter().filter_map(Token::word).map(str::to_owned).collect();
                let within = within.clone();
                self.paths.push(Path { segments, within, test, line });
            }
        }
        self.at = end;
    }

    /// `a::b::{c, d::e as f, self, *}`, from behind `use` or a prefix up to the `;`, `,` or `}` that ends it.
    fn use_tree(&mut self, prefix: &[String]) {
        let mut segments = prefix.to_vec();
        let line = self.line();
        if self.is(0, "::") {
            segments.push(String::new()); // `::name` is a crate, never a room
            self.at += 1;
        }
        while self.at < self.tokens.len() {
            if self.is(0, "{") {
                self.at += 1;
                while self.at < self.tokens.len() && !self.is(0, "}") {
                    self.use_tree(&segments);
                    if self.is(0, ",") {
                        self.at += 1;
                    }
                }
                self.at += 1;
                return;
            }
            let last = self.word(0).map(str::to_owned);
            self.at += 1;
            if let Some(name) = last {
                segments.push(name);
            }
            if !self.is(0, "::") {
                break;
            }
            self.at += 1;
        }
        if self.is(0, "as") {
            self.at += 2;
        }
        let (within, test) = (self.within(), self.test());
        self.paths.push(Path { segments, within, test, line });
    }

    /// A path in code; what follows a `<` begins anew.
    fn path(&mut self) {
        // Behind `::` it goes on from a type; `$name` is the argument of a macro, `$crate` is the crate.
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let begins = before.is_none_or(|sign| !(sign.is("::") || sign.is("$") && !self.is(0, "crate")));
        let line = self.line();
        let mut segments = Vec::new();
        while let Some(name) = self.word(0).map(str::to_owned) {
            segments.push(name);
            self.at += 1;
            if !self.is(0, "::") || self.word(1).is_none() {
                break;
            }
            self.at += 1;
        }
        if begins {
            let (within, test) = (self.within(), self.test());
            self.paths.push(Path { segments, within, test, line });
        }
    }
}
