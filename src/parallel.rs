//! Work on many threads with the same result on any number of them: the only file that names rayon.
//!
//! Every function cuts its input into chunks whose borders depend on the input alone, hands the chunks
//! to whichever thread is free, and gives results back in the order of the input. Nothing here reduces
//! in the order of arrival, so sums have one value.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::error::{Error, Result, check_parameter};
use crate::pages;

/// Runs `work` on a pool of `threads` threads of its own; everything below it uses that pool.
///
/// Without this call, work goes to rayon's global pool (one thread a core).
///
/// # Errors
/// [`Error::Parameter`] for 0 or more than 1,024 threads, [`Error::Io`] where the system gives none.
///
/// # Examples
/// ```
/// let sum = wordmill::parallel::with_threads(1, || 1 + 1)?;
/// assert_eq!(sum, 2);
/// # Ok::<(), wordmill::Error>(())
/// ```
pub fn with_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> Result<R> {
    check_parameter((1..=1024).contains(&threads), "threads", threads, "1 to 1024")?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Error::io("thread pool", std::io::Error::other(error)))?;
    Ok(pool.install(work))
}

/// Runs `work` on a thread of the pool that is in use: what calls the pool many times need not change threads each time.
pub(crate) fn inside<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    rayon::scope(|_| work())
}

/// Runs `work(phase, task)` for each of so many phases and all `tasks(phase)` of each, 32 at most. A phase begins when all tasks of
/// the one before have ended.
///
/// This is for thousands of phases that last some microseconds each: threads wait awake, and where tasks are as many as
/// threads or more, a thread takes every n-th of them, phase after phase, so that it finds in its cache what it worked on before. What
/// another thread leaves lying it takes too, so nothing waits for a thread that is busy elsewhere. Tasks are not to use the pool
/// themselves: a thread that waits there might begin to follow another's phases.
///
/// # Determinism
/// The same result on any number of threads, if tasks of a phase do not depend on each other.
pub(crate) fn phases(
    phases: usize,
    tasks: impl Fn(usize) -> usize + Sync,
    work: impl Fn(usize, usize) + Sync,
) {
    let threads = threads();
    if threads == 1 {
        return (0..phases).for_each(|phase| (0..tasks(phase)).for_each(|task| work(phase, task)));
    }
    let board = &Board::new(threads);
    let run = &|phase: usize| board.run(phase, tasks(phase), &work);
    rayon::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(|_| board.follow(run));
        }
        // Also where `work` panics.
        let _end = OnDrop(|| board.open.0.store(Board::END, Ordering::Release));
        let mut all = 0;
        for phase in 0..phases {
            board.open.0.store(phase, Ordering::Release);
            run(phase);
            all += tasks(phase);
            let mut looks = 0;
            while board.done.iter().map(|done| done.0.load(Ordering::Acquire)).sum::<usize>() < all {
                look_again(&mut looks);
            }
        }
    });
}

/// Where threads find the tasks of a phase. What one thread writes again and again is in lines of cache of its own.
struct Board {
    /// The phase that is open.
    open: Apart<AtomicUsize>,
    /// For each task, how many phases have seen it claimed.
    claims: [Apart<AtomicUsize>; 32],
    /// How many tasks each thread has done.
    done: Vec<Apart<AtomicUsize>>,
}

/// Something in lines of cache of its own.
#[derive(Default)]
#[repr(align(128))]
struct Apart<T>(T);

impl Board {
    const START: usize = usize::MAX;
    const END: usize = usize::MAX - 1;

    fn new(threads: usize) -> Self {
        Board {
            open: Apart(AtomicUsize::new(Board::START)),
            claims: Default::default(),
            done: (0..threads).map(|_| Apart::default()).collect(),
        }
    }

    /// Runs what is left of a phase.
    fn run(&self, phase: usize, tasks: usize, work: &impl Fn(usize, usize)) {
        let (threads, number) = (self.done.len(), thread_number());
        let own = || (number..tasks).step_by(threads);
        let of_others = (0..tasks).rev().filter(|task| task % threads != number);
        for task in own().chain(of_others) {
            // A claim of an earlier phase is as good as none. No phase ends before all its tasks are claimed.
            let claim = |last| (last <= phase).then_some(phase + 1);
            if self.claims[task].0.fetch_update(Ordering::AcqRel, Ordering::Acquire, claim).is_ok() {
                let _end = OnDrop(|| {
                    self.done[number].0.fetch_add(1, Ordering::Release);
                });
                work(phase, task);
            }
        }
    }

