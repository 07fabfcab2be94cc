//! Renaming a parameter or a stage's type, with every use in the file.
//!
//! Pipelines that were saved keep the old name; no edit of a stage file
//! reaches them, so that is always said.

use super::pod;
use crate::Analysis;
use crate::document::edit::{Edit, New, edit};
use crate::document::{Kind, Node, Path, Step};
use crate::forms::{StageKind, uniform};
use crate::limits;
use crate::spinnaker::spel::expression_end;

/// A change of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Renaming {
    /// The change, with all uses.
    pub edit: Edit,
    /// The places that change besides the name itself.
    pub uses: Vec<Path>,
    /// What becomes of the variable that the parameter sets, if it is called
    /// like the parameter.
    pub variable: Option<String>,
    /// What the edit does not reach.
    pub warning: String,
}

/// Renames the parameter at `index` of a stage.
pub fn rename_parameter(
    analysis: &Analysis,
    stage: usize,
    index: usize,
    to: &str,
) -> Option<Renaming> {
    let place = analysis.detected.stages.get(stage)?;
    let read = analysis.stages.get(stage)?;
    let parameter = read.definition.parameters.get(index)?;
    let from = parameter.name.as_deref().unwrap_or_default();
    let list = read.definition.property("parameters")?.key.as_text()?;
    let key = parameter.node.entries().iter().filter_map(|entry| entry.key.as_text());
    let key = key.into_iter().find(|key| uniform(key) == "name").unwrap_or("name");
    let base = place.path();
    let own = base.key(list).index(index).key(key);
    let mut uses = Vec::new();
    if !from.is_empty() {
        let map = if place.kind == StageKind::Webhook { "parameterValues" } else { "parameters" };
        let mut seek = Seek { map, from, to, left: limits::SHOWN_NODES, found: &mut uses };
        seek.node(read.node.as_ref()?, &base);
    }
    let mut edits = vec![set(own, to)];
    edits.extend(uses.iter().map(|(path, text)| set(path.clone(), text)));
    let own = pod::own((analysis, stage), index, from, to);
    let (edit, variable) = with_variable(analysis, edits, own);
    Some(Renaming {
        edit,
        uses: uses.into_iter().map(|(path, _)| path).collect(),
        variable,
        warning: format!(
            "Pipelines that were saved keep their value under {from}; Orca then takes the default."
        ),
    })
}

/// The edits with those of the parameter's own variable, if they go together:
/// an alias that others share keeps its name.
fn with_variable(
    analysis: &Analysis,
    edits: Vec<Edit>,
    own: Option<pod::Own>,
) -> (Edit, Option<String>) {
    let Some(pod::Own { container, from, to, edits: more }) = own else {
        return (Edit::Many(edits), None);
    };
    if let Some(more) = more {
        // An expression may stand in a text that names the variable, too.
        let apart = more.iter().all(|new| edits.iter().all(|old| place(old) != place(new)));
        let both = Edit::Many(edits.iter().cloned().chain(more).collect());
        if apart && edit(&analysis.source.text, &analysis.regions, &both).is_ok() {
            let follows = format!("The variable {from} of {container} is called {to} now, too.");
            return (both, Some(follows));
        }
    }
    let stays = format!(
        "The variable {from} of {container} keeps its name: what reads it cannot all be seen here."
    );
    (Edit::Many(edits), Some(stays))
}

fn place(edit: &Edit) -> Option<&Path> {
    match edit {
        Edit::Set { path, .. } => Some(path),
        _ => None,
    }
}

/// Gives a stage another type.
pub fn rename_type(analysis: &Analysis, stage: usize, to: &str) -> Option<Renaming> {
    let place = analysis.detected.stages.get(stage)?;
    let definition = &analysis.stages.get(stage)?.definition;
    let from = definition.text("type").unwrap_or_default();
    let key = definition.property("type").and_then(|property| property.key.as_text());
    Some(Renaming {
        edit: set(place.path().key(key.unwrap_or("type")), to),
        uses: Vec::new(),
        variable: None,
        warning: format!(
            "Pipelines that were saved name the type {from} and fail once no stage has it."
        ),
    })
}

