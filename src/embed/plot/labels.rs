//! Where labels go: beside their marks, never over one another.
//!
//! One label after the other, in the order of importance, takes the first free place of a fixed list (Christensen, Marks
//! and Shieber, "An empirical study of algorithms for point-feature label placement", 1995, call it greedy): eight
//! directions right beside the mark, then rings farther out, from where a thin line leads back. A place is free where
//! it lies in the picture and touches neither label nor line nor mark. A label without a free place is left out; where
//! marks are too crowded for that rule, a label may lie on a few marks.

use super::occupancy::{Area, Occupancy};

/// Between a mark and its label.
const GAP: f64 = 3.0;
/// How far out labels with a line stand, in heights of a label.
const RINGS: [f64; 4] = [0.9, 1.6, 2.5, 3.6];
/// Directions of a ring.
const DIRECTIONS: usize = 16;
/// Between the points of a line that are looked at.
const STEP: f64 = 3.0;

/// A mark that wants a label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) at: [f64; 2],
    pub(super) radius: f64,
    /// Of the label.
    pub(super) width: f64,
    /// Marks that the label may lie on, where it finds no free place.
    pub(super) covered: usize,
}

/// A label's place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Label {
    pub(super) area: Area,
    /// The end at the label of the line that leads to it.
    pub(super) line: Option<[f64; 2]>,
}

/// Where labels may stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) bounds: Area,
    /// Height of a label.
    pub(super) height: f64,
    /// How far out a label may go, in rings.
    pub(super) rings: usize,
}

/// Places labels for `marks`, the most important first.
pub(super) fn place_labels(marks: &[Mark], room: &Room) -> Vec<Option<Label>> {
    let (width, height) = (room.bounds.right, room.bounds.bottom);
    let mut taken = Taken {
        marks: Occupancy::new(width, height),
        labels: Occupancy::new(width, height),
        lines: Occupancy::new(width, height),
    };
    marks.iter().for_each(|mark| taken.marks.take(Area::around(mark.at, mark.radius)));
    let mut labels: Vec<Option<Label>> = vec![None; marks.len()];
    // Places beside the mark for all come before places that need a line.
    for (mark, label) in marks.iter().zip(&mut labels) {
        *label = taken.beside(mark, room, 0);
        label.iter().for_each(|label| taken.take(mark, label));
    }
    for (mark, label) in marks.iter().zip(&mut labels).filter(|(_, label)| label.is_none()) {
        *label = taken.farther(mark, room).or_else(|| taken.beside(mark, room, mark.covered));
        label.iter().for_each(|label| taken.take(mark, label));
    }
    labels
}

/// What labels must not touch.
struct Taken {
    marks: Occupancy,
    labels: Occupancy,
    lines: Occupancy,
}

impl Taken {
    /// A place beside the mark that covers at most so many others: the one that covers fewest.
    fn beside(&self, mark: &Mark, room: &Room, covered: usize) -> Option<Label> {
        let mut best: Option<(usize, Area)> = None;
        for area in beside(mark, room.height) {
            let free =
                room.bounds.holds(&area) && !self.labels.is_touched(&area) && !self.lines.is_touched(&area);
            if !free {
                continue;
            }
            // A label beside its mark never touches it.
            let count = self.marks.touched(&area);
            if count <= covered && best.is_none_or(|best| count < best.0) {
                best = Some((count, area));
            }
            if count == 0 {
                break;
            }
        }
        best.map(|(_, area)| Label { area, line: None })
    }

    /// A free place at the end of a free line.
    fn farther(&self, mark: &Mark, room: &Room) -> Option<Label> {
        let places = RINGS.iter().take(room.rings).flat_map(|ring| {
            let out = ring * room.height + mark.radius;
            (0..DIRECTIONS).map(move |direction| ring_place(mark, room.height, out, direction))
        });
        places.into_iter().find_map(|area| {
            let free = room.bounds.holds(&area)
                && !self.labels.is_touched(&area)
                && !self.lines.is_touched(&area)
                && !self.marks.is_touched(&area);
            let end = nearest_point(&area, mark.at);
            let clear = |part: &Area| !self.labels.is_touched(part) && !self.lines.is_touched(part);
            (free && line_parts(mark, end).all(|part| clear(&part) && !self.marks.is_touched(&part)))
                .then_some(Label { area, line: Some(end) })
        })
    }

    fn take(&mut self, mark: &Mark, label: &Label) {
        self.labels.take(label.area);
        if let Some(end) = label.line {
            line_parts(mark, end).for_each(|part| self.lines.take(part));
        }
    }
}

/// The eight places beside a mark, the best first.
fn beside(mark: &Mark, height: f64) -> impl Iterator<Item = Area> {
    let ([x, y], out, width) = (mark.at, mark.radius + GAP, mark.width);
    // Corners cut in, since a mark is round.
    let (slant, half) = (0.7 * mark.radius + 1.5, 0.5 * height);
    let corners = [
        [x + out, y - half],
        [x - out - width, y - half],
        [x - 0.5 * width, y - mark.radius - 1.0 - height],
        [x - 0.5 * width, y + mark.radius + 1.0],
        [x + slant, y - slant - height],
        [x + slant, y + slant],
        [x - slant - width, y - slant - height],
        [x - slant - width, y + slant],
    ];
    corners.into_iter().map(move |[left, top]| Area { left, top, right: left + width, bottom: top + height })
}

