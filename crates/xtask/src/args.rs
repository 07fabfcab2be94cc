//! Reads the words after `cargo xtask`. Pure: nothing is run or looked up here.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cluster::{self, Action};
use crate::test::Part;

/// One command with its arguments.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    /// Open the window on a file; none means the sample.
    Run {
        file: Option<PathBuf>,
    },
    /// Run these parts in their fixed order; none means the usual ones.
    Test {
        parts: Vec<Part>,
    },
    /// The test cluster, up, down, or for a command.
    Cluster(Action),
    Generate,
    /// The words go to the conformance program as they are.
    Conformance {
        rest: Vec<OsString>,
    },
    /// The words go to the benchmark program as they are.
    Bench {
        rest: Vec<OsString>,
    },
    /// The words after `oracle` go to its program as they are.
    Soak {
        rest: Vec<OsString>,
    },
    /// The cluster's faults in their full range.
    SoakCluster,
    /// What checking files takes, beside the checks of others.
    BenchCheck,
    /// What evaluation takes, beside Orca's own. The words go to its program.
    BenchExpressions {
        rest: Vec<OsString>,
    },
    /// What runs take in the cluster, beside kubectl.
    BenchRun,
    /// What the window takes, beside an empty one.
    BenchWindow,
    /// Kill what types and saves, many times.
    SoakKills,
    Screenshot,
}

/// What can be asked, for people.
pub(crate) fn usage() -> String {
    let parts: Vec<_> = Part::ALL.iter().map(|part| part.name()).collect();
    format!(
        "\
Usage: cargo xtask COMMAND

  run [FILE]                  set up, build and open the window on FILE
                              (default samples/orca-local.yml)
  test [PART…]                set up and run the usual checks, or these parts:
                              {}
  cluster up|down             a real Kubernetes for tests, on this machine
  cluster exec -- COMMAND     run a command inside its network
  generate                    write schemas, bindings and reference pages again
  conformance DIR [NAME…]     run the vectors in DIR, all or these
  bench [ARGUMENT…]           measure analysis on growing files
  bench loaded                measure loading beside the real Spring
  bench expressions           measure evaluation beside Orca's own in a warm JVM
  bench check                 measure checks beside kubeconform and yamllint
  bench window                measure the window: keys, start and memory,
                              beside an empty window
  bench run                   measure runs in the cluster beside kubectl
  soak cluster                every fault of a cluster, many times
  soak oracle [--seed N]      compare 20,000 fresh files a module with the
                              real Spring, and expressions with Orca's own
                              evaluator; `--files N --count N` for other numbers
  soak kills                  kill what types and saves: the drafts' code 200
                              times, the app 50 times
  screenshot                  take the README's pictures in the real window

Without PART all but the cluster are run, for that changes a machine; with
CI=true the cluster, too, and whatever cannot run on this machine is a failure,
but for what the machine does not allow.",
        parts.join(" ")
    )
}

/// The command that the words ask for, or a sentence on what is wrong.
pub(crate) fn parse(words: &[OsString]) -> Result<Command, String> {
    let Some((first, rest)) = words.split_first() else {
        return Err("Which command?".to_owned());
    };
    if words.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Command::Help);
    }
    match first.to_string_lossy().as_ref() {
        "help" => Ok(Command::Help),
        "run" => match rest {
            [] => Ok(Command::Run { file: None }),
            [file] => Ok(Command::Run { file: Some(PathBuf::from(file)) }),
            _ => Err("`run` takes one file.".to_owned()),
        },
        "test" => Ok(Command::Test { parts: parse_parts(rest)? }),
        "cluster" => cluster::parse(rest).map(Command::Cluster),
        "generate" => none_left("generate", rest, Command::Generate),
        "screenshot" => none_left("screenshot", rest, Command::Screenshot),
        "conformance" if rest.is_empty() => {
            Err("`conformance` needs the folder with the vectors.".to_owned())
        }
        "conformance" => Ok(Command::Conformance { rest: rest.to_vec() }),
        "bench" if rest.first().is_some_and(|word| word == "expressions") => {
            Ok(Command::BenchExpressions { rest: rest.iter().skip(1).cloned().collect() })
        }
        "bench" if rest == ["check"] => Ok(Command::BenchCheck),
        "bench" if rest == ["run"] => Ok(Command::BenchRun),
        "bench" if rest == ["window"] => Ok(Command::BenchWindow),
        "bench" => Ok(Command::Bench { rest: rest.to_vec() }),
        "soak" => match rest.split_first() {
            Some((first, rest)) if first == "oracle" => Ok(Command::Soak { rest: rest.to_vec() }),
            Some((first, rest)) if first == "cluster" => {
                none_left("soak cluster", rest, Command::SoakCluster)
            }
            Some((first, rest)) if first == "kills" => {
                none_left("soak kills", rest, Command::SoakKills)
            }
            _ => {
                Err("`soak` needs the name of what takes long: oracle, kills or cluster."
                    .to_owned())
            }
        },
        other => Err(format!("There is no command `{other}`.")),
    }
}

