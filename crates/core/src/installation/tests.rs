use super::*;
use crate::analyze;
use crate::document::Source as Text;
use crate::java::to_json;

fn told(texts: &[&str]) -> String {
    let files: Vec<Analysis> = texts.iter().map(|text| analyze(&Text::new(*text), None)).collect();
    let files: Vec<&Analysis> = files.iter().collect();
    let installed = install(&files, Target::default(), &Environment::default(), None);
    let of = |at: usize| {
        let member = &installed.stages[at];
        let title = files[member.file].stages[member.stage].definition.title();
        format!("{}:{title}", member.file)
    };
    let mut lines = Vec::new();
    for (at, member) in installed.stages.iter().enumerate() {
        let standing = match &member.standing {
            Standing::Known(loaded) => {
                let value = loaded.value.as_ref().and_then(|value| value.get("description"));
                value.map_or("known".into(), |value| format!("known, {}", to_json(value)))
            }
            Standing::Replaced { by } => format!("replaced by file {by}"),
            Standing::Dropped { lacks } => format!("dropped without {}", lacks.join(", ")),
            Standing::Unseen => "unseen".to_owned(),
        };
        lines.push(format!("{} {standing}", of(at)));
    }
    for clash in &installed.clashes {
        lines.push(format!("{} clashes with {}", of(clash.stage()), of(clash.other())));
    }
    for Failed { file, failure, span } in &installed.failures {
        let text = &files[*file].source.text[span.start as usize..span.end as usize];
        lines.push(format!("fails in file {file} at {text:?}: {:?}", failure.kind));
    }
    lines.join("\n")
}

fn stage(kind: &str, label: &str, ty: &str) -> String {
    format!("job:\n  preconfigured:\n    {kind}:\n    - {{label: {label}, type: {ty}}}\n")
}

const HOOK: &str = "webhook: {preconfigured: [{label: Hook, type: one, enabled: true}]}\n";

