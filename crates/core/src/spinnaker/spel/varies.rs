//! What an answer depends on beyond its sample: such an answer is never told as
//! the one that Orca will give.

/// What an answer depends on beyond its sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "any of them may hold")]
pub struct Varies {
    /// The moment of evaluation; the sample's moment stands in.
    pub clock: bool,
    /// Chance.
    pub random: bool,
    /// The server's time zone; UTC stands in.
    pub time_zone: bool,
    /// The order of a set that Java mixes anew in each run.
    pub order: bool,
}

impl Varies {
    /// Whether it depends on any of these.
    pub fn any(self) -> bool {
        self != Self::default()
    }
}
