//! What became of each expression, in words beside the lines. It must not
//! evaluate anything: it tells what the passes found.

use std::collections::HashMap;
use std::sync::Arc;

use super::mark::Words;
use crate::document::Step;
use crate::java::{Origin, Value, groovy_to_string};
use crate::spinnaker::spel::{Failure, Level, Outcome, PathStep, Read, TextResult};

/// What became of each text with an expression, in the passes over a stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expressions {
    /// In the pipeline's stage, before the definition is filled in.
    pub planned: Vec<TextResult>,
    /// In the whole context, before the task starts.
    pub started: Vec<TextResult>,
    /// In what came of that, before the task runs.
    pub ran: Vec<TextResult>,
}

/// Most read names that are told of one text.
const READS: usize = 3;

/// Which passes a step shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// That over the pipeline's stage.
    Planned,
    /// Those over the whole context.
    Whole,
}

/// The passes of a step, found by place and by text.
pub(super) struct Said<'e> {
    at: HashMap<Vec<Step>, Vec<&'e TextResult>>,
    keys: HashMap<Vec<Step>, &'e TextResult>,
    texts: HashMap<&'e str, &'e TextResult>,
}

impl<'e> Said<'e> {
    pub(super) fn of(expressions: &'e Expressions, pass: Pass) -> Self {
        let passes: &[&Vec<TextResult>] = match pass {
            Pass::Planned => &[&expressions.planned],
            Pass::Whole => &[&expressions.started, &expressions.ran],
        };
        let mut said = Self { at: HashMap::new(), keys: HashMap::new(), texts: HashMap::new() };
        for result in passes.iter().flat_map(|pass| pass.iter()) {
            said.texts.entry(&result.text).or_insert(result);
            match result.path.last() {
                Some(PathStep::KeyName(_)) => {
                    let mut path = path(&result.path);
                    said.keys.insert(path.clone(), result);
                    if let Outcome::Value { value, .. } = &result.outcome {
                        path.pop();
                        path.push(Step::Key(groovy_to_string(value).into()));
                        said.keys.insert(path, result);
                    }
                }
                _ => said.at.entry(path(&result.path)).or_default().push(result),
            }
        }
        said
    }

    /// The result that made a value: by its place or one above, else by the
    /// text that its origin names.
    fn of_value(&self, steps: &[Step], value: &Value) -> Option<Vec<&'e TextResult>> {
        let Origin::Expression { text, of } = &value.origin else { return None };
        let above = (0..=steps.len()).rev().find_map(|end| self.at.get(steps.get(..end)?));
        let inner = match &**of {
            Origin::Expression { text, .. } => Some(text),
            _ => None,
        };
        let made = |result: &&&TextResult| result.text == *text || inner == Some(&result.text);
        let here: Vec<_> =
            above.into_iter().flatten().copied().filter(|result| made(&result)).collect();
        if !here.is_empty() {
            return Some(here);
        }
        self.texts.get(&**text).map(|result| vec![*result])
    }
}

impl Words for Said<'_> {
    fn change(&self, steps: &[Step], value: &Value, line: Option<&str>) -> Option<String> {
        if let Some(results) = self.of_value(steps, value) {
            let told: Vec<String> = results
                .iter()
                .enumerate()
                .filter(|(index, result)| *index == 0 || became_other(result))
                .map(|(index, result)| match index {
                    0 => said(result, line),
                    _ => format!("then, when the task runs, {}", said(result, None)),
                })
                .collect();
            return Some(told.join("; "));
        }
        let key = self.keys.get(steps)?;
        Some(format!("the key is an expression: {}", said(key, None)))
    }

    fn stayed(&self, steps: &[Step], line: Option<&str>) -> Option<String> {
        if line.is_some_and(|line| !line.contains("${")) {
            return None;
        }
        let result = self.at.get(steps)?.last()?;
        failure(result).map(|failure| stays(failure, line))
    }
}

fn path(path: &[PathStep]) -> Vec<Step> {
    path.iter()
        .map(|step| match step {
            PathStep::Key(key) | PathStep::KeyName(key) => Step::Key(Arc::clone(key)),
            PathStep::Index(index) => Step::Index(*index),
        })
        .collect()
}

/// Why a text, or a part of it, has no value.
fn failure(result: &TextResult) -> Option<&Failure> {
    match &result.outcome {
        Outcome::Raw(failure) => Some(failure),
        Outcome::Value { failure, .. } => failure.as_ref(),
        Outcome::Plain => None,
    }
}

/// Whether a pass made something else of a text.
fn became_other(result: &TextResult) -> bool {
    matches!(&result.outcome, Outcome::Value { value, .. } if value.as_str() != Some(&*result.text))
}

