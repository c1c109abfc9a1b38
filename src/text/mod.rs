//! Text: strings become spans, tokens and ids.
