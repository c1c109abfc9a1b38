//! [`Stoppable`]: work that Ctrl-C stops at its next safe point; a second Ctrl-C ends the command at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use wordmill::progress::{Next, Progress, Report};

use crate::progress::Bar;
use crate::talk::Talk;

/// Exit code of a command that was interrupted.
const INTERRUPTED: i32 = 130;

/// Whether Ctrl-C was pressed. Where the system refuses to tell, it ends the command as ever.
static PRESSED: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
    let pressed = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&pressed);
    let _ = ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
    });
    pressed
});

/// A bar that passes on the wish to stop.
#[derive(Debug)]
pub(crate) struct Stoppable {
    bar: Bar,
    pressed: Arc<AtomicBool>,
}

impl Stoppable {
    /// From now on, Ctrl-C asks the work to stop.
    pub(crate) fn new(talk: Talk) -> Self {
        Stoppable { bar: talk.progress(), pressed: Arc::clone(&PRESSED) }
    }
}

impl Progress for Stoppable {
    fn report(&mut self, report: &Report<'_>) -> Next {
        let next = self.bar.report(report);
        if self.pressed.load(Ordering::Relaxed) { Next::Stop } else { next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wish_to_stop_is_passed_on() {
        let pressed = Arc::new(AtomicBool::new(false));
        let mut work = Stoppable { bar: Bar::new(false), pressed: Arc::clone(&pressed) };
        let report = Report { stage: "train", done: 1, total: None, figures: &[] };
        assert_eq!(work.report(&report), Next::Continue);
        pressed.store(true, Ordering::Relaxed);
        assert_eq!(work.report(&report), Next::Stop);
    }
}
