//! One and the same two stages in every form.

use stage_core::{Analysis, analyze, document::Source};

/// The stages as a profile, with what teams' files have: comments, odd
/// indentation, blank lines, a block scalar.
pub(crate) const PROFILE: &str = "\
# our stages
job:
  preconfigured:
    kubernetes:
    # the first
    - label: Echo # say it
      type: echo
      cloudProvider: kubernetes
      credentials: k8s
      parameters:
      - name: PHRASE
        label: Phrase
        mapping: manifest.spec.template.spec.containers[0].env[0].value
      manifest:
        apiVersion: batch/v1
        kind: Job
        metadata: {name: echo}
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
              - name: echo
                image: alpine
                command:
                - sh
                - -c
                - |
                  echo \"$PHRASE\"   

                  # a comment of the script
                    indented
                env:
                - name: PHRASE
                  value: hello
    - type: second
      label: 'Second'

webhook:
  preconfigured:
  - label: Hook
    type: hook
    url: https://example.com/${parameterValues['a']}
    method: POST
";

/// Every line of `text` moved right.
pub(crate) fn indented(text: &str, by: usize) -> String {
    let pad = " ".repeat(by);
    text.split_inclusive('\n')
        .map(|line| if line.trim().is_empty() { line.to_owned() } else { format!("{pad}{line}") })
        .collect()
}

/// [`PROFILE`] in each form, by what the form is called.
pub(crate) fn all() -> Vec<(&'static str, String)> {
    let block = |by| indented(PROFILE, by);
    vec![
        ("profile", PROFILE.to_owned()),
        (
            "spinnaker-service",
            format!(
                "apiVersion: spinnaker.io/v1alpha2\nkind: SpinnakerService\nspec:\n  spinnakerConfig:\n    profiles:\n      orca: # ours\n{}  expose: {{}}\n",
                block(8)
            ),
        ),
        (
            "spinnaker-service",
            format!(
                "kind: SpinnakerService\nspec:\n  spinnakerConfig:\n    files:\n      profiles__orca-local.yml: |\n{}",
                block(8)
            ),
        ),
        (
            "configmap",
            format!(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}} # a comment\ndata:\n  other.yml: |\n    x: 1\n  orca-local.yml: |2\n{}\n# the end\n",
                block(4)
            ),
        ),
        (
            "configmap",
            format!("kind: Secret\nstringData:\n  orca-local.yml: |-\n{}type: Opaque\n", block(3)),
        ),
        (
            "configmap",
            format!(
                "kind: Secret\ndata:\n  orca-local.yml: {} # encoded\ntype: Opaque\n",
                stage_core::document::encode(PROFILE)
            ),
        ),
        ("configmap", format!("kind: ConfigMap\ndata:\n  orca-local.yml: {PROFILE:?}\n")),
        (
            "helm-values",
            format!(
                "halyard:\n  additionalProfileConfigMaps:\n    data:\n      orca-local.yml: |-\n{}\nredis: {{enabled: true}}\n",
                block(10)
            ),
        ),
        (
            "helm-template",
            format!(
                "{{{{- if .Values.stages }}}}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{{{ .Release.Name }}}}-profiles\n  labels:\n{{{{ include \"labels\" . | indent 4 }}}}\ndata:\n  orca-local.yml: |\n{}{{{{- end }}}}\n",
                block(4).replace("image: alpine", "image: {{ .Values.image }}:{{ .Values.tag }}")
            ),
        ),
        ("profile", PROFILE.replace("credentials: k8s", "credentials: @ACCOUNT@")),
        ("profile", PROFILE.replace('\n', "\r\n")),
        (
            "configmap",
            format!("kind: ConfigMap\ndata:\n  orca-local.yml: |\n{}", block(4))
                .replace('\n', "\r\n"),
        ),
    ]
}

pub(crate) fn analyzed(text: &str) -> Analysis {
    analyze(&Source::new(text), None)
}