#[test]
fn the_highest_file_with_a_list_gives_the_whole_list() {
    let (low, high) = (stage("kubernetes", "Low", "one"), stage("kubernetes", "High", "two"));
    insta::assert_snapshot!(told(&[&low, &high]), @"
    0:Low replaced by file 1
    1:High known
    ");
    insta::assert_snapshot!(told(&[&low, "job: {preconfigured: {kubernetes: []}}"]), @"0:Low replaced by file 1");
    insta::assert_snapshot!(told(&[&low, "job: {}"]), @"0:Low known");
    let both = format!("{low}---\n{high}");
    insta::assert_snapshot!(told(&[&both]), @"
    0:Low replaced by file 0
    0:High known
    ");
}

#[test]
fn a_type_is_taken_across_files_lists_and_plugins() {
    let (titus, job) = (stage("titus", "T", "one"), stage("kubernetes", "K", "one"));
    let plugin = "label: P\ntype: one\ncloudProvider: kubernetes\nmanifest: {kind: Job}\n";
    insta::assert_snapshot!(told(&[plugin, &job, HOOK, &titus]), @"
    0:P known
    1:K known
    2:Hook known
    3:T known
    0:P clashes with 3:T
    0:P clashes with 2:Hook
    1:K clashes with 3:T
    1:K clashes with 2:Hook
    3:T clashes with 2:Hook
    ");
    let other = stage("kubernetes", "K2", "one");
    insta::assert_snapshot!(told(&[&job, &other]), @"
    0:K replaced by file 1
    1:K2 known
    ");
}

#[test]
fn a_plugins_stage_that_orca_drops_takes_no_type() {
    let job = stage("kubernetes", "K", "one");
    insta::assert_snapshot!(told(&[&job, "label: P\ntype: one\nmanifest: {kind: Job}\n"]), @"
    0:K known
    1:P dropped without cloudProvider
    ");
}

#[test]
fn of_webhooks_the_first_that_is_enabled_runs() {
    let hooks = "webhook: {preconfigured: [{label: Off, type: one, enabled: false}, {label: A, type: one}, {label: B, type: one}]}";
    insta::assert_snapshot!(told(&[hooks]), @"
    0:Off known
    0:A known
    0:B known
    0:B clashes with 0:A
    ");
}

#[test]
fn placeholders_see_every_file_and_the_highest_answers() {
    let asks = "job: {preconfigured: {kubernetes: [{label: A, type: a, description: '${team}'}]}}";
    insta::assert_snapshot!(told(&[asks, "team: low", "team: high"]), @r#"0:A known, "high""#);
}

#[test]
fn a_failure_names_its_file_and_place() {
    let wrong = "job: {preconfigured: {kubernetes: [{label: A, enabled: perhaps}]}}";
    insta::assert_snapshot!(told(&["a: 1", wrong]), @r#"
    1:A known
    fails in file 1 at "perhaps": Conversion
    "#);
    insta::assert_snapshot!(told(&[wrong, &stage("kubernetes", "B", "b")]), @"
    0:A replaced by file 1
    1:B known
    ");
}

#[test]
fn a_fragment_is_no_file_of_orcas() {
    insta::assert_snapshot!(told(&["- label: A\n  type: a\n"]), @"0:A unseen");
}

#[test]
fn loading_again_after_a_change_is_as_from_scratch() {
    let analysed = |text: &str, previous: Option<&Analysis>| analyze(&Text::new(text), previous);
    let low = stage("kubernetes", "Low", "'${ty}'");
    let (first, second) = (analysed(&low, None), analysed("ty: one", None));
    let environment = Environment::default();
    let target = Target::default();
    let before = install(&[&first, &second], target, &environment, None);
    let changed = analysed("ty: two", Some(&second));
    let after = install(&[&first, &changed], target, &environment, Some(&before.loaded));
    let scratch = install(&[&first, &changed], target, &environment, None);
    let value = |installed: &Installed| installed.stages[0].known().and_then(|it| it.value.clone());
    assert_eq!(value(&after), value(&scratch), "what is reused is still true");
    assert_ne!(value(&after), value(&before), "a placeholder's new value is seen");
}

#[test]
fn each_file_is_told_what_others_take_from_it() {
    let texts = [
        stage("kubernetes", "Low", "low"),
        format!("{}---\n{}", stage("titus", "T", "one"), HOOK),
        stage("kubernetes", "K", "one"),
        "label: P\ntype: one\ncloudProvider: kubernetes\nmanifest: {kind: Job}\n".to_owned(),
    ];
    let files: Vec<Analysis> =
        texts.iter().map(|text| analyze(&Text::new(text.as_str()), None)).collect();
    let all: Vec<&Analysis> = files.iter().collect();
    let installed = install(&all, Target::default(), &Environment::default(), None);
    let about = ["type-taken", "list-replaced"];
    let told = files.iter().enumerate().flat_map(|(at, file)| {
        let found = installed.within(at, file).findings().into_iter();
        let found = found.filter(|it| about.contains(&it.rule));
        found.map(|it| format!("{at}: {} {}", it.rule, it.message)).collect::<Vec<_>>()
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r#"
        0: list-replaced Orca never sees the stages of this list: another job.preconfigured.kubernetes replaces it.
        1: type-taken A webhook stage has the same type; Deck shows only one of the two.
        2: type-taken This stage never runs: T of another file has the same type and comes first.
        2: type-taken The webhook stage Hook of another file has the same type; Deck shows only one of the two.
        3: type-taken This stage never runs: T of another file has the same type and comes first.
        3: type-taken The webhook stage Hook of another file has the same type; Deck shows only one of the two.
        "#);
    let alone = files.iter().flat_map(Analysis::findings).filter(|it| about.contains(&it.rule));
    insta::assert_snapshot!(alone.map(|it| it.message).collect::<Vec<_>>().join("\n"), @r#"A webhook stage has the same type; Deck shows only one of the two."#);
}

#[test]
fn stages_of_a_list_that_does_not_count_take_no_type() {
    let twice =
        format!("{}---\n{}", stage("kubernetes", "A", "one"), stage("kubernetes", "B", "one"));
    let found = analyze(&Text::new(twice), None).findings();
    let rules: Vec<&str> = found.iter().map(|it| it.rule).collect();
    assert!(rules.contains(&"list-replaced") && !rules.contains(&"type-taken"), "{rules:?}");
}
