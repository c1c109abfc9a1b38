//! The marks of words: a shape for each group, all of about the same area.

use super::colours::Scheme;

/// Shapes before they repeat.
const SHAPES: usize = 5;

/// The outline around 0 of a group's mark, as an SVG path; a circle of `radius` for words without a group.
pub(super) fn outline(group: Option<usize>, radius: f64) -> String {
    let r = radius;
    let polygon = |corners: &[[f64; 2]]| {
        let mut path = String::new();
        let mut from = [0.0, 0.0];
        for (at, corner) in corners.iter().enumerate() {
            let step = [corner[0] * r - from[0], corner[1] * r - from[1]];
            path.push_str(&format!("{}{:.2} {:.2}", if at == 0 { 'm' } else { 'l' }, step[0], step[1]));
            from = [corner[0] * r, corner[1] * r];
        }
        path + "z"
    };
    match group.unwrap_or_default() % SHAPES {
        0 => format!(
            "m{:.2} 0a{r:.2} {r:.2} 0 1 0 {:.2} 0a{r:.2} {r:.2} 0 1 0 {:.2} 0z",
            -r,
            2.0 * r,
            -2.0 * r
        ),
        1 => polygon(&[[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]]),
        2 => polygon(&[[0.0, -1.3], [1.2, 0.85], [-1.2, 0.85]]),
        3 => polygon(&[[0.0, -1.3], [1.3, 0.0], [0.0, 1.3], [-1.3, 0.0]]),
        _ => polygon(&[[0.0, 1.3], [1.2, -0.85], [-1.2, -0.85]]),
    }
}

/// The colour of a group's mark.
pub(super) fn colour(scheme: &Scheme, group: Option<usize>, grouped: bool) -> &'static str {
    match group {
        Some(group) => scheme.groups[group % scheme.groups.len()],
        None if grouped => scheme.plain,
        None => scheme.groups[0],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::embed::plot::colours::LIGHT;

    #[test]
    fn forty_groups_differ() {
        let look = |group| (outline(Some(group), 3.0), colour(&LIGHT, Some(group), true));
        assert_eq!((0..40).map(look).collect::<HashSet<_>>().len(), 40);
        assert_eq!(look(40), look(0));
    }

    #[test]
    fn outlines_are_closed_paths_around_the_point() {
        assert_eq!(outline(Some(1), 1.0), "m-0.89 -0.89l1.78 0.00l0.00 1.78l-1.78 0.00z");
        assert_eq!(outline(None, 2.0), "m-2.00 0a2.00 2.00 0 1 0 4.00 0a2.00 2.00 0 1 0 -4.00 0z");
    }
}
