/** One profile in every form that teams keep it in. */

/** Every line moved right. */
export function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}

export interface InForm {
  form: string;
  name: string;
  /** The file with the profile in it. */
  file: (profile: string) => string;
}

export const IN_FORMS: readonly InForm[] = [
  { form: "profile", name: "orca-local.yml", file: (profile) => profile },
  {
    form: "spinnaker-service",
    name: "spinnakerservice.yml",
    file: (profile) =>
      `apiVersion: spinnaker.io/v1alpha2
kind: SpinnakerService
metadata: {name: spinnaker} # ours
spec:
  spinnakerConfig:
    profiles:
      orca:
${indented(profile, 8)}  expose: {type: service}
`,
  },
  {
    form: "configmap",
    name: "configmap.yml",
    file: (profile) =>
      `apiVersion: v1
kind: ConfigMap
metadata: {name: profiles}
data:
  gate-local.yml: |
    a: 1
  orca-local.yml: | # Orca's
${indented(profile, 4)}`,
  },
  {
    form: "configmap",
    name: "secret.yml",
    file: (profile) =>
      `kind: Secret
data:
  orca-local.yml: ${Buffer.from(profile).toString("base64")} # encoded
type: Opaque
`,
  },
  {
    form: "helm-values",
    name: "values.yml",
    file: (profile) =>
      `halyard:
  additionalProfileConfigMaps:
    data:
      orca-local.yml: |-
${indented(profile, 10)}redis: {enabled: true}
`,
  },
  {
    form: "helm-template",
    name: "template.yml",
    file: (profile) =>
      `{{- if .Values.stages }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-profiles
data:
  orca-local.yml: |
${indented(profile.replace("account: data\n", "account: {{ .Values.account }}\n"), 4)}{{- end }}
`,
  },
];
