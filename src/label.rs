//! Classes and labels: the names are fixed once, rows carry small ids.
//!
//! Names are sorted in code-point order, as scikit-learn sorts string classes, so ids and ties are the same.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit};

/// The number of a class among its [`Classes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClassId(pub u32);

impl ClassId {
    /// As an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The names of the classes, sorted and distinct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Classes(Vec<String>);

impl Classes {
    /// The distinct names among `names`, sorted.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 1 classes.
    pub fn from_names<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Result<Self> {
        let mut distinct = std::collections::BTreeSet::new();
        for name in names {
            if !distinct.contains(name.as_ref()) {
                distinct.insert(name.as_ref().to_owned());
            }
        }
        check_limit("classes", u64::from(u32::MAX), distinct.len() as u64)?;
        Ok(Classes(distinct.into_iter().collect()))
    }

    /// How many classes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names, in the order of their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// All ids.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = ClassId> + use<> {
        (0..self.0.len() as u32).map(ClassId)
    }

    /// The name of a class.
    ///
    /// # Panics
    /// If the id is not one of these classes.
    #[must_use]
    pub fn name(&self, id: ClassId) -> &str {
        &self.0[id.index()]
    }

    /// The id of a name.
    ///
    /// # Errors
    /// [`Error::Unknown`], which lists the known names.
    pub fn id(&self, name: &str) -> Result<ClassId> {
        match self.0.binary_search_by(|known| known.as_str().cmp(name)) {
            Ok(index) => Ok(ClassId(index as u32)),
            Err(_) => Err(Error::unknown("class", name, self.iter())),
        }
    }
}

impl TryFrom<Vec<String>> for Classes {
    type Error = Error;

    fn try_from(names: Vec<String>) -> Result<Self> {
        if names.windows(2).all(|pair| pair[0] < pair[1]) {
            Ok(Classes(names))
        } else {
            Err(Error::corrupt("list of classes", "names are not sorted and distinct"))
        }
    }
}

impl From<Classes> for Vec<String> {
    fn from(classes: Classes) -> Vec<String> {
        classes.0
    }
}

/// One class for every row.
///
/// # Examples
/// ```
/// use wordmill::label::Labels;
/// let labels = Labels::from_names(["good", "bad", "good"])?;
/// assert_eq!(labels.classes().iter().collect::<Vec<_>>(), ["bad", "good"]);
/// assert_eq!(labels.names().collect::<Vec<_>>(), ["good", "bad", "good"]);
/// # Ok::<(), wordmill::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Labels {
    classes: Classes,
    ids: Vec<ClassId>,
}

impl Labels {
    /// Labels whose classes are the names that occur.
    ///
    /// # Errors
    /// [`Error::Limit`] past 2³² − 1 classes.
    pub fn from_names<S: AsRef<str>>(names: impl IntoIterator<Item = S, IntoIter: Clone>) -> Result<Self> {
        let names = names.into_iter();
        let classes = Classes::from_names(names.clone())?;
        Self::with_classes(classes, names)
    }

    /// Labels over classes that were fixed before, as at evaluation.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a name that is not among the classes.
    pub fn with_classes<S: AsRef<str>>(classes: Classes, names: impl IntoIterator<Item = S>) -> Result<Self> {
        let ids = names.into_iter().map(|name| classes.id(name.as_ref())).collect::<Result<_>>()?;
        Ok(Labels { classes, ids })
    }

    /// The classes.
    #[must_use]
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// One id a row.
    #[must_use]
    pub fn ids(&self) -> &[ClassId] {
        &self.ids
    }

    /// One name a row.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.ids.iter().map(|&id| self.classes.name(id))
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_list_the_known() {
        let labels = Labels::from_names(["b", "a"]).unwrap();
        let error = Labels::with_classes(labels.classes().clone(), ["c"]).unwrap_err();
        assert_eq!(error.to_string(), "unknown class \"c\"; known: a, b");
    }

    #[test]
    fn classes_read_back_only_when_sorted() {
        let classes = Classes::from_names(["x", "y", "x"]).unwrap();
        let json = serde_json::to_string(&classes).unwrap();
        assert_eq!(serde_json::from_str::<Classes>(&json).unwrap(), classes);
        assert!(serde_json::from_str::<Classes>(r#"["y","x"]"#).is_err());
    }
}
