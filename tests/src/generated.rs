//! Stage files made for tests and benchmarks.

/// A profile of so many stages, each of about eighty lines.
pub fn profile(stages: usize) -> String {
    let mut text = String::from("# made for measuring\njob:\n  preconfigured:\n    kubernetes:\n");
    for number in 0..stages {
        text.push_str(&stage(number));
    }
    text
}

fn stage(number: usize) -> String {
    let (mut parameters, mut variables) = (String::new(), String::new());
    for index in 0..6 {
        parameters.push_str(&format!(
            "          - name: PARAMETER_{index}\n            label: Parameter {index}\n            \
             description: What it is for\n            defaultValue: \"value {index}\"\n            \
             mapping: manifest.spec.template.spec.containers[0].env[{index}].value\n"
        ));
        variables.push_str(&format!(
            "                    - name: VARIABLE_{index}\n                      \
             value: placeholder # {index}\n"
        ));
    }
    format!(
        "      # stage {number}\n      - label: Stage {number}\n        type: stage{number}\n        \
         description: Does what stage {number} does\n        cloudProvider: kubernetes\n        \
         account: kubernetes\n        credentials: kubernetes\n        application: demo\n        \
         waitForCompletion: true\n        propertyFile: main\n        parameters:\n{parameters}        \
         manifest:\n          apiVersion: batch/v1\n          kind: Job\n          metadata:\n            \
         generateName: stage-{number}-\n            namespace: spinnaker\n            labels:\n              \
         team: platform\n          spec:\n            backoffLimit: 0\n            \
         ttlSecondsAfterFinished: 86400\n            template:\n              spec:\n                \
         restartPolicy: Never\n                containers:\n                  - name: main\n                    \
         image: alpine:3.20\n                    command: [\"sh\", \"-c\"]\n                    args:\n                      \
         - |\n                        echo one\n                        echo two\n                        \
         echo SPINNAKER_PROPERTY_RESULT=ok\n                    env:\n{variables}                    \
         resources:\n                      limits:\n                        cpu: \"1\"\n                        \
         memory: 256Mi\n                      requests:\n                        cpu: 100m\n                        \
         memory: 64Mi\n"
    )
}
