//! What the pod's forms write, for each generation of the client.

use super::*;
use crate::analyze_for;
use crate::author::author;
use crate::document::Source as Text;
use crate::document::edit::apply;
use crate::finding::Severity;
use crate::spinnaker::{Release, Target};

mod kept;

const STAGE: &str = "\
job:
  preconfigured:
    kubernetes:
    - label: Work
      type: work
      cloudProvider: kubernetes
      account: main
      credentials: main
      application: app
      parameters:
      - name: LEVEL
        label: Level
        mapping: manifest.spec.template.spec.containers[0].env[1].value
        defaultValue: info
      manifest:
        apiVersion: batch/v1
        kind: Job
        metadata:
          generateName: work-
          namespace: jobs
        spec:
          backoffLimit: 0
          ttlSecondsAfterFinished: 3600
          template:
            spec:
              restartPolicy: Never
              containers:
              - name: main
                image: registry.example.com/main:1.0 # pinned
                env:
                - {name: FIRST, value: one}
                - name: LEVEL
                  value: placeholder
                volumeMounts:
                - {name: data, mountPath: /data}
              - name: side
                image: registry.example.com/side:1.0
                volume-mounts:
                - name: data
                  mountPath: /in
                - name: other
                  mountPath: /other
              volumes:
              - name: other
                emptyDir:
                  medium: ''
              - name: data
                persistentVolumeClaim:
                  claimName: data
";

const SPEC: &str = "job.preconfigured.kubernetes[0].manifest.spec.template.spec";

fn container(index: usize) -> Path {
    Path::parse(&format!("{SPEC}.containers[{index}]")).unwrap()
}

fn mounted(index: usize, path: &str) -> Mount {
    Mount {
        container: container(index),
        path: path.into(),
        sub_path: String::new(),
        read_only: false,
    }
}

fn carried(text: &str, release: Release, wish: &Wish) -> Result<String, Refused> {
    let before = analyze_for(&Text::new(text), Target::of(release), None);
    let edit = change(&before, 0, wish)?;
    let edits = author(&before, &edit).unwrap_or_else(|error| panic!("{wish:?}: {error}"));
    Ok(apply(text, &edits))
}

/// The lines that a wish adds, and with `-` those that it takes out.
#[track_caller]
fn changed(wish: &Wish) -> String {
    let after = carried(STAGE, Release::V2026_2, wish).unwrap();
    let patch = diffy::create_patch(STAGE, &after).to_string();
    let lines = patch.lines().skip(2).filter(|line| line.starts_with(['+', '-']));
    lines.collect::<Vec<_>>().join("\n")
}

/// What is wrong in the stage, or lost of it.
fn errors(text: &str, release: Release) -> Vec<String> {
    const LOST: [&str; 3] = ["dropped-field", "unknown-key", "mangled-key"];
    let analysis = analyze_for(&Text::new(text), Target::of(release), None);
    let found = analysis.findings();
    let wrong = found
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error || LOST.contains(&finding.rule));
    wrong.map(|finding| format!("{}: {}", finding.path, finding.message)).collect()
}

fn sources() -> Vec<Source> {
    let text = |text: &str| text.to_owned();
    vec![
        Source::Empty { memory: false, limit: String::new() },
        Source::Empty { memory: true, limit: text("1Gi") },
        Source::Secret { name: text("keys"), optional: true },
        Source::ConfigMap { name: text("settings"), optional: false },
        Source::Claim { name: text("disk"), read_only: true },
        Source::Ephemeral { size: text("5Gi"), class: text("fast") },
        Source::Nfs { server: text("files.example.com"), path: text("/exports") },
        Source::HostPath { path: text("/var/log") },
        Source::Token { audience: text("vault"), path: text("token") },
    ]
}

fn ways() -> Vec<How> {
    vec![
        How::Command(vec!["test".into(), "-f".into(), "/ok".into()]),
        How::Http { path: "/healthz".into(), port: "8080".into(), secure: true },
        How::Tcp("main".into()),
        How::Grpc("50051".into()),
    ]
}

