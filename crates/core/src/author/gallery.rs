//! Stages to begin with: whole definitions for real uses, compiled in from
//! the files in `crates/core/gallery`.
//!
//! A file begins with comments that say what it is (`# title:`, `# group:`,
//! `# about:`) and what has to be set (`# set:`); what follows is the stage.

/// A stage to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name for programs.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it belongs to, such as `Build`.
    pub group: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What has to be set or must be there.
    pub to_set: Vec<&'static str>,
    /// The definition as YAML.
    pub yaml: &'static str,
}

const FILES: [(&str, &str); 17] = [
    ("run-script", include_str!("../../gallery/run-script.yml")),
    ("build-image-kaniko", include_str!("../../gallery/build-image-kaniko.yml")),
    ("build-image-buildah", include_str!("../../gallery/build-image-buildah.yml")),
    ("scan-image", include_str!("../../gallery/scan-image.yml")),
    ("promote-artifact", include_str!("../../gallery/promote-artifact.yml")),
    ("integration-tests", include_str!("../../gallery/integration-tests.yml")),
    ("load-test", include_str!("../../gallery/load-test.yml")),
    ("chaos-experiment", include_str!("../../gallery/chaos-experiment.yml")),
    ("migrate-database", include_str!("../../gallery/migrate-database.yml")),
    ("back-up-database", include_str!("../../gallery/back-up-database.yml")),
    ("terraform-plan", include_str!("../../gallery/terraform-plan.yml")),
    ("terraform-apply", include_str!("../../gallery/terraform-apply.yml")),
    ("wait-for-approval", include_str!("../../gallery/wait-for-approval.yml")),
    ("update-ticket", include_str!("../../gallery/update-ticket.yml")),
    ("send-notification", include_str!("../../gallery/send-notification.yml")),
    ("with-sidecar", include_str!("../../gallery/with-sidecar.yml")),
    ("clean-up", include_str!("../../gallery/clean-up.yml")),
];

/// All templates, in the order in which they are shown.
pub fn templates() -> Vec<Template> {
    FILES.iter().map(|(id, text)| template(id, text)).collect()
}

/// The template of that id.
pub fn named(id: &str) -> Option<Template> {
    FILES.iter().find(|(known, _)| *known == id).map(|(id, text)| template(id, text))
}

fn template(id: &'static str, text: &'static str) -> Template {
    let mut made = Template { id, title: "", group: "", about: "", to_set: Vec::new(), yaml: text };
    while let Some(comment) = made.yaml.strip_prefix("# ") {
        let (line, rest) = comment.split_once('\n').unwrap_or((comment, ""));
        match line.split_once(": ") {
            Some(("title", title)) => made.title = title,
            Some(("group", group)) => made.group = group,
            Some(("about", about)) => made.about = about,
            Some(("set", to_set)) => made.to_set.push(to_set),
            _ => {}
        }
        made.yaml = rest;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze_for;
    use crate::document::Source;
    use crate::finding::Severity;
    use crate::spinnaker::fill::uses;
    use crate::spinnaker::{Release, Target};

    #[test]
    fn every_template_is_clean_for_every_release() {
        for template in templates() {
            let lines: Vec<&str> = template.yaml.lines().collect();
            let item = lines.join("\n      ");
            let text = format!("job:\n  preconfigured:\n    kubernetes:\n    - {item}\n");
            for (release, name) in Release::ALL {
                let analysis = analyze_for(&Source::new(text.as_str()), Target::of(release), None);
                // Notes say what is worth knowing of what the template is for.
                let findings: Vec<String> = analysis
                    .findings()
                    .into_iter()
                    .filter(|finding| finding.severity != Severity::Note)
                    .map(|finding| finding.message)
                    .collect();
                assert!(findings.is_empty(), "{} for {name}: {findings:?}", template.id);
                assert_eq!(analysis.stages.len(), 1, "{}", template.id);
                assert_eq!(analysis.stages[0].definition.title(), template.title);
            }
        }
    }

    #[test]
    fn every_parameter_of_a_template_reaches_its_place() {
        for template in templates() {
            let analysis = crate::analyze(&Source::new(template.yaml), None);
            let stage = &analysis.stages[0];
            let found = uses(stage.node.as_ref().unwrap(), &stage.definition.parameters);
            assert!(!found.is_empty(), "{}", template.id);
            for target in found {
                let target = target.unwrap();
                assert_eq!(target.problem, None, "{}: {}", template.id, target.target);
                let node =
                    target.steps.iter().try_fold(&**stage.node.as_ref().unwrap(), |node, step| {
                        super::super::reach::step(node, step)
                    });
                assert!(node.is_some(), "{}: {} is not there", template.id, target.target);
            }
        }
    }

    #[test]
    fn every_template_says_what_it_is_and_what_to_set() {
        let all = templates();
        assert!(all.len() >= 15);
        for template in all {
            let said = [template.title, template.group, template.about];
            assert!(said.iter().all(|text| !text.is_empty()), "{}", template.id);
            assert!(!template.to_set.is_empty(), "{}", template.id);
            assert!(!template.yaml.contains("${"), "{}: nobody may replace it", template.id);
        }
    }
}
