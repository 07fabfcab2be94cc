//! `stagectl rules` and `stagectl explain`.

use stage_core::rules::{Rule, Targets, chapters, rule, rules as all};

use super::Report;
use crate::args::Explain;

/// Widest line of an explanation, in characters.
const WIDTH: usize = 80;

/// All rules, by what they are about.
pub(crate) fn rules() -> Report {
    let mut report = Report::default();
    let widest = all().map(|rule| rule.id.len()).max().unwrap_or_default();
    for (chapter, rules) in chapters() {
        if !report.out.is_empty() {
            report.out.push('\n');
        }
        report.out.push_str(&format!("{chapter}\n"));
        for rule in rules {
            let severity = rule.severity.name();
            report
                .out
                .push_str(&format!("  {:widest$}  {severity:7}  {}\n", rule.id, rule.summary));
        }
    }
    report
}

/// One rule.
pub(crate) fn explain(args: &Explain) -> Report {
    let Some(rule) = rule(&args.rule) else {
        let near: Vec<&str> = all()
            .map(|rule| rule.id)
            .filter(|id| args.rule.split('-').any(|word| word.len() > 3 && id.contains(word)))
            .take(5)
            .collect();
        let hint =
            if near.is_empty() { "see `stagectl rules`".to_owned() } else { near.join(", ") };
        return Report::wrong_use(&format!("there is no rule {}: {hint}", args.rule));
    };
    Report { out: page(rule), ..Report::default() }
}

fn page(rule: &Rule) -> String {
    let targets = match rule.targets {
        Targets::All => String::new(),
        Targets::Before(first) => format!(", before Spinnaker {}", first.name()),
        Targets::Since(first) => format!(", from Spinnaker {} on", first.name()),
    };
    let mut out = format!("{} ({}{targets})\n\n", rule.id, rule.severity.name());
    out.push_str(&wrapped(&format!("{}.", rule.summary)));
    out.push('\n');
    out.push_str(&wrapped(rule.explanation));
    let mut example = |title: &str, text: &str| {
        out.push_str(&format!("\n{title}:\n\n"));
        for line in text.lines() {
            out.push_str(&format!("    {line}\n"));
        }
    };
    example("Wrong", rule.example.wrong);
    if let Some(fixed) = rule.example.fixed.filter(|fixed| *fixed != rule.example.right) {
        example("After the fix", fixed);
    }
    example("Right", rule.example.right);
    out
}

fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let long = word.chars().count();
        if width > 0 && width + 1 + long > WIDTH {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += long;
    }
    out + "\n"
}
