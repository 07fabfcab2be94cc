//! `%[index$][flags][width][.precision][t]conversion`, checked as Java checks
//! it before anything is written.

use super::Part;
use crate::spinnaker::spel::stop::{Step, Stop, thrown};

/// Which argument is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Index {
    None,
    Previous,
    Next,
    At(usize),
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    Boolean,
    Hash,
    Text,
    Character,
    Decimal,
    Octal,
    Hex,
    Scientific,
    General,
    Fixed,
    HexFloat,
    Date,
    Percent,
    Line,
}

/// One specifier.
#[derive(Clone, Debug)]
pub(super) struct Specifier {
    pub(super) index: Index,
    pub(super) flags: String,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    pub(super) conversion: Conversion,
    pub(super) upper: bool,
}

impl Specifier {
    pub(super) fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }
}

fn conversion(c: char) -> Option<Conversion> {
    Some(match c {
        'b' | 'B' => Conversion::Boolean,
        'h' | 'H' => Conversion::Hash,
        's' | 'S' => Conversion::Text,
        'c' | 'C' => Conversion::Character,
        'd' => Conversion::Decimal,
        'o' => Conversion::Octal,
        'x' | 'X' => Conversion::Hex,
        'e' | 'E' => Conversion::Scientific,
        'g' | 'G' => Conversion::General,
        'f' => Conversion::Fixed,
        'a' | 'A' => Conversion::HexFloat,
        '%' => Conversion::Percent,
        'n' => Conversion::Line,
        _ => return None,
    })
}

fn bad_conversion(what: &str) -> Stop {
    thrown("UnknownFormatConversionException", format!("`{what}` is no conversion"))
}

/// The parts of a format.
pub(super) fn parse(source: &str) -> Step<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = source;
    while let Some((text, after)) = rest.split_once('%') {
        if !text.is_empty() {
            parts.push(Part::Text(text.to_owned()));
        }
        let (specifier, after) = specifier(after)?;
        parts.push(Part::Specifier(specifier));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    Ok(parts)
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

fn size(digits: &str, kind: &'static str) -> Step<Option<usize>> {
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse::<i32>() {
        Ok(size) => Ok(usize::try_from(size).ok()),
        Err(_) => Err(thrown(kind, "the number is too large")),
    }
}

fn specifier(text: &str) -> Step<(Specifier, &str)> {
    let unknown = || bad_conversion(text.get(..1).unwrap_or("%"));
    let mut rest = text;
    let mut index = Index::Next;
    let (number, after) = digits(rest);
    if !number.is_empty()
        && let Some(after) = after.strip_prefix('$')
    {
        let at = number.parse::<i32>().ok().and_then(|at| usize::try_from(at).ok());
        let at = at.and_then(|at| at.checked_sub(1)).ok_or_else(|| {
            thrown("IllegalFormatArgumentIndexException", "arguments are counted from 1")
        })?;
        index = Index::At(at);
        rest = after;
    }
    let end = rest.find(|c: char| !"-#+ 0,(<".contains(c)).unwrap_or(rest.len());
    let (flags, after) = rest.split_at(end);
    let (width, after) = digits(after);
    let (precision, after) = match after.strip_prefix('.').map(digits) {
        Some((precision, after)) if !precision.is_empty() => (precision, after),
        _ => ("", after),
    };
    let date = after
        .strip_prefix(['t', 'T'])
        .filter(|after| after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '%'));
    let shouted = after.starts_with('T');
    let (is_date, after) = date.map_or((false, after), |after| (true, after));
    let c = after.chars().next().filter(|c| c.is_ascii_alphabetic() || *c == '%');
    let c = c.ok_or_else(unknown)?;
    let after = after.get(1..).unwrap_or("");
    let mut kept = String::new();
    for flag in flags.chars() {
        if kept.contains(flag) {
            return Err(thrown("DuplicateFormatFlagsException", "a flag stands twice"));
        }
        kept.push(flag);
    }
    if kept.contains('<') {
        index = Index::Previous;
    }
    let kind = if is_date {
        if !"HIklMNLQpsSTzZaAbBCdehjmyYrRcDF".contains(c) {
            return Err(bad_conversion(&c.to_string()));
        }
        Conversion::Date
    } else {
        conversion(c).ok_or_else(|| bad_conversion(&c.to_string()))?
    };
    let specifier = Specifier {
        index: if matches!(kind, Conversion::Percent | Conversion::Line) {
            Index::None
        } else {
            index
        },
        flags: kept.replace('<', ""),
        width: size(width, "IllegalFormatWidthException")?,
        precision: size(precision, "IllegalFormatPrecisionException")?,
        conversion: kind,
        upper: if is_date { shouted } else { c.is_ascii_uppercase() },
    };
    check(&specifier)?;
    Ok((specifier, after))
}

fn check(s: &Specifier) -> Step<()> {
    let mismatch = |flags: &str| -> Step<()> {
        if flags.chars().any(|flag| s.has(flag)) {
            return Err(thrown("FormatFlagsConversionMismatchException", "a flag for others"));
        }
        Ok(())
    };
    let no_precision = || -> Step<()> {
        match s.precision {
            Some(_) => Err(thrown("IllegalFormatPrecisionException", "no precision fits")),
            None => Ok(()),
        }
    };
    let needs_width = |flags: &str| -> Step<()> {
        if s.width.is_none() && flags.chars().any(|flag| s.has(flag)) {
            return Err(thrown("MissingFormatWidthException", "the flag needs a width"));
        }
        Ok(())
    };
    let numeric = || -> Step<()> {
        needs_width("-0")?;
        if s.has('+') && s.has(' ') || s.has('-') && s.has('0') {
            return Err(thrown("IllegalFormatFlagsException", "the flags exclude each other"));
        }
        Ok(())
    };
    match s.conversion {
        Conversion::Boolean | Conversion::Hash => {
            mismatch("#")?;
            needs_width("-")?;
            mismatch("+ 0,(")
        }
        Conversion::Text => {
            needs_width("-")?;
            mismatch("+ 0,(")
        }
        Conversion::Character | Conversion::Date => {
            no_precision()?;
            mismatch("#+ 0,(")?;
            needs_width("-")
        }
        Conversion::Decimal | Conversion::Octal | Conversion::Hex => {
            numeric()?;
            no_precision()?;
            mismatch(if s.conversion == Conversion::Decimal { "#" } else { "," })
        }
        Conversion::Scientific => numeric().and_then(|()| mismatch(",")),
        Conversion::General => numeric().and_then(|()| mismatch("#")),
        Conversion::HexFloat => numeric().and_then(|()| mismatch("(,")),
        Conversion::Fixed => numeric(),
        Conversion::Percent => {
            no_precision()?;
            if !matches!(s.flags.as_str(), "" | "-") {
                return Err(thrown("IllegalFormatFlagsException", "`%` takes no flags"));
            }
            needs_width("-")
        }
        Conversion::Line => {
            no_precision()?;
            if s.width.is_some() {
                return Err(thrown("IllegalFormatWidthException", "a line break has no width"));
            }
            if s.flags.is_empty() {
                Ok(())
            } else {
                Err(thrown("IllegalFormatFlagsException", "a line break takes no flags"))
            }
        }
    }
}
