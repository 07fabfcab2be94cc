//! Set-up: finds out what is missing for what was asked, installs it, and
//! remembers. Whatever cannot be installed is a `Trouble` with a remedy.

mod go;
mod machine;
mod node;
mod npm;
mod packages;
mod requirement;
mod system;
mod tools;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;

use crate::place::Place;
use crate::process::Call;
use crate::trouble::Trouble;

pub(crate) use machine::is_elsewhere;
use packages::Decision;
pub(crate) use requirement::{CARGO_DENY, Need, TAURI_DRIVER, Tool, Way};
use system::System;

/// What is known of this machine so far.
#[derive(Debug)]
pub(crate) struct Setup {
    /// All that will be asked for, so that packages come in one go.
    asked: BTreeSet<Need>,
    system: Option<System>,
    met: BTreeMap<Need, Result<(), Trouble>>,
}

impl Setup {
    /// Set-up for these needs and what they rest on. Nothing is done yet.
    pub(crate) fn new(asked: impl IntoIterator<Item = Need>) -> Self {
        let mut all = BTreeSet::new();
        for need in asked {
            all.insert(need);
            all.extend(need.first());
        }
        Self { asked: all, system: None, met: BTreeMap::new() }
    }

    /// Meets one need, installing what is missing; done once.
    pub(crate) fn ensure(&mut self, place: &Place, need: Need) -> Result<(), Trouble> {
        if let Some(known) = self.met.get(&need) {
            return known.clone();
        }
        let met = self.meet(place, need);
        self.met.insert(need, met.clone());
        met
    }

    fn meet(&mut self, place: &Place, need: Need) -> Result<(), Trouble> {
        for first in need.first() {
            self.ensure(place, *first)?;
        }
        if machine::is_elsewhere() && machine::MAKES_CLUSTERS.contains(&need) {
            return Ok(());
        }
        match need.way() {
            Way::System { .. } => self.meet_packages(place, need),
            Way::Rustup(components) => rust_components(place, components),
            Way::Node => {
                let ask = |call: Call| call.words(["--version"]).ask().map(|heard| heard.text);
                let version = ask(Call::new(&place.root, "node"));
                let npm = ask(Call::node(&place.root, "npm"));
                node::check(npm.and(version).as_deref())
            }
            Way::Go => go::find(place).or_else(|lack| {
                // Without the system's Go the remedy is the reader's choice.
                self.ensure(place, Need::AnyGo).map_err(|_| lack)?;
                go::find(place)
            }),
            Way::Machine => machine::check(place),
            Way::Npm { folder } => npm::install(place, folder),
            Way::Cargo(tool) if tools::find(place, tool).is_some() => Ok(()),
            Way::Cargo(tool) => tools::install(place, tool),
        }
    }

    /// The first need for packages brings those of all the others that were
    /// asked for, so that apt runs once.
    fn meet_packages(&mut self, place: &Place, need: Need) -> Result<(), Trouble> {
        let Way::System { debian, macos, windows } = need.way() else { return Ok(()) };
        let system = *self.system.get_or_insert_with(System::look);
        self.asked.insert(need);
        let all: Vec<_> = self.asked.iter().flat_map(|need| debian_of(*need)).collect();
        let mut missing = missing_of(place, system, debian);
        if !missing.is_empty() {
            missing = missing_of(place, system, &all);
        }
        match packages::decide(need.what(), system, (debian, &missing), (macos, windows)) {
            Decision::Ready => Ok(()),
            Decision::Trust(say) => {
                eprintln!("{say}");
                Ok(())
            }
            Decision::Refuse(trouble) => Err(trouble),
            Decision::Install(calls) => {
                for words in calls {
                    // A failed update may still leave lists that are good enough.
                    Call::new(&place.root, words.first().map_or("apt-get", String::as_str))
                        .words(words.iter().skip(1))
                        .run();
                }
                match missing_of(place, system, debian) {
                    left if left.is_empty() => Ok(()),
                    left => Err(Trouble::lack(need.what(), packages::by_hand(&left))),
                }
            }
        }
    }
}

/// What to call for a tool that set-up has met.
pub(crate) fn tool(place: &Place, tool: Tool) -> OsString {
    tools::find(place, tool).unwrap_or_else(|| tool.name.into())
}

fn debian_of(need: Need) -> Vec<&'static str> {
    match need.way() {
        Way::System { debian, .. } => debian.to_vec(),
        _ => Vec::new(),
    }
}

/// The packages that dpkg does not have; none where there is no dpkg.
fn missing_of<'a>(place: &Place, system: System, wanted: &[&'a str]) -> Vec<&'a str> {
    if system.family != system::Family::Debian {
        return Vec::new();
    }
    let call = Call::new(&place.root, "dpkg-query").words(["--show", packages::STATUS_FORMAT]);
    let answer = call.words(wanted).ask().map(|heard| heard.text).unwrap_or_default();
    packages::missing(wanted, &answer)
}

fn rust_components(place: &Place, components: &[&str]) -> Result<(), Trouble> {
    let there = || {
        ["fmt", "clippy"].iter().all(|name| {
            let call = Call::new(&place.root, "cargo").words([name, "--version"]);
            call.ask().is_some_and(|heard| heard.ok)
        })
    };
    let call = Call::new(&place.root, "rustup").words(["component", "add"]).words(components);
    if there() || (call.run() && there()) {
        return Ok(());
    }
    Err(Trouble::lack(Need::RustComponents.what(), format!("Try: {}", call.line())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_need_rests_on_is_asked_with_it() {
        let setup = Setup::new([Need::CargoDeny, Need::UiModules]);
        let asked: Vec<_> = setup.asked.into_iter().collect();
        assert_eq!(asked, [Need::Compiler, Need::Node, Need::UiModules, Need::CargoDeny]);
        assert!(Setup::new([]).asked.is_empty(), "only what is asked for is installed");
    }

    #[test]
    fn packages_are_those_of_the_needs_asked_for() {
        assert_eq!(debian_of(Need::Compiler), ["build-essential", "pkg-config"]);
        assert!(debian_of(Need::Node).is_empty(), "Node is the reader's choice");
    }
}
