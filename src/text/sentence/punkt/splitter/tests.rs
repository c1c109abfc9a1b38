use super::*;

fn sentences<'t>(splitter: &Punkt, text: &'t str) -> Vec<&'t str> {
    splitter.spans(text).into_iter().map(|span| span.slice(text)).collect()
}

#[test]
fn blank_text_holds_no_sentence() {
    assert!(sentences(&Punkt::default(), "").is_empty());
}