fn every_wish() -> Vec<Wish> {
    let mut all = Vec::new();
    for source in sources() {
        let mounts = vec![mounted(0, "/new"), mounted(1, "/new")];
        all.push(Wish::ChangeVolume { index: 1, source: source.clone() });
        all.push(Wish::AddVolume(Volume { name: String::new(), source, mounts }));
    }
    for from in [
        ValueFrom::Text("true".into()),
        ValueFrom::Key {
            kept: Kept::Secret,
            name: "s".into(),
            key: "k.json".into(),
            optional: true,
        },
        ValueFrom::Key {
            kept: Kept::ConfigMap,
            name: "c".into(),
            key: "k".into(),
            optional: false,
        },
        ValueFrom::Field("metadata.name".into()),
        ValueFrom::Resource("limits.memory".into()),
    ] {
        for index in [Some(0), None] {
            let (container, name) = (container(0), "NEW".to_owned());
            all.push(Wish::Variable { container, index, name, from: from.clone() });
        }
    }
    for kept in [Kept::Secret, Kept::ConfigMap] {
        let from = Bulk { kept, name: "all".into(), prefix: "P_".into(), optional: true };
        all.push(Wish::AddAll { container: container(1), from });
    }
    for which in [Check::Startup, Check::Liveness, Check::Readiness] {
        for how in ways() {
            all.push(Wish::Check { container: container(0), which, how: Some(how) });
        }
    }
    let (key, value) = ("example.com/pool".to_owned(), "batch".to_owned());
    all.push(Wish::Tolerate(Toleration {
        key: key.clone(),
        value: Some(value.clone()),
        effect: "NoExecute".into(),
        seconds: Some(60),
    }));
    all.push(Wish::Tolerate(Toleration {
        key: String::new(),
        value: None,
        effect: String::new(),
        seconds: None,
    }));
    for strength in [Strength::Needed, Strength::Liked(20)] {
        let values = vec![value.clone(), "true".into()];
        let operator = "In".to_owned();
        all.push(Wish::Node(NodeRule { strength, key: key.clone(), operator, values }));
        for apart in [false, true] {
            let topology = "kubernetes.io/hostname".to_owned();
            let (key, value) = (key.clone(), value.clone());
            all.push(Wish::Neighbour(Neighbour { apart, strength, key, value, topology }));
        }
    }
    all.push(Wish::Mount { volume: "other".into(), mount: mounted(0, "/other") });
    all.push(Wish::RenameVolume { index: 1, to: "files".into() });
    all.push(Wish::RenameVariable { container: container(0), index: 0, to: "NEW".into() });
    all.push(Wish::Restrict);
    all
}

#[test]
fn every_form_leaves_a_stage_that_loads_for_each_generation_of_the_client() {
    for release in [Release::V2025_0, Release::V2026_0, Release::V2026_2] {
        assert_eq!(errors(STAGE, release), [""; 0], "{}", release.name());
        for wish in every_wish() {
            match carried(STAGE, release, &wish) {
                Ok(after) => {
                    assert_ne!(after, STAGE, "{wish:?}");
                    assert_eq!(errors(&after, release), [""; 0], "{wish:?}\n{after}");
                }
                Err(Refused::Dropped("grpc")) => assert_eq!(release, Release::V2025_0),
                Err(refused) => panic!("{wish:?}: {}", refused.reason()),
            }
        }
    }
}

