//! A machine that cuts text at boundaries: states by classes, and one place held open.
//!
//! A rule like "no boundary between a letter and `.` if a letter follows" cannot be answered where it is asked. The
//! machine then notes the place and reads on; the next character that matters says whether it was a boundary. One
//! such place at a time is enough for every rule of UAX #29, so text is read once, whatever it holds.

/// How many states and classes a machine may have.
pub(crate) const SIZE: usize = 32;

/// What the character before which a machine stands does to the segment being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// It belongs to the segment.
    Join,
    /// It opens a new one.
    Cut,
    /// It belongs to the segment, unless what follows says that it opened a new one.
    Hold,
    /// The place held was a boundary; it belongs to the segment that began there.
    CutHeld,
    /// The place held was a boundary, and it opens a segment of its own.
    CutBoth,
}

const ACTIONS: [Action; 5] = [Action::Join, Action::Cut, Action::Hold, Action::CutHeld, Action::CutBoth];

const JOIN: u8 = Action::Join as u8;
const CUT: u8 = Action::Cut as u8;

/// A kind of boundary as a table: `steps[state][class]` is the next state and, above bit 5, the action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Machine {
    steps: [[u8; SIZE]; SIZE],
    /// A bit for each state in which a place is held.
    holding: u32,
}

impl Machine {
    /// Of a rule for each state and class, and the states that hold a place. State 0 is the start of a segment.
    pub(crate) fn new(
        rule: impl Fn(u8, u8) -> (Action, u8),
        holds: impl Fn(u8) -> bool,
        states: u8,
        classes: u8,
    ) -> Self {
        let mut machine = Machine { steps: [[0; SIZE]; SIZE], holding: 0 };
        for state in 0..states {
            machine.holding |= u32::from(holds(state)) << state;
            for class in 0..classes {
                let (action, next) = rule(state, class);
                machine.steps[usize::from(state)][usize::from(class)] = (action as u8) << 5 | next;
            }
        }
        machine
    }
}

/// The flag of a class that says something of the segment, whatever the rules: that it holds a letter or a number.
pub(crate) const MARKED: u8 = 0x80;

/// A segment: its start and end, and whether one of its classes was [`MARKED`].
pub(crate) type Segment = (usize, usize, bool);

/// A machine at work, from one boundary on.
#[derive(Debug)]
pub(crate) struct Cutter<'m> {
    machine: &'m Machine,
    pub(crate) state: u8,
    start: usize,
    held: usize,
    /// The flags of the segment up to the place held, and since.
    before: u8,
    since: u8,
}

impl<'m> Cutter<'m> {
    /// At `start`, a boundary.
    #[inline]
    pub(crate) fn new(machine: &'m Machine, start: usize) -> Self {
        Cutter { machine, state: 0, start, held: start, before: 0, since: 0 }
    }

    /// Reads the character at `at`. Segments that end with it known go to `sink`; the answer is whether `at` is a
    /// boundary.
    #[inline(always)]
    pub(crate) fn read(&mut self, at: usize, class: u8, sink: &mut impl FnMut(Segment)) -> bool {
        let step = self.machine.steps[usize::from(self.state) % SIZE][usize::from(class) % SIZE];
        self.state = step % SIZE as u8;
        let action = step / SIZE as u8;
        // Nearly all steps are of two kinds.
        let boundary = match action {
            JOIN => false,
            CUT => self.act(Action::Cut, at, sink),
            _ => self.act(ACTIONS[usize::from(action) % ACTIONS.len()], at, sink),
        };
        self.since |= class;
        boundary
    }

    #[inline(always)]
    fn act(&mut self, action: Action, at: usize, sink: &mut impl FnMut(Segment)) -> bool {
        match action {
            Action::Join => return false,
            Action::Hold => {
                self.before |= self.since;
                (self.held, self.since) = (at, 0);
                return false;
            }
            Action::CutHeld => {
                sink((self.start, self.held, self.before & MARKED != 0));
                (self.start, self.before) = (self.held, 0);
                return false;
            }
            Action::CutBoth => {
                sink((self.start, self.held, self.before & MARKED != 0));
                sink((self.held, at, self.since & MARKED != 0));
            }
            Action::Cut => sink((self.start, at, (self.before | self.since) & MARKED != 0)),
        }
        (self.start, self.before, self.since) = (at, 0, 0);
        true
    }

    /// The text ends at `end`.
    #[inline]
    pub(crate) fn finish(&mut self, end: usize, sink: &mut impl FnMut(Segment)) {
        let holding = self.machine.holding >> (self.state % SIZE as u8) & 1 == 1;
        if self.start < end {
            self.act(if holding { Action::CutBoth } else { Action::Cut }, end, sink);
        }
    }
}
