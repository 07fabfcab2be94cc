//! `docs/rules.md` and the schema of `stage-designer.toml`, from the table of
//! rules.

use serde_json::{Value as Json, json};
use stage_core::rules::{Policy, Rule, Targets, chapters, rules};
use stage_core::spinnaker::Release;

use super::pretty;

/// The reference page of the rules.
pub(super) fn page() -> String {
    let mut out = String::from(
        "<!-- Generated from the table of rules by `cargo xtask generate`. -->\n\n# Rules\n\n\
         What `stagectl check` and the problems panel say. *Error*: Orca will not start, the stage \
         cannot run, or it does the wrong thing. *Warning*: works today, hurts someday. *Note*: \
         worth knowing. `stagectl explain RULE` shows the same on a terminal.\n\n\
         The examples show the lines that matter, with the part of the file that they stand in as \
         a comment; the rest of the stage is left out.\n",
    );
    for (chapter, rules) in chapters() {
        out.push_str(&format!("\n## {chapter}\n\n| rule | severity | |\n|---|---|---|\n"));
        for rule in &rules {
            let summary = rule.summary.replace('|', "\\|");
            out.push_str(&format!(
                "| [`{0}`](#{0}) | {1} | {summary} |\n",
                rule.id,
                rule.severity.name()
            ));
        }
        for rule in &rules {
            out.push_str(&section(rule));
        }
    }
    out
}

fn section(rule: &Rule) -> String {
    let mut out = format!("\n### {}\n\n", rule.id);
    out.push_str(&format!("{}.", rule.summary));
    match rule.targets {
        Targets::All => {}
        Targets::Before(first) => out.push_str(&format!(" Before Spinnaker {}.", first.name())),
        Targets::Since(first) => out.push_str(&format!(" From Spinnaker {} on.", first.name())),
    }
    out.push_str(&format!("\n\n{}\n", rule.explanation));
    let mut example = |title: &str, text: &str| {
        out.push_str(&format!("\n{title}:\n\n```yaml\n{text}```\n"));
    };
    example("Wrong", rule.example.wrong);
    if let Some(fixed) = rule.example.fixed.filter(|fixed| *fixed != rule.example.right) {
        example("After the fix", fixed);
    }
    example("Right", rule.example.right);
    out
}

/// The schema of `stage-designer.toml`.
pub(super) fn settings() -> String {
    let ids: Vec<&str> = rules().map(|rule| rule.id).filter(|id| Policy::may_change(id)).collect();
    let releases: Vec<&str> = Release::ALL.iter().map(|(_, name)| *name).collect();
    let levels: serde_json::Map<String, Json> = rules()
        .filter(|rule| Policy::may_change(rule.id))
        .map(|rule| {
            let of = json!({"$ref": "#/$defs/level", "description": format!("{}.", rule.summary)});
            (rule.id.to_owned(), of)
        })
        .collect();
    pretty(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "stage-designer.toml, the settings of a team, read as JSON",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "target": {
                "description": "The Spinnaker release that the files are meant for. --target goes before it.",
                "enum": releases,
            },
            "installation": {
                "description": "The files that one Orca loads, the lowest precedence first; paths from this file's folder.",
                "type": "array",
                "items": {"type": "string"},
            },
            "accounts": {
                "description": "The names of the installation's accounts. Where it is given, `account` and `credentials` must be among them.",
                "type": "array",
                "items": {"type": "string"},
            },
            "rules": {
                "description": "How bad the findings of a rule are. What keeps Orca from starting is always an error.",
                "type": "object",
                "additionalProperties": false,
                "properties": levels,
            },
            "allow": {
                "description": "Findings that are allowed. In a file itself, a comment does the same: `# stage-designer: allow RULE reason`.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["rule", "reason"],
                    "properties": {
                        "rule": {"description": "The rule's id.", "enum": ids},
                        "reason": {"description": "Why, for whoever meets it later.", "type": "string", "minLength": 1},
                        "file": {"description": "The one file in which it is allowed, from this file's folder; all if left out.", "type": "string"},
                        "stage": {"description": "The type of the one stage in which it is allowed; all if left out.", "type": "string"},
                    },
                },
            },
            "protection": {
                "description": "Protection besides that which each user has set. Nothing here lowers one.",
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "contexts": {
                        "description": "Names of kube contexts to protect; `*` stands for any characters.",
                        "type": "array",
                        "items": {"type": "string"},
                    },
                    "words": {
                        "description": "Words that protect, besides prod, prd, production and live, wherever they stand whole in the name of a kube context, cluster, server or namespace.",
                        "type": "array",
                        "items": {"type": "string"},
                    },
                    "read-only": {
                        "description": "Names of kube contexts in which nothing is run; `*` stands for any characters.",
                        "type": "array",
                        "items": {"type": "string"},
                    },
                },
            },
        },
        "$defs": {"level": {"enum": ["off", "note", "warning", "error"]}},
    }))
}