#[test]
fn a_volume_comes_with_its_mounts() {
    let mut side = mounted(1, "/etc/keys/id");
    side.sub_path = "id".into();
    side.read_only = true;
    let wish = Wish::AddVolume(Volume {
        name: String::new(),
        source: Source::Secret { name: "keys".into(), optional: false },
        mounts: vec![mounted(0, "/keys"), side],
    });
    insta::assert_snapshot!(changed(&wish), @"
    +                - name: keys
    +                  mountPath: /keys
    +                - name: keys
    +                  mountPath: /etc/keys/id
    +                  subPath: id
    +                  readOnly: true
    +              - name: keys
    +                secret:
    +                  secretName: keys
    ");
}

#[test]
fn a_volume_goes_with_its_mounts_and_is_renamed_with_them() {
    insta::assert_snapshot!(changed(&Wish::RemoveVolume { index: 1 }), @"
    -                volumeMounts:
    -                - {name: data, mountPath: /data}
    -                - name: data
    -                  mountPath: /in
    -              - name: data
    -                persistentVolumeClaim:
    -                  claimName: data
    ");
    insta::assert_snapshot!(changed(&Wish::RenameVolume { index: 1, to: "files".into() }), @"
    -                - {name: data, mountPath: /data}
    +                - {name: files, mountPath: /data}
    -                - name: data
    +                - name: files
    -              - name: data
    +              - name: files
    ");
}

#[test]
fn a_variable_that_a_parameter_sets_keeps_its_value() {
    let from = |index| Wish::Variable {
        container: container(0),
        index: Some(index),
        name: String::new(),
        from: ValueFrom::Key {
            kept: Kept::Secret,
            name: "login".into(),
            key: "token".into(),
            optional: false,
        },
    };
    let refused = carried(STAGE, Release::V2026_2, &from(1)).unwrap_err();
    assert_eq!(refused, Refused::SetBy("LEVEL".into()));
    let after = carried(STAGE, Release::V2026_2, &from(0)).unwrap();
    let read = "{name: FIRST, valueFrom: {secretKeyRef: {name: login, key: token}}}";
    assert!(after.contains(read), "{after}");
}

#[test]
fn another_way_to_check_takes_the_place_of_the_one_before() {
    let check = |how: &How| Wish::Check {
        container: container(0),
        which: Check::Liveness,
        how: Some(how.clone()),
    };
    let ways = ways();
    let (command, http) = (&ways[0], &ways[1]);
    let first = carried(STAGE, Release::V2026_2, &check(command)).unwrap();
    let second = carried(&first, Release::V2026_2, &check(http)).unwrap();
    assert!(!second.contains("exec:") && second.contains("httpGet:"), "{second}");
    assert!(second.contains("port: ${8080}"), "{second}");
    let none = Wish::Check { container: container(0), which: Check::Liveness, how: None };
    assert_eq!(carried(&second, Release::V2026_2, &none).unwrap(), STAGE);
    let grpc = carried(STAGE, Release::V2025_0, &check(&ways[3])).unwrap_err();
    assert_eq!(grpc, Refused::Dropped("grpc"));
}

#[test]
fn a_needed_node_is_needed_in_every_term() {
    let rule = |key: &str| {
        Wish::Node(NodeRule {
            strength: Strength::Needed,
            key: key.into(),
            operator: "Exists".into(),
            values: Vec::new(),
        })
    };
    let first = carried(STAGE, Release::V2026_2, &rule("a/b")).unwrap();
    let two = first.replace(
        "nodeSelectorTerms:\n",
        "nodeSelectorTerms:\n                    - matchFields: []\n",
    );
    let after = carried(&two, Release::V2026_2, &rule("c/d")).unwrap();
    assert_eq!(after.matches("key: c/d").count(), 2, "{after}");
}

#[test]
fn a_form_that_lacks_something_says_what() {
    let refused = |wish: &Wish| carried(STAGE, Release::V2026_2, wish).unwrap_err().reason();
    let secret = |name: &str, path: &str| {
        Wish::AddVolume(Volume {
            name: name.into(),
            source: Source::Secret { name: path.into(), optional: false },
            mounts: vec![mounted(0, "/data")],
        })
    };
    assert_eq!(refused(&secret("", "")), "Say which secret first.");
    assert_eq!(refused(&secret("data", "x")), "There is already one named data.");
    assert_eq!(refused(&secret("new", "x")), "There is already one named /data.");
    assert_eq!(refused(&Wish::RemoveVolume { index: 9 }), "It is not there any more.");
}

#[test]
fn restricted_twice_is_restricted_once() {
    let once = carried(STAGE, Release::V2026_2, &Wish::Restrict).unwrap();
    assert_eq!(carried(&once, Release::V2026_2, &Wish::Restrict).unwrap(), once);
    let bad = once.replace("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true");
    assert_eq!(carried(&bad, Release::V2026_2, &Wish::Restrict).unwrap(), once);
}
