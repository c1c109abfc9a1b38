//! BLEU: how many n-grams of a translation its references share (Papineni, Roukos, Ward and Zhu, "BLEU: a method for
//! automatic evaluation of machine translation", 2002).
//!
//! ```text
//! BLEU = BP · exp(Σₙ log pₙ / N)      pₙ = n-grams that match, clipped / n-grams of the hypotheses
//! BP = min(1, exp(1 − r/c))            r, c = lengths of the references and of the hypotheses
//! ```
//!
//! | what | as in |
//! |---|---|
//! | [`Bleu`], of texts, with its tokenizers and signature | sacreBLEU |
//! | [`NltkBleu`], of tokens, with eight ways to smooth | NLTK |

pub mod nltk_bleu;
pub mod nltk_smoothing;
pub mod reference;
mod reference_grams;
pub mod sacrebleu;
pub mod score;
pub mod smoothing;
pub mod statistics;
pub mod tokenizer;

pub use nltk_bleu::NltkBleu;
pub use nltk_smoothing::NltkSmoothing;
pub use reference::BleuReference;
pub use sacrebleu::Bleu;
pub use score::BleuScore;
pub use smoothing::BleuSmoothing;
pub use statistics::BleuStatistics;
pub use tokenizer::BleuTokenizer;
