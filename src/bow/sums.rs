//! [`Sums`]: in how many documents each number stands, and how often it occurs.

/// Adds up documents, of which there are fewer than 2³².
#[derive(Debug)]
pub(crate) struct Sums {
    /// What documents brought of each number since the last carry, how many there were in the upper half, how often it occurs in
    /// the lower: every entry of every document is one addition to a small list.
    recent: Vec<u64>,
    /// How many occurrences those hold, at most, unless they are of one document.
    occurrences: usize,
    documents: Vec<u64>,
    total: Vec<u64>,
}

impl Sums {
    /// For numbers below `bound`.
    pub(crate) fn new(bound: usize) -> Self {
        let recent = vec![0; bound];
        Sums { recent, occurrences: 0, documents: vec![0; bound], total: vec![0; bound] }
    }

    /// Begins a document of so many occurrences.
    #[inline(always)]
    pub(crate) fn start_document(&mut self, occurrences: usize) {
        self.occurrences = self.occurrences.saturating_add(occurrences);
        if self.occurrences > u32::MAX as usize {
            self.carry();
            self.occurrences = occurrences;
        }
    }

    /// Adds a number of the document and how often it occurs there.
    #[inline(always)]
    pub(crate) fn add(&mut self, number: u32, count: u32) {
        self.recent[number as usize] += 1 << 32 | u64::from(count);
    }

    #[cold]
    fn carry(&mut self) {
        for ((recent, documents), total) in
            self.recent.iter_mut().zip(&mut self.documents).zip(&mut self.total)
        {
            let recent = std::mem::take(recent);
            *documents += recent >> 32;
            *total += recent & u64::from(u32::MAX);
        }
    }

    /// The sums of all that several added up: how many documents hold each number, and how often it occurs.
    pub(crate) fn of_all(bound: usize, all: impl IntoIterator<Item = Self>) -> (Vec<u64>, Vec<u64>) {
        let mut all = all.into_iter();
        let mut whole = all.next().unwrap_or_else(|| Sums::new(bound));
        whole.carry();
        for mut other in all {
            other.carry();
            whole.documents.iter_mut().zip(other.documents).for_each(|(sum, more)| *sum += more);
            whole.total.iter_mut().zip(other.total).for_each(|(sum, more)| *sum += more);
        }
        (whole.documents, whole.total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_documents_and_many_are_carried() {
        let half = 1 << 31;
        let mut first = Sums::new(2);
        for _ in 0..3 {
            first.start_document(half as usize);
            first.add(1, half);
        }
        let mut second = Sums::new(2);
        second.start_document(usize::MAX);
        second.add(0, u32::MAX);
        let (documents, total) = Sums::of_all(2, [first, second]);
        assert_eq!((documents, total), (vec![1, 3], vec![u64::from(u32::MAX), 3 << 31]));
        assert_eq!(Sums::of_all(1, []), (vec![0], vec![0]));
    }
}
