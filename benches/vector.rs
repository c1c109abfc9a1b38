//! The kernels of the vector core beside hand-written loops and other crates, on one thread.
//!
//! `cargo bench --bench vector` times every kernel; `cargo bench --bench vector -- ratios` prints ratios of ways that
//! take turns: dot and axpy beside loops of AVX-512 intrinsics, small products beside the multiply-add peak that
//! a loop over registers alone reaches, matrix products and the exact nearest rows beside the crates `gemm` and
//! `matrixmultiply`.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a bench")]
#![expect(unsafe_code, reason = "the loops that are compared with are written in intrinsics")]

mod alternate;

use std::hint::black_box;

use alternate::{Way, alternate};
use criterion::{Criterion, Throughput, criterion_group};
use wordmill::parallel::with_threads;
use wordmill::seed::Seed;
use wordmill::vector::kernel::{
    Tile, axpy, dot, dot_wide, exp, instruction_set, ln, log_sum_exp, max, sigmoid, softmax,
    squared_distance, sum,
};
use wordmill::vector::{Cosine, DenseMatrix, Nearest, Rows};

fn numbers(purpose: &str, len: usize) -> Vec<f32> {
    let draws = Seed(5).stream(purpose);
    (0..len as u64).map(|index| (draws.uniform(index) * 2.0 - 1.0) as f32).collect()
}

/// Numbers that begin at a cache line. Elsewhere every load of a register touches two lines, which costs short
/// loops a quarter of their speed, by hand or not.
#[derive(Clone)]
struct Aligned {
    lines: Vec<Line>,
    len: usize,
}

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(#[expect(dead_code, reason = "read through a pointer")] [f32; 16]);

impl Aligned {
    fn new(numbers: &[f32]) -> Self {
        let line = |part: &[f32]| Line(std::array::from_fn(|at| part.get(at).copied().unwrap_or(0.0)));
        Aligned { lines: numbers.chunks(16).map(line).collect(), len: numbers.len() }
    }
}

impl std::ops::Deref for Aligned {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        // SAFETY: lines are sixteen numbers each without gaps, and there are at least `len` numbers.
        unsafe { std::slice::from_raw_parts(self.lines.as_ptr().cast(), self.len) }
    }
}

impl std::ops::DerefMut for Aligned {
    fn deref_mut(&mut self) -> &mut [f32] {
        // SAFETY: as above.
        unsafe { std::slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), self.len) }
    }
}

/// Loops as an expert writes them, with fused multiply-add, four sums and masks.
#[cfg(target_arch = "x86_64")]
mod by_hand {
    use std::arch::x86_64::*;

    /// # Safety
    /// The machine has AVX-512.
    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl")]
    pub(crate) unsafe fn dot(a: &[f32], b: &[f32]) -> f32 {
        let (len, a, b) = (a.len().min(b.len()), a.as_ptr(), b.as_ptr());
        let (mut sums, mut at) = ([_mm512_setzero_ps(); 4], 0);
        // SAFETY: every load lies below `len`, the last one by its mask.
        unsafe {
            while at + 64 <= len {
                for (strip, sum) in sums.iter_mut().enumerate() {
                    let (x, y) =
                        (_mm512_loadu_ps(a.add(at + 16 * strip)), _mm512_loadu_ps(b.add(at + 16 * strip)));
                    *sum = _mm512_fmadd_ps(x, y, *sum);
                }
                at += 64;
            }
            while at + 16 <= len {
                sums[0] = _mm512_fmadd_ps(_mm512_loadu_ps(a.add(at)), _mm512_loadu_ps(b.add(at)), sums[0]);
                at += 16;
            }
            let mask = (1u16 << (len - at)) - 1;
            let (x, y) = (_mm512_maskz_loadu_ps(mask, a.add(at)), _mm512_maskz_loadu_ps(mask, b.add(at)));
            sums[1] = _mm512_fmadd_ps(x, y, sums[1]);
        }
        let (even, odd) = (_mm512_add_ps(sums[0], sums[2]), _mm512_add_ps(sums[1], sums[3]));
        _mm512_reduce_add_ps(_mm512_add_ps(even, odd))
    }