fn set(path: Path, text: &str) -> Edit {
    Edit::Set { path, value: New::Text(text.into()) }
}

struct Seek<'a> {
    map: &'a str,
    from: &'a str,
    to: &'a str,
    left: usize,
    found: &'a mut Vec<(Path, String)>,
}

impl Seek<'_> {
    fn node(&mut self, node: &Node, path: &Path) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        match &node.kind {
            Kind::Scalar { text, .. } => {
                if let Some(text) = self.renamed(text) {
                    self.found.push((path.clone(), text));
                }
            }
            Kind::Mapping { entries, .. } => {
                for entry in entries {
                    if let Some(key) = entry.key.as_text() {
                        self.node(&entry.value, &path.key(key));
                    }
                }
            }
            Kind::Sequence { items, .. } => {
                for (index, item) in items.iter().enumerate() {
                    self.node(item, &path.step(Step::Index(index)));
                }
            }
            // What an alias stands for is found where it is written.
            Kind::Alias(_) | Kind::Regions(_) => {}
        }
    }

    /// The text with every expression's use of the name replaced.
    fn renamed(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut changed = false;
        while let Some(at) = rest.find("${") {
            let (before, expression) = rest.split_at(at);
            out.push_str(before);
            let inside = expression.get(2..).unwrap_or_default();
            let after = expression_end(inside).map_or("", |(_, after)| after);
            let (expression, after) = expression.split_at(expression.len() - after.len());
            let now = self.in_expression(expression);
            changed |= now != expression;
            out.push_str(&now);
            rest = after;
        }
        out.push_str(rest);
        changed.then_some(out)
    }

    fn in_expression(&self, expression: &str) -> String {
        let mut out = String::with_capacity(expression.len());
        let mut rest = expression;
        while let Some(at) = rest.find(self.map) {
            let (before, found) = rest.split_at(at);
            let after = found.get(self.map.len()..).unwrap_or_default();
            out.push_str(before);
            out.push_str(self.map);
            let whole = !out.trim_end_matches(self.map).ends_with(|c: char| is_name(c) || c == '.');
            rest = match self.access(after) {
                Some((written, after)) if whole => {
                    out.push_str(&written);
                    after
                }
                _ => after,
            };
        }
        out.push_str(rest);
        out
    }

    /// `.name`, `['name']`, `["name"]` or `?.name` of the old name, as it is
    /// written with the new one.
    fn access<'t>(&self, text: &'t str) -> Option<(String, &'t str)> {
        for quote in ['\'', '"'] {
            let old = format!("[{quote}{}{quote}]", self.from);
            if let Some(after) = text.strip_prefix(old.as_str()) {
                return Some((format!("[{quote}{}{quote}]", self.to), after));
            }
        }
        let (dot, name) = match text.strip_prefix("?.") {
            Some(name) => ("?.", name),
            None => (".", text.strip_prefix('.')?),
        };
        let after = name.strip_prefix(self.from)?;
        if after.starts_with(is_name) {
            return None;
        }
        let simple = self.to.chars().all(is_name) && !self.to.starts_with(|c: char| c.is_numeric());
        let written = if simple { format!("{dot}{}", self.to) } else { format!("['{}']", self.to) };
        Some((written, after))
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze;
    use crate::document::Source;
    use crate::document::edit::apply;

    #[test]
    fn a_parameter_takes_the_expressions_that_use_it_along() {
        let text = "\
- type: a
  parameters:
  - name: TAG
    mapping: manifest.metadata.name
  - name: TAGGED
    mapping: x
    defaultValue: ${parameters.TAG} and ${parameters['TAG']} not ${parameters.TAGGED}
  manifest:
    metadata:
      name: 'x-${ #toInt(parameters?.TAG) }-parameters.TAG'
      labels:
        all: \"${ {a: '}', b: {c: 1}, d: parameters.TAG} } parameters.TAG\"
";
        let analysis = analyze(&Source::new(text), None);
        let renaming = rename_parameter(&analysis, 0, 0, "RELEASE").unwrap();
        assert_eq!(renaming.uses.len(), 3);
        let edits = edit(text, &analysis.regions, &renaming.edit).unwrap();
        insta::assert_snapshot!(apply(text, &edits), @r#"
        - type: a
          parameters:
          - name: RELEASE
            mapping: manifest.metadata.name
          - name: TAGGED
            mapping: x
            defaultValue: ${parameters.RELEASE} and ${parameters['RELEASE']} not ${parameters.TAGGED}
          manifest:
            metadata:
              name: 'x-${ #toInt(parameters?.RELEASE) }-parameters.TAG'
              labels:
                all: "${ {a: '}', b: {c: 1}, d: parameters.RELEASE} } parameters.TAG"
        "#);
        assert!(renaming.warning.contains("saved"), "pipelines are beyond reach");
    }

    const GREETS: &str = "\
- type: a
  parameters:
  - name: PHRASE
    mapping: manifest.spec.template.spec.containers[0].env[0].value
  manifest:
    spec:
      template:
        spec:
          containers:
          - name: main
            command: [COMMAND]
            env:
            - name: PHRASE
              value: hello
            - name: LONG
              value: $(PHRASE), world
";

    fn greeting(command: &str, to: &str) -> (String, String) {
        let text = GREETS.replace("COMMAND", command);
        let analysis = analyze(&Source::new(&*text), None);
        let renaming = rename_parameter(&analysis, 0, 0, to).unwrap();
        let edits = edit(&text, &analysis.regions, &renaming.edit).unwrap();
        (apply(&text, &edits), renaming.variable.unwrap_or_default())
    }

    #[test]
    fn the_variable_that_is_only_the_parameters_own_is_renamed_in_the_same_edit() {
        let (after, said) = greeting("sh, -c, 'echo $PHRASE \"$$PHRASE\" $PHRASES'", "GREETING");
        insta::assert_snapshot!(after, @r#"
        - type: a
          parameters:
          - name: GREETING
            mapping: manifest.spec.template.spec.containers[0].env[0].value
          manifest:
            spec:
              template:
                spec:
                  containers:
                  - name: main
                    command: [sh, -c, 'echo $GREETING "$$GREETING" $PHRASES']
                    env:
                    - name: GREETING
                      value: hello
                    - name: LONG
                      value: $(GREETING), world
        "#);
        insta::assert_snapshot!(said, @"The variable PHRASE of main is called GREETING now, too.");
        let (after, _) = greeting("echo, $(PHRASE)", "GREETING");
        assert!(after.contains("[echo, $(GREETING)]") && !after.contains("PHRASE"), "{after}");
    }

    #[test]
    fn a_variable_that_something_else_may_read_keeps_its_name_and_that_is_said() {
        for (command, to) in [
            ("sh, -c, printenv PHRASE", "GREETING"),
            ("sh, -c, 'PHRASE=x; echo $PHRASE'", "GREETING"),
            ("sh, -c, echo $PHRASE", "LONG"),
            ("sh, -c, echo $PHRASE", "no variable"),
        ] {
            let (after, said) = greeting(command, to);
            assert!(after.contains("- name: PHRASE\n              value: hello"), "{after}");
            assert!(said.contains("keeps its name"), "{said}");
        }
        let nobody = GREETS.replace("COMMAND", "run").replace("$(PHRASE), world", "x");
        let analysis = analyze(&Source::new(&*nobody), None);
        let renaming = rename_parameter(&analysis, 0, 0, "GREETING").unwrap();
        assert!(renaming.variable.unwrap().contains("keeps its name"), "the image may read it");
    }
}