    /// Runs every phase that is seen to be open, until the end.
    fn follow(&self, run: &impl Fn(usize)) {
        let (mut last, mut looks) = (Board::START, 0);
        loop {
            let open = self.open.0.load(Ordering::Acquire);
            if open == Board::END {
                return;
            }
            if open == last {
                look_again(&mut looks);
            } else {
                run(open);
                (last, looks) = (open, 0);
            }
        }
    }
}

/// Waits a moment: at first awake, later so that others may have the core.
fn look_again(looks: &mut u32) {
    *looks += 1;
    match *looks {
        0..1024 => std::hint::spin_loop(),
        1024..4096 => std::thread::yield_now(),
        _ => std::thread::sleep(std::time::Duration::from_micros(50)),
    }
}

/// Does something at the end of its life, which may be that of a panic.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        self.0();
    }
}

/// How many threads the pool in use has. No result may depend on it.
pub(crate) fn threads() -> usize {
    rayon::current_num_threads()
}

/// Runs both, each on its thread if there are two.
pub(crate) fn both<A: Send, B: Send>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    rayon::join(first, second)
}

/// A number of the thread that asks, below that of the pool's threads; 0 outside of the pool. It may decide where things
/// are kept, never what they are.
pub(crate) fn thread_number() -> usize {
    rayon::current_thread_index().unwrap_or(0)
}

/// `f` of every item, in the order of the items, computed on as many threads as the pool has.
///
/// An item is a task: where items are small, hand over slices of many ([`slice::chunks`]).
///
/// # Determinism
/// The same result on any number of threads, if `f` depends on its item alone.
///
/// # Examples
/// ```
/// let lengths = wordmill::parallel::map(&["a", "few", "words"], |word| word.len());
/// assert_eq!(lengths, [1, 3, 5]);
/// ```
pub fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    // A single task needs no other thread; asking the pool would cost more than most tasks.
    if items.len() <= 1 {
        return items.iter().map(f).collect();
    }
    items.par_iter().with_max_len(1).map(f).collect()
}

/// `f` of every number below `len`, in order, where each takes little: a task has at least `least` of them, and results are
/// written where they stay.
///
/// # Determinism
/// As [`map`].
pub(crate) fn map_small<R: Send>(len: usize, least: usize, f: impl Fn(usize) -> R + Sync + Send) -> Vec<R> {
    if len <= least {
        return (0..len).map(f).collect();
    }
    (0..len).into_par_iter().with_min_len(least).map(f).collect()
}

/// Hands every item, with its index, to one of several workers, each with a state of its own that lives from one item to
/// the next, and gives the states back. There are as many workers as the pool has threads, or items if those are fewer.
///
/// # Determinism
/// Chance decides which worker gets an item: only what does not depend on it may be built of the states.
pub(crate) fn work<T: Sync, S: Send>(
    items: &[T],
    start: impl Fn() -> S + Sync + Send,
    step: impl Fn(&mut S, usize, &T) + Sync + Send,
) -> Vec<S> {
    let next = AtomicUsize::new(0);
    let workers: Vec<usize> = (0..workers(items.len())).collect();
    map(&workers, |_| {
        let mut state = start();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return state };
            step(&mut state, index, item);
        }
    })
}

/// As [`work`] where every item gives something: the states, and in the order of the items which worker had each, as a place among
/// the states, and what it gave.
pub(crate) fn work_for<T: Sync, S: Send, R: Send>(
    items: &[T],
    start: impl Fn() -> S + Sync + Send,
    step: impl Fn(&mut S, usize, &T) -> R + Sync + Send,
) -> (Vec<S>, Vec<(usize, R)>) {
    let workers = work(
        items,
        || (start(), Vec::new()),
        |(state, given), index, item| given.push((index, step(state, index, item))),
    );
    let (mut states, mut all) = (Vec::with_capacity(workers.len()), Vec::with_capacity(items.len()));
    for (worker, (state, given)) in workers.into_iter().enumerate() {
        states.push(state);
        all.extend(given.into_iter().map(|(index, given)| (index, (worker, given))));
    }
    all.sort_unstable_by_key(|&(index, _)| index);
    (states, all.into_iter().map(|(_, given)| given).collect())
}

/// As [`work_for`] with items that are handed over for good.
pub(crate) fn work_on<T: Send, S: Send, R: Send>(
    items: Vec<T>,
    start: impl Fn() -> S + Sync + Send,
    step: impl Fn(&mut S, usize, T) -> R + Sync + Send,
) -> (Vec<S>, Vec<(usize, R)>) {
    let items: Vec<Mutex<Option<T>>> = items.into_iter().map(|item| Mutex::new(Some(item))).collect();
    let (states, given) = work_for(&items, start, |state, index, item| {
        let item = item.lock().unwrap_or_else(PoisonError::into_inner).take();
        item.map(|item| step(state, index, item))
    });
    // No item is taken twice, so none was gone.
    let given = given.into_iter().filter_map(|(worker, given)| Some((worker, given?)));
    (states, given.collect())
}