    /// # Safety
    /// The machine has AVX-512.
    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl")]
    pub(crate) unsafe fn axpy(factor: f32, x: &[f32], y: &mut [f32]) {
        let (len, x, y) = (x.len().min(y.len()), x.as_ptr(), y.as_mut_ptr());
        let (factor, mut at) = (_mm512_set1_ps(factor), 0);
        // SAFETY: every load and store lies below `len`, the last ones by their mask.
        unsafe {
            while at + 16 <= len {
                let sum = _mm512_fmadd_ps(factor, _mm512_loadu_ps(x.add(at)), _mm512_loadu_ps(y.add(at)));
                _mm512_storeu_ps(y.add(at), sum);
                at += 16;
            }
            let mask = (1u16 << (len - at)) - 1;
            let (new, old) = (_mm512_maskz_loadu_ps(mask, x.add(at)), _mm512_maskz_loadu_ps(mask, y.add(at)));
            _mm512_mask_storeu_ps(y.add(at), mask, _mm512_fmadd_ps(factor, new, old));
        }
    }

    /// `rounds` · 12 · 16 multiply-adds that touch nothing but registers.
    ///
    /// # Safety
    /// The machine has AVX-512.
    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl")]
    pub(crate) unsafe fn peak(rounds: usize) -> f32 {
        let mut sums = [_mm512_set1_ps(1.0); 12];
        let (factor, summand) = (_mm512_set1_ps(0.999), _mm512_set1_ps(std::hint::black_box(0.001)));
        for _ in 0..rounds {
            for sum in &mut sums {
                *sum = _mm512_fmadd_ps(*sum, factor, summand);
            }
        }
        _mm512_reduce_add_ps(sums.into_iter().fold(_mm512_setzero_ps(), |all, sum| _mm512_add_ps(all, sum)))
    }
}

fn rows(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rows");
    for len in [100, 300] {
        let (a, mut b) = (numbers("a", len), numbers("b", len));
        let naive: f32 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
        assert!((dot(&a, &b) - naive).abs() < 1e-3);
        group.throughput(Throughput::Elements(len as u64));
        let mut time = |name: &str, work: &mut dyn FnMut(&[f32], &mut [f32]) -> f32| {
            group.bench_function(format!("{name}/{len}"), |bench| {
                bench.iter(|| work(black_box(&a), black_box(&mut b)));
            });
        };
        time("dot/naive", &mut |a, b| a.iter().zip(b).map(|(x, y)| x * *y).sum());
        time("dot", &mut |a, b| dot(a, b));
        time("dot_wide", &mut |a, b| dot_wide(a, b) as f32);
        time("squared_distance", &mut |a, b| squared_distance(a, b));
        time("sum", &mut |a, _| sum(a));
        time("max", &mut |a, _| max(a));
        time("axpy", &mut |a, b| {
            axpy(1e-9, a, b);
            0.0
        });
    }
    group.finish();
}

fn exponentials(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("exponentials");
    let (start, mut row) = (numbers("x", 1000), vec![0.0; 1000]);
    group.throughput(Throughput::Elements(1000));
    let mut time = |name: &str, work: &dyn Fn(&mut [f32])| {
        group.bench_function(name, |bench| {
            bench.iter(|| {
                row.copy_from_slice(black_box(&start));
                work(black_box(&mut row));
            });
        });
    };
    time("exp/naive", &|x| x.iter_mut().for_each(|x| *x = x.exp()));
    time("exp", &|x| exp(x));
    time("ln/naive", &|x| x.iter_mut().for_each(|x| *x = x.abs().ln()));
    time("ln", &|x| ln(x));
    time("sigmoid/naive", &|x| x.iter_mut().for_each(|x| *x = 1.0 / (1.0 + (-*x).exp())));
    time("sigmoid", &|x| sigmoid(x));
    time("softmax", &|x| softmax(x));
    time("log_sum_exp", &|x| x[0] = log_sum_exp(x) as f32);
    group.finish();
}

fn tiles(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tiles");
    for (m, n, d) in [(6, 6, 100), (8, 8, 100), (32, 32, 100), (6, 6, 300), (8, 8, 300), (32, 32, 300)] {
        let (mut a, mut b, mut products) = (numbers("a", m * d), numbers("b", n * d), vec![0.0; m * n]);
        let (tile, factors) = (Tile { m, n, d }, vec![1e-9; m * n]);
        tile.products(&a, &b, &mut products);
        assert!((products[n - 1] - dot(&a[..d], &b[(n - 1) * d..])).abs() < 1e-3);
        group.throughput(Throughput::Elements((m * n * d) as u64));
        let shape = format!("{m}×{n}×{d}");
        group.bench_function(format!("products/{shape}"), |bench| {
            bench.iter(|| tile.products(black_box(&a), black_box(&b), &mut products));
        });
        group.bench_function(format!("combine/{shape}"), |bench| {
            bench.iter(|| tile.combine(black_box(&factors), black_box(&b), &mut a));
        });
        group.bench_function(format!("combine_transposed/{shape}"), |bench| {
            bench.iter(|| tile.combine_transposed(black_box(&factors), black_box(&a), &mut b));
        });
    }
    group.finish();
}

