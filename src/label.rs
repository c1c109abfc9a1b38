//! Classes and labels: the names are fixed once, rows carry small ids.
//!
//! Names are sorted in code-point order, as scikit-learn sorts string classes, so ids and ties are the same.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, check_limit, check_parameter, check_shape};

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

/// One class for every row, and perhaps a weight.
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
    weights: Option<Vec<f64>>,
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
        Ok(Labels { classes, ids, weights: None })
    }

    /// The same labels, of which row *i* counts as if it stood there `weights[i]` times.
    ///
    /// # Errors
    /// [`Error::Shape`] unless there is a weight for each row, [`Error::Parameter`] for one that is
    /// negative or not finite.
    pub fn weighted(mut self, weights: Vec<f64>) -> Result<Self> {
        check_shape("weights of labels", self.ids.len(), weights.len())?;
        for &weight in &weights {
            check_parameter(weight >= 0.0 && weight.is_finite(), "weight", weight, "finite and at least 0")?;
        }
        self.weights = Some(weights);
        Ok(self)
    }

    /// One class for each row, by id.
    ///
    /// # Errors
    /// [`Error::Limit`] for an id past the classes.
    pub fn from_ids(classes: Classes, ids: Vec<ClassId>) -> Result<Self> {
        if let Some(id) = ids.iter().find(|id| id.index() >= classes.len()) {
            check_limit("class", (classes.len() as u64).saturating_sub(1), u64::from(id.0).max(1))?;
        }
        Ok(Labels { classes, ids, weights: None })
    }

    /// The weight of a row: 1 unless told otherwise.
    ///
    /// # Panics
    /// If there are weights but none for this row.
    #[must_use]
    pub fn weight(&self, row: usize) -> f64 {
        self.weights.as_ref().map_or(1.0, |weights| weights[row])
    }

    /// The sum of weights of each class; without weights, its number of rows.
    #[must_use]
    pub fn class_weights(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.classes.len()];
        for (row, id) in self.ids.iter().enumerate() {
            sums[id.index()] += self.weight(row);
        }
        sums
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
    fn weights_and_ids_are_checked() {
        let labels = || Labels::from_names(["b", "a", "b"]).unwrap();
        assert_eq!(labels().weighted(vec![0.5, 1.0, 2.0]).unwrap().class_weights(), [1.0, 2.5]);
        assert_eq!(labels().class_weights(), [1.0, 2.0]);
        assert!(labels().weighted(vec![1.0]).is_err());
        assert!(labels().weighted(vec![1.0, f64::NAN, 1.0]).is_err());
        assert!(labels().weighted(vec![1.0, -1.0, 1.0]).is_err());
        assert!(Labels::from_ids(labels().classes().clone(), vec![ClassId(1), ClassId(2)]).is_err());
        assert!(Labels::from_ids(Classes::from_names(["a"]).unwrap(), vec![ClassId(1)]).is_err());
    }

    #[test]
    fn classes_read_back_only_when_sorted() {
        let classes = Classes::from_names(["x", "y", "x"]).unwrap();
        let json = serde_json::to_string(&classes).unwrap();
        assert_eq!(serde_json::from_str::<Classes>(&json).unwrap(), classes);
        assert!(serde_json::from_str::<Classes>(r#"["y","x"]"#).is_err());
    }
}