/// What made a value, as far as it concerns `line` of the text.
fn said(result: &TextResult, line: Option<&str>) -> String {
    let inner = |read: &Read| {
        let goes_on = |other: &Read| {
            other
                .name
                .strip_prefix(&read.name)
                .is_some_and(|rest| rest.starts_with(['.', '[', '?']))
        };
        !result.reads.iter().any(goes_on)
    };
    let about = |read: &&Read| line.is_none_or(|line| line.contains(&read.name)) && inner(read);
    let mut reads: Vec<String> = Vec::new();
    for read in result.reads.iter().filter(about) {
        let told = match &read.value {
            Some(value) => format!("{} is {}", read.name, short(value)),
            None => read.name.clone(),
        };
        if !reads.contains(&told) {
            reads.push(told);
        }
    }
    let more = reads.len().saturating_sub(READS);
    reads.truncate(READS);
    let mut told = if reads.is_empty() {
        format!("evaluated from {}", short(line.unwrap_or(&result.text).trim()))
    } else {
        reads.join(", ")
    };
    if more > 0 {
        told.push_str(&format!(" and {more} more"));
    }
    match failure(result).filter(|_| line.is_none()) {
        Some(failure) => format!("{told}; {}", stays(failure, line)),
        None => told,
    }
}

/// Why a text, or one line of it, stays as it is.
fn stays(failure: &Failure, line: Option<&str>) -> String {
    let part = failure.part.as_ref().map(|part| short(&format!("${{{part}}}")));
    if let Some(unknown) = &failure.unknown {
        let part = part.map(|part| format!("{part} ")).unwrap_or_default();
        return format!("{part}cannot be known here: {unknown}");
    }
    if failure.level == Level::Info {
        let part = line.and_then(expression_in).or(part);
        return format!("{} stays: it has no value", part.as_deref().unwrap_or("the text"));
    }
    let kind = failure.kind.as_deref().unwrap_or("an error");
    let part = part.map(|part| format!("{part} fails, ")).unwrap_or_default();
    format!("the whole text stays: {part}{} ({kind})", failure.message)
}

/// The first `${…}` of a line, as far as it goes on that line.
fn expression_in(line: &str) -> Option<String> {
    let rest = line.get(line.find("${")?..)?;
    let end = rest.find('}').map_or(rest.len(), |end| end + 1);
    rest.get(..end).map(short)
}

