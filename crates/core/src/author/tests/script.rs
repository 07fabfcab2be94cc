//! An embedded script arrives at the container as it was embedded, whatever
//! the release, and whatever Orca's environment and context hold.

use crate::author::script::{Script, embed};
use crate::document::edit::{Edit, New, apply, edit};
use crate::document::{Path, Source, regions};
use crate::java::{Map, from_json, to_json};
use crate::spinnaker::load::{Environment, load_stage};
use crate::spinnaker::spel::{Scope, evaluate};
use crate::spinnaker::{Release, Target};
use crate::{analyze, forms::StageKind};

#[test]
fn neither_spring_nor_orca_touch_an_embedded_script() {
    let text = "set -u\necho ${HOME} ${HOME:-x} '${account}' ${1} $$ ${parameters[0]}\n\
                cat <<EOF\n${account} ${a ? b : c}\nEOF\n";
    let script = Script { shell: "sh".into(), options: "-ec".into(), text: text.into() };
    let made = embed(&script, &[]);
    let list = |words: &[String]| New::List(words.iter().cloned().map(New::Text).collect());
    let yaml = "manifest:\n  spec:\n    template:\n      spec:\n        containers:\n        - name: main\n";
    let at = Path::parse("manifest.spec.template.spec.containers[0]").unwrap();
    let change = Edit::Many(vec![
        Edit::Set { path: at.key("command"), value: list(&made.command) },
        Edit::Set { path: at.key("args"), value: list(&made.args) },
    ]);
    let edits = edit(yaml, &regions(yaml, None), &change).unwrap();
    let text = apply(yaml, &edits);
    let analysis = analyze(&Source::new(text), None);
    let node = analysis.regions.root(0).unwrap().node;
    for (release, name) in Release::ALL {
        let loaded = load_stage(
            node,
            StageKind::Kubernetes,
            0,
            Target::of(release),
            &Environment::default(),
        );
        let stage = loaded.value.unwrap();
        let mut context: Map = stage.as_map().unwrap().clone();
        context.insert("account", from_json(&serde_json::json!("eaten")));
        context.insert("parameters", from_json(&serde_json::json!(["eaten"])));
        for _ in 0..3 {
            let root = context.clone();
            context = evaluate(&context, &Scope::plain(&root)).context;
        }
        let json = to_json(context.get("manifest").unwrap());
        let container = &json["spec"]["template"]["spec"]["containers"][0];
        assert_eq!(container["command"], serde_json::json!(made.command), "{name}");
        assert_eq!(container["args"], serde_json::json!(made.args), "{name}");
    }
}
