//! The floor table: which room stands where, and which doors it has. A new room is entered here and in
//! ARCHITECTURE.md.

use super::rules::Rule;

/// A folder of `src/` or a file directly in it.
struct Room {
    name: &'static str,
    floor: u8,
    /// Rooms of its own floor that it may import.
    beside: &'static [&'static str],
    /// Rooms below that it must not know.
    never: &'static [&'static str],
}

impl Room {
    const fn on(floor: u8, name: &'static str) -> Self {
        Self { name, floor, beside: &[], never: &[] }
    }

    const fn beside(self, beside: &'static [&'static str]) -> Self {
        Self { beside, ..self }
    }

    const fn never(self, never: &'static [&'static str]) -> Self {
        Self { never, ..self }
    }
}

/// Every room of the library. The binary stands on floor 6, in a crate of its own: the compiler lets it
/// reach the library as `wordmill::…` only.
const ROOMS: &[Room] = &[
    Room::on(1, "error"),
    Room::on(1, "persist").beside(&["error"]),
    Room::on(1, "prob").beside(&["error"]),
    Room::on(1, "seed").beside(&["error"]),
    Room::on(1, "pages"),
    Room::on(1, "parallel").beside(&["error", "pages"]),
    Room::on(1, "progress").beside(&["error"]),
    Room::on(1, "radix"),
    Room::on(2, "vector").beside(&["fit"]),
    Room::on(2, "solve").beside(&["vector", "fit", "statistics"]),
    Room::on(2, "statistics").beside(&["vector"]),
    Room::on(2, "fit").beside(&["label"]),
    Room::on(2, "label").beside(&["fit"]),
    Room::on(3, "text").never(&["vector"]),
    Room::on(4, "bow"),
    Room::on(4, "embed"),
    Room::on(4, "lm"),
    Room::on(4, "classify"),
    Room::on(4, "tag"),
    Room::on(4, "index"),
    Room::on(4, "metric").never(&["vector", "solve", "fit"]),
    Room::on(5, "task"),
];

fn find(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

/// Whether the floor table knows the room.
pub(crate) fn is_known(name: &str) -> bool {
    find(name).is_some()
}

/// The rule that an import of room `to` in room `from` breaks, and in what way. Rooms that the table does
/// not know are reported elsewhere.
pub(crate) fn broken_by(from: &str, to: &str) -> Option<(Rule, String)> {
    let (from, to) = (find(from)?, find(to)?);
    let (below, above) = (to.name, from.name);
    if from.name == to.name || from.beside.contains(&to.name) {
        None
    } else if to.floor > from.floor {
        let floors = format!("floor {} imports `{below}` of floor {}", from.floor, to.floor);
        Some((Rule::Climb, format!("`{above}` of {floors}")))
    } else if to.floor == from.floor {
        Some((Rule::Siblings, format!("`{above}` and `{below}` are both of floor {}", to.floor)))
    } else if from.never.contains(&to.name) {
        Some((Rule::Strangers, format!("`{above}` must not know `{below}`")))
    } else {
        None
    }
}