fn short(text: &str) -> String {
    const SHOWN: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= SHOWN && line.len() == text.len() {
        return line.to_owned();
    }
    line.chars().take(SHOWN).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::read;
    use crate::forms::StageKind;
    use crate::java::from_json;
    use crate::preview::{Inputs, Outcome, Step, results};
    use crate::spinnaker::load::{Environment, load_stage};
    use crate::spinnaker::queue::Sample;
    use serde_json::json;

    const SCRIPT: &str = "\
label: Migrate
type: migrate
account: prod
cloudProvider: kubernetes
parameters:
- name: tag
  mapping: manifest.spec.template.spec.containers[0].image
  defaultValue: none
manifest:
  kind: Job
  metadata:
    name: migrate-${parameters.version}
    labels: {'[${execution.application}]': x, number: '${#toInt(\"7\")}'}
  spec:
    template:
      spec:
        containers:
        - name: main
          image: busybox
          args:
          - |
            set -e
            echo ${VAR}
            echo ${account} to ${parameters.environment}
            echo done
          - echo ${X:-d}
          - ${parameters.typo}
          - ${trigger.typo.deep}
          - |
            #!/bin/sh
            echo ${account}
            cd ${DIR%/}
          - ${'$' + '{1 + 1}'}
          - ${#fromUrl('http://localhost')}
";

    #[test]
    fn expressions_are_found_in_the_text_with_their_fate() {
        let parsed = read(SCRIPT);
        let node = &parsed.roots[0];
        let environment = Environment::default();
        let target = crate::spinnaker::Target::default();
        let loaded = load_stage(node, StageKind::Kubernetes, 0, target, &environment);
        let results = results(node, &loaded, StageKind::Kubernetes, &Inputs::default());
        let mut marks = results.expression_marks(SCRIPT);
        marks.sort_by_key(|mark| mark.span.start);
        let line = |mark: &crate::preview::ExpressionMark| {
            format!("{} {:?}: {}", &SCRIPT[mark.span.range()], mark.fate, mark.why)
        };
        insta::assert_snapshot!(marks.iter().map(line).collect::<Vec<_>>().join("\n"), @r#"
        ${parameters.version} Taken: 1.4.0
        ${#toInt("7")} Taken: 7
        ${VAR} Survives: it has no value
        ${account} Taken: prod
        ${parameters.environment} Taken: staging
        ${parameters.typo} Survives: it has no value
        ${trigger.typo.deep} Fails: null has no property `deep`
        ${account} Fails: the whole text stays: DIR%/: the right operand is missing
        ${DIR%/} Fails: the right operand is missing
        ${'$' + '{1 + 1}'} Taken: ${1 + 1}
        "#);
    }

    fn shown(step: Step, stage_json: &serde_json::Value) -> String {
        let parsed = read(SCRIPT);
        let node = &parsed.roots[0];
        let execution = Some(Sample {
            json: from_json(&json!({
                "type": "PIPELINE", "application": "shop",
                "trigger": {"type": "manual", "parameters": {"version": "1.4", "environment": "prod"}},
            })),
            stage: None,
        });
        let stage_json = from_json(stage_json).as_map().cloned().unwrap_or_default();
        let inputs = Inputs { stage_json, execution, ..Inputs::default() };
        let environment = Environment::default();
        let loaded = load_stage(node, StageKind::Kubernetes, 0, inputs.target, &environment);
        let results = results(node, &loaded, StageKind::Kubernetes, &inputs);
        if let Some(Outcome::Failed { message, .. }) = results.outcome(step) {
            return message.clone();
        }
        let (lines, counts) = results.lines(step, SCRIPT, node, StageKind::Kubernetes);
        let mut out = format!("+{} ~{} -{}\n", counts.added, counts.changed, counts.dropped);
        for line in lines {
            let mark = line.mark.map(|mark| format!("   <{:?}: {}>", mark.kind, mark.reason));
            out.push_str(&format!("{}{}\n", line.text, mark.unwrap_or_default()));
        }
        out
    }

    #[test]
    fn each_line_says_what_an_expression_read_or_why_it_stayed() {
        insta::assert_snapshot!(shown(Step::Evaluated, &json!({})), @r#"
        +1 ~4 -1
        manifest:
          kind: Job
          metadata:
            labels:
              ${execution.application}: x   <Dropped: the key is an expression: execution.application is shop>
              number: 7   <Changed: evaluated from ${#toInt("7")}>
              shop: x   <Added: the key is an expression: execution.application is shop>
            name: migrate-1.4   <Changed: parameters.version is 1.4>
          spec:
            template:
              spec:
                containers:
                - args:
                  - |
                    set -e
                    echo ${VAR}   <Raw: ${VAR} stays: it has no value>
                    echo prod to prod   <Changed: account is prod, parameters.environment is prod>
                    echo done
                  - echo -d
                  - ${parameters.typo}   <Raw: ${parameters.typo} stays: it has no value>
                  - ${trigger.typo.deep}   <Raw: the whole text stays: ${trigger.typo.deep} fails, null has no property `deep` (SpelEvaluationException)>
                  - |
                    #!/bin/sh
                    echo ${account}   <Raw: the whole text stays: ${DIR%/} fails, the right operand is missing (SpelParseException)>
                    cd ${DIR%/}   <Raw: the whole text stays: ${DIR%/} fails, the right operand is missing (SpelParseException)>
                  - 2   <Changed: evaluated from ${'$' + '{1 + 1}'}; then, when the task runs, evaluated from ${1 + 1}>
                  - //localhost')
                  image: none   <Set: default of tag>
                  name: main
        cloudProvider: kubernetes
        waitForCompletion: true
        account: prod
        "#);
    }

    #[test]
    fn a_pipelines_value_is_evaluated_before_it_is_put_in() {
        let stage_json = json!({"parameters": {"tag": "v${parameters.version}"}});
        insta::assert_snapshot!(shown(Step::Filled, &stage_json), @r#"
        +0 ~1 -0
        account: prod
        manifest:
          kind: Job
          metadata:
            labels:
              ${execution.application}: x
              number: ${#toInt("7")}
            name: migrate-${parameters.version}
          spec:
            template:
              spec:
                containers:
                - args:
                  - |
                    set -e
                    echo ${VAR}
                    echo ${account} to ${parameters.environment}
                    echo done
                  - echo -d
                  - ${parameters.typo}
                  - ${trigger.typo.deep}
                  - |
                    #!/bin/sh
                    echo ${account}
                    cd ${DIR%/}
                  - ${'$' + '{1 + 1}'}
                  - //localhost')
                  image: v1.4   <Changed: parameters.version is 1.4>
                  name: main
        waitForCompletion: true
        cloudProvider: kubernetes
        "#);
    }
}
