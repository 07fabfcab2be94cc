//! YAML's own tags, as SnakeYAML knows them. It must not say what a tag means.

/// What YAML's own tags begin with; `!!str` is short for `tag:yaml.org,2002:str`.
pub const YAML_TAGS: &str = "tag:yaml.org,2002:";

/// Those that SnakeYAML 2 has a meaning for; of any other it believes that a
/// class is named, and refuses it.
const KNOWN: [&str; 14] = [
    "yaml",
    "merge",
    "set",
    "pairs",
    "omap",
    "binary",
    "int",
    "float",
    "timestamp",
    "bool",
    "null",
    "str",
    "seq",
    "map",
];

/// Whether SnakeYAML 2 takes the tag for a class's name.
///
/// ```
/// use stage_core::document::names_class;
///
/// assert!(names_class("tag:yaml.org,2002:java.io.File"));
/// assert!(!names_class("tag:yaml.org,2002:str"));
/// assert!(!names_class("!local"));
/// ```
pub fn names_class(tag: &str) -> bool {
    tag.strip_prefix(YAML_TAGS).is_some_and(|name| !KNOWN.contains(&name))
}