/// How many workers share so many items.
pub(crate) fn workers(items: usize) -> usize {
    threads().min(items)
}

/// `f` of every item, in the order of the items; each thread has a state that `f` works with, as when it needs room.
///
/// # Determinism
/// As [`map`], if what `f` gives does not depend on what it left in the state before.
pub(crate) fn map_with<T: Sync, S: Send, R: Send>(
    items: &[T],
    start: impl Fn() -> S + Sync + Send,
    f: impl Fn(&mut S, &T) -> R + Sync + Send,
) -> Vec<R> {
    let (_, results) = work_for(items, start, |state, _, item| f(state, item));
    results.into_iter().map(|(_, result)| result).collect()
}

/// Fills `out` chunk by chunk: `f` gets the index of a chunk's first element and the chunk.
pub(crate) fn fill_chunks<T: Send>(out: &mut [T], chunk: usize, f: impl Fn(usize, &mut [T]) + Sync + Send) {
    let chunk = chunk.max(1);
    if out.len() <= chunk {
        return f(0, out);
    }
    out.par_chunks_mut(chunk).enumerate().for_each(|(index, part)| f(index * chunk, part));
}

/// Hands each of `parts` (disjoint pieces of one output, cut by the caller) to `f` with its index.
pub(crate) fn for_each_part<T: Send>(parts: Vec<T>, f: impl Fn(usize, T) + Sync + Send) {
    parts.into_par_iter().enumerate().with_max_len(1).for_each(|(index, part)| f(index, part));
}

/// So many of what `f` gives. Every thread touches its own part of the new memory first.
pub(crate) fn filled<T: Send>(len: usize, f: impl Fn() -> T + Sync + Send) -> Vec<T> {
    (0..len).into_par_iter().with_min_len(1 << 14).map(|_| f()).collect()
}

/// All parts end to end.
pub(crate) fn concat<T: Copy + Default + Send + Sync>(mut parts: Vec<Vec<T>>) -> Vec<T> {
    if parts.len() == 1 {
        return parts.swap_remove(0);
    }
    concat_slices(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// The same of parts that lie elsewhere.
pub(crate) fn concat_slices<T: Copy + Default + Send + Sync>(parts: &[&[T]]) -> Vec<T> {
    let mut whole = pages::defaults(parts.iter().map(|part| part.len()).sum());
    let slots = split_at_ranges(&mut whole, parts.iter().map(|part| part.len()));
    for_each_part(slots, |index, slot| slot.copy_from_slice(parts[index]));
    whole
}

/// Sorts; equal elements must be indistinguishable, since their order is not kept.
pub(crate) fn sort_unstable_by<T: Send>(
    items: &mut [T],
    order: impl Fn(&T, &T) -> std::cmp::Ordering + Sync,
) {
    items.par_sort_unstable_by(order);
}

/// Cuts `0..len` into ranges of `chunk` (the last may be shorter).
pub(crate) fn even_ranges(len: usize, chunk: usize) -> Vec<Range<usize>> {
    let chunk = chunk.max(1);
    (0..len).step_by(chunk).map(|start| start..(start + chunk).min(len)).collect()
}

/// Cuts `0..len` into ranges whose weights reach about `target` each, never inside an item.
pub(crate) fn weighted_ranges(
    len: usize,
    target: usize,
    weight: impl Fn(usize) -> usize,
) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut load) = (0, 0usize);
    for item in 0..len {
        load = load.saturating_add(weight(item));
        if load >= target {
            ranges.push(start..item + 1);
            (start, load) = (item + 1, 0);
        }
    }
    if start < len {
        ranges.push(start..len);
    }
    ranges
}

/// The same for work whose result does not depend on the cuts: one range for a single thread, which need not put parts together.
pub(crate) fn tasks(len: usize, target: usize, weight: impl Fn(usize) -> usize) -> Vec<Range<usize>> {
    if threads() == 1 {
        weighted_ranges(len, usize::MAX, |_| 0)
    } else {
        weighted_ranges(len, target, weight)
    }
}

/// Cuts rows whose entries lie between neighbouring `offsets` into ranges of at most about `target` entries,
/// never inside a row.
pub(crate) fn ranges_of_rows(offsets: &[usize], target: usize) -> Vec<Range<usize>> {
    let (mut ranges, mut start) = (Vec::new(), 0);
    let rows = offsets.len().saturating_sub(1);
    while start < rows {
        // A row counts as one entry more, so that empty rows make a task too.
        let enough = |row: usize| offsets[row] - offsets[start] + (row - start) >= target;
        let (mut low, mut high) = (start + 1, rows);
        while low < high {
            let middle = low.midpoint(high);
            if enough(middle) { high = middle } else { low = middle + 1 }
        }
        ranges.push(start..high);
        start = high;
    }
    ranges
}