/// The parts named, in the order of `Part::ALL`.
fn parse_parts(words: &[OsString]) -> Result<Vec<Part>, String> {
    let mut asked = Vec::new();
    for word in words {
        let name = word.to_string_lossy();
        let part = Part::ALL.iter().find(|part| part.name() == name);
        asked.push(*part.ok_or_else(|| format!("There is no part `{name}`."))?);
    }
    Ok(Part::ALL.iter().copied().filter(|part| asked.contains(part)).collect())
}

fn none_left(name: &str, rest: &[OsString], command: Command) -> Result<Command, String> {
    if rest.is_empty() { Ok(command) } else { Err(format!("`{name}` takes no argument.")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Command, String> {
        parse(&line.split_whitespace().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn run_takes_one_file_or_none() {
        assert_eq!(parse_line("run"), Ok(Command::Run { file: None }));
        assert_eq!(parse_line("run a.yml"), Ok(Command::Run { file: Some("a.yml".into()) }));
        assert!(parse_line("run a.yml b.yml").is_err(), "a second file is not silently dropped");
    }

    #[test]
    fn test_without_parts_names_none_and_named_parts_keep_their_order() {
        assert_eq!(parse_line("test"), Ok(Command::Test { parts: Vec::new() }));
        assert_eq!(
            parse_line("test unit format unit"),
            Ok(Command::Test { parts: vec![Part::Format, Part::Unit] }),
            "cheapest first whatever the order asked, each once"
        );
    }

    #[test]
    fn wrong_words_are_refused_with_their_name() {
        assert_eq!(parse_line("test slow"), Err("There is no part `slow`.".to_owned()));
        assert_eq!(parse_line("tset"), Err("There is no command `tset`.".to_owned()));
        assert!(parse_line("").is_err(), "no command is wrong use");
        assert!(parse_line("conformance").is_err(), "conformance needs a folder");
        assert_eq!(parse_line("soak cluster"), Ok(Command::SoakCluster));
        assert_eq!(parse_line("bench run"), Ok(Command::BenchRun));
        assert_eq!(parse_line("bench check"), Ok(Command::BenchCheck));
        assert_eq!(parse_line("bench window"), Ok(Command::BenchWindow));
        assert!(parse_line("soak").is_err() && parse_line("soak all").is_err());
        assert!(parse_line("generate all").is_err(), "generate takes nothing");
        assert_eq!(parse_line("soak kills"), Ok(Command::SoakKills));
        assert!(parse_line("soak kills 9").is_err(), "its numbers are fixed");
    }

    #[test]
    fn vectors_and_benchmarks_get_their_words_untouched() {
        let rest = vec![OsString::from("../shared/golden"), OsString::from("context")];
        assert_eq!(
            parse_line("conformance ../shared/golden context"),
            Ok(Command::Conformance { rest })
        );
        let rest = vec![OsString::from("--seed"), OsString::from("7")];
        assert_eq!(
            parse_line("bench expressions --seed 7"),
            Ok(Command::BenchExpressions { rest })
        );
        assert_eq!(parse_line("bench 200"), Ok(Command::Bench { rest: vec!["200".into()] }));
    }

    #[test]
    fn help_is_not_wrong_use_and_names_every_part() {
        assert_eq!(parse_line("test --help"), Ok(Command::Help));
        for part in Part::ALL {
            assert!(usage().contains(part.name()), "usage names {}", part.name());
        }
    }
}