/// A place whose nearest edge lies `out` away in that direction.
fn ring_place(mark: &Mark, height: f64, out: f64, direction: usize) -> Area {
    let angle = std::f64::consts::TAU * direction as f64 / DIRECTIONS as f64;
    let (sine, cosine) = angle.sin_cos();
    let (x, y) = (mark.at[0] + out * cosine, mark.at[1] - out * sine);
    // The label hangs on its edge or corner that faces the mark.
    let side = |along: f64| {
        if along > 0.3 {
            0.0
        } else if along < -0.3 {
            1.0
        } else {
            0.5
        }
    };
    let left = x - side(cosine) * mark.width;
    let top = y - side(-sine) * height;
    Area { left, top, right: left + mark.width, bottom: top + height }
}

/// The point of an area that is nearest to `from`.
fn nearest_point(area: &Area, [x, y]: [f64; 2]) -> [f64; 2] {
    [x.clamp(area.left, area.right), y.clamp(area.top + 1.0, area.bottom - 1.0)]
}

/// The line from a mark to its label as small areas, without its ends.
fn line_parts(mark: &Mark, end: [f64; 2]) -> impl Iterator<Item = Area> {
    let from = mark.at;
    let across = [end[0] - from[0], end[1] - from[1]];
    let length = across[0].hypot(across[1]);
    let first = mark.radius + 1.5;
    let steps = ((length - first - 1.0) / STEP).max(0.0).ceil() as usize;
    (0..steps).map(move |step| {
        let share = (first + step as f64 * STEP) / length;
        Area::around([from[0] + share * across[0], from[1] + share * across[1]], 1.0)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ROOM: Room =
        Room { bounds: Area { left: 0.0, top: 0.0, right: 400.0, bottom: 300.0 }, height: 12.0, rings: 4 };

    fn marks(most: usize) -> impl Strategy<Value = Vec<Mark>> {
        let mark = (10.0..390.0f64, 10.0..290.0f64, 5.0..80.0f64).prop_map(|(x, y, width)| Mark {
            at: [x, y],
            radius: 3.0,
            width,
            covered: 2,
        });
        prop::collection::vec(mark, 1..most)
    }

    proptest! {
        #[test]
        fn labels_touch_no_label_and_few_marks(marks in marks(150)) {
            let labels = place_labels(&marks, &ROOM);
            prop_assert_eq!(labels.len(), marks.len());
            let placed: Vec<Label> = labels.iter().flatten().copied().collect();
            for (at, label) in placed.iter().enumerate() {
                prop_assert!(ROOM.bounds.holds(&label.area));
                prop_assert!(placed[..at].iter().all(|other| !other.area.touches(&label.area)));
                let on = |mark: &&Mark| Area::around(mark.at, mark.radius).touches(&label.area);
                prop_assert!(marks.iter().filter(on).count() <= 2);
            }
        }
    }

    #[test]
    fn a_lone_mark_has_its_label_at_the_right() {
        let labels =
            place_labels(&[Mark { at: [100.0, 100.0], radius: 3.0, width: 50.0, covered: 0 }], &ROOM);
        let area = Area { left: 106.0, top: 94.0, right: 156.0, bottom: 106.0 };
        assert_eq!(labels, [Some(Label { area, line: None })]);
    }

    #[test]
    fn at_the_right_edge_it_goes_to_the_left() {
        let labels =
            place_labels(&[Mark { at: [390.0, 100.0], radius: 3.0, width: 50.0, covered: 0 }], &ROOM);
        assert_eq!(labels[0].map(|label| label.area.right), Some(384.0));
    }

    #[test]
    fn crowded_labels_go_out_on_lines_or_are_left_out() {
        let crowd = |count: usize| {
            let at = |i: usize| [200.0 + 4.0 * (i % 4) as f64, 150.0 + 4.0 * (i / 4) as f64];
            (0..count).map(|i| Mark { at: at(i), radius: 1.0, width: 40.0, covered: 0 }).collect::<Vec<_>>()
        };
        let few = place_labels(&crowd(12), &ROOM);
        assert!(few.iter().flatten().any(|label| label.line.is_some()), "{few:?}");
        assert!(few.iter().flatten().count() >= 5, "{few:?}");
        let many = place_labels(&crowd(200), &ROOM);
        assert!(many.iter().any(Option::is_none));
    }

    #[test]
    fn a_label_wider_than_the_picture_is_left_out() {
        assert_eq!(
            place_labels(&[Mark { at: [200.0, 100.0], radius: 3.0, width: 500.0, covered: 9 }], &ROOM),
            [None]
        );
        assert_eq!(place_labels(&[], &ROOM), []);
    }
}