/// Cuts a slice at the ends of consecutive ranges that begin at 0 and cover it.
pub(crate) fn split_at_ranges<T>(mut slice: &mut [T], lengths: impl Iterator<Item = usize>) -> Vec<&mut [T]> {
    let mut parts = Vec::new();
    for length in lengths {
        let (head, tail) = slice.split_at_mut(length);
        parts.push(head);
        slice = tail;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_everything_once() {
        assert_eq!(even_ranges(7, 3), vec![0..3, 3..6, 6..7]);
        assert_eq!(even_ranges(0, 3), Vec::<Range<usize>>::new());
        assert_eq!(ranges_of_rows(&[0, 4, 11, 31, 31, 31, 32], 10), vec![0..2, 2..3, 3..6]);
        assert_eq!(ranges_of_rows(&[0; 5], 2), vec![0..2, 2..4]);
        assert_eq!(ranges_of_rows(&[0], 2), Vec::<Range<usize>>::new());
        assert_eq!(weighted_ranges(5, 10, |item| [4, 7, 20, 1, 1][item]), vec![0..2, 2..3, 3..5]);
    }

    #[test]
    fn results_come_in_order_on_any_pool() {
        let items: Vec<u64> = (0..1_000).collect();
        let expected: Vec<u64> = items.iter().map(|x| x * x).collect();
        for threads in [1, 2, 5] {
            assert_eq!(with_threads(threads, || map(&items, |x| x * x)).unwrap(), expected);
            let small = |least| map_small(items.len(), least, |at| items[at] * items[at]);
            assert_eq!(with_threads(threads, || small(7)).unwrap(), expected);
            assert_eq!(with_threads(threads, || small(5_000)).unwrap(), expected);
        }
        assert!(with_threads(0, || ()).is_err());
    }

    #[test]
    fn work_inside_stays_in_its_pool() {
        let inside = with_threads(3, || inside(|| inside(rayon::current_num_threads))).unwrap();
        assert_eq!((inside, super::inside(|| 7)), (3, 7));
    }

    #[test]
    fn every_task_of_a_phase_runs_once_and_after_the_phase_before() {
        let count = |phase: usize| phase * 7 % 33;
        let run = || {
            let (done, sums) = (AtomicUsize::new(0), [const { AtomicUsize::new(0) }; 33]);
            phases(60, count, |phase, task| {
                let before: usize = (0..phase).map(count).sum();
                assert!(done.load(Ordering::Relaxed) >= before);
                sums[task].fetch_add(phase, Ordering::Relaxed);
                done.fetch_add(1, Ordering::Relaxed);
            });
            sums.map(AtomicUsize::into_inner)
        };
        let expected: [usize; 33] =
            std::array::from_fn(|task| (0..60).filter(|&phase| count(phase) > task).sum());
        for threads in [1, 2, 7] {
            assert_eq!(with_threads(threads, run).unwrap(), expected);
            // Side by side, and one inside the other.
            let many = || map(&[(); 5], |()| run());
            assert_eq!(with_threads(threads, many).unwrap(), [expected; 5]);
            with_threads(threads, || phases(2, |_| 3, |_, _| assert_eq!(run(), expected))).unwrap();
            let fails = || phases(3, |_| 3, |phase, task| assert_ne!((phase, task), (1, 2)));
            assert!(std::panic::catch_unwind(|| with_threads(threads, fails)).is_err());
        }
    }

    #[test]
    fn every_item_is_worked_once() {
        let items: Vec<usize> = (10..300).collect();
        for threads in [1, 3] {
            let step = |state: &mut Vec<(usize, usize)>, index, &item: &usize| state.push((index, item));
            let states = with_threads(threads, || work(&items, Vec::new, step)).unwrap();
            assert_eq!(states.len(), threads);
            let mut all = states.concat();
            all.sort_unstable();
            assert!(all.into_iter().eq(items.iter().copied().enumerate()));
        }
        assert!(work(&[0; 0], || 0, |_, _, _| ()).is_empty());
        let squares = with_threads(3, || map_with(&items, || (), |_, item| item * item)).unwrap();
        assert!(squares.into_iter().eq(items.iter().map(|item| item * item)));
    }

    #[test]
    fn chunks_are_filled_where_they_lie() {
        let mut out = vec![0; 10];
        fill_chunks(&mut out, 4, |first, part| {
            for (offset, slot) in part.iter_mut().enumerate() {
                *slot = first + offset;
            }
        });
        assert_eq!(out, (0..10).collect::<Vec<_>>());
    }
}
