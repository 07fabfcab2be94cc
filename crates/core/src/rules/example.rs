//! Whole stage files around the few lines that an example shows.
//!
//! An example names the part that its lines belong to in a comment, such as
//! `# in the container` or `# in the manifest, without metadata`; lines before
//! any belong to the stage. The rest of the file comes from here and raises
//! nothing.

/// A part of a stage file, from the outside in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Stage,
    Manifest,
    JobSpec,
    PodTemplate,
    PodSpec,
    Container,
    Webhook,
    File,
}

/// The comment that begins a part, its keys as they should be, and the key
/// below which the next part stands.
const PARTS: [(Part, &str, &str, &str); 6] = [
    (
        Part::Stage,
        "# in the stage",
        "label: Example\ntype: example\ncloudProvider: kubernetes\naccount: my-account\n\
         credentials: my-account\napplication: \"${execution.application}\"\n",
        "manifest:",
    ),
    (
        Part::Manifest,
        "# in the manifest",
        "apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: example-\n",
        "spec:",
    ),
    (
        Part::JobSpec,
        "# in the job's spec",
        "backoffLimit: 0\nttlSecondsAfterFinished: 86400\nactiveDeadlineSeconds: 3600\n",
        "template:",
    ),
    (
        Part::PodTemplate,
        "# in the pod template",
        "metadata:\n  labels:\n    app: example\n",
        "spec:",
    ),
    (Part::PodSpec, "# in the pod's spec", "restartPolicy: Never\n", "containers:"),
    (
        Part::Container,
        "# in the container",
        "name: main\nimage: alpine:3.22.1\ncommand: [sh, -c, echo hello]\nresources:\n  requests:\n    \
         cpu: \"100m\"\n    memory: \"64Mi\"\n",
        "",
    ),
];

const WEBHOOK: &str = "label: Example\ntype: example\nurl: https://example.com/api\nmethod: POST\n";

/// What an example says about one part.
struct Piece {
    part: Part,
    without: Vec<String>,
    text: String,
}

/// The file that `example` is about.
pub fn file(example: &str) -> String {
    let pieces = pieces(example);
    if let Some(whole) = pieces.iter().find(|piece| piece.part == Part::File) {
        return whole.text.clone();
    }
    if let Some(webhook) = pieces.iter().find(|piece| piece.part == Part::Webhook) {
        let stage = merged(WEBHOOK, webhook);
        return format!("webhook:\n  preconfigured:\n{}", item(&stage, 4));
    }
    let stage = part(0, &pieces);
    if is_plugin(example) {
        return stage;
    }
    format!("job:\n  preconfigured:\n    kubernetes:\n{}", item(&stage, 6))
}

/// Whether `example` is a resource of a plugin.
fn is_plugin(example: &str) -> bool {
    example.lines().any(|line| line == "# in a plugin's resource")
}

fn pieces(example: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece { part: Part::Stage, without: Vec::new(), text: String::new() }];
    for line in example.lines() {
        if let Some((part, without)) = heading(line) {
            pieces.push(Piece { part, without, text: String::new() });
        } else if let Some(piece) = pieces.last_mut() {
            piece.text.push_str(line);
            piece.text.push('\n');
        }
    }
    pieces
}

fn heading(line: &str) -> Option<(Part, Vec<String>)> {
    let (words, without) = line.split_once(", without ").unwrap_or((line, ""));
    let part = match words {
        "# in the webhook stage" => Part::Webhook,
        "# in a plugin's resource" => Part::Stage,
        "# the file" => Part::File,
        _ => PARTS.iter().find(|(_, heading, ..)| *heading == words)?.0,
    };
    let without = without.split(", ").filter(|key| !key.is_empty()).map(str::to_owned).collect();
    Some((part, without))
}

/// The part at `level` with all inside it.
fn part(level: usize, pieces: &[Piece]) -> String {
    let Some((part, _, base, inside)) = PARTS.get(level) else { return String::new() };
    let mut text = (*base).to_owned();
    let mut own_inside = false;
    for piece in pieces.iter().filter(|piece| piece.part == *part) {
        text = merged(&text, piece);
        own_inside |= keys(&piece.text).any(|key| key == *inside)
            || piece.without.iter().any(|key| format!("{key}:") == *inside);
    }
    if !own_inside && !inside.is_empty() {
        let below = self::part(level + 1, pieces);
        let below = if *inside == "containers:" { item(&below, 2) } else { indented(&below, 2) };
        text.push_str(&format!("{inside}\n{below}"));
    }
    text
}

/// `base` with the keys of a piece instead of its own.
fn merged(base: &str, piece: &Piece) -> String {
    let gone = |key: &str| {
        keys(&piece.text).any(|other| other == key)
            || piece.without.iter().any(|other| format!("{other}:") == key)
    };
    let mut keep = true;
    let mut text = String::new();
    for line in base.lines() {
        if !line.starts_with(' ') {
            keep = !gone(line.split(' ').next().unwrap_or_default());
        }
        if keep {
            text.push_str(line);
            text.push('\n');
        }
    }
    text + &piece.text
}

/// The keys at the left edge, each with its colon.
fn keys(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.starts_with([' ', '#', '-', '"']))
        .filter_map(|line| line.split(' ').next())
}

fn indented(text: &str, by: usize) -> String {
    let line = |line: &str| {
        if line.is_empty() { "\n".to_owned() } else { format!("{}{line}\n", " ".repeat(by)) }
    };
    text.lines().map(line).collect()
}

/// A mapping as an item of a list.
fn item(text: &str, by: usize) -> String {
    let mut out = indented(text, by + 2);
    if out.len() > by + 2 {
        out.replace_range(by..by + 2, "- ");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn an_example_stands_in_a_file_of_its_own() {
        insta::assert_snapshot!(file("# in the job's spec, without backoffLimit\nsuspend: true\n# in the container\nname: x\n"), @r#"
        job:
          preconfigured:
            kubernetes:
              - label: Example
                type: example
                cloudProvider: kubernetes
                account: my-account
                credentials: my-account
                application: "${execution.application}"
                manifest:
                  apiVersion: batch/v1
                  kind: Job
                  metadata:
                    generateName: example-
                  spec:
                    ttlSecondsAfterFinished: 86400
                    activeDeadlineSeconds: 3600
                    suspend: true
                    template:
                      metadata:
                        labels:
                          app: example
                      spec:
                        restartPolicy: Never
                        containers:
                          - image: alpine:3.22.1
                            command: [sh, -c, echo hello]
                            resources:
                              requests:
                                cpu: "100m"
                                memory: "64Mi"
                            name: x
        "#);
    }
}
