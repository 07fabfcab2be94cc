//! What the project needs beside Rust itself, as data: how it is found on the
//! machine and how it gets there.

/// The name of one requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// `cargo fmt` and `cargo clippy`.
    RustComponents,
    /// A C compiler and pkg-config, for crates that bring C.
    Compiler,
    /// What the window is built from.
    Desktop,
    /// What drives the window in tests, on a screen of its own.
    WindowTools,
    Node,
    /// The packages of `ui/package-lock.json`.
    UiModules,
    /// The packages of `tests/window/package-lock.json`.
    WindowModules,
    TauriDriver,
    CargoDeny,
    /// Java with Maven, for the live oracle.
    Java,
    /// A machine on which a test cluster can be made.
    ClusterMachine,
    /// What the test cluster runs on.
    ClusterTools,
    /// What the test cluster is built with.
    Go,
    /// A Go of whatever age, which can fetch a newer one.
    AnyGo,
}

/// How a requirement is found and met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The system's own packages.
    System { debian: &'static [&'static str], macos: Elsewhere, windows: Elsewhere },
    /// Components of the Rust toolchain.
    Rustup(&'static [&'static str]),
    /// Node.js and npm, which the reader chooses and installs.
    Node,
    /// The Go toolchain: the reader's, or one that the system's Go fetches.
    Go,
    /// Root on Linux, who may make network namespaces and control groups.
    Machine,
    /// `npm ci` in this folder.
    Npm { folder: &'static str },
    /// A program from crates.io, built into the checkout, never globally.
    Cargo(Tool),
}

/// What a system other than Debian and its relatives needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// It is part of the system.
    Nothing,
    /// The reader installs it; we say how and go on.
    Install(&'static str),
    /// There is no such thing for that system.
    Impossible,
}

/// A program from crates.io in the one version that is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// Whether it says its version, so that one found on PATH can be trusted.
    pub(crate) tells_version: bool,
}

/// The `WebDriver` server for Tauri's window. 3 is an alpha, hence the exact version.
pub(crate) const TAURI_DRIVER: Tool =
    Tool { name: "tauri-driver", version: "2.1.0", tells_version: false };

/// Checks licences, bans and sources of dependencies by `deny.toml`.
pub(crate) const CARGO_DENY: Tool =
    Tool { name: "cargo-deny", version: "0.20.2", tells_version: true };

impl Need {
    /// What is missing, for people.
    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::RustComponents => "rustfmt and clippy",
            Self::Compiler => "a C compiler and pkg-config",
            Self::Desktop => "the libraries of the window (WebKitGTK and GTK)",
            Self::WindowTools => "WebKitWebDriver, Xvfb and D-Bus for window tests",
            Self::Node => "Node.js 20.19 (or 22.12 or newer) with npm",
            Self::UiModules => "the npm packages of ui",
            Self::WindowModules => "the npm packages of tests/window",
            Self::TauriDriver => "tauri-driver",
            Self::CargoDeny => "cargo-deny",
            Self::Java => "Java 17 with Maven",
            Self::ClusterMachine => "a machine for the test cluster",
            Self::ClusterTools => "what runs containers for the test cluster",
            Self::Go => "Go 1.24 or newer",
            Self::AnyGo => "a Go that can fetch a newer one",
        }
    }

    pub(crate) fn way(self) -> Way {
        match self {
            Self::RustComponents => Way::Rustup(&["rustfmt", "clippy"]),
            Self::Compiler => Way::System {
                debian: &["build-essential", "pkg-config"],
                macos: Elsewhere::Install("xcode-select --install"),
                windows: Elsewhere::Install(
                    "winget install Microsoft.VisualStudio.2022.BuildTools \
                     (workload: Desktop development with C++)",
                ),
            },
            Self::Desktop => Way::System {
                debian: &[
                    "libwebkit2gtk-4.1-dev",
                    "libgtk-3-dev",
                    "librsvg2-dev",
                    "libayatana-appindicator3-dev",
                ],
                macos: Elsewhere::Nothing,
                windows: Elsewhere::Install(
                    "winget install Microsoft.EdgeWebView2Runtime (part of Windows 11)",
                ),
            },
            Self::WindowTools => Way::System {
                debian: &["webkit2gtk-driver", "xvfb", "xauth", "dbus"],
                macos: Elsewhere::Impossible,
                windows: Elsewhere::Impossible,
            },
            Self::Node => Way::Node,
            Self::UiModules => Way::Npm { folder: "ui" },
            Self::WindowModules => Way::Npm { folder: "tests/window" },
            Self::TauriDriver => Way::Cargo(TAURI_DRIVER),
            Self::CargoDeny => Way::Cargo(CARGO_DENY),
            Self::Java => Way::System {
                debian: &["maven", "openjdk-17-jdk-headless"],
                macos: Elsewhere::Install("brew install maven openjdk@17"),
                windows: Elsewhere::Install(
                    "winget install EclipseAdoptium.Temurin.17.JDK, and Maven",
                ),
            },
            Self::ClusterTools => Way::System {
                debian: &[
                    "containerd",
                    "runc",
                    "containernetworking-plugins",
                    "busybox-static",
                    "iproute2",
                    "openssl",
                    "procps",
                ],
                macos: Elsewhere::Impossible,
                windows: Elsewhere::Impossible,
            },
            Self::Go => Way::Go,
            Self::AnyGo => Way::System {
                debian: &["golang-go", "ca-certificates"],
                macos: Elsewhere::Impossible,
                windows: Elsewhere::Impossible,
            },
            Self::ClusterMachine => Way::Machine,
        }
    }

    /// What must be there before this one can be met.
    pub(crate) fn first(self) -> &'static [Self] {
        match self {
            Self::UiModules | Self::WindowModules => &[Self::Node],
            Self::Desktop | Self::TauriDriver | Self::CargoDeny => &[Self::Compiler],
            _ => &[],
        }
    }
}
