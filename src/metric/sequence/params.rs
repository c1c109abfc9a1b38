//! [`EntityParams`]: by which rules tags are entities.

use serde::{Deserialize, Serialize};

use crate::error::{Result, check_shape};
use crate::metric::sequence::counts::EntityCounts;
use crate::metric::sequence::entity::Entity;
use crate::metric::sequence::lenient;
use crate::metric::sequence::scheme::TagScheme;

/// Which tags are entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum EntityRules {
    /// conlleval's: any tags, however broken (seqeval's default mode).
    #[default]
    Lenient,
    /// What is well-formed in a scheme (seqeval's `mode="strict"`).
    Strict(TagScheme),
}

/// By which rules tags are entities, and where the letter of a tag stands.
///
/// # Examples
/// ```
/// use wordmill::metric::{Entity, EntityParams, EntityRules, TagScheme};
/// let tags = [["B-PER", "I-PER", "O", "I-LOC"]];
/// let lenient = EntityParams::default().entities(&tags)?;
/// assert_eq!(lenient, [Entity::new("PER", 0, 2), Entity::new("LOC", 3, 4)]);
/// let strict = EntityParams::default().rules(EntityRules::Strict(TagScheme::Iob2)).entities(&tags)?;
/// assert_eq!(strict, lenient[..1]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EntityParams {
    rules: EntityRules,
    suffix: bool,
}

impl EntityParams {
    /// The rules; default [`EntityRules::Lenient`].
    #[must_use]
    pub fn rules(mut self, rules: EntityRules) -> Self {
        self.rules = rules;
        self
    }

    /// Whether the letter ends a tag (`PER-B`); default: it begins it (`B-PER`).
    #[must_use]
    pub fn suffix(mut self, suffix: bool) -> Self {
        self.suffix = suffix;
        self
    }

    /// The entities of sentences, in order.
    ///
    /// # Errors
    /// [`Error::Empty`](crate::Error::Empty) for an empty tag; by strict rules,
    /// [`Error::Unknown`](crate::Error::Unknown) for a letter that the scheme does not have.
    pub fn entities<R: AsRef<[S]>, S: AsRef<str>>(&self, sentences: &[R]) -> Result<Vec<Entity>> {
        match self.rules {
            EntityRules::Lenient => lenient::entities(sentences, self.suffix),
            EntityRules::Strict(scheme) => scheme.entities(sentences, self.suffix),
        }
    }

    /// How many entities of each type there are, were predicted, and both with the same words.
    ///
    /// # Errors
    /// As [`EntityParams::entities`], and [`Error::Shape`](crate::Error::Shape) unless there are as many sentences, with
    /// as many tags each.
    pub fn compare<T, P, S, U>(&self, truth: &[T], predicted: &[P]) -> Result<EntityCounts>
    where
        T: AsRef<[S]>,
        P: AsRef<[U]>,
        S: AsRef<str>,
        U: AsRef<str>,
    {
        check_shape("sentences with predicted tags", truth.len(), predicted.len())?;
        for (truth, predicted) in truth.iter().zip(predicted) {
            check_shape("predicted tags of a sentence", truth.as_ref().len(), predicted.as_ref().len())?;
        }
        Ok(EntityCounts::of(self.entities(truth)?, self.entities(predicted)?))
    }
}