fn matrix(purpose: &str, rows: usize, columns: usize) -> DenseMatrix {
    DenseMatrix::from_rows(columns, numbers(purpose, rows * columns)).unwrap()
}

/// `A·Bᵀ` by the crate `gemm`, into `out`.
fn by_gemm(a: Rows<'_>, b: Rows<'_>, out: &mut [f32]) {
    let (m, n, d) = (a.len(), b.len(), a.columns());
    assert!(b.columns() == d && out.len() == m * n);
    // SAFETY: the pointers and strides are those of the three matrices, whose lengths were just checked.
    unsafe {
        let out = out.as_mut_ptr();
        let (a, b, d_stride) = (a.as_slice().as_ptr(), b.as_slice().as_ptr(), d as isize);
        let none = gemm::Parallelism::None;
        gemm::gemm(
            m, n, d, out, 1, n as isize, false, a, 1, d_stride, b, d_stride, 1, 0.0, 1.0, false, false,
            false, none,
        );
    }
}

/// The same by `matrixmultiply`, which nalgebra uses.
fn by_matrixmultiply(a: Rows<'_>, b: Rows<'_>, out: &mut [f32]) {
    let (m, n, d) = (a.len(), b.len(), a.columns());
    assert!(b.columns() == d && out.len() == m * n);
    // SAFETY: as above.
    unsafe {
        let (a, b, d_stride) = (a.as_slice().as_ptr(), b.as_slice().as_ptr(), d as isize);
        matrixmultiply::sgemm(
            m,
            d,
            n,
            1.0,
            a,
            d_stride,
            1,
            b,
            1,
            d_stride,
            0.0,
            out.as_mut_ptr(),
            n as isize,
            1,
        );
    }
}

fn products(criterion: &mut Criterion) {
    let (a, b) = (matrix("a", 200, 300), matrix("b", 300, 300));
    let mut group = criterion.benchmark_group("products");
    group.throughput(Throughput::Elements(200 * 300 * 300));
    let ours = a.times_transposed(&b).unwrap();
    let mut peer = vec![0.0; 200 * 300];
    by_gemm((&a).into(), (&b).into(), &mut peer);
    assert!(ours.as_slice().iter().zip(&peer).all(|(x, y)| (x - y).abs() < 1e-3));
    group.bench_function("times_transposed/200×300×300", |bench| {
        bench.iter(|| a.times_transposed(black_box(&b)).unwrap());
    });
    group.bench_function("times/200×300×300", |bench| bench.iter(|| a.times(black_box(&b)).unwrap()));
    group.finish();
}

fn nearest(criterion: &mut Criterion) {
    let (rows, queries) = (matrix("rows", 20_000, 100), matrix("queries", 64, 100));
    let index = Nearest::new((&rows).into(), Cosine).unwrap();
    let mut group = criterion.benchmark_group("nearest");
    group.throughput(Throughput::Elements(20_000 * 64)).sample_size(20);
    group.bench_function("cosine top 10/20,000×100, 64 queries", |bench| {
        bench.iter(|| index.search(black_box((&queries).into()), 10).unwrap());
    });
    group.finish();
}

/// The tables of the README: everything in turns.
#[cfg(target_arch = "x86_64")]
fn ratios() {
    println!("\nratios, ways in turns, one thread, medians; kernels run on {}", instruction_set());
    if instruction_set() == "AVX-512" {
        beside_loops_by_hand();
    } else {
        println!("the loops by hand need AVX-512: not run");
    }
    beside_gemm();
    nearest_beside_gemm(1_000_000, 1_000, 300);
}

/// Rows and small products beside loops of intrinsics and the peak that registers alone reach.
#[cfg(target_arch = "x86_64")]
fn beside_loops_by_hand() {
    const CALLS: usize = 4_000;
    for len in [100, 300] {
        let (a, b) = (Aligned::new(&numbers("a", len)), Aligned::new(&numbers("b", len)));
        let (mut y, mut z) = (b.clone(), b.clone());
        let by_hand: Box<dyn FnMut()> = Box::new(|| {
            for _ in 0..CALLS {
                // SAFETY: AVX-512 was found.
                black_box(unsafe { by_hand::dot(black_box(&a), black_box(&b)) });
            }
        });
        let ours: Box<dyn FnMut()> = Box::new(|| {
            for _ in 0..CALLS {
                black_box(dot(black_box(&a), black_box(&b)));
            }
        });
        alternate(&format!("dot of {len}, {CALLS} times"), 101, vec![("by hand", by_hand), ("ours", ours)]);
        let by_hand: Box<dyn FnMut()> = Box::new(|| {
            for _ in 0..CALLS {
                // SAFETY: AVX-512 was found.
                unsafe { by_hand::axpy(1e-9, black_box(&a), black_box(&mut y)) };
            }
        });
        let ours: Box<dyn FnMut()> = Box::new(|| {
            for _ in 0..CALLS {
                axpy(1e-9, black_box(&a), black_box(&mut z));
            }
        });
        alternate(&format!("axpy of {len}, {CALLS} times"), 101, vec![("by hand", by_hand), ("ours", ours)]);
    }
    for (m, n) in [(6, 6), (8, 8), (16, 16), (32, 32), (8, 32), (32, 8)] {
        for d in [100, 300] {
            tile_beside_peak(Tile { m, n, d });
        }
    }
}

