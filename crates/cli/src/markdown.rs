//! `docs/stagectl.md`, from the flags.

use clap::{Arg, Command, CommandFactory};

use crate::args::Args;

/// The reference page of the program.
pub fn markdown() -> String {
    let mut command = Args::command();
    command.build();
    let mut out = String::from(
        "<!-- Generated from the program's flags by `cargo xtask generate`. -->\n\n# stagectl\n\n",
    );
    out.push_str(&about(&command));
    out.push_str(&code(&command.render_usage().to_string()));
    out.push_str("| command | |\n|---|---|\n");
    for sub in shown(&command) {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        out.push_str(&format!("| [`{0}`](#{0}) | {about} |\n", sub.get_name()));
    }
    if let Some(after) = command.get_after_help() {
        out.push('\n');
        out.push_str(&code(&after.to_string()));
    }
    for sub in shown(&command) {
        out.push_str(&format!("## {}\n\n", sub.get_name()));
        out.push_str(&about(sub));
        out.push_str(&code(&sub.clone().render_usage().to_string()));
        let arguments = sub.get_arguments().filter(|arg| !arg.is_hide_set());
        for arg in arguments.filter(|arg| arg.get_id() != "help") {
            out.push_str(&argument(arg));
        }
        for action in shown(sub) {
            out.push_str(&format!(
                "### {} {}\n\n{}",
                sub.get_name(),
                action.get_name(),
                about(action)
            ));
            for arg in action.get_arguments().filter(|arg| arg.get_id() != "help") {
                out.push_str(&argument(arg));
            }
            out.push('\n');
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| sub.get_name() != "help" && !sub.is_hide_set())
}

fn about(command: &Command) -> String {
    let about = command.get_long_about().or(command.get_about());
    let text = about.map(ToString::to_string).unwrap_or_default();
    format!("{}.\n\n", text.trim_end_matches('.'))
}

fn code(text: &str) -> String {
    format!("```text\n{}\n```\n\n", text.trim_end())
}

/// One argument as a list item, with its values and default.
fn argument(arg: &Arg) -> String {
    let names: Vec<String> =
        arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string).collect();
    let takes_value = arg.get_action().takes_values();
    let value = if takes_value { format!(" <{}>", names.join(" ")) } else { String::new() };
    let shown = match arg.get_long() {
        Some(long) => format!("--{long}{value}"),
        None => value.trim_start().to_owned(),
    };
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    // clap takes the full stop from a help of one sentence.
    let stop = if help.ends_with('.') { "" } else { "." };
    let mut out = format!("- `{shown}`: {}{stop}", help.replace("\n\n", " ").replace('\n', " "));
    let values = if takes_value { arg.get_possible_values() } else { Vec::new() };
    if !values.is_empty() {
        let values: Vec<String> =
            values.iter().map(|value| format!("`{}`", value.get_name())).collect();
        out.push_str(&format!(" One of {}.", values.join(", ")));
    }
    let defaults = arg.get_default_values();
    if takes_value && !defaults.is_empty() {
        let defaults: Vec<String> =
            defaults.iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
        out.push_str(&format!(" Default: {}.", defaults.join(", ")));
    }
    out + "\n"
}
