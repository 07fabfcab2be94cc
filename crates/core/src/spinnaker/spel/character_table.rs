//! What `java.lang.Character` of JDK 17 says of every code point (Unicode
//! 13), as that JDK printed it (`tests/oracle/spel`, `oracle.Characters`).
//! Rust's own tables are of a later Unicode.

use std::sync::LazyLock;

/// One thing that is said of code points: from which one on what holds.
type Section = Vec<(u32, i32)>;

/// Places of the flags.
pub(super) const ALPHABETIC: u32 = 0;
pub(super) const IDEOGRAPHIC: u32 = 1;
pub(super) const LOWER: u32 = 2;
pub(super) const UPPER: u32 = 3;
pub(super) const MIRRORED: u32 = 4;
pub(super) const JAVA_START: u32 = 5;
pub(super) const JAVA_PART: u32 = 6;
pub(super) const UNICODE_START: u32 = 7;
pub(super) const UNICODE_PART: u32 = 8;
pub(super) const IGNORABLE: u32 = 9;

const TEXT: &str = include_str!("../../../data/java-characters.txt");

static TYPE: LazyLock<Section> = LazyLock::new(|| section("type", 10));
static DIRECTION: LazyLock<Section> = LazyLock::new(|| section("direction", 10));
static FLAGS: LazyLock<Section> = LazyLock::new(|| section("flags", 16));
static TO_LOWER: LazyLock<Section> = LazyLock::new(|| section("lower", 10));
static TO_UPPER: LazyLock<Section> = LazyLock::new(|| section("upper", 10));
static TO_TITLE: LazyLock<Section> = LazyLock::new(|| section("title", 10));
/// Values of digits, less the code point where they are marked by a sign.
static NUMBER: LazyLock<(Section, Section)> = LazyLock::new(|| {
    let sections = |relative: bool| {
        let lines = lines("number").filter_map(|(from, value)| {
            let value = match (relative, value.strip_prefix('+')) {
                (true, Some(less)) => less.parse().ok()?,
                (false, None) => value.parse().ok()?,
                _ => i32::MIN,
            };
            Some((from, value))
        });
        lines.collect()
    };
    (sections(true), sections(false))
});

fn lines(name: &str) -> impl Iterator<Item = (u32, &'static str)> {
    let title = format!("# {name}");
    TEXT.lines().skip_while(move |line| *line != title).skip(1).map_while(|line| {
        let (from, value) = line.split_once(' ').filter(|(from, _)| *from != "#")?;
        Some((u32::from_str_radix(from, 16).ok()?, value))
    })
}

fn section(name: &str, radix: u32) -> Section {
    lines(name)
        .filter_map(|(from, value)| Some((from, i32::from_str_radix(value, radix).ok()?)))
        .collect()
}

/// What holds at a code point; `None` where there is none of this number.
fn at(section: &Section, code: i32) -> Option<i32> {
    let code = u32::try_from(code).ok().filter(|code| *code <= 0x10_FFFF)?;
    let after = section.partition_point(|(from, _)| *from <= code);
    section.get(after.checked_sub(1)?).map(|(_, value)| *value)
}

/// `getType`.
pub(super) fn kind(code: i32) -> i32 {
    at(&TYPE, code).unwrap_or(0)
}

/// `getDirectionality`.
pub(super) fn direction(code: i32) -> i32 {
    at(&DIRECTION, code).unwrap_or(-1)
}

/// One of the flags.
pub(super) fn flag(code: i32, place: u32) -> bool {
    at(&FLAGS, code).unwrap_or(0) >> place & 1 == 1
}

/// `toLowerCase` of one code point.
pub(super) fn lower(code: i32) -> i32 {
    code.wrapping_add(at(&TO_LOWER, code).unwrap_or(0))
}

/// `toUpperCase` of one code point.
pub(super) fn upper(code: i32) -> i32 {
    code.wrapping_add(at(&TO_UPPER, code).unwrap_or(0))
}

/// `toTitleCase` of one code point.
pub(super) fn title(code: i32) -> i32 {
    code.wrapping_add(at(&TO_TITLE, code).unwrap_or(0))
}

/// `getNumericValue`: -1 for none, -2 for a fraction.
pub(super) fn number(code: i32) -> i32 {
    let (relative, absolute) = &*NUMBER;
    match (at(relative, code), at(absolute, code)) {
        (Some(less), _) if less != i32::MIN => code.wrapping_add(less),
        (_, Some(value)) if value != i32::MIN => value,
        _ => -1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_as_java_sees_them() {
        let code = |c: char| i32::try_from(u32::from(c)).unwrap_or(0);
        assert_eq!(kind(code('ǅ')), 3, "a title case letter");
        assert_eq!((lower(code('Ǆ')), title(code('ǆ'))), (code('ǆ'), code('ǅ')));
        assert_eq!((number(code('7')), number(code('٣')), number(code('½'))), (7, 3, -2));
        assert_eq!((number(code('z')), number(code('!')), number(-5)), (35, -1, -1));
        assert!(flag(code('漢'), IDEOGRAPHIC) && flag(code('('), MIRRORED));
        assert_eq!(kind(0x1_1F0A), 0, "Unicode 15 came after JDK 17");
        assert_eq!((kind(-1), direction(0x11_0000)), (0, -1));
    }
}
