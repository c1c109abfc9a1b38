//! Colours of groups and of the ground, for light and for dark rooms.
//!
//! Every colour stands out from its ground by a contrast of at least 4.5 : 1 (WCAG 2.2, level AA for text). For eyes that
//! see fewer colours, groups differ in shape as well: eight colours beside five shapes repeat after forty groups.

/// The colours of one kind of light.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scheme {
    pub(super) ground: &'static str,
    /// Headlines and the labels of words without a group.
    pub(super) ink: &'static str,
    /// Everything beside the words.
    pub(super) faint: &'static str,
    pub(super) line: &'static str,
    /// Dots of words without a group, where groups exist.
    pub(super) plain: &'static str,
    pub(super) groups: [&'static str; 8],
}

pub(super) const LIGHT: Scheme = Scheme {
    ground: "#ffffff",
    ink: "#1b222c",
    faint: "#5b6675",
    line: "#dfe4ea",
    plain: "#6a7482",
    groups: ["#1553a3", "#bf4d08", "#0a7643", "#9127bd", "#857004", "#cb1a49", "#0f5a66", "#565d70"],
};

pub(super) const DARK: Scheme = Scheme {
    ground: "#12161c",
    ink: "#e8ecf1",
    faint: "#9aa5b3",
    line: "#2a323d",
    plain: "#8a95a3",
    groups: ["#5aa6ff", "#f08a3c", "#35d6a2", "#dc95ed", "#eedd7a", "#ff6b7d", "#a5eef5", "#aab2bf"],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn all_colours_can_be_read() {
        for scheme in [LIGHT, DARK] {
            for colour in scheme.groups.into_iter().chain([scheme.ink, scheme.faint, scheme.plain]) {
                let (a, b) = (luminance(colour), luminance(scheme.ground));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{colour} on {}: {contrast}", scheme.ground);
            }
        }
    }
}
