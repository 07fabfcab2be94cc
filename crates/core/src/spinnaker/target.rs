//! The Spinnaker release that a file is meant for (orca-semantics §0).

/// A Spinnaker release, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Release {
    /// 1.34
    V1_34,
    /// 1.35
    V1_35,
    /// 1.36
    V1_36,
    /// 1.37
    V1_37,
    /// 1.38
    V1_38,
    /// 2025.0
    V2025_0,
    /// 2025.1
    V2025_1,
    /// 2025.2
    V2025_2,
    /// 2025.3
    V2025_3,
    /// 2025.4
    V2025_4,
    /// 2026.0
    V2026_0,
    /// 2026.1
    V2026_1,
    /// 2026.2
    #[default]
    V2026_2,
}

/// The Spring Boot line that a release loads its files with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpringBoot {
    /// 2.6 and 2.7, with client-java 13.0.2.
    V2_7,
    /// 3.0 and 3.1, with client-java 17.0.2.
    V3_1,
    /// 3.5, with client-java 19.0.3.
    V3_5,
}

/// The generation of clouddriver's parser for `SPINNAKER_PROPERTY_` lines; it
/// changed on 2026-07-27 within the patches of 2026.0, 2026.1 and 2026.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum PropertyParser {
    /// Before 2026-07-27.
    Before,
    /// Since 2026-07-27.
    #[default]
    Since2026_07,
}

/// What a file is meant for: a release, and the switch that only a patch
/// decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Target {
    /// The release.
    pub release: Release,
    /// The property parser's generation.
    pub property_parser: PropertyParser,
}

impl Release {
    /// Every release that can be chosen, oldest first, with its name.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::V1_34, "1.34"),
        (Self::V1_35, "1.35"),
        (Self::V1_36, "1.36"),
        (Self::V1_37, "1.37"),
        (Self::V1_38, "1.38"),
        (Self::V2025_0, "2025.0"),
        (Self::V2025_1, "2025.1"),
        (Self::V2025_2, "2025.2"),
        (Self::V2025_3, "2025.3"),
        (Self::V2025_4, "2025.4"),
        (Self::V2026_0, "2026.0"),
        (Self::V2026_1, "2026.1"),
        (Self::V2026_2, "2026.2"),
    ];

    /// The release of that name, such as `2026.2`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(release, _)| *release)
    }

    /// The name, such as `2026.2`.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(release, _)| *release == self).map_or("", |(_, name)| name)
    }

    /// The Spring Boot line it runs on.
    pub fn spring_boot(self) -> SpringBoot {
        match self {
            Self::V2026_2 => SpringBoot::V3_5,
            Self::V2025_4 | Self::V2026_0 | Self::V2026_1 => SpringBoot::V3_1,
            _ => SpringBoot::V2_7,
        }
    }

    /// The version of client-java's model classes in its Orca.
    pub fn client_java(self) -> &'static str {
        match self.spring_boot() {
            SpringBoot::V2_7 => "13.0.2",
            SpringBoot::V3_1 => "17.0.2",
            SpringBoot::V3_5 => "19.0.3",
        }
    }
}

impl Target {
    /// The release with its usual parser: the newer one where patches differ.
    pub fn of(release: Release) -> Self {
        let property_parser = if release < Release::V2026_0 {
            PropertyParser::Before
        } else {
            PropertyParser::Since2026_07
        };
        Self { release, property_parser }
    }
}
