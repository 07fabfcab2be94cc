//! What cargo says of the workspace: its target folder, and which programs and
//! integration tests its packages have.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::process::Call;

/// The packages of the workspace, as far as we ask about them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Workspace {
    pub(crate) target: PathBuf,
    /// Package name, kind of target (`bin`, `test`, …), name of target.
    targets: Vec<(String, String, String)>,
    /// Names of targets of kind `test` that are built as the workspace is; one
    /// that wants a feature is asked for by its own part.
    pub(crate) integration_tests: Vec<String>,
}

impl Workspace {
    /// Asks cargo; a sentence on why not where it does not answer.
    pub(crate) fn read(root: &Path) -> Result<Self, String> {
        let call = Call::new(root, "cargo").words(["metadata", "--no-deps", "--format-version=1"]);
        let heard = call.ask().filter(|heard| heard.ok);
        heard
            .and_then(|heard| Self::parse(&heard.text))
            .ok_or_else(|| format!("`{}` does not answer: run it to see why.", call.line()))
    }

    fn parse(text: &str) -> Option<Self> {
        let metadata: Value = serde_json::from_str(text).ok()?;
        let (mut targets, mut integration_tests) = (Vec::new(), Vec::new());
        for package in metadata.get("packages")?.as_array()? {
            let name = package.get("name")?.as_str()?;
            for target in package.get("targets")?.as_array()? {
                let kind = target.get("kind")?.get(0)?.as_str()?;
                let is_usual = target.get("required-features").is_none();
                let target = target.get("name")?.as_str()?;
                if kind == "test" && is_usual {
                    integration_tests.push(target.to_owned());
                }
                targets.push((name.to_owned(), kind.to_owned(), target.to_owned()));
            }
        }
        let target = metadata.get("target_directory")?.as_str()?.into();
        Some(Self { target, targets, integration_tests })
    }

    pub(crate) fn has_package(&self, wanted: &str) -> bool {
        self.targets.iter().any(|(package, _, _)| package == wanted)
    }

    pub(crate) fn has_program(&self, wanted: &str) -> bool {
        self.targets.iter().any(|(_, kind, name)| kind == "bin" && name == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_programs_and_tests_are_told_apart() {
        let text = r#"{"target_directory":"/t","packages":[
            {"name":"stagectl","targets":[{"kind":["bin"],"name":"stagectl"}]},
            {"name":"core","targets":[{"kind":["lib"],"name":"stage_core"},
                                      {"kind":["test"],"name":"arrows"},
                                      {"kind":["test"],"name":"cluster",
                                       "required-features":["cluster"]}]}]}"#;
        let workspace = Workspace::parse(text).expect("cargo's format");
        assert_eq!(workspace.target, PathBuf::from("/t"));
        assert!(workspace.has_package("core") && !workspace.has_package("stage_core"));
        assert!(workspace.has_program("stagectl") && !workspace.has_program("stage_core"));
        assert_eq!(workspace.integration_tests, ["arrows"]);
        assert_eq!(Workspace::parse("{}"), None);
    }
}
