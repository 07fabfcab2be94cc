//! Orca's start-up: Spring, SnakeYAML and client-java (orca-semantics §1).

use super::{Message, Who::OrcaStart};

macro_rules! message {
    ($id:literal, $text:literal, $cause:literal, $remedy:literal, $look:literal) => {
        Message {
            id: $id,
            who: OrcaStart,
            text: $text,
            cause: $cause,
            remedy: $remedy,
            look_for: $look,
        }
    };
}

pub(super) const MESSAGES: &[Message] = &[
    message!(
        "bind-failed",
        "Failed to bind properties under '{property}' to {type}",
        "Spring could not turn the value at {property} into {type}. One such value stops all of Orca, not only this stage.",
        "Mend the value; the cause that follows says what is wrong with it.",
        "the value at {property}; names are written with dashes there, so `backoff-limit` is `backoffLimit`"
    ),
    message!(
        "quantity-not-text",
        "converting from type [{from}] to type [io.kubernetes.client.custom.Quantity]",
        "A quantity must be a text. YAML made a number of it because it has no quotes.",
        "Put the quantity in quotes: `cpu: \"1\"`.",
        "a limit, request, sizeLimit or divisor without quotes"
    ),
    message!(
        "port-not-text",
        "converting from type [{from}] to type [io.kubernetes.client.custom.IntOrString]",
        "A probe's port must be a text to be loaded, and a text is then taken for the port's name.",
        "Write the port as the expression of 8080, in quotes: Spring leaves it alone and Orca's expressions make the number 8080 of it.",
        "`port` of a probe or lifecycle hook as a bare number"
    ),
    message!(
        "list-from-text",
        "converting from type [java.lang.String] to type [java.util.List<{of}>]",
        "A list of objects was given as a single value, or one of its items is empty.",
        "Write the list with `- name: …` items, and take empty items out.",
        "a key with a value behind it where a list belongs, or a `-` with nothing behind it"
    ),
    message!(
        "map-from-nothing",
        "converting from type [java.lang.String] to type [java.util.Map<{of}>]",
        "A key that holds a map has no value; YAML's nothing becomes an empty text.",
        "Remove the key, or give it entries.",
        "`labels:`, `annotations:`, `limits:` or the like with nothing below it"
    ),
    message!(
        "object-from-nothing",
        "converting from type [java.lang.String] to type [io.kubernetes.client.openapi.models.{of}]",
        "A key that holds an object has no value or a plain text.",
        "Remove the key or fill it in; for an empty directory write `medium: \"\"` below `emptyDir:`.",
        "a key such as `emptyDir:`, `securityContext:` or `metadata:` with nothing below it"
    ),
    message!(
        "empty-braces",
        "converting from type [java.util.LinkedHashMap<{map}>] to type [{of}]",
        "Empty braces are kept as an empty map by Orca from 1.30 to 2026.1, and no {of} can be made of it.",
        "Write something into it that changes nothing, such as `medium: \"\"` in an emptyDir, or remove the key.",
        "a key with empty braces as its value"
    ),
    message!(
        "no-converter",
        "No converter found capable of converting from type [{from}] to type [{to}]",
        "A {from} stands where a {to} is needed.",
        "Compare the value's form with the field's: text, number, list or object.",
        "the value of the property that the text before names"
    ),
    message!(
        "conversion-failed",
        "Failed to convert from type [{from}] to type [{to}] for value [{value}]",
        "`{value}` cannot be read as {to}.",
        "Write a value of that type. A placeholder is only filled in from Orca's environment and otherwise left as it is.",
        "`{value}`"
    ),
    message!(
        "overflow",
        "Could not convert number [{value}] of type [{from}] to target class [{to}]: overflow",
        "{value} is too large for {to}.",
        "Write a smaller number.",
        "{value}"
    ),
    message!(
        "left-unbound",
        "The elements [{property}] were left unbound.",
        "An item of a list has no field that Orca knows, or an index is missing before it; from there on the list could not be read.",
        "Correct the names in that item. A misspelt name beside a known one is dropped without a word, a misspelt name alone is fatal.",
        "a misspelt key in the list item at {property}, an item of empty braces before it, or a list inside a list of texts"
    ),
    message!(
        "primitive-null",
        "A null value cannot be assigned to a primitive type",
        "`enabled`, `waitForCompletion`, `producesArtifacts` or a parameter's `order` has no value.",
        "Give it one, or remove the key to get the default.",
        "one of these keys with nothing behind the colon"
    ),
    message!(
        "no-setter",
        "No setter found for property: {property}",
        "`{property}` is a name inside Orca's classes that a file cannot set.",
        "Remove the key.",
        "`{property}` as a key of a stage"
    ),
    message!(
        "no-enum",
        "No enum constant {constant}",
        "Only certain words are allowed here: `BASIC` or `CUSTOM` for uiType, `string` for a parameter's type.",
        "Use one of the allowed words.",
        "`uiType` or a parameter's `type`"
    ),
    message!(
        "bad-boolean",
        "Invalid boolean value '{value}'",
        "`{value}` is no truth value; true, on, yes, 1 and false, off, no, 0 are, as text.",
        "Write `true` or `false`.",
        "`{value}`"
    ),
    message!(
        "bad-quantity",
        "QuantityFormatException",
        "The text is no Kubernetes quantity: a number with at most one of the suffixes Kubernetes knows, and no space.",
        "Write it like `500m`, `1.5`, `512Mi`.",
        "a limit, request or sizeLimit that is empty, has a space, or a suffix such as `g` or `GiB`"
    ),
    message!(
        "bad-date",
        "Text '{value}' could not be parsed",
        "`{value}` is no full date, time and offset.",
        "Remove the field (usually `creationTimestamp`), or write `2020-01-01T00:00:00Z`.",
        "`{value}`"
    ),
    message!(
        "key-no-text",
        "class java.lang.{type} cannot be cast to class java.lang.String",
        "At start-up: a key inside a stage is no text but a {type}, for YAML reads bare `5`, `yes` and `on` as such. While a pipeline runs: a name or a `strategy.spinnaker.io/…` or `traffic.spinnaker.io/…` annotation of the manifest is a {type}.",
        "Put the key, or the value, in quotes.",
        "a bare number, `yes`, `no`, `on` or `off` as a key; or an annotation or name without quotes"
    ),
    message!(
        "key-null",
        "Cannot invoke \"String.startsWith(String)\" because",
        "A key inside a stage is null.",
        "Give the key a name; put a key that is called null in quotes.",
        "a bare `null`, `~` or nothing before a colon"
    ),
    message!(
        "collection-no-text",
        "class java.util.{type} cannot be cast to class java.lang.String",
        "A list or a map (a {type}) stands where a text is needed: a name, a kind, or a `strategy.spinnaker.io/…` or `traffic.spinnaker.io/…` annotation.",
        "Write a text.",
        "`metadata.name`, `kind` and the annotations of the manifest"
    ),
    message!(
        "duplicate-key",
        "found duplicate key {key}",
        "The key `{key}` is there twice in one map. `yes` and `true` count as one key.",
        "Remove one of the two.",
        "`{key}`"
    ),
    message!(
        "nesting",
        "Nesting Depth exceeded max 50",
        "The YAML is nested deeper than 50 levels.",
        "Flatten it; a real stage needs about fifteen levels.",
        "lists in lists or maps in maps that were generated or indented by mistake"
    ),
    message!(
        "bad-character",
        "found character {character} that cannot start any token",
        "YAML is indented with spaces only, and no bare text begins with {character}.",
        "Replace a tab by spaces; put a text that begins with `@`, a backtick or `%` in quotes.",
        "a tab at the start of a line, or {character} as the first sign of a value"
    ),
    message!(
        "unknown-tag",
        "could not determine a constructor for the tag {tag}",
        "The tag {tag} is not allowed in a configuration file.",
        "Remove the tag.",
        "{tag}"
    ),
    message!(
        "unknown-alias",
        "found undefined alias {alias}",
        "An alias `*{alias}` has no anchor `&{alias}` before it in the same document.",
        "Define the anchor first, or put the text in quotes if a star was meant.",
        "`*{alias}`"
    ),
    message!(
        "mapping-values",
        "mapping values are not allowed here",
        "A colon with a space makes a key where none may stand.",
        "Put the text in quotes.",
        "a `: ` inside a text without quotes, at the line and column that follow"
    ),
    message!(
        "yaml-place",
        " in 'reader', line {line}, column {column}:",
        "The YAML cannot be read at line {line}, column {column}; often the mistake is a line earlier.",
        "Mend the YAML there.",
        "line {line}, column {column}"
    ),
    message!(
        "circular-placeholder",
        "Circular placeholder reference '{placeholder}'",
        "The placeholder `{placeholder}` is defined by itself.",
        "Give it a value of its own, or escape its dollar with a backslash (from 2026.2 on).",
        "the placeholder {placeholder}"
    ),
    message!(
        "out-of-memory",
        "java.lang.OutOfMemoryError",
        "Orca ran out of memory. While it starts, aliases that multiply each other do that; nothing limits them.",
        "Replace nested aliases by what they stand for.",
        "anchors `&…` whose content holds aliases `*…` several times"
    ),
    message!(
        "plugin-text",
        "Cannot deserialize value of type `{to}` from String \"{value}\"",
        "In a plugin's stage: `{value}` cannot be read as {to}. Plugins' stages are read by stricter rules than `orca-local.yml`.",
        "Write a value of that type.",
        "`{value}`"
    ),
    message!(
        "plugin-shape",
        "Cannot deserialize value of type `{to}` from {from} value (token",
        "In a plugin's stage: {from} stands where {to} is needed. Plugins' stages turn no list or object into a text.",
        "Write a value of that form.",
        "the field that the reference chain ends with"
    ),
    message!(
        "plugin-instance",
        "Cannot construct instance of `{to}`",
        "In a plugin's stage: the value is no {to}. A quantity must be a text there too.",
        "Put quantities in quotes; give objects their fields.",
        "the field that the reference chain ends with"
    ),
    message!(
        "plugin-empty",
        "Cannot coerce empty String (\"\") to `{to}`",
        "In a plugin's stage: an empty text stands where {to} is needed.",
        "Remove the key, or fill it in.",
        "the field that the reference chain ends with"
    ),
    message!(
        "plugin-date",
        "Java 8 date/time type `{type}` not supported by default",
        "A plugin's stage cannot hold a date such as `creationTimestamp`.",
        "Remove the field.",
        "`creationTimestamp` or another date"
    ),
    message!(
        "bad-number",
        "For input string: \"{value}\"",
        "`{value}` is no number that fits the field.",
        "Write a plain decimal number.",
        "`{value}`"
    ),
    message!(
        "conversion-failed-5",
        "Failed to convert from type [{from}] to type [{to}] for value '{value}'",
        "`{value}` cannot be read as {to}.",
        "Write a value of that type. A placeholder is only filled in from Orca's environment and otherwise left as it is.",
        "`{value}`"
    ),
    message!(
        "placeholder-unknown",
        "Could not resolve placeholder '{placeholder}'",
        "One of Orca's own settings needs `{placeholder}`, which neither its environment nor its files have. A stage is not to blame: there an unknown placeholder stays as it is written.",
        "Give `{placeholder}` a value in Orca's environment or in one of its files.",
        ""
    ),
    message!(
        "yaml-block",
        "expected <block end>, but found",
        "A line stands further left or right than its neighbours, or an item of a list stands among keys.",
        "Indent the entries of one map or list alike; the place follows.",
        "the indentation at the line and column that follow, and of the line before"
    ),
    message!(
        "yaml-colon",
        "could not find expected ':'",
        "A line where a key is due has no colon: often a text over several lines without quotes, or a shell line that left its block.",
        "Write `key: value`, or indent the line as far as the block it belongs to.",
        "the line and column that follow"
    ),
    message!(
        "yaml-end",
        "found unexpected end of stream",
        "A quote or bracket that was opened is never closed.",
        "Close it; the place where it begins is named before this.",
        "the quote or bracket at the line and column before this text"
    ),
    message!(
        "yaml-document",
        "expected '<document start>', but found",
        "Something stands behind the end of the document: often a `}` or `]` too many, or a line further left than the first.",
        "Remove it, or indent it.",
        "the line and column that follow"
    ),
    message!(
        "yaml-comma",
        "expected ',' or ']', but got",
        "A list in brackets is not closed, or lacks a comma.",
        "Put a comma between the items, and quotes around texts with `: ` or `#`.",
        "the brackets at the line and column that follow"
    ),
    message!(
        "yaml-comma-map",
        "expected ',' or '}', but got",
        "A map in braces is not closed, or lacks a comma; an expression without quotes begins like one.",
        "Put quotes around a text that begins with a brace, and a comma between entries.",
        "the braces at the line and column that follow"
    ),
    message!(
        "yaml-unprintable",
        "special characters are not allowed",
        "The file holds a control character, which YAML forbids: often pasted from a terminal.",
        "Remove it, or write it as an escape such as `\\e` in double quotes.",
        "the character at the position that is named"
    ),
];
