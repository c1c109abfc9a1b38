//! `dispatch`: runs a [`Kernel`], compiled for the best instruction set at hand.
//!
//! The set is detected once; a call costs a look-up and a branch. So hand over whole rows or, better, a
//! whole loop over rows: inside a kernel of one's own, the kernels of this folder take the set that it was
//! given and become part of it.
#![expect(
    unsafe_code,
    reason = "a function compiled for more instructions may run only where they are found"
)]

use std::sync::OnceLock;

use super::lanes::{InstructionSet, Portable};
#[cfg(target_arch = "x86_64")]
use super::x86::{Avx2, Avx512};

/// A loop that can be compiled for any instruction set.
pub trait Kernel {
    /// What it gives.
    type Output;

    /// Runs it. Implementations carry `#[inline(always)]`: only so are they compiled for the set.
    fn run<S: InstructionSet>(self, set: S) -> Self::Output;
}

/// The instruction sets that kernels are compiled for, the best one last.
#[derive(Debug, Clone, Copy)]
pub(super) enum Set {
    Portable(Portable),
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
}

impl Set {
    /// Those that this machine has.
    fn found() -> Vec<Set> {
        let mut found = vec![Set::Portable(Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            found.extend(Avx2::detect().map(Set::Avx2));
            found.extend(Avx512::detect().map(Set::Avx512));
        }
        found
    }

    /// The best of them, or the one that a test asks for.
    #[inline]
    pub(super) fn current() -> Set {
        #[cfg(test)]
        if let Some(set) = tests::FORCED.get() {
            return set;
        }
        static BEST: OnceLock<Set> = OnceLock::new();
        *BEST.get_or_init(|| Set::found().pop().unwrap_or(Set::Portable(Portable)))
    }

    fn name(self) -> &'static str {
        match self {
            Set::Portable(_) => "portable",
            #[cfg(target_arch = "x86_64")]
            Set::Avx2(_) => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Set::Avx512(_) => "AVX-512",
        }
    }
}

/// The instruction set that kernels run on here: `portable`, `AVX2` or `AVX-512`.
///
/// # Examples
/// ```
/// assert!(["portable", "AVX2", "AVX-512"].contains(&wordmill::vector::kernel::instruction_set()));
/// ```
#[must_use]
pub fn instruction_set() -> &'static str {
    Set::current().name()
}

/// Runs `kernel` on the best instruction set of this machine.
#[inline]
pub(crate) fn dispatch<K: Kernel>(kernel: K) -> K::Output {
    match Set::current() {
        Set::Portable(set) => portable(set, kernel),
        // SAFETY: the function needs AVX2, FMA and BMI, and `set` exists only where they were detected.
        #[cfg(target_arch = "x86_64")]
        Set::Avx2(set) => unsafe { avx2(set, kernel) },
        // SAFETY: the function needs AVX-512, AVX2, FMA and BMI, and `set` exists only where they were detected.
        #[cfg(target_arch = "x86_64")]
        Set::Avx512(set) => unsafe { avx512(set, kernel) },
    }
}

#[inline(never)]
fn portable<K: Kernel>(set: Portable, kernel: K) -> K::Output {
    kernel.run(set)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,bmi1,bmi2")]
fn avx2<K: Kernel>(set: Avx2, kernel: K) -> K::Output {
    kernel.run(set)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma,bmi1,bmi2")]
fn avx512<K: Kernel>(set: Avx512, kernel: K) -> K::Output {
    kernel.run(set)
}

/// Defines a function that checks its arguments and runs `$on(set, arguments…)` on the best instruction set. It does
/// what [`dispatch`] does, but arguments stay in registers: a row of a hundred numbers is done before they
/// would be back from memory.
macro_rules! kernel {
    ($(#[$doc:meta])* $visibility:vis fn $name:ident $(<$($generic:ident: $bound:ident),*>)? ($($argument:ident: $type:ty),*)
     $(-> $result:ty)? $(where $check:expr)? => $on:ident) => {
        $(#[$doc])*
        #[inline]
        #[expect(unsafe_code, reason = "a function compiled for more instructions may run only where they are found")]
        $visibility fn $name<'k $($(, $generic: $bound)*)?>($($argument: $type),*) $(-> $result)? {
            use $crate::vector::kernel::dispatch::Set;

            #[inline(never)]
            fn portable<'k $($(, $generic: $bound)*)?>(
                set: $crate::vector::kernel::lanes::Portable, $($argument: $type),*
            ) $(-> $result)? {
                $on(set, $($argument),*)
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma,bmi1,bmi2")]
            fn avx2<'k $($(, $generic: $bound)*)?>(
                set: $crate::vector::kernel::x86::Avx2, $($argument: $type),*
            ) $(-> $result)? {
                $on(set, $($argument),*)
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma,bmi1,bmi2")]
            fn avx512<'k $($(, $generic: $bound)*)?>(
                set: $crate::vector::kernel::x86::Avx512, $($argument: $type),*
            ) $(-> $result)? {
                $on(set, $($argument),*)
            }

            $($check;)?
            match Set::current() {
                Set::Portable(set) => portable(set, $($argument),*),
                // SAFETY: the function needs AVX2, FMA and BMI, and `set` exists only where they were detected.
                #[cfg(target_arch = "x86_64")]
                Set::Avx2(set) => unsafe { avx2(set, $($argument),*) },
                // SAFETY: the function needs AVX-512, AVX2, FMA and BMI, and `set` exists only where they were detected.
                #[cfg(target_arch = "x86_64")]
                Set::Avx512(set) => unsafe { avx512(set, $($argument),*) },
            }
        }
    };
}

pub(super) use kernel;

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        pub(super) static FORCED: Cell<Option<Set>> = const { Cell::new(None) };
    }

    /// Runs `check` once on every set of this machine (on this thread), and says which sets it lacks.
    pub(crate) fn on_every_set(check: impl Fn(&'static str)) {
        let found = Set::found();
        for set in &found {
            FORCED.set(Some(*set));
            check(set.name());
        }
        FORCED.set(None);
        for name in ["AVX2", "AVX-512"] {
            if !found.iter().any(|set| set.name() == name) {
                println!("kernels on {name}: not run, this machine lacks it");
            }
        }
    }
}
