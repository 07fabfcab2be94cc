//! What is to be known of each function `#name(…)`.

/// A function's documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Documented {
    /// Its name without `#`.
    pub name: &'static str,
    /// How it is called, and what it answers.
    pub call: &'static str,
    /// What it does.
    pub about: &'static str,
}

const fn of(name: &'static str, call: &'static str, about: &'static str) -> Documented {
    Documented { name, call, about }
}

/// All functions, the most used first. Source: spel §11.
pub const DOCUMENTATION: &[Documented] = &[
    of(
        "stage",
        "#stage(nameOrId): Stage",
        "The first stage of the execution with this name or id, told apart by case. It fails when there is none: ask #stageExists first.",
    ),
    of(
        "stageExists",
        "#stageExists(nameOrId): Boolean",
        "Whether the execution has a stage with this name or id.",
    ),
    of(
        "stageByRefId",
        "#stageByRefId(refId): Stage",
        "The stage with this refId, the number that the pipeline's JSON gives it.",
    ),
    of("currentStage", "#currentStage(): Stage", "The stage that is running."),
    of(
        "judgment",
        "#judgment(name): String",
        "What was chosen in the manual judgment of this name. It fails when no judgment has the name.",
    ),
    of("judgement", "#judgement(name): String", "The same as #judgment."),
    of(
        "toInt",
        "#toInt(text): Integer",
        "The whole number in a text. Blanks and fractions fail; a number is made a text first, so 5.7 fails too.",
    ),
    of(
        "toFloat",
        "#toFloat(text): Float",
        "The number in a text, with the 32 bits of a Float: expect rounding.",
    ),
    of(
        "toBoolean",
        "#toBoolean(text): Boolean",
        "True for the text `true` in any case, false for everything else.",
    ),
    of(
        "toJson",
        "#toJson(value): String",
        "A value as JSON. It refuses a result that holds an expression.",
    ),
    of(
        "readJson",
        "#readJson(text): Map or List",
        "The map or list that a JSON text holds. A list must begin the text with `[`.",
    ),
    of(
        "readYaml",
        "#readYaml(text): Object",
        "What a YAML text of one document holds, by YAML 1.1: `yes` is true, `017` is 15.",
    ),
    of("readAllYaml", "#readAllYaml(text): List", "What each document of a YAML text holds."),
    of("toBase64", "#toBase64(text): String", "A text in base64."),
    of(
        "fromBase64",
        "#fromBase64(text): String",
        "The text that base64 stands for. Line breaks and blanks fail.",
    ),
    of(
        "alphanumerical",
        "#alphanumerical(text): String",
        "A text without everything but letters A to Z and digits, as for names of branches.",
    ),
    of(
        "manifestLabelValue",
        "#manifestLabelValue(stage, kind, label): String",
        "A label of the pods of what a Deploy (Manifest) stage deployed; the kind is Deployment or ReplicaSet.",
    ),
    of(
        "triggerResolvedArtifact",
        "#triggerResolvedArtifact(name): Artifact",
        "The artifact of this name that the trigger brought.",
    ),
    of(
        "triggerResolvedArtifactByType",
        "#triggerResolvedArtifactByType(type): Artifact",
        "The artifact of this type that the trigger brought.",
    ),
    of("resolvedArtifacts", "#resolvedArtifacts(): List", "The artifacts that all stages put out."),
    of(
        "deployedServerGroups",
        "#deployedServerGroups(stages…): List",
        "What deploy stages deployed. The bare word deployedServerGroups is taken for a call, even outside of expressions.",
    ),
    of(
        "currentUser",
        "#currentUser(): String",
        "The user on whose behalf the pipeline runs, or anonymous.",
    ),
    of(
        "doNotEval",
        "#doNotEval(value): Object",
        "Keeps a value from being evaluated; for #toJson of texts with expressions.",
    ),
    of(
        "fetchReference",
        "#fetchReference(reference): String",
        "The content behind an artifact store's reference; the text itself without a store.",
    ),
    of(
        "fromUrl",
        "#fromUrl(url): String",
        "Downloads a text while the pipeline runs. What it answers cannot be known here.",
    ),
    of(
        "jsonFromUrl",
        "#jsonFromUrl(url): Map or List",
        "Downloads JSON while the pipeline runs. What it answers cannot be known here.",
    ),
    of(
        "yamlFromUrl",
        "#yamlFromUrl(url): Object",
        "Downloads YAML while the pipeline runs. What it answers cannot be known here.",
    ),
    of(
        "propertiesFromUrl",
        "#propertiesFromUrl(url): Map",
        "Downloads a properties file while the pipeline runs. What it answers cannot be known here.",
    ),
];

/// The documentation of the function of this name.
pub fn documented(name: &str) -> Option<&'static Documented> {
    DOCUMENTATION.iter().find(|function| function.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spinnaker::spel::functions::FUNCTIONS;

    #[test]
    fn every_function_is_documented_and_no_other() {
        let sorted = |mut names: Vec<&'static str>| {
            names.sort_unstable();
            names
        };
        let documented = sorted(DOCUMENTATION.iter().map(|function| function.name).collect());
        let known = sorted(FUNCTIONS.iter().map(|function| function.name).collect());
        assert_eq!(documented, known);
        for function in DOCUMENTATION {
            assert!(
                function.call.starts_with(&format!("#{}(", function.name)),
                "{}",
                function.call
            );
        }
    }
}