/// Products of whole matrices beside other crates.
#[cfg(target_arch = "x86_64")]
fn beside_gemm() {
    for (m, n, d) in [(1000, 1000, 300), (1000, 10_000, 300)] {
        let (a, b) = (matrix("a", m, d), matrix("b", n, d));
        let fresh = |product: fn(Rows<'_>, Rows<'_>, &mut [f32])| {
            let (a, b) = (&a, &b);
            Box::new(move || {
                let mut out = vec![0.0; m * n];
                product(a.into(), b.into(), &mut out);
                black_box(out);
            })
        };
        let ours = || drop(black_box(a.times_transposed(&b).unwrap()));
        let ways: Vec<Way<'_>> = vec![
            ("gemm", fresh(by_gemm)),
            ("matrixmultiply", fresh(by_matrixmultiply)),
            ("ours", Box::new(ours)),
        ];
        alternate(&format!("A·Bᵀ {m}×{n}×{d}"), 11, ways);
    }
}

#[cfg(target_arch = "x86_64")]
fn tile_beside_peak(tile: Tile) {
    let Tile { m, n, d } = tile;
    let calls = 400_000 / (m * n * d) + 1;
    let (a, b) = (Aligned::new(&numbers("a", m * d)), Aligned::new(&numbers("b", n * d)));
    let factors = vec![1e-9; m * n];
    let (mut products, mut combined, mut transposed) = (vec![0.0; m * n], a.clone(), b.clone());
    let times = |mut work: Box<dyn FnMut()>| -> Box<dyn FnMut()> {
        Box::new(move || (0..calls).for_each(|_| work()))
    };
    let (a2, b2, f2) = (a.clone(), b.clone(), factors.clone());
    // SAFETY: AVX-512 was found.
    let peak = Box::new(move || {
        black_box(unsafe { by_hand::peak(calls * m * n * d / (12 * 16)) });
    });
    let ways: Vec<Way<'_>> = vec![
        ("multiply-add peak", peak),
        ("products", times(Box::new(move || tile.products(black_box(&a), black_box(&b), &mut products)))),
        (
            "combine",
            times(Box::new(move || tile.combine(black_box(&factors), black_box(&b2), &mut combined))),
        ),
        (
            "combine_transposed",
            times(Box::new(move || tile.combine_transposed(black_box(&f2), black_box(&a2), &mut transposed))),
        ),
    ];
    alternate(&format!("tile {m}×{n}×{d}, {calls} times"), 101, ways);
}

/// The exact top 10 beside the product alone, in blocks that fit the caches.
fn nearest_beside_gemm(count: usize, asked: usize, d: usize) {
    let (rows, queries) = (matrix("rows", count, d), matrix("queries", asked, d));
    let index = Nearest::new((&rows).into(), Cosine).unwrap();
    let product = || {
        let mut out = vec![0.0; 4096 * asked];
        for start in (0..count).step_by(4096) {
            let block = Rows::from(&rows).slice(start..count.min(start + 4096));
            by_gemm(block, (&queries).into(), &mut out[..block.len() * asked]);
        }
        black_box(out);
    };
    let search = || drop(black_box(index.search((&queries).into(), 10).unwrap()));
    let ways: Vec<Way<'_>> =
        vec![("gemm, product alone", Box::new(product)), ("ours, top 10", Box::new(search))];
    alternate(&format!("cosine {count}×{d}, {asked} queries"), 5, ways);
}

criterion_group!(benches, rows, exponentials, tiles, products, nearest);

fn main() {
    with_threads(1, || {
        // The word "ratios" would fit no bench of criterion's.
        #[cfg(target_arch = "x86_64")]
        if std::env::args().any(|argument| argument == "ratios") {
            return ratios();
        }
        benches();
        Criterion::default().configure_from_args().final_summary();
    })
    .unwrap();
}
