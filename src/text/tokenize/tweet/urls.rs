//! Web addresses, as NLTK's pattern `URLS` describes them (J. Gruber's, modified by T. Winzig).
//!
//! The pattern backtracks; here each answer is found in one pass, so that no text costs more than time in its length. Of its
//! alternatives the first that matches counts, as there.

use crate::text::tokenize::tweet::characters::{
    ALPHANUMERIC, LATIN, SPACE, WORD, at_most, byte_at, class_at, run_end, run_end_with,
};
use crate::text::tokenize::tweet::url_bodies::UrlBodies;

/// The most labels before the last dot of a bare domain, less one.
const LABELS: usize = 126;
/// The longest name before the last dot of a domain that a path follows, in characters.
const LONGEST_HOST: usize = 255;

/// Finds web addresses from left to right in one text.
#[derive(Debug, Default)]
pub(super) struct Urls {
    bodies: UrlBodies,
    host: Host,
    domain: Domain,
}

/// A run of characters that was looked at before.
#[derive(Debug, Default, Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
}

/// The last run of letters, digits, dots and dashes, and where its last dot stands if it is of a host before a path.
#[derive(Debug, Default)]
struct Host {
    run: Run,
    last_dot: Option<usize>,
}

/// The last label that a bare domain was sought from, and where the domain ends; one that begins later in the label ends
/// there as well.
#[derive(Debug, Default)]
struct Domain {
    label: Run,
    end: Option<usize>,
}

impl Run {
    fn holds(self, at: usize) -> bool {
        (self.start..self.end).contains(&at)
    }
}

impl Urls {
    /// The end of the address at `at`, if one stands there.
    pub(super) fn url_end(&mut self, text: &str, at: usize) -> Option<usize> {
        self.after_scheme(text, at).or_else(|| self.after_host(text, at)).or_else(|| self.domain(text, at))
    }

    /// `http:` or `https:`, slashes or a letter, and a body.
    fn after_scheme(&mut self, text: &str, at: usize) -> Option<usize> {
        let scheme = scheme_end(text, at)?;
        let slashes = text.as_bytes()[scheme..].iter().take(3).take_while(|&&byte| byte == b'/').count();
        for taken in (1..=slashes).rev() {
            if let Some(end) = self.bodies.body_end(text, scheme + taken) {
                return Some(end);
            }
        }
        let (class, length) = class_at(text, scheme);
        let letter = class & ALPHANUMERIC != 0 || byte_at(text, scheme) == b'%';
        if letter { self.bodies.body_end(text, scheme + length) } else { None }
    }

    /// A domain, a slash and a body.
    fn after_host(&mut self, text: &str, at: usize) -> Option<usize> {
        if !self.host.run.holds(at) {
            self.host = Host::at(text, at);
        }
        let dot = self.host.last_dot.filter(|&dot| dot > at && at_most(text, at, dot, LONGEST_HOST))?;
        debug_assert!(dot < self.host.run.end);
        self.bodies.body_end(text, self.host.run.end + 1)
    }

    /// A domain alone.
    fn domain(&mut self, text: &str, at: usize) -> Option<usize> {
        if at > 0 && text.as_bytes()[at - 1] == b'@' {
            return None;
        }
        if !self.domain.label.holds(at) {
            self.domain = Domain::at(text, at);
        }
        self.domain.end
    }
}

impl Domain {
    /// Labels between dots or dashes, the last of two to thirteen letters after a dot.
    fn at(text: &str, at: usize) -> Domain {
        let label = Run { start: at, end: run_end(text, at, ALPHANUMERIC) };
        let (mut end, mut separator) = (None, label.end);
        if separator == at {
            return Domain { label, end };
        }
        for _ in 0..=LABELS {
            let next = separator + 1;
            match byte_at(text, separator) {
                b'.' => end = last_label_end(text, next).or(end),
                b'-' => {}
                _ => break,
            }
            separator = run_end(text, next, ALPHANUMERIC);
            if separator == next {
                break;
            }
        }
        Domain { label, end }
    }
}

impl Host {
    fn at(text: &str, at: usize) -> Host {
        let run = Run { start: at, end: run_end_with(text, at, ALPHANUMERIC, b".-") };
        let host = &text[at..run.end];
        let last_dot = host.rfind('.').filter(|dot| {
            let suffix = &host[dot + 1..];
            byte_at(text, run.end) == b'/' && is_suffix(suffix)
        });
        Host { run, last_dot: last_dot.map(|dot| at + dot) }
    }
}

/// Where `http:` or `https:` ends.
fn scheme_end(text: &str, at: usize) -> Option<usize> {
    let start = text.as_bytes().get(at..at + 4)?;
    if !start.eq_ignore_ascii_case(b"http") {
        return None;
    }
    let rest = &text[at + 4..];
    let colon =
        at + 4 + rest.chars().next().filter(|c| matches!(c, 's' | 'S' | 'ſ')).map_or(0, char::len_utf8);
    (byte_at(text, colon) == b':').then_some(colon + 1)
}

/// Two to thirteen letters.
fn is_suffix(label: &str) -> bool {
    let length = label.chars().take(14).count();
    (2..=13).contains(&length) && run_end(label, 0, LATIN) == label.len()
}

/// The end of a bare domain whose last label begins at `at`: with a slash if one follows, but nothing before an `@`.
fn last_label_end(text: &str, at: usize) -> Option<usize> {
    let (mut end, mut letters) = (at, 0);
    loop {
        let (class, length) = class_at(text, end);
        if class & LATIN == 0 {
            // The label is a whole word.
            if class & WORD != 0 && class & SPACE == 0 {
                return None;
            }
            break;
        }
        letters += 1;
        if letters > 13 {
            return None;
        }
        end += length;
    }
    match byte_at(text, end) {
        _ if letters < 2 => None,
        b'@' => None,
        b'/' if byte_at(text, end + 1) != b'@' => Some(end + 1),
        _ => Some(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<&str> {
        Urls::default().url_end(text, 0).map(|end| &text[..end])
    }

    /// NLTK 3.10.4: `regex.match(URLS, …, regex.VERBOSE | regex.I)`.
    #[test]
    fn addresses_are_those_of_nltk() {
        for (text, url) in [
            ("http://a.b/c_(d)_e.", Some("http://a.b/c_(d)_e")),
            ("HTTPS:/a!!b!?", Some("HTTPS:/a!!b")),
            ("http:///", Some("http:///")),
            ("http://x(a)!)", Some("http://x(a)")),
            ("http:%20", Some("http:%20")),
            ("http://", None),
            ("http:a", None),
            ("http:!?", None),
            ("a.co/b...", Some("a.co/")),
            ("a.co/bc...", Some("a.co/bc")),
            ("a.co/", Some("a.co/")),
            ("a-b.c-d.com,", Some("a-b.c-d.com")),
            ("a.b.c.museum/@x", Some("a.b.c.museum/@x")),
            ("a.nl@b", None),
            ("a.com.nl@b", Some("a.com")),
            ("a.com1", None),
            ("a.com_", None),
            ("a.abcdefghijklmn", None),
            ("a..com", None),
            ("-a.com/b", None),
            ("-a.com/bc", Some("-a.com/bc")),
            ("-a.com", None),
        ] {
            assert_eq!(first(text), url, "{text}");
        }
        assert_eq!(Urls::default().url_end("x@a.com", 2), None);
    }
}
