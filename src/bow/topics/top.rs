//! [`top_terms`]: the terms that weigh most in each topic, factor or cluster.
//!
//! Whatever has a row of weights a topic will do: [`Lda::components`](super::lda::Lda::components),
//! [`Nmf::components`](crate::solve::Nmf::components), [`Lsa::components`](super::lsa::Lsa::components), and the
//! [`centroids`](crate::vector::KMeans::centroids) of clusters.

use crate::bow::terms::Terms;
use crate::error::{Result, check_shape};
use crate::vector::double::DoubleMatrix;

/// A column and its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TopColumn {
    /// The column.
    pub column: u32,
    /// What it weighs.
    pub weight: f64,
}

/// A term and its weight.
#[derive(Debug, Clone, PartialEq)]
pub struct TopTerm {
    /// The term.
    pub term: String,
    /// What it weighs.
    pub weight: f64,
}

/// The columns that weigh most in each row, at most `count`, the heaviest first; of equal ones the first.
///
/// # Examples
/// ```
/// use wordmill::{bow::topics::top_columns, vector::DoubleMatrix};
/// let weights = DoubleMatrix::from_rows(3, vec![0.1, 0.7, 0.2])?;
/// let top = top_columns(&weights, 2);
/// assert_eq!((top[0][0].column, top[0][1].column), (1, 2));
/// # Ok::<(), wordmill::Error>(())
/// ```
#[must_use]
pub fn top_columns(weights: &DoubleMatrix, count: usize) -> Vec<Vec<TopColumn>> {
    let of_row = |row: &[f64]| {
        let mut columns: Vec<u32> = (0..row.len() as u32).collect();
        let order = |&a: &u32, &b: &u32| row[b as usize].total_cmp(&row[a as usize]).then(a.cmp(&b));
        if count < columns.len() {
            columns.select_nth_unstable_by(count, order);
            columns.truncate(count);
        }
        columns.sort_unstable_by(order);
        columns.into_iter().map(|column| TopColumn { column, weight: row[column as usize] }).collect()
    };
    weights.iter().map(of_row).collect()
}

/// The same with the names of the columns.
///
/// # Errors
/// [`Error::Shape`](crate::Error::Shape) where there are other than as many terms as columns.
///
/// # Examples
/// ```
/// use wordmill::{Fit, bow::{Count, topics::top_terms}, vector::{ClusterDistance, KMeans, SparseMatrix}};
/// let documents = ["red red apple", "apple red", "fast car", "car fast fast"];
/// let (count, rows): (Count, SparseMatrix<f64>) = Count::params().fit_transform(&documents, &mut ())?;
/// let clusters = KMeans::params().clusters(2).distance(ClusterDistance::Cosine).fit(&rows)?;
/// let top = top_terms(clusters.centroids(), count.terms(), 2)?;
/// let of_first = &top[clusters.labels()[0] as usize];
/// assert_eq!((of_first[0].term.as_str(), of_first[1].term.as_str()), ("red", "apple"));
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn top_terms(weights: &DoubleMatrix, terms: &Terms, count: usize) -> Result<Vec<Vec<TopTerm>>> {
    check_shape("columns of weights of terms", terms.len(), weights.columns())?;
    let named = |top: TopColumn| TopTerm { term: terms.term(top.column), weight: top.weight };
    Ok(top_columns(weights, count).into_iter().map(|row| row.into_iter().map(named).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn more_than_there_are_is_all() {
        let weights = DoubleMatrix::from_rows(2, vec![1.0, 2.0, f64::NAN, 0.0]).unwrap();
        let top = top_columns(&weights, 9);
        assert_eq!(top[0].iter().map(|top| top.column).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(top[1].iter().map(|top| top.column).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(top_columns(&weights, 0), [vec![], vec![]]);
        assert!(top_columns(&DoubleMatrix::zeros(0, 3), 2).is_empty());
    }

    proptest! {
        #[test]
        fn selecting_is_sorting(row in proptest::collection::vec(-3i8..3, 0..40), count in 0usize..50) {
            let weights: Vec<f64> = row.iter().map(|&weight| f64::from(weight)).collect();
            let mut order: Vec<usize> = (0..weights.len()).collect();
            order.sort_by(|&a, &b| weights[b].total_cmp(&weights[a]));
            order.truncate(count);
            let matrix = DoubleMatrix::from_rows(weights.len().max(1), weights).unwrap();
            for top in top_columns(&matrix, count) {
                let columns: Vec<usize> = top.iter().map(|top| top.column as usize).collect();
                prop_assert_eq!(&columns, &order);
            }
        }
    }
}
